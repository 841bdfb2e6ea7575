// Whom Earshot listens for stands in a file that people write: what is wrong with it is said at once and by name.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BrokenSettings } from '../../../lib/config/settings.ts';
import { parseWatchlist } from '../../../lib/config/watchlist.ts';

const least = {
  brand: { name: 'Acorn Mobile' },
  businessHours: { timeZone: 'Europe/London', week: { mon: [['09:00', '17:00']] } },
};

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

  it('that is never open is refused: no deadline could be kept', () => {
    expect(problemsOf({ ...least, businessHours: { timeZone: 'UTC', week: {} } })).toEqual([
      'my-list.json: businessHours: at least one day must be open',
    ]);
  });

  it.each(['[]', 'null', '"acorn"', '7'])('is not %s', (json) => {
    expect(problemsOf(json)).toEqual([expect.stringMatching(/^my-list\.json: the whole: .*expected object/)]);
  });
});
