// What the customer's page says of their case: how far it is, since when and what comes next; nothing about a person.

import type { Thread } from './thread.ts';
import type { ThreadEvent } from './thread-event.ts';
import { applyEvent } from './thread-history.ts';
import { type Instant, plus } from './time.ts';
import { givenPromises } from './watch.ts';

/** How far a case is, in the order in which it goes on. */
export type CaseState = 'received' | 'looked-at' | 'answered' | 'solved' | 'closed';

/** Something the customer is told of, in the order in which it happened. */
export interface CaseMoment {
  readonly what: CaseState | 'wrote-again' | 'not-solved' | 'reopened';
  readonly at: Instant;
}

export interface CasePage {
  readonly caseNumber: string;
  readonly state: CaseState;
  readonly moments: readonly CaseMoment[];
  /** The next date that was promised, or one that has passed without what was promised. */
  readonly promise?: { readonly dueAt: Instant; readonly isBroken: boolean };
  /** Whether the customer may say that it is not solved, and how we did. */
  readonly takesNotSolved: boolean;
  readonly survey: 'offered' | 'changeable' | 'given' | 'none';
  /** What the customer said of us. */
  readonly said?: { readonly csat?: number; readonly nps?: number };
  readonly erasureAskedAt?: Instant;
  /** When the page goes away; absent while the case goes on. */
  readonly endsAt?: Instant;
}

/** How long the page stays after a case is over, in days. */
const DAYS_AFTER_CLOSING = 30;
/** How long the customer may think again about what they said of us. */
export const SURVEY_MINUTES = 60;
/** The latest moments are shown of a case that goes back and forth. */
const MOST_MOMENTS = 20;

/** The page of a thread; `events` are all of it. */
export function casePageOf(thread: Thread, events: readonly ThreadEvent[], now: Instant): CasePage {
  const { state, moments } = courseOf(events);
  const endsAt = pageEndsAt(thread);
  const promise = nextPromise(thread, now);
  const { survey, caseNumber, erasureAskedAt } = thread;
  return {
    caseNumber,
    state,
    moments: [...moments.slice(0, 1), ...moments.slice(1).slice(1 - MOST_MOMENTS)],
    takesNotSolved: takesNotSolved(thread),
    survey: surveyState(thread, events, now),
    ...(promise ? { promise } : {}),
    ...(survey ? { said: saidIn(survey) } : {}),
    ...(erasureAskedAt ? { erasureAskedAt } : {}),
    ...(endsAt ? { endsAt } : {}),
  };
}

/** When the page of a closed thread goes away; undefined while it is not closed. */
export function pageEndsAt({ status, closedAt, resolvedAt, changedAt }: Thread): Instant | undefined {
  if (status !== 'resolved' && status !== 'not-complaint') return undefined;
  // A thread that was closed before the time of closing was noted.
  return plus(closedAt ?? resolvedAt ?? changedAt, { days: DAYS_AFTER_CLOSING });
}

/** Whether "this is not solved" says anything new: while an answer is owed anyhow, it does not. */
export function takesNotSolved({ status, erasedAt }: Thread): boolean {
  return erasedAt === undefined && (status === 'waiting' || status === 'resolved');
}

/** What becomes of an answer to the survey now; `given`: it was answered, and the time to think again has passed. */
export function surveyState(thread: Thread, events: readonly ThreadEvent[], now: Instant): CasePage['survey'] {
  // Nobody is left who could say anything.
  if (thread.erasedAt) return 'none';
  const answers = events.filter((event) => event.type === 'surveyed');
  const [first] = answers;
  if (!first) return takesNotSolved(thread) ? 'offered' : 'none';
  const isOpen = now < plus(first.at, { minutes: SURVEY_MINUTES }) && answers.length < MOST_ANSWERS;
  return isOpen ? 'changeable' : 'given';
}

/** So that nobody fills a thread's history from outside. */
const MOST_ANSWERS = 10;

function saidIn({ csat, nps }: NonNullable<Thread['survey']>): NonNullable<CasePage['said']> {
  return { ...(csat === undefined ? {} : { csat }), ...(nps === undefined ? {} : { nps }) };
}

/** A broken one first: the customer waits for it already. */
function nextPromise(thread: Thread, now: Instant): CasePage['promise'] {
  if (thread.status === 'not-complaint') return undefined;
  const [next] = givenPromises(thread).toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
  return next && { dueAt: next.dueAt, isBroken: next.brokenAt !== undefined || next.dueAt < now };
}

/** The thread is followed through all that happened to it: what the customer is told are the changes of its state. */
function courseOf(events: readonly ThreadEvent[]): { readonly state: CaseState; readonly moments: CaseMoment[] } {
  const moments: CaseMoment[] = [];
  let thread: Thread | undefined;
  let state: CaseState = 'received';
  for (const event of events) {
    thread = applyEvent(thread, event);
    const next = stateAfter(state, thread, event);
    const what = event.type === 'opened' ? 'received' : wordFor(event, next, state);
    if (what) moments.push({ what, at: event.at });
    if (event.type === 'opened' && next !== 'received') moments.push({ what: next, at: event.at });
    state = next;
  }
  return { state, moments };
}

function wordFor(event: ThreadEvent, next: CaseState, before: CaseState): CaseMoment['what'] | undefined {
  if (event.type === 'reopened' && event.notSolved) return 'not-solved';
  if (next === before) return undefined;
  if (next === 'received' && (event.type === 'heard' || event.type === 'post-edited')) return 'wrote-again';
  const wasOver = before !== 'received' && before !== 'looked-at';
  return wasOver && (next === 'received' || next === 'looked-at') ? 'reopened' : next;
}

/** What a colleague does who has the case before them. */
const WORK: ReadonlySet<ThreadEvent['type']> = new Set([
  'claimed',
  'assigned',
  'reopened',
  'judged',
  'promised',
  'reply-queued',
  'approval-asked',
]);

function stateAfter(before: CaseState, { status }: Thread, event: ThreadEvent): CaseState {
  if (status === 'not-complaint') return 'closed';
  if (status === 'resolved') return 'solved';
  if (status === 'waiting') return 'answered';
  const isWork = WORK.has(event.type) && !('notSolved' in event && event.notSolved);
  return isWork || before === 'looked-at' ? 'looked-at' : 'received';
}
