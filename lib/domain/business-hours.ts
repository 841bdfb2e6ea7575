// When somebody answers: deadlines are counted in these hours only.
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { Instant } from './time.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof DAYS)[number];

const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected a time of day such as 09:00');
const periodSchema = z
  .tuple([timeOfDaySchema, timeOfDaySchema])
  .refine(([from, to]) => from < to, 'a period must end after it begins, e.g. ["09:00", "17:30"]');

const dayPeriodsSchema = z
  .array(periodSchema)
  // Time that two periods share would be counted twice, and deadlines would come too early.
  .refine((periods) => {
    const sorted = periods.toSorted();
    return sorted.every(([from], index) => index === 0 || from >= (sorted[index - 1]?.[1] ?? from));
  }, 'the periods of a day must not overlap');

export const businessHoursSchema = z
  .object({
    timeZone: z.string().refine(isTimeZone, 'expected an IANA time zone such as Europe/London'),
    /** Opening periods a day; a day that is not named is closed. */
    week: z.partialRecord(z.enum(DAYS), dayPeriodsSchema),
    /** Closed dates, `YYYY-MM-DD`. */
    holidays: z.array(z.iso.date()).default([]),
  })
  .refine((hours) => Object.values(hours.week).some((periods) => periods.length > 0), 'at least one day must be open');

export type BusinessHours = z.infer<typeof businessHoursSchema>;

/** Days searched before the calendar is held to be always closed. */
const HORIZON_DAYS = 400;

/**
 * The instant at which `minutes` of open time have passed since `start`.
 * Throws RangeError when the calendar has no such open time within 400 days, rather than searching for ever.
 */
export function addBusinessMinutes(hours: BusinessHours, start: Instant, minutes: number): Instant {
  let left = minutes * 60_000;
  const from = Temporal.Instant.from(start);
  let date = from.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  for (let day = 0; day < HORIZON_DAYS; day += 1, date = date.add({ days: 1 })) {
    for (const period of openPeriods(hours, date)) {
      const opens = Math.max(period.opens, from.epochMilliseconds);
      const open = period.closes - opens;
      if (open <= 0) continue;
      if (left <= open)
        return Temporal.Instant.fromEpochMilliseconds(opens + left).toString({ smallestUnit: 'millisecond' });
      left -= open;
    }
  }
  throw new RangeError(
    `no ${minutes} minutes of business hours within ${HORIZON_DAYS} days of ${start}; check businessHours in the watch list`,
  );
}

/** Whether somebody answers at that moment. */
export function isOpenAt(hours: BusinessHours, instant: Instant): boolean {
  const at = Temporal.Instant.from(instant);
  const date = at.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  return openPeriods(hours, date).some(
    ({ opens, closes }) => opens <= at.epochMilliseconds && at.epochMilliseconds < closes,
  );
}

function openPeriods(hours: BusinessHours, date: Temporal.PlainDate): { opens: number; closes: number }[] {
  if (hours.holidays.includes(date.toString())) return [];
  const periods = hours.week[DAYS[date.dayOfWeek - 1] as Day] ?? [];
  return [...periods].sort().map(([from, to]) => ({
    opens: epochMsAt(date, from, hours.timeZone),
    closes: epochMsAt(date, to, hours.timeZone),
  }));
}

/**
 * A time of day that a change of the clocks skips is read an hour later, as on a clock that was not put forward; of a time
 * that comes twice the first counts.
 */
function epochMsAt(date: Temporal.PlainDate, timeOfDay: string, timeZone: string): number {
  if (timeOfDay === '24:00') return date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(timeOfDay) }).epochMilliseconds;
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
