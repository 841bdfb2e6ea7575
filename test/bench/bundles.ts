// What is really deployed: the size of each function's bundle, how long it takes to start, how much memory it then holds.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleDoors, DOORS, doorCodeIn } from '../../lib/infra/door-code.ts';
import { percentile, rounded } from './statistics.ts';

const RUNS = 5;

/** In a fresh process: milliseconds to load the bundle and open its door, and the resident memory afterwards. */
const MEASURE = `
const began = performance.now();
const { open } = await import(process.argv[1]);
const loaded = performance.now();
const outside = { clock: () => new Date().toISOString(), newId: () => 'id', log: { error() {} } };
await open(process.env, outside);
const opened = performance.now();
process.stdout.write(JSON.stringify({ load: loaded - began, open: opened - loaded, rss: process.memoryUsage().rss }));
`;

/** What the infrastructure sets on the functions; the addresses are never called. */
const ENVIRONMENT = {
  EARSHOT_TABLE: 'table',
  MENTIONS_QUEUE_URL: 'http://127.0.0.1:9/000000000000/mentions',
  COMPLAINTS_QUEUE_URL: 'http://127.0.0.1:9/000000000000/complaints',
  OUTBOX_QUEUE_URL: 'http://127.0.0.1:9/000000000000/outbox',
  WATCHED_QUEUES: 'mentions=http://127.0.0.1:9/000000000000/mentions',
  EARSHOT_DESK_URL: 'http://127.0.0.1:9',
  EARSHOT_WATCHLIST: 'watchlist.json',
  AWS_REGION: 'us-east-1',
};

export async function benchBundles() {
  const built = mkdtempSync(join(tmpdir(), 'earshot-bundles-'));
  try {
    await bundleDoors(built, new Date().toISOString());
    return Object.fromEntries(DOORS.map((door) => [door, figuresOf(doorCodeIn(built, door))]));
  } finally {
    rmSync(built, { recursive: true });
  }
}

function figuresOf(directory: string) {
  const file = join(directory, 'index.mjs');
  const code = readFileSync(file);
  const runs = Array.from({ length: RUNS }, () => start(directory, file));
  const median = (pick: (run: Start) => number) => rounded(percentile(runs.map(pick), 0.5));
  return {
    bundleMB: rounded(code.length / 1e6),
    gzipMB: rounded(gzipSync(code).length / 1e6),
    loadMs: median(({ load }) => load),
    openMs: median(({ open }) => open),
    residentMB: median(({ rss }) => rss / 1e6),
  };
}

interface Start {
  readonly load: number;
  readonly open: number;
  readonly rss: number;
}

function start(cwd: string, file: string): Start {
  const args = ['--input-type=module', '--eval', MEASURE, file];
  return JSON.parse(execFileSync(process.execPath, args, { cwd, env: ENVIRONMENT, encoding: 'utf8' }));
}
