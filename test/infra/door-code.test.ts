import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readWatchlist } from '../../lib/config/watchlist.ts';
import {
  bundleDoors,
  DOORS,
  type DoorName,
  doorCodeIn,
  putWatchlist,
  WATCHLIST_FILE,
} from '../../lib/infra/door-code.ts';

const KB = 1000;
/** What may be uploaded for each function; more than this starts noticeably slower. */
const LIMITS: Readonly<Record<DoorName, number>> = {
  poll: 1500 * KB,
  ingest: 9700 * KB,
  alert: 1500 * KB,
  send: 1500 * KB,
  timers: 1500 * KB,
  follow: 1500 * KB,
  api: 2000 * KB,
  webhook: 1800 * KB,
  case: 1500 * KB,
  email: 1500 * KB,
  'contact-events': 1500 * KB,
};

const NOW = '2026-11-22T09:00:00.000Z';

let built: string;

beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'earshot-built-'));
  await bundleDoors(built, NOW);
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

it('what reads calendar files travels with nothing: a deployed watchlist holds their dates', () => {
  const carriers = DOORS.filter((door) =>
    /VTIMEZONE/.test(readFileSync(join(doorCodeIn(built, door), 'index.mjs'), 'utf8')),
  );
  expect(carriers).toEqual([]);
});

it('the dates of the holiday calendars beside a watchlist lie beside each function', async () => {
  const directory = join(built, 'with-calendar');
  const list = JSON.parse(readFileSync(WATCHLIST_FILE, 'utf8'));
  list.businessHours.holidayCalendars = ['public.ics'];
  mkdirSync(directory);
  writeFileSync(join(directory, WATCHLIST_FILE), JSON.stringify(list));
  const event = [
    'BEGIN:VEVENT',
    'UID:1',
    'DTSTAMP:20260101T000000Z',
    'DTSTART;VALUE=DATE:20200501',
    'RRULE:FREQ=YEARLY',
  ];
  const calendar = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Acorn//EN', ...event, 'END:VEVENT', 'END:VCALENDAR'];
  writeFileSync(join(directory, 'public.ics'), calendar.join('\r\n'));
  await putWatchlist(directory, join(directory, WATCHLIST_FILE), NOW);
  for (const door of DOORS) {
    const deployed = readWatchlist(join(doorCodeIn(directory, door), WATCHLIST_FILE), NOW);
    const expected = ['2026-12-25', '2027-05-01', '2031-05-01'];
    expect(deployed.businessHours.holidays).toEqual(expect.arrayContaining(expected));
  }
});

it.each(DOORS)('%s finds the watchlist where its settings say', (door) => {
  expect(readFileSync(join(doorCodeIn(built, door), WATCHLIST_FILE), 'utf8')).toBe(
    readFileSync(WATCHLIST_FILE, 'utf8'),
  );
});

it('what reads dates in answers travels with api and with nothing else', () => {
  const carriers = DOORS.filter((door) =>
    /casualReference\/tomorrow/.test(readFileSync(join(doorCodeIn(built, door), 'index.mjs'), 'utf8')),
  );
  expect(carriers).toEqual(['api']);
});
