// The code of each door: one minified file a function, so that each starts with what it needs and nothing else.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { deployedWatchlist } from '../config/watchlist.ts';
import type { Instant } from '../domain/time.ts';

export const DOORS = [
  'poll',
  'ingest',
  'alert',
  'send',
  'timers',
  'follow',
  'api',
  'webhook',
  'case',
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

/**
 * Bundles `functions/<door>.ts` into `<built>/functions/<door>/index.mjs` for every door, with the watchlist beside it.
 * `now`: what repeats in its holiday calendars is written out for the years around it.
 */
export async function bundleDoors(built: string, now: Instant): Promise<void> {
  await Promise.all(DOORS.map((door) => bundleDoor(door, doorCodeIn(built, door))));
  await putWatchlist(built, WATCHLIST_FILE, now);
}

/** Puts the watchlist at `path` beside the code of every door, the dates of its holiday calendars in their place. */
export async function putWatchlist(built: string, path: string, now: Instant): Promise<void> {
  const text = deployedWatchlist(path, now);
  for (const door of DOORS) {
    const directory = doorCodeIn(built, door);
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, WATCHLIST_FILE), text);
  }
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
    plugins: [englishOnly],
  });
}

/** Zod's own messages in fifty languages, 350 kB of each bundle that speaks OpenAPI: problems are said in English here. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup: ({ onLoad }) => {
    const contents = "export { default as en } from './en.js';";
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents }));
  },
};
