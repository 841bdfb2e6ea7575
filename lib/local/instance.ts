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

/** The instance that runs on this data now; undefined when none does, also when one was killed and left its note. */
export function runningInstance(dataDirectory: string): Instance | undefined {
  let text: string;
  try {
    text = readFileSync(join(dataDirectory, FILE), 'utf8');
  } catch {
    return undefined;
  }
  const instance = instanceSchema.safeParse(JSON.parse(text));
  return instance.success && isAlive(instance.data.pid) ? instance.data : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
