// Builds the desk for the tests that open it, when its sources are newer than what was built last.
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const ROOT = resolve(import.meta.dirname, '../..');

export async function setup(): Promise<void> {
  if (newest(join(ROOT, 'ui')) >= newest(join(ROOT, 'dist/ui')))
    await build({ root: join(ROOT, 'ui'), logLevel: 'error' });
}

/** Milliseconds since 1970 of the last change below a folder; 0 when there is none. */
function newest(folder: string): number {
  const entries = statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder, { recursive: true }) : [];
  return Math.max(0, ...entries.map((entry) => statSync(join(folder, String(entry))).mtimeMs));
}
