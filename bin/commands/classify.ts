// npm run earshot -- classify: assesses texts, one line of JSON each, in the order they come.
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { assessorFor } from '../../lib/classifier/assessor.ts';
import { readWatchlist } from '../../lib/config/watchlist.ts';
import type { ImportedLine } from '../../lib/flows/import-posts.ts';
import { readImportFile } from '../import-file.ts';
import { givenPath, watchlistPath } from '../paths.ts';
import { complain, counted } from '../terminal.ts';
import { usageOf } from '../usage.ts';

const lineSchema = z.object({ id: z.union([z.string(), z.number()]).optional(), text: z.string() });
/** As of a post: wink-nlp takes a time that grows with the square of a word's length. */
const LONGEST_TEXT = 20_000;

/**
 * Needs `text`, keeps `id`; writes as it reads, so that a file of any length needs the same memory. Lines it cannot
 * assess go to standard error. 0 when all were assessed, 1 when it could not begin, 2 when lines were skipped.
 */
export async function classify(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { text: { type: 'string' } } });
  const given = positionals.map(givenPath);
  if (given.length > (values.text === undefined ? 1 : 0)) {
    complain(usageOf('classify'));
    return 1;
  }
  const [path] = given;
  if (path !== undefined && statSync(path, { throwIfNoEntry: false })?.isDirectory() !== false) {
    complain(`There is no file "${path}"; a text of your own is given as --text "…".`);
    return 1;
  }
  const lines = values.text === undefined ? readImportFile(path) : [{ line: 1, value: { text: values.text } }];
  const assess = assessor();
  let assessed = 0;
  let skipped = 0;
  for await (const read of lines) {
    const line = lineOf(read);
    if (typeof line === 'string') {
      skipped += 1;
      complain(`line ${read.line} skipped: ${line}`);
    } else {
      assessed += 1;
      const written = process.stdout.write(`${JSON.stringify(assess(line))}\n`);
      if (!written) await once(process.stdout, 'drain');
    }
  }
  if (skipped > 0) complain(`${counted(assessed, 'text')} assessed, ${counted(skipped, 'line')} skipped`);
  return skipped === 0 ? 0 : 2;
}

type Line = z.infer<typeof lineSchema>;

/** The line, or why it cannot be assessed. */
function lineOf(read: ImportedLine): Line | string {
  if ('problem' in read) return read.problem;
  const { success, data } = lineSchema.safeParse(read.value);
  if (!success) return 'it has no text';
  const { length } = data.text;
  return length > LONGEST_TEXT ? `its text has ${length} characters, the longest may have ${LONGEST_TEXT}` : data;
}

/** As `ingest` assesses: under the operator's promise, and with the names of the brand and its competitors. */
function assessor(): (line: Line) => unknown {
  const path = watchlistPath(process.env);
  const assess = assessorFor(existsSync(path) ? readWatchlist(path, new Date().toISOString()) : undefined);
  return ({ id, text }) => {
    const { decision, probability, kind, causes, severity, risks, company, language, because, rest, model } =
      assess(text);
    const said = { decision, probability, kind, causes, severity, risk: risks, company: company ?? null };
    return { ...(id === undefined ? {} : { id }), ...said, language, because, rest, model };
  };
}
