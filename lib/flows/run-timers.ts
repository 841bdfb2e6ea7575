// Once a minute: replies whose time has come go to the outbox again, missed deadlines are said out loud, and each day's spot check is drawn.
import type { Thread } from '../domain/thread.ts';
import { secondsBetween } from '../domain/time.ts';
import { sendComplaint } from '../queues/complaints-queue.ts';
import { sendToOutbox } from '../queues/outbox-queue.ts';
import type { Queue } from '../queues/queue.ts';
import { listDue } from '../store/due.ts';
import type { StoredReply } from '../store/replies.ts';
import { changeThread, getThread } from '../store/threads.ts';
import { drawSpotCheck, type SpotCheckDeps } from './draw-spot-check.ts';

export interface TimerDeps extends SpotCheckDeps {
  readonly outbox: Queue;
  readonly complaints: Queue;
}

const PAGE = 100;
/** A reply this long past its time was forgotten by a crash between the table and the queue, or its worker died. */
const GRACE_SECONDS = 5;

export interface TimersRun {
  /** Replies sent to the outbox again. */
  replies: number;
  /** Deadlines said to be missed. */
  missed: number;
  /** Threads put up for a spot check. */
  checks: number;
}

/** Throws at the end when something could not be moved on: one that fails must not hold up all that are due after it. */
export async function runTimers(deps: TimerDeps): Promise<TimersRun> {
  const now = deps.clock();
  const run: TimersRun = { replies: 0, missed: 0, checks: 0 };
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

async function moveOn(deps: TimerDeps, { due, now, run }: { due: StoredReply | Thread; now: string; run: TimersRun }) {
  if ('sendKey' in due) run.replies += await wake(deps, due, now);
  else run.missed += await sayMissed(deps, due, now);
}

async function wake(deps: TimerDeps, reply: StoredReply, now: string): Promise<number> {
  if (!reply.dueAt || secondsBetween(reply.dueAt, now) < GRACE_SECONDS) return 0;
  const { threadId, id: replyId, version } = reply;
  await sendToOutbox(deps.outbox, { threadId, replyId, version, again: true });
  return 1;
}

async function sayMissed(deps: TimerDeps, { id }: Thread, now: string): Promise<number> {
  const thread = await getThread(deps.db, id);
  if (!thread || !missedBy(thread, now)) return 0;
  // First: once the event stands the thread is due no more. The team chat tells once, however often it is asked to.
  if (!thread.history) await sendComplaint(deps.complaints, { threadId: id, reason: 'deadline' });
  await changeThread(deps.db, id, (current) => {
    const dueAt = missedBy(current, now);
    return dueAt === undefined ? undefined : { event: { type: 'deadline-missed', at: now, by: 'earshot', dueAt } };
  });
  return 1;
}

/** The deadline that has passed and of which nothing has been said yet. */
function missedBy({ dueAt, missedDeadline }: Thread, now: string): string | undefined {
  return dueAt !== undefined && dueAt <= now && missedDeadline !== dueAt ? dueAt : undefined;
}
