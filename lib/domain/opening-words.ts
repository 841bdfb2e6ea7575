// When somebody is at work, and when something happened, as a customer reads it: in the words and the time zone of the brand.
import { type BusinessHours, openStretches } from './business-hours.ts';
import { epochMs, type Instant, instantOf } from './time.ts';

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const DAY_NAMES = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' } as const;

/** `Fri 27 Nov 17:00`; with the year where it is another one than that of `now`. */
export function localTime(instant: Instant, timeZone: string, now: Instant): string {
  const { weekday, day, month, year, hour, minute } = partsOf(instant, timeZone);
  const inYear = year === partsOf(now, timeZone).year ? '' : ` ${year}`;
  return `${weekday} ${day} ${month}${inYear} ${hour}:${minute}`;
}

/** `London time`, by which the times on a page are meant. */
export function zoneWords(timeZone: string): string {
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  return `${place} time`;
}

/** `Our team is here now, until 20:00.` or `Our team is back on Mon 23 Nov 08:00.` */
export function availabilityWords(hours: BusinessHours, now: Instant): string {
  const { timeZone } = hours;
  const [next] = openStretches({ hours }, now).take(1);
  if (!next) return '';
  if (next.opens > epochMs(now)) return `Our team is back on ${localTime(instantOf(next.opens), timeZone, now)}.`;
  const { hour, minute } = partsOf(instantOf(next.closes), timeZone);
  return `Our team is here now, until ${hour === '00' && minute === '00' ? 'midnight' : `${hour}:${minute}`}.`;
}

/** `Mon–Fri 08:00–20:00`, `Sat 09:00–17:00`: neighbouring days with the same hours together, closed days left out. */
export function weekWords({ week }: BusinessHours): string[] {
  const runs: { from: string; to: string; times: string }[] = [];
  let before = '';
  for (const day of WEEK) {
    const times = (week[day] ?? [])
      .toSorted()
      .map(([from, to]) => `${from}–${to}`)
      .join(', ');
    const last = runs.at(-1);
    if (times !== '' && times === before && last) last.to = DAY_NAMES[day];
    else if (times !== '') runs.push({ from: DAY_NAMES[day], to: DAY_NAMES[day], times });
    before = times;
  }
  return runs.map(({ from, to, times }) => `${from === to ? from : `${from}–${to}`} ${times}`);
}

/** The first of the closed dates to come: `Fri 25 Dec`. */
export function closedDaysWords({ holidays, timeZone }: BusinessHours, now: Instant): string[] {
  const { isoDay } = partsOf(now, timeZone);
  const coming = [...new Set(holidays)].filter((date) => date >= isoDay).toSorted();
  return coming.slice(0, SHOWN_HOLIDAYS).map((date) => {
    // Noon in UTC, read in UTC: a date has no zone.
    const { weekday, day, month } = partsOf(`${date}T12:00:00.000Z`, 'UTC');
    return `${weekday} ${day} ${month}`;
  });
}

const SHOWN_HOLIDAYS = 3;

function partsOf(instant: Instant, timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(epochMs(instant)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  // Some versions of the calendar data write "Sept": everywhere else a month has three letters.
  const month = part('month').slice(0, 3);
  return {
    weekday: part('weekday'),
    day: part('day'),
    month,
    year: part('year'),
    hour: part('hour'),
    minute: part('minute'),
    isoDay: isoDayIn(instant, timeZone),
  };
}

function isoDayIn(instant: Instant, timeZone: string): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(epochMs(instant));
}
