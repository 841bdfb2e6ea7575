// Takes an approved reply: may it be sent at all, is the writer's view fresh, is the post still unanswered; then holds it for undo.
import { CLAIM_MINUTES, claimedByOther } from '../domain/claim.ts';
import { postToAnswer } from '../domain/post-to-answer.ts';
import { HOLD_SECONDS, holdsThePlace, type Reply } from '../domain/reply.ts';
import type { Measure, ReplyPermit } from '../domain/reply-permit.ts';
import { type Clock, plus } from '../domain/time.ts';
import type { Platform } from '../platforms/platform.ts';
import { measureFor } from '../platforms/platform-for.ts';
import { sendToOutbox } from '../queues/outbox-queue.ts';
import type { Queue } from '../queues/queue.ts';
import { type Db, transact } from '../store/db.ts';
import { takeAnswer } from '../store/posts.ts';
import { getReply, putNewReply } from '../store/replies.ts';
import { appendEvent, getThreadRecord, type StoredPost, type ThreadRecord } from '../store/threads.ts';
import { readPermit } from './read-permit.ts';

export interface ReplyDeps {
  readonly db: Db;
  readonly outbox: Queue;
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
}

export interface ReplyRequest {
  /** The writer's choice, one per reply: asking twice queues once. */
  readonly id: string;
  readonly threadId: string;
  readonly postId?: string | undefined;
  readonly text: string;
  readonly by: string;
  /** The thread's version the writer saw. */
  readonly version: number;
}

/** Why a reply is not taken: for the person who wrote it, whose text is not lost. */
export type ReplyRefusal =
  | { readonly refused: 'no-such-thread' | 'no-such-post' }
  | { readonly refused: 'stale'; readonly version: number }
  | { readonly refused: 'claimed'; readonly by: string }
  | { readonly refused: 'already-answered' }
  | { readonly refused: 'not-permitted'; readonly permit: ReplyPermit }
  | { readonly refused: 'too-long'; readonly measure: Measure };

export async function queueReply(deps: ReplyDeps, request: ReplyRequest): Promise<Reply | ReplyRefusal> {
  const asked = await getReply(deps.db, request.threadId, request.id);
  if (asked) return asked;
  const record = await getThreadRecord(deps.db, request.threadId);
  if (!record) return { refused: 'no-such-thread' };
  const post = postToAnswer(record, request.postId);
  if (!post) return { refused: 'no-such-post' };
  const refusal = refusalOf(deps, { record, post, request, permit: await readPermit(deps, post) });
  // This very request, asked twice at once, may have been taken while the thread was read.
  if (refusal) return (await getReply(deps.db, request.threadId, request.id)) ?? refusal;
  const reply = newReply(request, post, deps.clock());
  const claimUntil = plus(reply.createdAt, { minutes: CLAIM_MINUTES });
  const event = {
    type: 'reply-queued',
    at: reply.createdAt,
    by: request.by,
    replyId: reply.id,
    postId: reply.postId,
    claimUntil,
  } as const;
  const writes = [takeAnswer(post.mention, reply.id), putNewReply(reply), ...appendEvent(record.thread, event).writes];
  const outcome = await transact(deps.db, writes);
  if (!outcome.done) return lostRace(deps.db, request, outcome.refused);
  await sendToOutbox(deps.outbox, { threadId: reply.threadId, replyId: reply.id, version: 1 });
  return reply;
}

function refusalOf(
  deps: ReplyDeps,
  on: { record: ThreadRecord; post: StoredPost; request: ReplyRequest; permit: ReplyPermit },
): ReplyRefusal | undefined {
  const { record, post, request, permit } = on;
  const { thread } = record;
  const other = claimedByOther(thread, request.by, deps.clock());
  if (other) return { refused: 'claimed', by: other };
  const taken = record.replies.some((reply) => reply.postId === post.mention.id && holdsThePlace(reply));
  if (taken || thread.pendingReply) return { refused: 'already-answered' };
  if (request.version < thread.versionToKnow) return { refused: 'stale', version: thread.version };
  if (!permit.allowed) return { refused: 'not-permitted', permit };
  const measure = measureFor(deps.platforms, post.mention, request.text);
  return measure.fits ? undefined : { refused: 'too-long', measure };
}

function newReply(request: ReplyRequest, post: StoredPost, now: string): Reply {
  const holdUntil = plus(now, { seconds: HOLD_SECONDS });
  const { id, threadId, text, by } = request;
  const fixed = { id, threadId, postId: post.mention.id, text, by, sendKey: id };
  return { ...fixed, state: 'queued', createdAt: now, holdUntil, dueAt: holdUntil, attempts: 0 };
}

/** Somebody was faster: either this very request, another answer to the post, or any other change. */
async function lostRace(db: Db, request: ReplyRequest, refused: readonly number[]): Promise<Reply | ReplyRefusal> {
  const asked = await getReply(db, request.threadId, request.id);
  if (asked) return asked;
  if (refused.includes(0)) return { refused: 'already-answered' };
  const thread = (await getThreadRecord(db, request.threadId))?.thread;
  return { refused: 'stale', version: thread?.version ?? 0 };
}
