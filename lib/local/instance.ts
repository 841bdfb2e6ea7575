// Notes where the running instance is, so that a command beside it talks to it instead of opening the data a second time.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const instanceSchema = z.object({
  pid: z.number().int().positive(),
  /** Where the desk is served. */
  url: z.string(),
  /** What the functions read from the template and the engines' addresses: no secrets. */
  environment: z.record(z.string(), z.string()),
});

export type Instance = z.infer<typeof instanceSchema>;

const FILE = 'instance.json';

export function writeInstance(dataDirectory: string, instance: Instance): void {
  const path = join(dataDirectory, FILE);
  writeFileSync(`${path}.new`, JSON.stringify(instance));
  renameSync(`${path}.new`, path);
}

export function removeInstance(dataDirectory: string): void {
  rmSync(join(dataDirectory, FILE), { force: true });
}

/** How long an instance may take to answer; it is on this machine. */
const ANSWER_MS = 3_000;

/** The instance that runs on this data now; undefined when none does, also when one was killed and left its note. */
export async function runningInstance(dataDirectory: string): Promise<Instance | undefined> {
  const instance = readInstance(join(dataDirectory, FILE));
  // Both, because a process id and a port are given anew to other programs, after a restart of a container to the same.
  return instance && isAlive(instance.pid) && (await answers(instance.url)) ? instance : undefined;
}

/** A note that cannot be read, or was cut short, is none. */
function readInstance(path: string): Instance | undefined {
  try {
    return instanceSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/me`, { signal: AbortSignal.timeout(ANSWER_MS) });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}
