// Takes a reply: may it be sent at all, is the writer's view fresh, is the post still unanswered, must somebody agree; then holds it for undo.
import { CLAIM_MINUTES, claimedByOther } from '../domain/claim.ts';
import { approvalNeeded } from '../domain/escalation.ts';
import { postToAnswer } from '../domain/post-to-answer.ts';
import type { NewPromise } from '../domain/promise.ts';
import { HOLD_SECONDS, holdsThePlace, type Reply } from '../domain/reply.ts';
import { hardErrors } from '../domain/reply-check.ts';
import type { Finding } from '../domain/reply-finding.ts';
import type { Measure, ReplyPermit } from '../domain/reply-permit.ts';
import type { Role } from '../domain/role.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { type Clock, type Instant, plus } from '../domain/time.ts';
import type { Platform } from '../platforms/platform.ts';
import { measureFor } from '../platforms/platform-for.ts';
import { sendToOutbox } from '../queues/outbox-queue.ts';
import type { Queue } from '../queues/queue.ts';
import { type Db, TRIES, transact } from '../store/db.ts';
import { clearDraft } from '../store/drafts.ts';
import { takeAnswer } from '../store/posts.ts';
import { getReply, putNewReply } from '../store/replies.ts';
import { appendEvent, getThreadRecord, type StoredPost, type ThreadRecord } from '../store/threads.ts';
import { readPermit } from './read-permit.ts';
import { readSameText, type SameTextRefusal, type WordsToCount } from './read-same-text.ts';

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
  /** Of the writer: whether somebody must agree depends on it. */
  readonly role: Role;
  /** The thread's version the writer saw. */
  readonly version: number;
  /** `direct` only where the permit allows it. */
  readonly visibility?: 'public' | 'direct' | undefined;
  readonly promise?: NewPromise | undefined;
  readonly savedReplyId?: string | undefined;
  /** Addresses and numbers of the brand's own, which may stand in public. */
  readonly published?: readonly string[];
}

/** Why a reply is not taken: for the person who wrote it, whose text is not lost. */
export type ReplyRefusal =
  | { readonly refused: 'no-such-thread' | 'no-such-post' }
  | { readonly refused: 'stale'; readonly version: number }
  | { readonly refused: 'claimed'; readonly by: string }
  | { readonly refused: 'already-answered' }
  | { readonly refused: 'not-permitted'; readonly reason?: string }
  | { readonly refused: 'too-long'; readonly measure: Measure }
  | { readonly refused: 'hard-error'; readonly finding: Finding }
  /** What it promises is due at a time that has passed. */
  | { readonly refused: 'promised-too-late'; readonly dueAt: Instant }
  | SameTextRefusal;

/** The request, with all it is judged by. */
interface Scene {
  readonly request: ReplyRequest;
  readonly record: ThreadRecord;
  readonly post: StoredPost;
  readonly permit: ReplyPermit;
}

export async function queueReply(deps: ReplyDeps, request: ReplyRequest): Promise<Reply | ReplyRefusal> {
  let version = request.version;
  // Looked at anew when anything came between: a draft saved at the same moment is no reason to refuse an answer.
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const scene = await sceneOf(deps, request);
    if (!('record' in scene)) return scene;
    const refusal = refusalOf(deps, scene);
    const words = refusal ?? (await readSameText(deps, { ...request, post: scene.post.mention }));
    // This very request, asked twice at once, may have been taken while the thread was read.
    if ('refused' in words) return (await getReply(deps.db, request.threadId, request.id)) ?? words;
    const reply = await take(deps, scene, words);
    if (reply) return reply;
    ({ version } = scene.record.thread);
  }
  return { refused: 'stale', version };
}

async function sceneOf(deps: ReplyDeps, request: ReplyRequest): Promise<Scene | Reply | ReplyRefusal> {
  const asked = await getReply(deps.db, request.threadId, request.id);
  if (asked) return asked;
  const record = await getThreadRecord(deps.db, request.threadId);
  if (!record) return { refused: 'no-such-thread' };
  const post = postToAnswer(record, request.postId);
  return post ? { request, record, post, permit: await readPermit(deps, post) } : { refused: 'no-such-post' };
}

function refusalOf(deps: ReplyDeps, { record, post, request, permit }: Scene): ReplyRefusal | undefined {
  const { thread } = record;
  const now = deps.clock();
  const other = claimedByOther(thread, request.by, now);
  if (other) return { refused: 'claimed', by: other };
  const taken = record.replies.some((reply) => reply.postId === post.mention.id && holdsThePlace(reply));
  if (taken || thread.pendingReply) return { refused: 'already-answered' };
  if (thread.erasedAt) return { refused: 'not-permitted', reason: 'This customer was erased.' };
  if (request.version < thread.versionToKnow) return { refused: 'stale', version: thread.version };
  const { promise } = request;
  if (promise && promise.dueAt <= now) return { refused: 'promised-too-late', dueAt: promise.dueAt };
  return notPermitted(request, permit) ?? wordsRefused(deps, { post, request });
}

function notPermitted(
  { visibility }: ReplyRequest,
  { allowed, reason, direct }: ReplyPermit,
): ReplyRefusal | undefined {
  if (!allowed) return { refused: 'not-permitted', ...(reason ? { reason } : {}) };
  if (visibility !== 'direct' || direct?.allowed) return undefined;
  return { refused: 'not-permitted', reason: direct?.reason ?? 'Nobody can be written to in private from here.' };
}

function wordsRefused(deps: ReplyDeps, { post, request }: Pick<Scene, 'post' | 'request'>): ReplyRefusal | undefined {
  const measure = measureFor(deps.platforms, post.mention, request.text);
  if (!measure.fits) return { refused: 'too-long', measure };
  // What answers a private message is as private.
  const isDirect = request.visibility === 'direct' || post.mention.visibility === 'private';
  const [finding] = hardErrors(request.text, isDirect ? 'direct' : 'public', request.published);
  return finding && { refused: 'hard-error', finding };
}

/** Undefined when something came between: nothing was written. */
async function take(deps: ReplyDeps, scene: Scene, words: WordsToCount): Promise<Reply | undefined> {
  const { request, record, post } = scene;
  const { thread, draft } = record;
  const reply = newReply(scene, words, deps.clock());
  const outcome = await transact(deps.db, [
    takeAnswer(post.mention, reply.id),
    putNewReply(reply),
    ...appendEvent(thread, eventOf(reply, request)).writes,
    ...clearDraft(thread.id, draft, request),
    ...words.writes(reply),
  ]);
  if (!outcome.done) return undefined;
  if (reply.state === 'queued')
    await sendToOutbox(deps.outbox, { threadId: reply.threadId, replyId: reply.id, version: 1 });
  return reply;
}

function newReply({ request, record, post }: Scene, { digest }: WordsToCount, now: Instant): Reply {
  const holdUntil = plus(now, { seconds: HOLD_SECONDS });
  const { id, threadId, text, by, role, visibility, savedReplyId } = request;
  const fixed = {
    id,
    threadId,
    postId: post.mention.id,
    text,
    by,
    sendKey: id,
    createdAt: now,
    holdUntil,
    attempts: 0,
  };
  const reply = {
    ...fixed,
    ...(visibility === 'direct' ? { visibility } : {}),
    ...(savedReplyId === undefined ? {} : { savedReplyId }),
    ...(digest === undefined ? {} : { sameText: digest }),
  };
  const needs = approvalNeeded(record.thread, role);
  return needs ? { ...reply, state: 'to-approve', needs } : { ...reply, state: 'queued', dueAt: holdUntil };
}

function eventOf({ id: replyId, postId, createdAt: at, needs }: Reply, request: ReplyRequest): ThreadEvent {
  const { by, promise, savedReplyId } = request;
  const offered = {
    ...(promise ? { promise: { ...promise, replyId } } : {}),
    ...(savedReplyId === undefined ? {} : { savedReplyId }),
  };
  const answer = { at, by, replyId, postId, ...offered };
  if (needs) return { type: 'approval-asked', ...answer, needs };
  return { type: 'reply-queued', ...answer, claimUntil: plus(at, { minutes: CLAIM_MINUTES }) };
}
