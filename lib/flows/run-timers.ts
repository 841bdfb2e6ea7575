// Once a minute: replies whose time has come go to the outbox again, what time alone does to a thread is recorded and said out loud, and each day's spot check is drawn.
import { isDeepStrictEqual } from 'node:util';
import type { Terms } from '../domain/deadline.ts';
import type { Thread } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { type Instant, secondsBetween } from '../domain/time.ts';
import { passedBy } from '../domain/watch.ts';
import { type Complaint, sendComplaint } from '../queues/complaints-queue.ts';
import { sendToOutbox } from '../queues/outbox-queue.ts';
import type { Queue } from '../queues/queue.ts';
import { listDue } from '../store/due.ts';
import type { StoredReply } from '../store/replies.ts';
import { getThread } from '../store/threads.ts';
import { changeWithRules, type RulesDeps } from './change-with-rules.ts';
import { drawSpotCheck, type SpotCheckDeps } from './draw-spot-check.ts';

export interface TimerDeps extends SpotCheckDeps, RulesDeps, Terms {
  readonly outbox: Queue;
}

const PAGE = 100;
/** A reply this long past its time was forgotten by a crash between the table and the queue, or its worker died. */
const GRACE_SECONDS = 5;
/** Events of one thread in one run; what is left is taken up by the next. */
const AT_ONCE = 20;

export interface TimersRun {
  /** Replies sent to the outbox again. */
  replies: number;
  /** Events that time has brought: deadlines drawing near and missed, promises broken, what came back. */
  passed: number;
  /** Threads put up for a spot check. */
  checks: number;
}

/** Throws at the end when something could not be moved on: one that fails must not hold up all that are due after it. */
export async function runTimers(deps: TimerDeps): Promise<TimersRun> {
  const now = deps.clock();
  const run: TimersRun = { replies: 0, passed: 0, checks: 0 };
  const failures: unknown[] = [];
  let pageToken: string | undefined;
  do {
    const page = await listDue(deps.db, now, { limit: PAGE, ...(pageToken ? { pageToken } : {}) });
    for (const due of page.docs) await moveOn(deps, { due, now, run }).catch((error: unknown) => failures.push(error));
    pageToken = page.next;
  } while (pageToken);
  run.checks = await drawSpotCheck(deps).catch((error: unknown) => {
    failures.push(error);
    return 0;
  });
  if (failures.length === 0) return run;
  throw new AggregateError(failures, `${failures.length} of what was due could not be moved on`);
}

async function moveOn(deps: TimerDeps, { due, now, run }: { due: StoredReply | Thread; now: Instant; run: TimersRun }) {
  if ('sendKey' in due) run.replies += await wake(deps, due, now);
  else run.passed += await letTimePass(deps, due.id, now);
}

async function wake(deps: TimerDeps, reply: StoredReply, now: Instant): Promise<number> {
  if (!reply.dueAt || secondsBetween(reply.dueAt, now) < GRACE_SECONDS) return 0;
  const { threadId, id: replyId, version } = reply;
  await sendToOutbox(deps.outbox, { threadId, replyId, version, again: true });
  return 1;
}

/** One event after the other, since one may make another needless. */
async function letTimePass(deps: TimerDeps, threadId: string, now: Instant): Promise<number> {
  for (let events = 0; events < AT_ONCE; events += 1) {
    const thread = await getThread(deps.db, threadId);
    const [event] = thread ? passedBy(thread, now, deps) : [];
    if (!event) return events;
    // First: once the event stands the thread is due no more. The team chat tells once, however often it is asked to.
    const telling = tellingOf(threadId, event);
    if (telling) await sendComplaint(deps.complaints, telling);
    await changeWithRules(deps, threadId, (current) => {
      const stillSo = passedBy(current, now, deps).some((owed) => isDeepStrictEqual(owed, event));
      return stillSo ? { event } : undefined;
    });
  }
  return AT_ONCE;
}

/** What the team chat is told of it; most of what time does is seen in the desk alone. */
function tellingOf(threadId: string, event: ThreadEvent): Complaint | undefined {
  switch (event.type) {
    case 'deadline-warned':
      return event.clock === 'answer' && event.percent === 75
        ? { threadId, reason: 'deadline-soon', about: event.dueAt }
        : undefined;
    case 'deadline-missed':
      return event.clock === 'solution'
        ? { threadId, reason: 'solution', about: event.dueAt }
        : { threadId, reason: 'deadline' };
    case 'promise-broken':
      return { threadId, reason: 'promise', about: event.promiseId };
    default:
      return undefined;
  }
}
