// Days that are named by how long it takes, as companies do: "within 3 to 5 working days", "by close of business", "next week".
import type { Temporal } from 'temporal-polyfill';
import type { Mark } from './reply-finding.ts';

/** A day by whose end it is due, or so many minutes of open time. */
type Span = Mark & ({ readonly date: Temporal.PlainDate } | { readonly minutes: number });

/** What a pattern's groups mean on a given day; undefined: nothing. */
type Meaning = (
  groups: Readonly<Record<string, string | undefined>>,
  today: Temporal.PlainDate,
) => { date: Temporal.PlainDate } | { minutes: number } | undefined;

const COUNT = String.raw`(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|a few|several)`;
const UP_TO = String.raw`(?:${COUNT}\s?(?:-|–|to|or)\s?)?(?<count>${COUNT})`;
const PREFIX = String.raw`\b(?:(?:with)?in|over|up to)?\s*(?:the next |up to |about |around )*`;
const DAY_NAMES = '(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today';

const MEANINGS: readonly (readonly [RegExp, Meaning])[] = [
  [
    span(String.raw`${PREFIX}${UP_TO}\s(?:working|business|office)[- ]hours?\b`),
    ({ count }) => ({ minutes: 60 * countOf(count) }),
  ],
  [
    span(String.raw`${PREFIX}${UP_TO}\s(?:(?:working|business|office)[- ]days?|weekdays?)\b`),
    ({ count }, today) => ({ date: afterWorkingDays(today, countOf(count)) }),
  ],
  // One number alone is understood without us.
  [
    span(String.raw`${PREFIX}${COUNT}\s?(?:-|–|to|or)\s?(?<count>${COUNT})\s(?<unit>day|week|month)s?\b`),
    ({ count, unit }, today) => ({ date: today.add({ [`${unit}s`]: countOf(count) }) }),
  ],
  [
    // With a day's name beside it, that is the day.
    span(
      String.raw`\b(?:(?:the )?(?:end of (?:the |this )?(?:working |business )?day|close of (?:business|play))|EOD|COB)\b(?!,? (?:on |of )?(?:${DAY_NAMES}))`,
    ),
    (_groups, today) => ({ date: today }),
  ],
  [
    span(String.raw`\b(?:the )?end of (?:the |this )?(?:working |business )?week\b|\bEOW\b`),
    (_groups, today) => ({ date: fridayOf(today) }),
  ],
  [span(String.raw`\b(?:this|within the|during the) week\b(?!end)`), (_groups, today) => ({ date: fridayOf(today) })],
  [
    span(
      String.raw`\b(?:(?:by |the )*(?:end|start|beginning|early|late|some ?time)? ?(?:of |in )?)?next week\b(?!end)`,
    ),
    (_groups, today) => ({ date: mondayOf(today).add({ days: 11 }) }),
  ],
  [
    span(String.raw`\b(?:the|this|over the) weekend\b`),
    (_groups, today) => ({ date: mondayOf(today).add({ days: 6 }) }),
  ],
  [
    span(String.raw`\b(?:end of (?:the|this) month)\b`),
    (_groups, today) => ({ date: today.with({ day: today.daysInMonth }) }),
  ],
  [span(String.raw`\b(?:end of next month|next month)\b`), (_groups, today) => ({ date: endOfNextMonth(today) })],
  [
    span(
      String.raw`(?<=\b(?:by|on|before|latest) )the (?<count>\d{1,2})(?:st|nd|rd|th)\b(?! (?:of|time|floor|call|attempt))`,
    ),
    ({ count }, today) => nextDayOfMonth(today, Number(count)),
  ],
];

function span(source: string): RegExp {
  return new RegExp(source, 'giu');
}

/** Where `text` names such a day, read on `today`; none overlaps another. */
export function spansIn(text: string, today: Temporal.PlainDate): Span[] {
  const found: Span[] = [];
  for (const [pattern, meaning] of MEANINGS) {
    for (const { 0: said, index, groups = {} } of text.matchAll(pattern)) {
      const meant = meaning(groups, today);
      const spaces = said.length - said.trimStart().length;
      const mark = { start: index + spaces, end: index + said.length };
      const isTaken = found.some(({ start, end }) => mark.start < end && start < mark.end);
      if (meant && !isTaken) found.push({ ...mark, ...meant });
    }
  }
  return found.toSorted((one, other) => one.start - other.start);
}

const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  'a couple of': 2,
  three: 3,
  'a few': 3,
  several: 5,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};

function countOf(words = ''): number {
  return COUNTS[words.toLowerCase()] ?? Number(words);
}

/** Monday to Friday, whatever the brand's own hours: that is what the customer counts. */
function afterWorkingDays(from: Temporal.PlainDate, count: number): Temporal.PlainDate {
  let date = from;
  for (let left = count; left > 0; ) {
    date = date.add({ days: 1 });
    if (date.dayOfWeek <= 5) left -= 1;
  }
  return date;
}

function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}

/** At the week-end, the week that people mean is the one to come. */
function fridayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return mondayOf(date).add({ days: date.dayOfWeek > 5 ? 11 : 4 });
}

function endOfNextMonth(date: Temporal.PlainDate): Temporal.PlainDate {
  const next = date.with({ day: 1 }).add({ months: 1 });
  return next.with({ day: next.daysInMonth });
}

function nextDayOfMonth(today: Temporal.PlainDate, day: number): { date: Temporal.PlainDate } | undefined {
  if (day < 1 || day > 31) return undefined;
  const month = day < today.day ? today.with({ day: 1 }).add({ months: 1 }) : today;
  return { date: month.with({ day }) };
}
