// Whom Earshot listens for stands in a file that people write: what is wrong with it is said at once and by name.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { BrokenSettings } from '../../../lib/config/settings.ts';
import { deployedWatchlist, parseWatchlist, readWatchlist, type Watchlist } from '../../../lib/config/watchlist.ts';

const least = {
  brand: { name: 'Acorn Mobile' },
  businessHours: { timeZone: 'Europe/London', week: { mon: [['09:00', '17:00']] } },
};

function parse(list: unknown): Watchlist {
  return parseWatchlist(JSON.stringify(list), 'my-list.json');
}

function problemsOf(list: unknown): readonly string[] {
  try {
    parseWatchlist(typeof list === 'string' ? list : JSON.stringify(list), 'my-list.json');
  } catch (error) {
    if (error instanceof BrokenSettings) return error.problems;
    throw error;
  }
  return [];
}

describe('a watch list', () => {
  it('needs a brand and when somebody answers, and nothing more', () => {
    expect(parseWatchlist(JSON.stringify(least), 'my-list.json')).toEqual({
      brand: { name: 'Acorn Mobile', handles: [], aliases: [] },
      competitors: [],
      keywords: [],
      businessHours: { ...least.businessHours, holidays: [] },
      country: 'GB',
      missAtMostPercent: 3,
      spotChecksPerDay: 10,
      deadlines: {
        firstReply: { 1: 240, 2: 120, 3: 60, 4: 30, risk: 15 },
        nextReply: { 1: 240, 2: 120, 3: 60, 4: 30, risk: 15 },
        solution: { 1: 2400, 2: 1440, 3: 960, 4: 480, risk: 480 },
      },
      followUpDays: 14,
      published: [],
      answersPerHour: 6,
    });
  });

  it('comes with the project, ready to use', () => {
    const list = parseWatchlist(readFileSync('watchlist.json', 'utf8'), 'watchlist.json');
    expect(list.keywords.length).toBeGreaterThan(0);
    expect(list.brand.handles.length).toBeGreaterThan(0);
  });

  it('that is not JSON is refused with the place of the slip', () => {
    expect(problemsOf('{ "brand": { "name": "Acorn" }, }')).toEqual([
      expect.stringMatching(/^my-list\.json is not JSON: .*position 32/),
    ]);
    expect(problemsOf('')).toEqual([expect.stringMatching(/^my-list\.json is not JSON: /)]);
  });

  it('is refused with everything that is wrong with it, each by its place', () => {
    const businessHours = { timeZone: 'London', week: { mon: [['17:00', '09:00']], tue: [['9:30', '9:45']] } };
    const problems = problemsOf({ brand: {}, businessHours, keywords: [''], country: 'uk' });
    expect(problems).toEqual([
      expect.stringMatching(/^my-list\.json: brand\.name: /),
      expect.stringMatching(/^my-list\.json: keywords\.0: /),
      'my-list.json: businessHours.timeZone: expected an IANA time zone such as Europe/London',
      'my-list.json: businessHours.week.mon.0: a period must end after it begins, e.g. ["09:00", "17:30"]',
      'my-list.json: businessHours.week.tue.0.0: expected a time of day such as 09:00',
      'my-list.json: businessHours.week.tue.0.1: expected a time of day such as 09:00',
      'my-list.json: country: expected two capital letters such as GB',
    ]);
  });

  it('is refused when a key is misspelt, lest less is listened for than was meant', () => {
    expect(problemsOf({ ...least, keyword: ['acorn'] })).toEqual([
      'my-list.json: the whole: Unrecognized key: "keyword"',
    ]);
    expect(problemsOf({ ...least, brand: { name: 'Acorn', handle: 'acorn' } })).toEqual([
      'my-list.json: brand: Unrecognized key: "handle"',
    ]);
  });

  it.each([0, 0.4, 20.5, '3 %', null])(
    'is refused when it promises to miss at most %s percent',
    (missAtMostPercent) => {
      expect(problemsOf({ ...least, missAtMostPercent })).toEqual([
        'my-list.json: missAtMostPercent: expected a number from 0.5 to 20: the percent of complaints that may be missed',
      ]);
    },
  );

  it.each([-1, 2.5, 101, 'ten'])('is refused when it asks for %s spot checks a day', (spotChecksPerDay) => {
    expect(problemsOf({ ...least, spotChecksPerDay })).toEqual([
      'my-list.json: spotChecksPerDay: expected a whole number from 0 to 100: the harmless posts to check a day',
    ]);
  });

  it('says how soon the team means to answer and to solve, each severity by itself, and the rest is as usual', () => {
    const { deadlines } = parse({ ...least, deadlines: { solution: { 4: 60 }, nextReply: { risk: 5, 1: 480 } } });
    expect(deadlines.firstReply).toEqual({ 1: 240, 2: 120, 3: 60, 4: 30, risk: 15 });
    expect(deadlines.nextReply).toEqual({ 1: 480, 2: 120, 3: 60, 4: 30, risk: 5 });
    expect(deadlines.solution).toEqual({ 1: 2400, 2: 1440, 3: 960, 4: 60, risk: 480 });
  });

  it.each([0, 2.5, 60_001, '30', null])('is refused when %s minutes are allowed for an answer', (minutes) => {
    expect(problemsOf({ ...least, deadlines: { firstReply: { 4: minutes } } })).toEqual([
      'my-list.json: deadlines.firstReply.4: expected a whole number of business minutes from 1 to 60000',
    ]);
  });

  it('is refused when a deadline is hardly ever reached in its hours', () => {
    const businessHours = { timeZone: 'UTC', week: { mon: [['09:00', '09:30']] } };
    expect(problemsOf({ ...least, businessHours })).toEqual([
      'my-list.json: deadlines: the longest takes more than a year of these businessHours; open longer, or allow fewer minutes',
    ]);
    expect(parse({ ...least, businessHours, deadlines: { solution: { 1: 240 } } }).deadlines.solution[1]).toBe(240);
  });

  it('may say who is there when, for the load: shifts may overlap, and end after they begin', () => {
    const staffing = {
      mon: [
        ['09:00', '17:00', 3],
        ['12:00', '20:00', 2],
      ],
    };
    expect(parse({ ...least, staffing }).staffing).toEqual(staffing);
    expect(problemsOf({ ...least, staffing: { mon: [['17:00', '09:00', 3]] }, answersPerHour: 0 })).toEqual([
      'my-list.json: staffing.mon.0: a shift must end after it begins, e.g. ["09:00", "17:30", 3]',
      'my-list.json: answersPerHour: expected how many answers one person gives in an hour, more than 0 and at most 1000',
    ]);
    expect(problemsOf({ ...least, staffing: { mon: [['09:00', '17:00', 0.5]] } })).toEqual([
      'my-list.json: staffing.mon.0.2: expected a whole number of people',
    ]);
  });

  it.each([-1, 0.5, 366, 'never'])(
    'is refused when somebody is to ask after %s days whether a solution holds',
    (days) => {
      expect(problemsOf({ ...least, followUpDays: days })).toEqual([
        'my-list.json: followUpDays: expected a whole number of days from 0 (nobody asks) to 365',
      ]);
    },
  );

  it('that is never open is refused: no deadline could be kept', () => {
    expect(problemsOf({ ...least, businessHours: { timeZone: 'UTC', week: {} } })).toEqual([
      'my-list.json: businessHours: at least one day must be open',
    ]);
  });

  it.each(['[]', 'null', '"acorn"', '7'])('is not %s', (json) => {
    expect(problemsOf(json)).toEqual([expect.stringMatching(/^my-list\.json: the whole: .*expected object/)]);
  });
});

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Acorn//EN', ...lines, 'END:VCALENDAR'].join('\r\n');
const event = (uid: string, ...lines: string[]) =>
  ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'].join('\r\n');

describe('a watch list with holiday calendars', () => {
  const NOW = '2026-11-22T09:00:00.000Z';
  const made: string[] = [];
  afterEach(() => {
    for (const directory of made.splice(0)) rmSync(directory, { recursive: true });
  });

  /** Writes the list and its calendars into a directory of their own; returns the path of the list. */
  function written(calendars: Readonly<Record<string, string>>, named = Object.keys(calendars)): string {
    const directory = mkdtempSync(join(tmpdir(), 'earshot-watchlist-'));
    made.push(directory);
    for (const [name, text] of Object.entries(calendars)) writeFileSync(join(directory, name), text);
    const businessHours = { ...least.businessHours, holidays: ['2026-12-31'], holidayCalendars: named };
    const path = join(directory, 'watchlist.json');
    writeFileSync(path, JSON.stringify({ ...least, businessHours }));
    return path;
  }
  const CHRISTMAS = event('1', 'DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227');
  const NEW_YEAR = event('2', 'DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=YEARLY');

  function problemOf(path: string): string {
    try {
      readWatchlist(path, NOW);
    } catch (error) {
      if (error instanceof BrokenSettings) return error.problems.join('; ');
      throw error;
    }
    return 'none';
  }

  it('is closed on their all-day events as well, and nobody has to carry the calendars on', () => {
    const path = written({ 'public.ics': calendar(CHRISTMAS), 'own.ics': calendar(NEW_YEAR) });
    const { businessHours } = readWatchlist(path, NOW);
    expect(businessHours.holidays).toEqual([
      '2025-01-01',
      '2026-01-01',
      '2026-12-25',
      '2026-12-26',
      '2026-12-31',
      '2027-01-01',
      '2028-01-01',
      '2029-01-01',
      '2030-01-01',
      '2031-01-01',
    ]);
    expect(businessHours.holidayCalendars).toBeUndefined();
  });

  it('is deployed with their dates in their place, and without calendars as it is', () => {
    const path = written({ 'public.ics': calendar(CHRISTMAS) });
    expect(parseWatchlist(deployedWatchlist(path, NOW), path)).toEqual(readWatchlist(path, NOW));
    expect(deployedWatchlist('watchlist.json', NOW)).toBe(readFileSync('watchlist.json', 'utf8'));
  });

  it('is refused with every calendar that is no use, and what is expected there', () => {
    const timed = event('3', 'DTSTART:20261224T120000Z', 'DTEND:20261224T180000Z');
    const path = written({ 'timed.ics': calendar(timed), 'letter.ics': 'Dear colleagues' }, [
      'timed.ics',
      'letter.ics',
      'missing.ics',
    ]);
    const expected = 'expected an iCalendar file \\(\\.ics\\) of all-day events there';
    expect(problemOf(path)).toMatch(
      new RegExp(
        `^holiday calendar timed.ics: it holds no all-day event; ${expected}; holiday calendar letter.ics: .*; holiday calendar missing.ics: ENOENT.*; ${expected}$`,
      ),
    );
    const slip = calendar(event('4', 'DTSTART;VALUE=DATE:2026xx25'));
    expect(problemOf(written({ 'slip.ics': slip }))).toContain('an event begins on "2026xx25", which is no date');
  });

  it('names files beside it and no others', () => {
    for (const name of ['../secret.ics', '/etc/passwd', 'holidays.json', 'https://calendar.example/h.ics'])
      expect(problemsOf({ ...least, businessHours: { ...least.businessHours, holidayCalendars: [name] } })).toEqual([
        'my-list.json: businessHours.holidayCalendars.0: expected the name of a file beside the watch list such as holidays.ics',
      ]);
  });
});
