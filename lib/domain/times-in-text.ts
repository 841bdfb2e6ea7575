// Days and times that an English text names, and the moment by which what is said of them must have happened.
import * as en from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';
import { addBusinessMinutes, type BusinessHours } from './business-hours.ts';
import { closingOn, dateOf, instantAt } from './opening.ts';
import type { Mark } from './reply-finding.ts';
import { spansIn } from './spans-in-text.ts';
import { asDate, epochMs, type Instant, instantOf, plus } from './time.ts';

export interface TimeContext {
  /** In the zone of these hours a text is read, and a day ends when the last of the team goes home. */
  readonly hours: BusinessHours;
  readonly now: Instant;
  /** Two capital letters: in the United States 12/3 is a day in December; elsewhere it is one in March. */
  readonly country?: string;
}

export interface TimeFound extends Mark {
  readonly dueAt: Instant;
  /** It has been and gone: "by 2 November" on the 21st. */
  readonly isPast: boolean;
  /** The weekday is not that of the date: "Monday 24 November" of a year in which that is a Tuesday. */
  readonly isWrongDay: boolean;
}

type Parsed = ReturnType<typeof en.parse>[number];
type Components = Parsed['start'];

/** Every day and time in `text`, in order. */
export function timesIn(text: string, context: TimeContext): TimeFound[] {
  const spans = spansIn(text, dateOf(context.hours, context.now)).map((span) => ({
    start: span.start,
    end: span.end,
    dueAt: 'minutes' in span ? inOpenTime(span.minutes, context) : endOfDay(span.date, context),
    isPast: false,
    isWrongDay: false,
  }));
  const rest = spans.reduce(
    (left, { start, end }) => left.slice(0, start) + '·'.repeat(end - start) + left.slice(end),
    text,
  );
  const named = parsed(rest, context).flatMap((result) =>
    isTime(rest, result) ? [foundIn(rest, result, context)] : [],
  );
  return [...spans, ...named].toSorted((one, other) => one.start - other.start);
}

function inOpenTime(minutes: number, { hours, now }: TimeContext): Instant {
  return addBusinessMinutes(hours, now, minutes);
}

function parsed(text: string, { hours, now, country }: TimeContext): Parsed[] {
  const offset = Temporal.Instant.from(now).toZonedDateTimeISO(hours.timeZone).offsetNanoseconds / 60e9;
  const parser = country === 'US' ? en.casual : en.GB;
  return parser.parse(text, { instant: asDate(now), timezone: offset }, { forwardDate: true });
}

/** Words that look like a time and are none here: "24/7", "a second time", "sat down", "it may", "right now". */
const NO_TIME = /^(?:\d{1,2}\/7|(?:a |the )?(?:second|moment)|sat|sun|mar|may|wed|(?:right |just )?now)$/u;
/** The library takes "the mon" of "the money" for a Monday. */
const HAS_TIME =
  /\d|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|today|tomorrow|tmrw?|tonight|morning|noon|midday|afternoon|evening|night|midnight|(?:second|minute|min|hour|hr|day|week|weekend|fortnight|month|year)s?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b/iu;
const BEFORE_NO_TIME = /\b(?:last|past|previous|since|every|each)\s+$/iu;

function isTime(text: string, { text: said, index }: Parsed): boolean {
  // "Mondays", "today's".
  const isOther = /^['’]?s\b/iu.test(text.slice(index + said.length));
  if (isOther || !HAS_TIME.test(said) || NO_TIME.test(said)) return false;
  return !BEFORE_NO_TIME.test(text.slice(0, index)) && !/^(?:last|past)\b/iu.test(said);
}

function foundIn(text: string, result: Parsed, context: TimeContext): TimeFound {
  const { index: start } = result;
  const said = result.text.replace(/[\s,.;]+$/u, '');
  const components = result.end ?? result.start;
  const date = dateMeant(said, components, context);
  const isPassed = !components.isCertain('year') && components.isCertain('month') && wasJustNow(date, context);
  const from = /\b(?:from|after|as of)\s+$/iu.test(text.slice(0, start)) || /\bfrom\b/iu.test(said);
  const dueAt = dueOf({ said, components, date, from }, context);
  return {
    start,
    end: start + said.length,
    dueAt,
    isPast: isPassed || dueAt <= context.now,
    isWrongDay: !isPassed && saysOtherDay(components, date),
  };
}

function dateMeant(said: string, components: Components, { hours, now }: TimeContext): Temporal.PlainDate {
  const [year = 0, month = 0, day = 0, weekday = 0] = (['year', 'month', 'day', 'weekday'] as const).map(
    (part) => components.get(part) ?? 0,
  );
  if (!components.isCertain('weekday') || components.isCertain('day') || /\bnext\b/iu.test(said))
    return new Temporal.PlainDate(year, month, day);
  const today = dateOf(hours, now);
  const ahead = (weekday - today.dayOfWeek + 7) % 7;
  const time = components.isCertain('hour')
    ? instantAt(hours, today, clockTime(components, hours))
    : closingOn(hours, today);
  // "By Saturday", said on a Saturday after closing time, is the next one.
  return today.add({ days: ahead === 0 && time !== undefined && time <= now ? 7 : ahead });
}

const JUST_NOW_DAYS = 65;

/** Read as the next of that name it would be most of a year away; who names a day without a year means the near one. */
function wasJustNow(date: Temporal.PlainDate, { hours, now }: TimeContext): boolean {
  const ago = date.subtract({ years: 1 }).until(dateOf(hours, now)).days;
  return ago > 0 && ago <= JUST_NOW_DAYS;
}

function saysOtherDay(components: Components, date: Temporal.PlainDate): boolean {
  const weekday = components.isCertain('weekday') && components.isCertain('day') ? components.get('weekday') : null;
  return weekday !== null && weekday !== undefined && weekday !== date.dayOfWeek % 7;
}

interface Named {
  readonly said: string;
  readonly components: Components;
  readonly date: Temporal.PlainDate;
  /** "From 08:00" ends with that day, not at eight. */
  readonly from: boolean;
}

function dueOf(named: Named, context: TimeContext): Instant {
  const { said, components, date, from } = named;
  // A duration in hours, or a time with its zone: a moment wherever it is read.
  if (components.isCertain('timezoneOffset')) return instantOf(components.date().getTime());
  if (components.isCertain('hour') && !from) return nextOf(named, clockTime(components, context.hours), context);
  if (/morning/iu.test(said)) return instantAt(context.hours, date, '12:00');
  if (/afternoon/iu.test(said)) return earlier(instantAt(context.hours, date, '18:00'), endOfDay(date, context));
  if (/evening|night/iu.test(said)) return evening(date, context);
  if (components.isCertain('month') && !components.isCertain('day')) return endOfDay(lastOfMonth(date), context);
  return endOfDay(date, context);
}

/** "At five" is in the afternoon for who is at work then. */
function clockTime(components: Components, hours: BusinessHours): string {
  const hour = components.get('hour') ?? 0;
  const minute = components.get('minute') ?? 0;
  const opens = Object.values(hours.week).flatMap((periods) => periods.map(([from]) => Number(from.slice(0, 2))));
  const isAfternoon = !components.isCertain('meridiem') && hour > 0 && hour < Math.min(...opens) && hour < 8;
  return `${pad(isAfternoon ? hour + 12 : hour)}:${pad(minute)}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

/** A time alone is today's, or tomorrow's when it has been. */
function nextOf({ components, date, said }: Named, time: string, { hours, now }: TimeContext): Instant {
  const isAlone =
    !components.isCertain('day') && !components.isCertain('weekday') && !/today|tonight|this/iu.test(said);
  if (!isAlone) return instantAt(hours, date, time);
  const today = instantAt(hours, dateOf(hours, now), time);
  return today > now ? today : instantAt(hours, dateOf(hours, now).add({ days: 1 }), time);
}

function evening(date: Temporal.PlainDate, { hours, now }: TimeContext): Instant {
  const closing = closingOn(hours, date);
  const isOpenThen = closing !== undefined && closing > now && closing > instantAt(hours, date, '18:00');
  return isOpenThen ? closing : instantAt(hours, date, '22:00');
}

const LOOK_BACK_DAYS = 14;

/**
 * When the last of the team goes home on that day, or before it where it is a day off; the day's own end where nobody is
 * at work any more until then.
 */
function endOfDay(date: Temporal.PlainDate, { hours, now }: TimeContext): Instant {
  for (let back = 0; back < LOOK_BACK_DAYS; back += 1) {
    const closing = closingOn(hours, date.subtract({ days: back }));
    if (closing !== undefined) return closing > now ? closing : midnightAfter(date, hours);
  }
  return midnightAfter(date, hours);
}

/** The last second of the day, so that it is read as that day. */
function midnightAfter(date: Temporal.PlainDate, hours: BusinessHours): Instant {
  return plus(instantAt(hours, date.add({ days: 1 }), '00:00'), { seconds: -1 });
}

function lastOfMonth(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.with({ day: date.daysInMonth });
}

function earlier(one: Instant, other: Instant): Instant {
  return epochMs(one) < epochMs(other) ? one : other;
}
