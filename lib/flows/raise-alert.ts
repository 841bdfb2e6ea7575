// Announces a thread in every team chat, once in each: the mark is made before the call, so a crash never doubles it.
import type { TeamChat } from '../chat/team-chat.ts';
import { type Alert, alertFor, askedByRule, asReminder } from '../domain/alert.ts';
import { isOwed, type Thread } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { type Clock, type Instant, secondsBetween } from '../domain/time.ts';
import { Unavailable } from '../platforms/platform-errors.ts';
import type { Complaint } from '../queues/complaints-queue.ts';
import { type AlertMark, type AlertPlace, claimAlert, getAlert, putAlert, releaseAlert } from '../store/alerts.ts';
import type { Db } from '../store/db.ts';
import { changeThread, getThread } from '../store/threads.ts';

export interface AlertDeps {
  readonly db: Db;
  readonly chats: readonly TeamChat[];
  /** Where the desk is opened, without a trailing slash. */
  readonly deskUrl: string;
  readonly clock: Clock;
}

/** A mark this old belongs to a run that died in the call: whether the alert stands there is not known, and not tried again. */
const CALL_SECONDS = 60;

/**
 * Throws when a chat certainly did not take the alert, so that the queue delivers it again; chats that have it are left
 * alone then. An alert whose outcome is unknown is recorded as such in the thread's history and not repeated; should the
 * thread's deadline pass, it is told of once more, so that a lost alert does not become a lost complaint.
 */
export async function raiseAlert(deps: AlertDeps, complaint: Complaint): Promise<void> {
  const { threadId, reason } = complaint;
  const thread = await getThread(deps.db, threadId);
  if (!thread || !isStillSo(thread, complaint)) return;
  const failures: unknown[] = [];
  for (const chat of deps.chats) {
    try {
      if (reason !== 'deadline' || !(await wasTold(deps, chat, thread)))
        await announceIn(deps, chat, { thread, complaint });
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, `thread ${threadId} could not be announced in ${failures.length} team chats`);
  }
}

/** Resolved, answered or judged harmless meanwhile: nobody needs to be told, unless a rule of the team asks for it. */
function isStillSo(thread: Thread, { reason, about }: Complaint): boolean {
  switch (reason) {
    case 'rule':
      return true;
    case 'promise':
      // It is told of before it is recorded; by then the customer may have been answered, and the promise stands all the same.
      return thread.status !== 'not-complaint' && (thread.promises ?? []).some(({ id }) => id === about);
    case 'deadline-soon':
      // An answer on its way is in time; one that waits for agreement is not on its way.
      return isOwed(thread.status) && thread.dueAt === about && (!thread.pendingReply || thread.approval !== undefined);
    case 'solution':
      return isOwed(thread.status) && thread.solutionClock?.dueAt === about;
    default:
      return isOwed(thread.status);
  }
}

async function wasTold(deps: AlertDeps, chat: TeamChat, thread: Thread): Promise<boolean> {
  return (await getAlert(deps.db, { threadId: thread.id, chat: chat.name, reason: 'complaint' }))?.state === 'sent';
}

async function announceIn(
  deps: AlertDeps,
  chat: TeamChat,
  { thread, complaint }: { thread: Thread; complaint: Complaint },
) {
  const where = { threadId: thread.id, chat: chat.name, reason: markOf(complaint) };
  const now = deps.clock();
  const mark = await getAlert(deps.db, where);
  if (mark) return afterCrash(deps, where, mark);
  if (!(await claimAlert(deps.db, where, now))) return;
  let outcome: 'sent' | 'unknown' = 'sent';
  try {
    await chat.announce(alertOf(thread, complaint, { deskUrl: deps.deskUrl, now }));
  } catch (error) {
    if (!(error instanceof Unavailable && error.mayHaveActed)) {
      await releaseAlert(deps.db, where);
      throw error;
    }
    outcome = 'unknown';
  }
  await record(deps, where, outcome);
}

function alertOf(thread: Thread, complaint: Complaint, at: { readonly deskUrl: string; readonly now: Instant }): Alert {
  const { reason, about, rule } = complaint;
  const alert = alertFor(thread, at.deskUrl, at.now);
  if (reason === 'complaint' || reason === 'deadline' || reason === 'rule') return askedByRule(alert, rule?.name);
  return asReminder(alert, thread, { reason, about });
}

/** Under which the announcement is known: one a reason, and one each rule, promise or deadline it is about. */
function markOf({ reason, about, rule }: Complaint): string {
  const what = rule?.id ?? about;
  return what === undefined ? reason : `${reason}#${what}`;
}

/** Throws while another worker may be in the call: should it have died there, the next delivery finds out. */
async function afterCrash(deps: AlertDeps, where: AlertPlace, mark: AlertMark): Promise<void> {
  if (mark.state !== 'sending') return;
  if (secondsBetween(mark.at, deps.clock()) <= CALL_SECONDS)
    throw new Error(`thread ${where.threadId} is being announced in ${where.chat} at this moment`);
  await record(deps, where, 'unknown');
}

async function record(deps: AlertDeps, where: AlertPlace, outcome: 'sent' | 'unknown'): Promise<void> {
  const at = deps.clock();
  const event: ThreadEvent = { type: 'alerted', at, by: 'earshot', chat: where.chat, outcome };
  await changeThread(deps.db, where.threadId, () => ({ event, also: [putAlert(where, { state: outcome, at })] }));
}
