// Takes posts from a file: every good line goes the way of a polled post, every bad one is reported and skipped.
import { parseImportLine } from '../domain/import-line.ts';
import type { Mention } from '../domain/mention.ts';
import type { Clock } from '../domain/time.ts';
import { sendMentions } from '../queues/mentions-queue.ts';
import type { Queue } from '../queues/queue.ts';

/** A line of the file, numbered from 1: its value, or why it could not be read. */
export type ImportedLine = { readonly line: number } & ({ readonly value: unknown } | { readonly problem: string });

export interface ImportResult {
  readonly queued: number;
  readonly skipped: number;
}

export interface ImportReport {
  /** Called for each line that was skipped, with its number and what is wrong with it. */
  readonly onSkipped: (line: number, problem: string) => void;
  /** Called for each field of each line that nothing reads. */
  readonly onIgnored: (field: string) => void;
  /** Called from time to time with the number of lines read. */
  readonly onProgress: (lines: number) => void;
}

export interface ImportDeps extends ImportReport {
  readonly mentions: Queue;
  readonly clock: Clock;
}

/** Posts sent to the queue at a time. */
const CHUNK = 100;

/** A crash in between loses nothing: importing the file again queues the rest, and what was taken in already stays single. */
export async function importPosts(deps: ImportDeps, lines: AsyncIterable<ImportedLine>): Promise<ImportResult> {
  let chunk: Mention[] = [];
  let queued = 0;
  let skipped = 0;
  const flush = async () => {
    await sendMentions(deps.mentions, chunk);
    queued += chunk.length;
    chunk = [];
    deps.onProgress(queued + skipped);
  };
  for await (const line of lines) {
    const parsed = 'problem' in line ? { ...line, ignored: [] } : parseImportLine(line.value, deps.clock());
    for (const field of parsed.ignored) deps.onIgnored(field);
    if ('problem' in parsed) {
      skipped += 1;
      deps.onSkipped(line.line, parsed.problem);
    } else {
      chunk.push(parsed.mention);
    }
    if (chunk.length >= CHUNK) await flush();
  }
  await flush();
  return { queued, skipped };
}
