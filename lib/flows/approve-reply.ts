// Agrees to an answer that somebody else has written: from now on it is held for undo, and then it leaves.
import { type Approver, approvalNeeded, mayApprove } from '../domain/escalation.ts';
import { HOLD_SECONDS, type Reply } from '../domain/reply.ts';
import type { Role } from '../domain/role.ts';
import type { Thread } from '../domain/thread.ts';
import { type Clock, type Instant, plus } from '../domain/time.ts';
import { sendToOutbox } from '../queues/outbox-queue.ts';
import type { Queue } from '../queues/queue.ts';
import { type Db, TRIES, transact } from '../store/db.ts';
import { getReply, putChangedReply, type StoredReply } from '../store/replies.ts';
import { appendEvent, getThread } from '../store/threads.ts';

export interface Approval {
  readonly threadId: string;
  readonly replyId: string;
  readonly by: string;
  readonly role: Role;
}

export type ApprovalRefusal =
  | { readonly refused: 'no-such-reply' }
  /** Nobody agrees to their own words. */
  | { readonly refused: 'own-reply' }
  | { readonly refused: 'not-yours-to-approve'; readonly needs: Approver }
  /** It does not wait for agreement any more. */
  | { readonly refused: 'too-late'; readonly state: Reply['state'] }
  /** What it promises was due while it waited. */
  | { readonly refused: 'promised-too-late'; readonly dueAt: Instant };

/** Agreeing twice is agreeing once. A crash before the outbox has it is mended by the timers: the reply is due. */
export async function approveReply(
  deps: { readonly db: Db; readonly outbox: Queue; readonly clock: Clock },
  approval: Approval,
): Promise<'approved' | ApprovalRefusal> {
  const { threadId, replyId, by } = approval;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const found = await toApprove(deps.db, approval);
    if ('refused' in found) return found.refused === 'too-late' && isUnderWay(found.state) ? 'approved' : found;
    const { reply, thread } = found;
    const at = deps.clock();
    const passed = thread.promises?.find((promise) => promise.replyId === replyId && promise.dueAt <= at);
    if (passed) return { refused: 'promised-too-late', dueAt: passed.dueAt };
    const holdUntil = plus(at, { seconds: HOLD_SECONDS });
    const outcome = await transact(deps.db, [
      putChangedReply(reply, { state: 'queued', holdUntil, dueAt: holdUntil }),
      ...appendEvent(thread, { type: 'approval-given', at, by, replyId }).writes,
    ]);
    if (!outcome.done) continue;
    await sendToOutbox(deps.outbox, { threadId, replyId, version: reply.version + 1 });
    return 'approved';
  }
  throw new Error(`thread ${threadId} kept changing: ${TRIES} tries to agree to ${replyId} were overtaken; try again`);
}

/** Somebody has agreed already. */
function isUnderWay(state: Reply['state']): boolean {
  return state === 'queued' || state === 'sending' || state === 'sent' || state === 'unknown';
}

/** The reply that waits, with its thread, where this person may decide about it. */
export async function toApprove(
  db: Db,
  { threadId, replyId, by, role }: Approval,
): Promise<{ readonly reply: StoredReply; readonly thread: Thread } | ApprovalRefusal> {
  const [reply, thread] = await Promise.all([getReply(db, threadId, replyId), getThread(db, threadId)]);
  if (!reply || !thread) return { refused: 'no-such-reply' };
  if (reply.state !== 'to-approve') return { refused: 'too-late', state: reply.state };
  if (reply.by === by) return { refused: 'own-reply' };
  // The thread may have been escalated since: whoever agrees now must be able to answer for it as it stands.
  const needed = [reply.needs, approvalNeeded(thread, role)].filter((needs) => needs !== undefined);
  const needs = needed.find((one) => !mayApprove(one, role));
  return needs ? { refused: 'not-yours-to-approve', needs } : { reply, thread };
}
