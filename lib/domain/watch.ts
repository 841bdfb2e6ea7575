// What time alone does to a thread: its deadlines draw near and pass, promises fall due, what was put aside comes back.
import { solutionClock } from './clocks.ts';
import type { Deadline, Terms } from './deadline.ts';
import type { OpenPromise } from './promise.ts';
import { isOwed, type Percent, type Thread } from './thread.ts';
import type { ThreadEvent } from './thread-event.ts';
import type { Instant } from './time.ts';

/** The next moment at which time alone changes something; absent when nothing waits. */
export function nextWatchAt(thread: Thread): Instant | undefined {
  return watched(thread)
    .map(({ at }) => at)
    .toSorted()
    .at(0);
}

/**
 * The events that time owes the thread at `now`, in the order in which they are to be appended, each said once: of a clock
 * only the highest percentage that has passed. One may make another needless: ask again after each.
 */
export function passedBy(thread: Thread, now: Instant, terms: Terms): ThreadEvent[] {
  return watched(thread)
    .filter(({ at }) => at <= now)
    .map(({ happens }) => happens(now, terms));
}

interface Watched {
  readonly at: Instant;
  readonly happens: (now: Instant, terms: Terms) => ThreadEvent;
}

function watched(thread: Thread): Watched[] {
  const { snooze, followUpAt, followUpDue } = thread;
  return [
    // Nobody is told of a deadline of what was loaded from history.
    ...(thread.history ? [] : [...answerWatch(thread), ...solutionWatch(thread)]),
    ...givenPromises(thread)
      .filter(({ brokenAt }) => brokenAt === undefined)
      .map((promise) => promiseWatch(thread, promise)),
    ...(snooze ? [{ at: snooze.until, happens: happening({ type: 'woken' }) }] : []),
    ...(followUpAt && !followUpDue ? [{ at: followUpAt, happens: happening({ type: 'follow-up-due' }) }] : []),
  ];
}

/** The answer's clock as it runs now: a promise that was broken may have put another deadline before its end. */
export function runningClock({ answerClock, dueAt }: Thread): Deadline | undefined {
  return answerClock?.dueAt === dueAt ? answerClock : undefined;
}

function answerWatch(thread: Thread): Watched[] {
  const { dueAt, missedDeadline } = thread;
  if (dueAt === undefined || missedDeadline === dueAt) return [];
  const clock = runningClock(thread);
  const marks: Marks = clock ? { 50: clock.half, 75: clock.threeQuarters, 100: dueAt } : { 100: dueAt };
  return clockWatch(thread, 'answer', marks);
}

function solutionWatch(thread: Thread): Watched[] {
  const clock = thread.solutionClock;
  return clock ? clockWatch(thread, 'solution', { 75: clock.threeQuarters, 100: clock.dueAt }) : [];
}

/** When how much of a clock's time has passed. */
type Marks = Readonly<Partial<Record<Percent, Instant>> & Record<100, Instant>>;

const PERCENTS = [50, 75, 100] as const;

function clockWatch({ warned }: Thread, clock: 'answer' | 'solution', marks: Marks): Watched[] {
  const dueAt = marks[100];
  const said = warned?.[clock]?.dueAt === dueAt ? warned[clock].percent : 0;
  const left = PERCENTS.flatMap((percent) => {
    const at = marks[percent];
    return percent > said && at !== undefined ? [{ percent, at }] : [];
  });
  const [next] = left;
  if (!next) return [];
  const happens = (now: Instant): ThreadEvent => {
    const percent = left.findLast(({ at }) => at <= now)?.percent ?? next.percent;
    const happened = { at: now, by: 'earshot', dueAt };
    if (percent < 100) return { type: 'deadline-warned', ...happened, clock, percent };
    return { type: 'deadline-missed', ...happened, ...(clock === 'solution' ? { clock } : {}) };
  };
  return [{ at: next.at, happens }];
}

/** The open promises; what stands in an answer that has not left yet was not promised yet. */
export function givenPromises({ promises = [], pendingReply }: Thread): readonly OpenPromise[] {
  return promises.filter(({ replyId }) => replyId === undefined || replyId !== pendingReply);
}

function promiseWatch(thread: Thread, { id, dueAt }: OpenPromise): Watched {
  const happens = (now: Instant, terms: Terms): ThreadEvent => ({
    type: 'promise-broken',
    at: now,
    by: 'earshot',
    promiseId: id,
    // It is owed again: the clock of the solution goes on.
    ...(isOwed(thread.status) ? {} : { solution: solutionClock({ since: now, said: thread, thread }, terms) }),
  });
  return { at: dueAt, happens };
}

function happening(event: { readonly type: 'woken' | 'follow-up-due' }): Watched['happens'] {
  return (now) => ({ ...event, at: now, by: 'earshot' });
}
