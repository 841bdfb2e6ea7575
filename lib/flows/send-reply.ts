// Puts a reply on the network exactly once: lock, call, record; and after an unknown outcome, look before trying again.
import { MAX_ATTEMPTS, type Reply } from '../domain/reply.ts';
import { stopOfSending, stopWords } from '../domain/stop.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { type Clock, type Instant, plus, secondsBetween } from '../domain/time.ts';
import type { OwnReply, Platform, ReplyOrder } from '../platforms/platform.ts';
import {
  Duplicate,
  NotFound,
  QuotaExhausted,
  RateLimited,
  ReplyNotPermitted,
  SignInExpired,
  TooLong,
  Unavailable,
} from '../platforms/platform-errors.ts';
import { platformFor } from '../platforms/platform-for.ts';
import { type Db, transact } from '../store/db.ts';
import { markOwnPost } from '../store/posts.ts';
import { getReply, putChangedReply, type StoredReply } from '../store/replies.ts';
import { listStops } from '../store/stops.ts';
import { getThread, getThreadRecord } from '../store/threads.ts';
import { countUse } from './count-use.ts';
import { endReply } from './end-reply.ts';

export interface SendDeps {
  readonly db: Db;
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
}

export type Sent = Reply['state'] | 'not-due' | 'gone';

/** A call is over by then: the platforms' own time limit is 10 s. After it, an unfinished call has an unknown outcome. */
const CALL_SECONDS = 60;
/** Networks show a new post to its readers late; looking sooner would miss our own. */
const LOOK_AFTER_SECONDS = 30;
/** How often we look for our reply before a person is asked. */
const MAX_LOOKS = 3;
/** For so long after the first call we wait for a network that does not let us look yet; then a person is asked. */
const PATIENCE_SECONDS = 3600;
const RETRY_SECONDS = 60;
const SAME_WORDS = 'the network refuses the same words twice; say it differently';

/**
 * Moves a reply on by one step. Any number of workers may call it at any time: each step is taken under the reply's
 * version, and a call to the network is made only by the worker that moved the reply to `sending`.
 */
export async function sendReply(
  deps: SendDeps,
  order: { readonly threadId: string; readonly replyId: string },
): Promise<Sent> {
  const reply = await getReply(deps.db, order.threadId, order.replyId);
  if (!reply) return 'gone';
  const now = deps.clock();
  if (reply.dueAt === undefined) return ended(deps, reply);
  if (reply.dueAt > now) return 'not-due';
  if (reply.state === 'queued') return (await holdBack(deps, reply)) ?? call(deps, reply);
  // `sending` past its time: the worker died in the call. `unknown`: its time to look has come.
  return look(deps, reply);
}

/** Nothing is left to do, but that a worker may have died before it counted what it sent. */
async function ended({ db }: SendDeps, reply: StoredReply): Promise<Sent> {
  if (reply.state === 'sent' && reply.sentAt) await countUse(db, reply, reply.sentAt);
  return reply.state;
}

/** Sending is switched off: the reply waits, says why, and leaves once it is switched on again. */
async function holdBack(deps: SendDeps, reply: StoredReply): Promise<Sent | undefined> {
  const stops = await listStops(deps.db);
  const thread = stops.length > 0 ? await getThread(deps.db, reply.threadId) : undefined;
  const stop = thread && !thread.sample ? stopOfSending(stops, thread.network) : undefined;
  if (!stop) return undefined;
  const dueAt = plus(deps.clock(), { seconds: RETRY_SECONDS });
  return later(deps, reply, { dueAt, problem: `sending is ${stopWords(stop)}` });
}

async function call(deps: SendDeps, queued: StoredReply): Promise<Sent> {
  const now = deps.clock();
  const startedAt = queued.startedAt ?? now;
  const sending = await move(deps.db, queued, {
    state: 'sending',
    attempts: queued.attempts + 1,
    startedAt,
    dueAt: plus(now, { seconds: CALL_SECONDS }),
  });
  if (!sending) return 'not-due';
  const found = await findPlatform(deps, sending);
  if (!found) return fail(deps, sending, `no account is connected any more on the network of this thread`);
  try {
    return await stands(deps, sending, await found.platform.reply(found.order));
  } catch (error) {
    return afterFailure(deps, sending, error);
  }
}

/** What a failed call means for the reply. A defect of our own is thrown on: the reply stays `sending` and is looked up later. */
async function afterFailure(deps: SendDeps, reply: StoredReply, error: unknown): Promise<Sent> {
  const now = deps.clock();
  if (error instanceof RateLimited) {
    // Nothing was tried: it does not count against the reply.
    return later(deps, reply, { dueAt: error.retryAt, problem: error.message, attempts: reply.attempts - 1 });
  }
  // An earlier attempt put it there, or the account has posted the same words elsewhere: only a look can tell.
  if (error instanceof Duplicate) return look(deps, reply, reply.attempts === 1 ? SAME_WORDS : undefined);
  if (error instanceof Unavailable && error.mayHaveActed) {
    return unknown(deps, reply, { dueAt: plus(now, { seconds: LOOK_AFTER_SECONDS }), problem: error.message });
  }
  if (error instanceof Unavailable) {
    if (reply.attempts >= MAX_ATTEMPTS)
      return fail(deps, reply, `the network could not be reached in ${MAX_ATTEMPTS} tries: ${error.message}`);
    return later(deps, reply, { dueAt: plus(now, { seconds: RETRY_SECONDS }), problem: error.message });
  }
  if (error instanceof ReplyNotPermitted) return fail(deps, reply, error.reason);
  const refusals = [NotFound, TooLong, SignInExpired, QuotaExhausted];
  if (refusals.some((Refusal) => error instanceof Refusal) && error instanceof Error)
    return fail(deps, reply, error.message);
  throw error;
}

/**
 * After an unknown outcome: is our reply there? If not, and a second call can do no harm, call again; else a person decides.
 * `ifMissing`: why the reply has failed when it is not there.
 */
async function look(deps: SendDeps, given: StoredReply, ifMissing?: string): Promise<Sent> {
  const reply = ifMissing ? given : { ...given, mayStand: true };
  const found = await findPlatform(deps, reply);
  if (!found) return giveUp(deps, reply, 'no account is connected any more on the network of this thread');
  const looks = (reply.looks ?? 0) + 1;
  const lookAgainAt = plus(deps.clock(), { seconds: LOOK_AFTER_SECONDS * looks });
  let own: OwnReply | undefined;
  try {
    own = await found.platform.findOwnReply(found.order);
  } catch (error) {
    // No look was taken: it does not count.
    if (error instanceof RateLimited && secondsBetween(found.order.since, error.retryAt) < PATIENCE_SECONDS)
      return unknown(deps, reply, { dueAt: error.retryAt, problem: error.message });
    const problem = error instanceof Error ? error.message : String(error);
    if (looks >= MAX_LOOKS)
      return giveUp(deps, reply, `it could not be checked whether the reply stands there: ${problem}`);
    return unknown(deps, reply, { dueAt: lookAgainAt, problem, looks });
  }
  if (own) return stands(deps, reply, own);
  if (ifMissing) return fail(deps, reply, ifMissing);
  if (looks < 2) return unknown(deps, reply, { dueAt: lookAgainAt, problem: 'not found on the network yet', looks });
  if (found.platform.capabilities.safeToRepeat && reply.attempts < MAX_ATTEMPTS) {
    return later(deps, reply, { dueAt: deps.clock(), problem: 'not found on the network; sending again' });
  }
  return giveUp(
    deps,
    reply,
    `after ${reply.attempts} tries the reply was not found on the network; look there before sending again`,
  );
}

async function findPlatform(
  deps: SendDeps,
  reply: StoredReply,
): Promise<{ platform: Platform; order: ReplyOrder } | undefined> {
  const record = await getThreadRecord(deps.db, reply.threadId);
  const post = record?.posts.find(({ mention }) => mention.id === reply.postId)?.mention;
  const platform = post && platformFor(deps.platforms, post);
  if (!platform) return undefined;
  const { text, visibility, sendKey } = reply;
  const since = reply.startedAt ?? reply.createdAt;
  return { platform, order: { post, text, sendKey, since, ...(visibility ? { visibility } : {}) } };
}

async function stands(deps: SendDeps, reply: StoredReply, own: OwnReply): Promise<Sent> {
  const at = deps.clock();
  const { nativeId, url } = own;
  const event: ThreadEvent = {
    type: 'reply-sent',
    at,
    by: 'earshot',
    replyId: reply.id,
    nativeId,
    ...(url ? { url } : {}),
  };
  const changes = { state: 'sent', sentAt: at, problem: '', ...own } as const;
  const state = await endReply(deps.db, reply, {
    changes,
    event,
    also: (network) => [markOwnPost({ network, id: nativeId }, reply.threadId)],
  });
  if (state === 'sent') await countUse(deps.db, reply, at);
  return state;
}

/** The network holds no such reply: the post may be answered anew. Not so certain after an earlier call that got no answer. */
async function fail(deps: SendDeps, reply: StoredReply, reason: string): Promise<Sent> {
  if (reply.mayStand) return giveUp(deps, reply, `an earlier try may stand there, the last one failed: ${reason}`);
  const event: ThreadEvent = { type: 'reply-failed', at: deps.clock(), by: 'earshot', replyId: reply.id, reason };
  const changes = { state: 'failed', problem: reason } as const;
  return endReply(deps.db, reply, { changes, event });
}

/** Nothing more by itself: the reply stays `unknown` until a person has looked. */
async function giveUp(deps: SendDeps, reply: StoredReply, reason: string): Promise<Sent> {
  const event: ThreadEvent = { type: 'reply-unknown', at: deps.clock(), by: 'earshot', replyId: reply.id, reason };
  return endReply(deps.db, reply, { changes: { state: 'unknown', problem: reason }, event });
}

async function later(
  deps: SendDeps,
  reply: StoredReply,
  changes: { dueAt: Instant; problem: string; attempts?: number },
): Promise<Sent> {
  await move(deps.db, reply, { state: 'queued', looks: 0, ...changes });
  return 'queued';
}

async function unknown(
  deps: SendDeps,
  reply: StoredReply,
  changes: { dueAt: Instant; problem: string; looks?: number },
): Promise<Sent> {
  await move(deps.db, reply, { state: 'unknown', mayStand: true, ...changes });
  return 'unknown';
}

/** The next state, or undefined when another worker has moved the reply. */
async function move(
  db: Db,
  reply: StoredReply,
  changes: Partial<Reply> & { readonly dueAt: Instant },
): Promise<StoredReply | undefined> {
  const outcome = await transact(db, [putChangedReply(reply, changes)]);
  return outcome.done ? { ...reply, ...changes, version: reply.version + 1 } : undefined;
}
