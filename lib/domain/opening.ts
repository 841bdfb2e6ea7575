// When somebody is at work again, and when the team goes home on a given day.
import { Temporal } from 'temporal-polyfill';
import { addBusinessMinutes, type BusinessHours, openStretches } from './business-hours.ts';
import { epochMs, type Instant, instantOf } from './time.ts';

/** The first moment from `from` on at which somebody is at work; RangeError when the calendar is always closed. */
export function nextOpening(hours: BusinessHours, from: Instant): Instant {
  return addBusinessMinutes(hours, from, 0);
}

/** When the last of the team goes home on that day, local to the calendar; undefined when it is closed. */
export function closingOn(hours: BusinessHours, date: Temporal.PlainDate): Instant | undefined {
  const midnight = epochMs(instantAt(hours, date.add({ days: 1 }), '00:00'));
  let closing: number | undefined;
  for (const { opens, closes } of openStretches({ hours }, instantAt(hours, date, '00:00'))) {
    if (opens >= midnight) break;
    closing = Math.min(closes, midnight);
  }
  return closing === undefined ? undefined : instantOf(closing);
}

/** A time of day on a date of the calendar, e.g. `17:30`. */
export function instantAt(hours: BusinessHours, date: Temporal.PlainDate, timeOfDay: string): Instant {
  const { timeZone } = hours;
  const zoned = date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(timeOfDay) });
  return zoned.toInstant().toString({ smallestUnit: 'millisecond' });
}

/** The date that an instant has in the calendar's zone. */
export function dateOf(hours: BusinessHours, instant: Instant): Temporal.PlainDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(hours.timeZone).toPlainDate();
}
