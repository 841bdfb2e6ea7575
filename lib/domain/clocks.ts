// The two clocks that begin when an answer becomes owed: to the answer, and to the solution of the whole matter.
import type { Calendar } from './business-hours.ts';
import { type Deadline, deadline, minutesFor, type Terms, type Urgency } from './deadline.ts';
import type { Thread } from './thread.ts';
import { closed } from './thread-progress.ts';
import { type Instant, secondsBetween } from './time.ts';

export interface Clocks {
  readonly dueAt: Instant;
  readonly answer: Deadline;
  readonly solution: Deadline;
}

export interface NowOwed {
  /** From when on an answer is owed: when the customer wrote, or when a person said so. */
  readonly since: Instant;
  /** What was said: the answer is as urgent as that. */
  readonly said: Urgency;
  /** As it was before; absent: it begins with what was said. */
  readonly thread?: Thread | undefined;
}

/**
 * What an event says that makes an answer owed. The first reply is owed until one stands on the network, then the next
 * one; the solution counts from the beginning of the matter, without the time in which nothing was owed.
 * Throws RangeError when the calendar is closed for 400 days on end.
 */
export function clocksFor(owed: NowOwed, terms: Terms): Clocks {
  const { since, said, thread } = owed;
  const { firstReply, nextReply } = terms.deadlines;
  const allowed = minutesFor(said, thread?.firstRepliedAt === undefined ? firstReply : nextReply);
  const answer = deadline(since, allowed, calendarOf(owed, terms));
  return { dueAt: answer.dueAt, answer, solution: solutionClock(owed, terms) };
}

/** The clock to the solution, running again. */
export function solutionClock(owed: NowOwed, terms: Terms): Deadline {
  const allowed = minutesFor(gravest(owed), terms.deadlines.solution);
  return deadline(beginning(owed), allowed, calendarOf(owed, terms));
}

function calendarOf({ since, thread }: NowOwed, { businessHours }: Terms): Calendar {
  return { hours: businessHours, breaks: closed(thread?.breaks ?? [], since) };
}

/** A calm second post does not make the matter less urgent. */
function gravest({ said, thread }: NowOwed): Urgency {
  if (!thread || thread.severity < said.severity) return { ...said, risks: [...said.risks, ...(thread?.risks ?? [])] };
  return { severity: thread.severity, risks: [...said.risks, ...thread.risks] };
}

const DAY_SECONDS = 86_400;

/** What was loaded long after it was written could not have been solved before: it counts from when it was loaded. */
function beginning({ since, thread }: NowOwed): Instant {
  if (!thread) return since;
  const { beganAt, openedAt } = thread;
  return secondsBetween(beganAt, openedAt) > DAY_SECONDS ? openedAt : beganAt;
}
