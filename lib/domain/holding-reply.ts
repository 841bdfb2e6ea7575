// The answer that says why an answer takes longer and when a person is there: offered, never sent by itself (requirement A5).
import { addBusinessMinutes, type BusinessHours, isOpenAt } from './business-hours.ts';
import { callNameOf, signNameOf } from './call-name.ts';
import { HOLDING_WORDS, type HoldingWords } from './holding-words.ts';
import { closingOn, dateOf, nextOpening } from './opening.ts';
import { isOwed, type Thread } from './thread.ts';
import { epochMs, type Instant, instantOf } from './time.ts';

export interface HoldingOrder {
  readonly thread: Thread;
  readonly hours: BusinessHours;
  readonly now: Instant;
  /** Who signs it. */
  readonly agent: string;
  /** ISO 639-1 code of the language to write in. */
  readonly language: string;
  /** How to reach the brand when it cannot wait, in the words of who runs it: "call 0800 000 000". */
  readonly urgentContact?: string;
}

export interface HoldingReply {
  readonly text: string;
  /** For the agent: why it is offered. */
  readonly why: string;
}

/** With less open time than this left in the day, nobody is told "today". */
const LAST_MINUTES = 60;

/**
 * What to write while a thread waits for its answer; undefined unless an answer is owed and will be late (overdue, less
 * than a quarter of its time left, or nobody at work), and for a language it cannot be written in.
 */
export function holdingReply(order: HoldingOrder): HoldingReply | undefined {
  const { thread, hours, now, agent, language } = order;
  const words = HOLDING_WORDS[language];
  const { dueAt } = thread;
  if (!words || dueAt === undefined || !isOwed(thread.status) || thread.pendingReply !== undefined) return undefined;
  const isOpen = isOpenAt(hours, now);
  const why = whyLate(order, dueAt, isOpen);
  if (why === undefined) return undefined;
  const signed = signNameOf(agent);
  const parts = [
    words.hello(callNameOf(thread.author)),
    words.thanks,
    thread.causes[0] === undefined ? words.sorryToWait : words.sorry[thread.causes[0]],
    isOpen ? words.busy : words.closed,
    words.answer(whenAnswered(order, words, isOpen)),
    ...urgentWords(order, words),
    ...(signed === undefined ? [] : [`– ${signed}`]),
  ];
  return { text: parts.join(' '), why };
}

function whyLate({ thread, hours, now }: HoldingOrder, dueAt: Instant, isOpen: boolean): string | undefined {
  const due = localTime(hours, dueAt);
  if (now >= dueAt) return `The answer is overdue: it was due ${due}.`;
  if (!isOpen)
    return `Nobody is at work before ${localTime(hours, nextOpening(hours, now))}; the answer is due ${due}.`;
  const threeQuarters =
    thread.answerClock?.dueAt === dueAt ? thread.answerClock.threeQuarters : quarterBefore(thread, dueAt);
  return now >= threeQuarters ? `Less than a quarter of its time is left: the answer is due ${due}.` : undefined;
}

/** Where older data have no clock, the time since the customer wrote stands for it. */
function quarterBefore({ heardAt }: Thread, dueAt: Instant): Instant {
  const due = epochMs(dueAt);
  return instantOf(due - (due - epochMs(heardAt)) / 4);
}

function whenAnswered(order: HoldingOrder, words: HoldingWords, isOpen: boolean): string {
  const { hours, now } = order;
  const closing = isOpen ? closingOn(hours, dateOf(hours, now)) : undefined;
  if (closing !== undefined && addBusinessMinutes(hours, now, LAST_MINUTES) <= closing)
    return words.by(timeOfClosing(hours, closing));
  const opening = nextOpening(hours, closing ?? now);
  return words.from(words.day(dayOf(order, opening)), timeOfDay(hours, opening));
}

/** A day as the reader counts: from today on, in the calendar's zone. */
function dayOf({ hours, now, language }: HoldingOrder, instant: Instant) {
  const ahead = dateOf(hours, now).until(dateOf(hours, instant)).days;
  const { timeZone } = hours;
  // The day before the month, as the brand's other dates are written.
  const locale = language === 'en' ? 'en-GB' : language;
  return {
    ahead,
    weekday: new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long' }).format(epochMs(instant)),
    date: new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long' }).format(epochMs(instant)),
  };
}

/** In danger nobody may wait for us; every other risk is first in the list as soon as somebody is at work. */
function urgentWords({ thread, urgentContact }: HoldingOrder, words: HoldingWords): string[] {
  if (thread.risks.length === 0) return [];
  const inDanger = thread.risks.includes('danger') || thread.risks.includes('self-harm');
  return [inDanger ? words.danger : words.first, ...(urgentContact ? [words.urgent(urgentContact)] : [])];
}

function timeOfDay({ timeZone }: BusinessHours, instant: Instant): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return format.format(epochMs(instant));
}

/** A day that ends at midnight ends at 24:00: 00:00 is where it begins. */
function timeOfClosing(hours: BusinessHours, closing: Instant): string {
  const time = timeOfDay(hours, closing);
  return time === '00:00' ? '24:00' : time;
}

/** For the agent, e.g. `Mon 23 Nov 09:00`. */
function localTime(hours: BusinessHours, instant: Instant): string {
  const { timeZone } = hours;
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', day: 'numeric', month: 'short' });
  return `${format.format(epochMs(instant)).replace(',', '')} ${timeOfDay(hours, instant)}`;
}
