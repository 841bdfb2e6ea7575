// Builds the desk's page when its sources, or the packages it is made of, are newer than what was built last.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from './paths.ts';

/** A page that is up to date is left alone, so that another process may go on serving it. */
export async function buildDesk(): Promise<void> {
  const sources = readdirSync(join(ROOT, 'ui'), { recursive: true }).map((entry) => join(ROOT, 'ui', String(entry)));
  const newest = Math.max(...[...sources, join(ROOT, 'package-lock.json')].map(changedAt));
  if (newest >= changedAt(join(ROOT, 'dist/ui/index.html'))) await build({ root: join(ROOT, 'ui'), logLevel: 'error' });
}

/** Milliseconds since 1970; 0 for a file that is not there. */
function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
