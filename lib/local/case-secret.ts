// The secret that links to customers' pages are signed with on this machine: made once, kept beside the data.
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'case-link-secret';
const BYTES = 32;
const FOR_OWNER_ONLY = 0o600;

/** The secret kept in `directory`, or a new one; without a directory one that lasts as long as the process. */
export function caseSecretIn(directory: string | undefined): string {
  const fresh = randomBytes(BYTES).toString('hex');
  if (directory === undefined) return fresh;
  const path = join(directory, FILE);
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, fresh, { mode: FOR_OWNER_ONLY });
  try {
    // Takes the place only if it is free, and whole: links that were sent must stay good.
    linkSync(unfinished, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(unfinished);
  }
  return readFileSync(path, 'utf8');
}
