// How a thread goes on after it was heard: escalation, snooze, approval, promises, follow-up, and the two clocks.
import { ASSIGNED_MINUTES, CLAIM_MINUTES } from './claim.ts';
import { erasedThread } from './erased-thread.ts';
import { levelAfter, levelOf } from './escalation.ts';
import type { NewPromise, OpenPromise } from './promise.ts';
import { MOST_RULED, MOST_TOLD, type RuleAction } from './rule.ts';
import { type Break, isOwed, type Thread } from './thread.ts';
import type { ThreadEvent } from './thread-event.ts';
import { type Instant, plus } from './time.ts';
import { without } from './without.ts';

/** What the event itself changes; an event that changes nothing but the history leaves the thread as it is. */
export function progressed(thread: Thread, event: ThreadEvent): Thread {
  switch (event.type) {
    case 'assigned':
      return { ...thread, claim: { agent: event.to, until: event.until } };
    case 'escalated':
      return { ...thread, escalation: event.level };
    case 'snoozed':
      return { ...without(thread, 'claim'), snooze: { until: event.until, reason: event.reason, by: event.by } };
    case 'approval-asked': {
      const { replyId, by, needs } = event;
      // Whoever agrees must be able to act on it.
      return { ...without(thread, 'claim'), pendingReply: replyId, approval: { replyId, by, needs } };
    }
    case 'approval-given':
      return without(thread, 'approval');
    case 'approval-refused':
      return without(thread, 'pendingReply', 'dueAfterReply', 'clockAfterReply');
    case 'promise-kept':
    case 'promise-dropped':
      return withPromises(thread, (open) => open.filter(({ id }) => id !== event.promiseId));
    case 'promise-broken':
      return broken(thread, event.promiseId, event.at);
    case 'follow-up-due':
      return { ...thread, followUpDue: true };
    case 'followed-up':
      return without(thread, 'followUpAt', 'followUpDue');
    case 'outcome-seen':
      return { ...thread, outcome: event.outcome };
    case 'came-back': {
      const { threadId, caseNumber } = event;
      return {
        ...without(thread, 'followUpAt', 'followUpDue'),
        outcome: 'came-back',
        continuedBy: { threadId, caseNumber },
      };
    }
    case 'surveyed':
      return { ...thread, survey: surveyIn(event) };
    case 'erasure-asked':
      return { ...thread, erasureAskedAt: thread.erasureAskedAt ?? event.at };
    case 'erased':
      return erasedThread(thread, event);
    case 'ruled':
      return event.actions.reduce((next, action) => obeyed(next, action, event), ruled(thread, event.at));
    default:
      return thread;
  }
}

/** What follows from any event: the clocks, the breaks, the end of a snooze, promises that go with an answer, the lease. */
export function settled(before: Thread | undefined, thread: Thread, event: ThreadEvent): Thread {
  // It says itself what was before.
  if (event.type === 'judgement-withdrawn') return thread;
  const steps = [
    withAnswerClock,
    withSolutionClock,
    withWarning,
    withFollowUp,
    withClosing,
    awake,
    withOwnPromises,
    renewed,
  ];
  return steps.reduce((next, step) => step(next, event, before), thread);
}

function withAnswerClock(thread: Thread, event: ThreadEvent): Thread {
  const answer = 'answer' in event ? event.answer : undefined;
  if (event.type === 'reply-sent' && thread.clockAfterReply) {
    const { clockAfterReply, ...rest } = thread;
    return clockAfterReply.dueAt === thread.dueAt ? { ...rest, answerClock: clockAfterReply } : rest;
  }
  if (answer === undefined) return thread;
  const later = answer.dueAt === thread.dueAfterReply ? { clockAfterReply: answer } : {};
  return answer.dueAt === thread.dueAt ? { ...thread, ...later, answerClock: answer } : { ...thread, ...later };
}

/** The clock of the solution stands still while nothing is owed. */
function withSolutionClock(thread: Thread, event: ThreadEvent, before: Thread | undefined): Thread {
  const wasOwed = before !== undefined && isOwed(before.status);
  const owed = isOwed(thread.status);
  if (wasOwed === owed && before) return owed ? withSoonerSolution(thread, event) : thread;
  if (!owed) {
    const breaks = [...(thread.breaks ?? []), { from: before ? event.at : thread.beganAt }];
    return { ...without(thread, 'solutionClock'), breaks };
  }
  const solution = 'solution' in event ? event.solution : undefined;
  return {
    ...thread,
    // A post is heard a moment after it was written: from then on the customer waits.
    ...(thread.breaks ? { breaks: closed(thread.breaks, event.type === 'heard' ? event.heardAt : event.at) } : {}),
    ...(solution ? { solutionClock: solution } : {}),
  };
}

/** Something graver was said while an answer is owed: a calm word afterwards gives no time back. */
function withSoonerSolution(thread: Thread, event: ThreadEvent): Thread {
  const solution = 'solution' in event ? event.solution : undefined;
  const { solutionClock } = thread;
  if (!solution || !solutionClock || solution.dueAt >= solutionClock.dueAt) return thread;
  return { ...thread, solutionClock: solution };
}

/** The breaks, the last of which ends at that moment if it had not ended; a break that began later was none. */
export function closed(breaks: readonly Break[], at: Instant): readonly Break[] {
  return breaks.map((stretch) =>
    stretch.to === undefined ? { ...stretch, to: at > stretch.from ? at : stretch.from } : stretch,
  );
}

function withWarning(thread: Thread, event: ThreadEvent): Thread {
  if (event.type !== 'deadline-warned' && event.type !== 'deadline-missed') return thread;
  const percent = event.type === 'deadline-missed' ? 100 : event.percent;
  const clock = event.clock ?? 'answer';
  return { ...thread, warned: { ...thread.warned, [clock]: { dueAt: event.dueAt, percent } } };
}

function withFollowUp(thread: Thread, event: ThreadEvent): Thread {
  if (event.type === 'resolved' && event.followUpAt) return { ...thread, followUpAt: event.followUpAt };
  // An answer that leaves then is the question whether it holds.
  if (event.type === 'reply-sent' && thread.followUpDue) return without(thread, 'followUpAt', 'followUpDue');
  return isOwed(thread.status) || thread.status === 'not-complaint'
    ? without(thread, 'followUpAt', 'followUpDue')
    : thread;
}

/** From then on the customer's page counts its days. */
function withClosing(thread: Thread, { at }: ThreadEvent): Thread {
  const isClosed = thread.status === 'resolved' || thread.status === 'not-complaint';
  if (!isClosed) return without(thread, 'closedAt');
  return thread.closedAt ? thread : { ...thread, closedAt: at };
}

const WAKING: ReadonlySet<ThreadEvent['type']> = new Set([
  'heard',
  'post-edited',
  'resolved',
  'reopened',
  'judged',
  'escalated',
  'assigned',
  'reply-queued',
  'approval-asked',
  // An answer that was thought to be on its way is not.
  'approval-refused',
  'reply-failed',
  'reply-unknown',
  'deadline-missed',
  'promise-broken',
  'came-back',
  'woken',
]);

function awake(thread: Thread, { type }: ThreadEvent): Thread {
  return WAKING.has(type) ? without(thread, 'snooze') : thread;
}

/** A promise given in an answer stands and falls with it. */
function withOwnPromises(thread: Thread, event: ThreadEvent): Thread {
  switch (event.type) {
    case 'promised':
    case 'reply-queued':
    case 'approval-asked':
      return event.promise ? withPromise(thread, event.promise, event) : thread;
    case 'reply-withdrawn':
    case 'reply-failed':
    case 'approval-refused': {
      const others = withPromises(thread, (open) => open.filter(({ replyId }) => replyId !== event.replyId));
      return without(others, 'approval', 'clockAfterReply');
    }
    default:
      return thread;
  }
}

function withPromise(thread: Thread, promise: NewPromise, { by, at }: { by: string; at: Instant }): Thread {
  return withPromises(thread, (open) => [...open.filter(({ id }) => id !== promise.id), { ...promise, by, at }]);
}

function withPromises(thread: Thread, change: (open: readonly OpenPromise[]) => readonly OpenPromise[]): Thread {
  const promises = change(thread.promises ?? []);
  return promises.length > 0 ? { ...thread, promises } : without(thread, 'promises');
}

/** As loud as a missed deadline: it is owed now, and stands first in the list. */
function broken(thread: Thread, promiseId: string, at: Instant): Thread {
  const promise = thread.promises?.find(({ id }) => id === promiseId);
  if (!promise) return thread;
  const marked = withPromises(thread, (open) =>
    open.map((one) => (one.id === promiseId ? { ...one, brokenAt: at } : one)),
  );
  if (thread.status === 'not-complaint') return marked;
  const dueAt = thread.dueAt !== undefined && thread.dueAt < promise.dueAt ? thread.dueAt : promise.dueAt;
  const status = isOwed(thread.status) ? thread.status : 'open';
  return without({ ...marked, status, dueAt, missedDeadline: dueAt }, 'resolvedAt', 'dueBefore');
}

type Ruled = Extract<ThreadEvent, { type: 'ruled' }>;

function ruled(thread: Thread, at: Instant): Thread {
  return { ...thread, ruledAt: [...(thread.ruledAt ?? []), at].slice(-MOST_RULED) };
}

function obeyed(thread: Thread, action: RuleAction, { at, ruleId, rule }: Ruled): Thread {
  switch (action.do) {
    case 'escalate-to':
      return action.level > levelOf(thread) ? { ...thread, escalation: action.level } : thread;
    case 'escalate-by':
      return { ...thread, escalation: levelAfter(thread, action.steps) };
    case 'set-severity':
      return { ...thread, severity: action.severity };
    case 'assign':
      return { ...thread, claim: { agent: action.agent, until: plus(at, { minutes: ASSIGNED_MINUTES }) } };
    case 'require-approval':
      return { ...thread, mustBeApprovedBy: action.by };
    case 'tell-team':
      return { ...thread, toldBy: [...(thread.toldBy ?? []), { id: ruleId, name: rule }].slice(-MOST_TOLD) };
  }
}

const WORK: ReadonlySet<ThreadEvent['type']> = new Set(['noted', 'judged', 'promised', 'promise-kept', 'escalated']);

/** Whoever works on a thread keeps it. */
function renewed(thread: Thread, event: ThreadEvent): Thread {
  const { claim } = thread;
  if (!claim || event.by !== claim.agent || !WORK.has(event.type)) return thread;
  const until = plus(event.at, { minutes: CLAIM_MINUTES });
  return until > claim.until ? { ...thread, claim: { ...claim, until } } : thread;
}

function surveyIn({ at, csat, nps }: Extract<ThreadEvent, { type: 'surveyed' }>): NonNullable<Thread['survey']> {
  return { at, ...(csat === undefined ? {} : { csat }), ...(nps === undefined ? {} : { nps }) };
}
