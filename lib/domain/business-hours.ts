// When somebody answers: deadlines are counted in these hours only.
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { epochMs, type Instant, instantOf } from './time.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof DAYS)[number];

const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected a time of day such as 09:00');
const periodSchema = z
  .tuple([timeOfDaySchema, timeOfDaySchema])
  .refine(([from, to]) => from < to, 'a period must end after it begins, e.g. ["09:00", "17:30"]');

/** A time of day, the time at which it ends, and how many people answer then. */
const shiftSchema = z
  .tuple([timeOfDaySchema, timeOfDaySchema, z.int('expected a whole number of people').min(1).max(10_000)])
  .refine(([from, to]) => from < to, 'a shift must end after it begins, e.g. ["09:00", "17:30", 3]');

/** How many people answer when; where shifts overlap, their people are added up. */
export const staffingSchema = z.partialRecord(z.enum(DAYS), z.array(shiftSchema));

const dayPeriodsSchema = z
  .array(periodSchema)
  // Time that two periods share would be counted twice, and deadlines would come too early.
  .refine((periods) => {
    const sorted = periods.toSorted();
    return sorted.every(([from], index) => index === 0 || from >= (sorted[index - 1]?.[1] ?? from));
  }, 'the periods of a day must not overlap');

export const businessHoursSchema = z
  .strictObject({
    timeZone: z.string().refine(isTimeZone, 'expected an IANA time zone such as Europe/London'),
    /** Opening periods a day; a day that is not named is closed. */
    week: z.partialRecord(z.enum(DAYS), dayPeriodsSchema),
    /** Closed dates, `YYYY-MM-DD`. */
    holidays: z.array(z.iso.date()).default([]),
    /** Calendar files beside the watch list whose all-day events are closed dates, too. */
    holidayCalendars: z
      .array(
        z.string().regex(/^[\w.-]+\.ics$/, 'expected the name of a file beside the watch list such as holidays.ics'),
      )
      .optional(),
  })
  .refine((hours) => Object.values(hours.week).some((periods) => periods.length > 0), 'at least one day must be open');

export type BusinessHours = z.infer<typeof businessHoursSchema>;

/** A stretch of time that does not count, open or not; without an end while it lasts. */
export interface Pause {
  readonly from: Instant;
  readonly to?: Instant;
}

/** When minutes count: while somebody answers, except for the breaks. */
export interface Calendar {
  readonly hours: BusinessHours;
  readonly breaks?: readonly Pause[];
}

/** Open time in milliseconds since 1970; the end is no longer in it. */
export interface OpenStretch {
  readonly opens: number;
  readonly closes: number;
}

/** So many days without any open time in a row, and the calendar is held to be closed for ever. */
const HORIZON_DAYS = 400;

/**
 * The instant at which `minutes` of open time have passed since `start`.
 * Throws RangeError when the calendar is closed for 400 days on end, rather than searching for ever.
 */
export function addBusinessMinutes(hours: BusinessHours, start: Instant, minutes: number): Instant {
  return instantOf(stretchesOf({ hours }, start, minutes).at(-1)?.closes ?? epochMs(start));
}

/** The open stretches that `minutes` from `start` are made of, the first first. Throws RangeError as addBusinessMinutes does. */
export function stretchesOf(calendar: Calendar, start: Instant, minutes: number): readonly OpenStretch[] {
  const spent: OpenStretch[] = [];
  let left = minutes * 60_000;
  for (const { opens, closes } of openStretches(calendar, start)) {
    const taken = Math.min(left, closes - opens);
    spent.push({ opens, closes: opens + taken });
    left -= taken;
    if (left <= 0) return spent;
  }
  throw new RangeError(
    `no ${minutes} minutes of business hours after ${start} before ${HORIZON_DAYS} closed days on end; check businessHours in the watch list`,
  );
}

/** Open minutes of a week without holidays and changes of the clocks. */
export function minutesAWeek({ week }: BusinessHours): number {
  const periods = Object.values(week).flat();
  return periods.reduce((sum, [from, to]) => sum + minuteOfDay(to) - minuteOfDay(from), 0);
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Open time from `start` on that no break takes away, until the calendar is closed for 400 days on end. */
export function* openStretches({ hours, breaks = [] }: Calendar, start: Instant): Generator<OpenStretch> {
  for (const free of freeTime(epochMs(start), breaks)) yield* openWithin(hours, free);
}

/** The time from `start` on that is in no break; the last stretch has no end. */
function* freeTime(start: number, breaks: readonly Pause[]): Generator<OpenStretch> {
  let opens = start;
  for (const { from, to } of breaks.toSorted((one, other) => epochMs(one.from) - epochMs(other.from))) {
    const begins = epochMs(from);
    const ends = to === undefined ? Number.POSITIVE_INFINITY : epochMs(to);
    if (ends <= Math.max(opens, begins)) continue;
    if (begins > opens) yield { opens, closes: begins };
    opens = ends;
  }
  if (Number.isFinite(opens)) yield { opens, closes: Number.POSITIVE_INFINITY };
}

function* openWithin(hours: BusinessHours, free: OpenStretch): Generator<OpenStretch> {
  const from = Temporal.Instant.fromEpochMilliseconds(free.opens);
  let date = from.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  for (let closedDays = 0; closedDays <= HORIZON_DAYS; closedDays += 1, date = date.add({ days: 1 })) {
    for (const period of openPeriods(hours, date)) {
      if (period.opens >= free.closes) return;
      const opens = Math.max(period.opens, free.opens);
      const closes = Math.min(period.closes, free.closes);
      if (opens >= closes) continue;
      closedDays = 0;
      yield { opens, closes };
    }
    if (date.toZonedDateTime(hours.timeZone).epochMilliseconds >= free.closes) return;
  }
}

/** Whether somebody answers at that moment. */
export function isOpenAt(hours: BusinessHours, instant: Instant): boolean {
  const at = Temporal.Instant.from(instant);
  const date = at.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  return openPeriods(hours, date).some(
    ({ opens, closes }) => opens <= at.epochMilliseconds && at.epochMilliseconds < closes,
  );
}

function openPeriods(hours: BusinessHours, date: Temporal.PlainDate): OpenStretch[] {
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
