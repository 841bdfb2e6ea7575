// The code of each door: one minified file a function, so that each starts with what it needs and nothing else.
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

export const DOORS = [
  'poll',
  'ingest',
  'alert',
  'send',
  'timers',
  'follow',
  'api',
  'webhook',
  'email',
  'contact-events',
] as const;

export type DoorName = (typeof DOORS)[number];

/** The watchlist as it lies beside each bundle, relative to where Lambda starts the function. */
export const WATCHLIST_FILE = 'watchlist.json';

/** Packages written for CommonJS call `require`, which an ES module has not; the odd name keeps clear of minified ones. */
const REQUIRE_BANNER =
  "import { createRequire as __earshotCreateRequire } from 'node:module'; const require = __earshotCreateRequire(import.meta.url);";

/** Where the code of one door lies in the directory of built code. */
export function doorCodeIn(built: string, door: DoorName): string {
  return join(built, 'functions', door);
}

/** Bundles `functions/<door>.ts` into `<built>/functions/<door>/index.mjs` for every door, with the watchlist beside it. */
export async function bundleDoors(built: string): Promise<void> {
  await Promise.all(DOORS.map((door) => bundleDoor(door, doorCodeIn(built, door))));
}

async function bundleDoor(door: DoorName, directory: string): Promise<void> {
  await build({
    entryPoints: [join('functions', `${door}.ts`)],
    outfile: join(directory, 'index.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    banner: { js: REQUIRE_BANNER },
    logLevel: 'error',
  });
  await copyFile(WATCHLIST_FILE, join(directory, WATCHLIST_FILE));
}
