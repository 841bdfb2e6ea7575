import { describe, expect, it } from 'vitest';
import { type BusinessHours, businessHoursSchema } from '../../../lib/domain/business-hours.ts';
import {
  availabilityWords,
  closedDaysWords,
  localTime,
  weekWords,
  zoneWords,
} from '../../../lib/domain/opening-words.ts';

const WEEKDAYS: [string, string][] = [['08:00', '20:00']];
const HOURS: BusinessHours = businessHoursSchema.parse({
  timeZone: 'Europe/London',
  week: { mon: WEEKDAYS, tue: WEEKDAYS, wed: WEEKDAYS, thu: WEEKDAYS, fri: WEEKDAYS, sat: [['09:00', '17:00']] },
  holidays: ['2026-12-26', '2026-12-25', '2025-12-25', '2027-01-01', '2027-04-02'],
});
const NOW = '2026-11-21T09:30:00.000Z';

describe('in the words of the brand', () => {
  it.each([
    ['2026-11-27T17:00:00.000Z', 'Fri 27 Nov 17:00'],
    ['2026-07-01T17:05:00.000Z', 'Wed 1 Jul 18:05'],
    ['2026-09-02T08:00:00.000Z', 'Wed 2 Sep 09:00'],
    ['2027-01-04T00:00:00.000Z', 'Mon 4 Jan 2027 00:00'],
  ])('the moment %s is %s in London', (instant, words) => {
    expect(localTime(instant, 'Europe/London', NOW)).toBe(words);
  });

  it.each([
    ['Europe/London', 'London time'],
    ['America/New_York', 'New York time'],
    ['UTC', 'UTC time'],
  ])('the zone %s is called %s', (zone, words) => {
    expect(zoneWords(zone)).toBe(words);
  });

  it.each([
    ['is here until the period ends', NOW, 'Our team is here now, until 17:00.'],
    ['is back at the next opening', '2026-11-21T17:00:00.000Z', 'Our team is back on Mon 23 Nov 08:00.'],
    ['is away on holidays, too', '2026-12-24T20:00:00.000Z', 'Our team is back on Mon 28 Dec 08:00.'],
  ])('the team %s', (_, now, words) => {
    expect(availabilityWords(HOURS, now)).toBe(words);
  });

  it('a team that is open late is there until midnight', () => {
    const late = { ...HOURS, week: { sat: [['20:00', '24:00']] as [string, string][] } };
    expect(availabilityWords(late, '2026-11-21T21:00:00.000Z')).toBe('Our team is here now, until midnight.');
  });

  it('days with the same hours stand together, and closed days are left out', () => {
    expect(weekWords(HOURS)).toEqual(['Mon–Fri 08:00–20:00', 'Sat 09:00–17:00']);
    const odd = {
      mon: WEEKDAYS,
      wed: WEEKDAYS,
      thu: [
        ['14:00', '18:00'],
        ['09:00', '12:00'],
      ] as [string, string][],
    };
    expect(weekWords({ ...HOURS, week: odd })).toEqual([
      'Mon 08:00–20:00',
      'Wed 08:00–20:00',
      'Thu 09:00–12:00, 14:00–18:00',
    ]);
  });

  it('the next closed days are named, the past ones are not', () => {
    expect(closedDaysWords(HOURS, NOW)).toEqual(['Fri 25 Dec', 'Sat 26 Dec', 'Fri 1 Jan']);
    expect(closedDaysWords({ ...HOURS, holidays: [] }, NOW)).toEqual([]);
  });
});
