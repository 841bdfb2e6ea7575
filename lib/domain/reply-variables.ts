// What may stand in braces in a saved reply, and what is put in for it.
import { type BusinessHours, isOpenAt } from './business-hours.ts';
import { callNameOf, signNameOf } from './call-name.ts';
import { dateOf, instantAt, nextOpening } from './opening.ts';
import type { Thread } from './thread.ts';
import { epochMs, type Instant } from './time.ts';

/** Each with what it becomes, for whoever writes a saved reply. */
export const VARIABLES = [
  { name: 'name', becomes: 'the first name the customer goes by, or their handle' },
  { name: 'handle', becomes: 'the customer’s handle, with an @' },
  { name: 'case', becomes: 'the case number, such as 4821-7305' },
  { name: 'agent', becomes: 'your name' },
  { name: 'brand', becomes: 'the name of your brand, as the watch list says it' },
  { name: 'cause', becomes: 'what the complaint is about, such as “the delivery”' },
  { name: 'by', becomes: 'the next working day, such as “Tuesday”' },
  {
    name: 'next-open',
    becomes: 'when somebody is there next, such as “on Monday from 09:00”; “now” while you are open',
  },
  { name: 'page', becomes: 'the address of the customer’s own page' },
] as const;

type VariableName = (typeof VARIABLES)[number]['name'];
export type Values = Readonly<Partial<Record<VariableName, string>>>;

const BRACES = /\{([a-z-]+)\}/g;

/** A variable without a value is left as it is, so that whoever checks the answer finds it. */
export function filled(text: string, values: Values): string {
  const known = new Map<string, string>(Object.entries(values));
  return text.replace(BRACES, (whole, name: string) => known.get(name) ?? whole);
}

interface Known {
  readonly thread: Thread;
  readonly agent: string;
  readonly brand: string;
  readonly hours: BusinessHours;
  readonly now: Instant;
  /** The customer's page, where one is served. */
  readonly page?: string | undefined;
}

export function valuesFor({ thread, agent, brand, hours, now, page }: Known): Values {
  const { author, caseNumber, causes, language } = thread;
  const [cause] = causes;
  const when = { hours, now, language: language.code };
  return {
    name: callNameOf(author) ?? `@${author.handle}`,
    handle: `@${author.handle}`,
    case: caseNumber,
    // Who has not said their name signs for the brand.
    agent: signNameOf(agent) ?? brand,
    brand,
    by: nextWorkingDay(when),
    'next-open': nextOpen(when),
    ...(cause && language.code === 'en' && cause !== 'other' ? { cause: CAUSE_WORDS[cause] } : {}),
    ...(page === undefined ? {} : { page }),
  };
}

/** As it reads after "about". */
const CAUSE_WORDS = {
  'slow-service': 'the long wait',
  'rude-staff': 'how you were treated',
  delivery: 'the delivery',
  billing: 'the bill',
  'product-fault': 'the fault',
  outage: 'the outage',
  booking: 'the booking',
  unreachable: 'not reaching anybody',
  'broken-promise': 'the promise that was not kept',
} as const;

interface When {
  readonly hours: BusinessHours;
  readonly now: Instant;
  readonly language: string;
}

/** The next day after today on which somebody is there. */
function nextWorkingDay({ hours, now, language }: When): string {
  const tomorrow = instantAt(hours, dateOf(hours, now).add({ days: 1 }), '00:00');
  return dayWords({ hours, now, language }, nextOpening(hours, tomorrow));
}

function nextOpen({ hours, now, language }: When): string {
  if (isOpenAt(hours, now)) return language === 'en' ? 'now' : timeIn(hours, now);
  const opens = nextOpening(hours, now);
  const time = timeIn(hours, opens);
  if (language !== 'en') return `${dayWords({ hours, now, language }, opens)} ${time}`;
  const ahead = dateOf(hours, now).until(dateOf(hours, opens)).days;
  if (ahead === 0) return `today from ${time}`;
  return ahead === 1 ? `tomorrow from ${time}` : `on ${dayWords({ hours, now, language }, opens)} from ${time}`;
}

const WEEK_DAYS = 6;

/** The name of the day, with its date where the name alone would mean an earlier one. */
function dayWords({ hours, now, language }: When, at: Instant): string {
  const ahead = dateOf(hours, now).until(dateOf(hours, at)).days;
  const date = ahead > WEEK_DAYS ? ({ day: 'numeric', month: 'long' } as const) : {};
  const { timeZone } = hours;
  return new Intl.DateTimeFormat(localeOf(language), { timeZone, weekday: 'long', ...date }).format(epochMs(at));
}

/** English as most of the world writes its dates: the day before the month. */
function localeOf(language: string): string {
  return language === 'en' || language === 'und' ? 'en-GB' : language;
}

function timeIn({ timeZone }: BusinessHours, at: Instant): string {
  const clock = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', clock).format(epochMs(at));
}
