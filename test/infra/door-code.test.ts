import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleDoors, DOORS, type DoorName, doorCodeIn, WATCHLIST_FILE } from '../../lib/infra/door-code.ts';

const KB = 1000;
/** What may be uploaded for each function; more than this starts noticeably slower. */
const LIMITS: Readonly<Record<DoorName, number>> = {
  poll: 1500 * KB,
  ingest: 9500 * KB,
  alert: 1500 * KB,
  send: 1500 * KB,
  timers: 1500 * KB,
  follow: 1500 * KB,
  api: 2000 * KB,
  webhook: 1800 * KB,
  email: 1500 * KB,
  'contact-events': 1500 * KB,
};

let built: string;

beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'earshot-built-'));
  await bundleDoors(built);
});

afterAll(() => rmSync(built, { recursive: true, force: true }));

it.each(DOORS)('%s starts from its one file alone', (door) => {
  const code = pathToFileURL(join(doorCodeIn(built, door), 'index.mjs')).href;
  const program = `import(${JSON.stringify(code)}).then(({ handler }) => console.log(typeof handler))`;
  const env = { PATH: process.env['PATH'], AWS_REGION: 'us-east-1' };
  expect(execFileSync(process.execPath, ['-e', program], { cwd: built, env, encoding: 'utf8' }).trim()).toBe(
    'function',
  );
});

it.each(DOORS)('%s stays small', (door) => {
  expect(statSync(join(doorCodeIn(built, door), 'index.mjs')).size).toBeLessThan(LIMITS[door]);
});

it('the language model travels with ingest and with nothing else', () => {
  const carriers = DOORS.filter((door) =>
    /wink-/.test(readFileSync(join(doorCodeIn(built, door), 'index.mjs'), 'utf8')),
  );
  expect(carriers).toEqual(['ingest']);
});

it.each(DOORS)('%s finds the watchlist where its settings say', (door) => {
  expect(readFileSync(join(doorCodeIn(built, door), WATCHLIST_FILE), 'utf8')).toBe(
    readFileSync(WATCHLIST_FILE, 'utf8'),
  );
});
