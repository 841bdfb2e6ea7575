// Calendars as teams may have them, for tests of what holds of every one: several zones, around the days on which clocks change.
import * as fc from 'fast-check';
import { type BusinessHours, businessHoursSchema, type Pause } from '../../../lib/domain/business-hours.ts';
import { plus } from '../../../lib/domain/time.ts';

export function hoursOf(
  week: BusinessHours['week'],
  more: { timeZone?: string; holidays?: string[] } = {},
): BusinessHours {
  return businessHoursSchema.parse({ timeZone: 'Europe/London', week, ...more });
}

const halfHours = fc.uniqueArray(fc.integer({ min: 0, max: 47 }), { minLength: 2, maxLength: 6 });
const periods = halfHours.map((marks): [string, string][] => {
  const sorted = marks.toSorted((a, b) => a - b).map(timeOf);
  return sorted.flatMap((from, index) =>
    index % 2 === 0 && sorted[index + 1] ? [[from, sorted[index + 1] ?? '']] : [],
  );
});

function timeOf(half: number): string {
  return `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`;
}

const closed = fc.constant<[string, string][]>([]);
const allDay = fc.constant<[string, string][]>([['00:00', '24:00']]);
const someDays = fc.record({
  mon: periods,
  wed: fc.oneof(periods, closed),
  sat: fc.oneof(periods, allDay),
  sun: fc.oneof(periods, allDay, closed),
});
const zones = fc.constantFrom('Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC');
const holidays = fc.subarray(['2026-03-28', '2026-03-30', '2026-10-26', '2026-11-04']);

export const calendars = fc
  .tuple(someDays, zones, holidays)
  .map(([week, timeZone, holidays]) => hoursOf(week, { timeZone, holidays }));

/** Around both changes of the clocks in all of these zones. */
export const starts = fc
  .tuple(
    fc.constantFrom('2026-03-07T00:00:00Z', '2026-03-28T00:00:00Z', '2026-10-24T00:00:00Z', '2026-10-31T00:00:00Z'),
    fc.nat(4320),
  )
  .map(([day, minutes]) => plus(day, { minutes }));

export const spans = fc.nat(900);

/** Breaks around those days; the last may be an empty one, none lasts for ever. */
export const breaks: fc.Arbitrary<Pause[]> = fc.array(
  fc.tuple(starts, fc.nat(4000)).map(([from, minutes]) => ({ from, to: plus(from, { minutes }) })),
  { maxLength: 4 },
);
