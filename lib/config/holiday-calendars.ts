// Reads closed dates from calendar files, as public offices and calendar programs give them out.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { VEvent } from 'node-ical';
import { Temporal } from 'temporal-polyfill';
import { type Instant, plus, toDate } from '../domain/time.ts';
import { BrokenSettings } from './settings.ts';

/** Reports look back and deadlines ahead: what repeats every year is written out for these years around now. */
const YEARS_BACK = 2;
const YEARS_AHEAD = 5;

/** The dates, `YYYY-MM-DD`, of all files in `directory`, each once. Throws BrokenSettings with every file that is no use. */
export function readHolidays(directory: string, files: readonly string[], now: Instant): string[] {
  const problems: string[] = [];
  const dates = files.flatMap((file) => {
    try {
      return holidaysIn(readFileSync(join(directory, file), 'utf8'), now);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.push(`holiday calendar ${file}: ${why}; expected an iCalendar file (.ics) of all-day events there`);
      return [];
    }
  });
  if (problems.length > 0) throw new BrokenSettings(problems);
  return [...new Set(dates)].sort();
}

/**
 * The dates of all all-day events, and of what repeats from two years back to five years ahead. Events with a time of day
 * are left out: a calendar says on which days nobody is there. Throws Error where there is no all-day event, or one without
 * a date.
 * Source: RFC 5545; the end of an all-day event is the day after its last (3.6.1).
 */
export function holidaysIn(ics: string, now: Instant): string[] {
  // Only where a watch list names a calendar: it takes longer to load than all the rest of a function.
  const { expandRecurringEvent, parseICS } = createRequire(import.meta.url)('node-ical') as typeof import('node-ical');
  const from = toDate(plus(now, { days: -365 * YEARS_BACK }));
  const to = toDate(plus(now, { days: 366 * YEARS_AHEAD }));
  const events = Object.values(parseICS(ics)).filter((each): each is VEvent => each?.type === 'VEVENT');
  const allDay = events.filter(({ datetype, status }) => datetype === 'date' && status !== 'CANCELLED');
  if (allDay.length === 0) throw new Error('it holds no all-day event');
  return allDay.flatMap((event) => {
    if (typeof event.start !== 'object')
      throw new Error(`an event begins on "${String(event.start)}", which is no date`);
    return expandRecurringEvent(event, { from, to, expandOngoing: true }).flatMap(({ start, end }) => days(start, end));
  });
}

/** The date stands in the fields of the local time, wherever the process runs. */
function days(start: Date, end: Date): string[] {
  const first = plainDate(start);
  const last = plainDate(end).subtract({ days: 1 });
  const count = Math.max(0, first.until(last).days) + 1;
  return Array.from({ length: count }, (_, day) => first.add({ days: day }).toString());
}

function plainDate(date: Date): Temporal.PlainDate {
  return Temporal.PlainDate.from({ year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() });
}
