// Takes one heard post in: seen before? which thread? what does it say? store it, and announce it if somebody must act.
import type { Assessment } from '../domain/assessment.ts';
import { caseNumberFor } from '../domain/case-number.ts';
import { clocksFor } from '../domain/clocks.ts';
import { asHeard } from '../domain/company.ts';
import { authorIdentity } from '../domain/customer.ts';
import type { Terms } from '../domain/deadline.ts';
import { derivedId } from '../domain/derived-id.ts';
import { nextLook } from '../domain/following.ts';
import { type Mention, mayLeaveDesk, postKey } from '../domain/mention.ts';
import { outcomeEvents, outcomeOfPost } from '../domain/outcome.ts';
import type { RuleContext } from '../domain/rule-evaluation.ts';
import { excerptOf, type Thread } from '../domain/thread.ts';
import type { ThreadEvent, ThreadIdentity } from '../domain/thread-event.ts';
import type { Clock } from '../domain/time.ts';
import { sendComplaint } from '../queues/complaints-queue.ts';
import type { Queue } from '../queues/queue.ts';
import { markAuthorThread } from '../store/customers.ts';
import { type Db, TRIES, transact, type Write } from '../store/db.ts';
import { countComplaint } from '../store/load.ts';
import { getConversation, getSeenPost, markConversation, markSeen, takeCaseNumber } from '../store/posts.ts';
import { markHarmless } from '../store/spot-checks.ts';
import { getThread, putPost, type StoredPost } from '../store/threads.ts';
import { appendWithRules, readRules, tellByRules } from './append-with-rules.ts';
import { cameBack, continuing, earlierMatter } from './continue-matter.ts';
import { countOutcomeOfPost } from './count-outcome.ts';
import { knowAuthor } from './know-author.ts';
import { revisePost } from './revise-post.ts';
import { suggestFromDirect } from './suggest-links.ts';
import { takeLinkCode } from './take-link-code.ts';

export interface IngestDeps extends Terms {
  readonly db: Db;
  readonly complaints: Queue;
  readonly assess: (text: string) => Assessment;
  readonly clock: Clock;
  /** Country in which a phone number without a country code is read; absent: such numbers are left. */
  readonly country?: string;
}

export type Ingested = 'opened' | 'joined' | 'revised' | 'seen-before';

/**
 * Stores a post once, in one thread, however often and in whatever order it is delivered, and makes sure that a thread
 * which needs a person is announced. Running it again after a crash at any step completes what was left.
 */
export async function ingestMention(deps: IngestDeps, mention: Mention): Promise<Ingested> {
  const seen = await getSeenPost(deps.db, mention);
  if (seen) {
    if (seen.own || seen.threadId === undefined) return 'seen-before';
    const revised = await revisePost(deps, mention, seen.threadId);
    const thread = await getThread(deps.db, seen.threadId);
    if (thread) await announce(deps, thread, mention);
    return revised ? 'revised' : 'seen-before';
  }
  await knowAuthor(deps, { ...mention.author, network: mention.network });
  await hearWhose(deps, mention);
  const assessment = asHeard(deps.assess(mention.text), mention);
  const rules = await readRules(deps);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const stored = await store({ ...deps, rules }, { mention, assessment }, attempt);
    if (stored) {
      await announce(deps, stored.thread, mention);
      return stored.how;
    }
    if (await getSeenPost(deps.db, mention)) return ingestMention(deps, mention);
  }
  throw new Error(
    `post ${postKey(mention)} could not be stored: its thread kept changing for ${TRIES} tries; it is delivered again`,
  );
}

/** A code shows whose account it is; an address in a private message may be theirs, too. */
async function hearWhose(deps: IngestDeps, mention: Mention): Promise<void> {
  const { network, author, text } = mention;
  const identity = authorIdentity({ network, id: author.id });
  const isPublic = mention.visibility !== 'private';
  await takeLinkCode(deps, { identity, text, from: `@${author.handle} on ${network}`, isPublic });
  await suggestFromDirect(deps, mention);
}

/** One try to put the post in its thread; undefined when something changed in between. */
async function store(deps: IngestDeps & { rules: RuleContext }, post: StoredPost, attempt: number) {
  const { mention, assessment } = post;
  const anchors = anchorsOf(mention);
  const threadId = await findThread(deps.db, mention, anchors);
  const before = threadId ? await getThread(deps.db, threadId) : undefined;
  const earlier = before ? undefined : await earlierMatter(deps.db, post);
  const at = deps.clock();
  const clocks = clocksFor(
    { since: mention.backfill ? at : mention.createdAt, said: assessment, thread: before },
    deps,
  );
  const heard = {
    at,
    by: 'earshot',
    postId: mention.id,
    heardAt: mention.createdAt,
    excerpt: excerptOf(mention.text),
    ...(mayLeaveDesk(mention) ? {} : { deskOnly: true as const }),
    assessment,
    history: mention.backfill,
    // What opens a thread of its own as harmless starts no clock.
    ...(before || assessment.decision !== 'not' ? clocks : { dueAt: clocks.dueAt }),
  };
  const event: ThreadEvent = before
    ? { type: 'heard', ...heard }
    : { type: 'opened', ...heard, thread: { ...newThread(mention, attempt), ...continuing(earlier) } };
  const following = before ? outcomeEvents(outcomeOfPost(before, post), { at, postId: mention.id }) : [];
  const { thread, writes } = appendWithRules(deps.rules, before, { event, following });
  const outcome = await transact(deps.db, [
    markSeen(mention, { threadId: thread.id, own: false }),
    putPost(thread.id, mention.sample ? post : { ...post, lookAgainAt: nextLook(at) }),
    ...writes,
    ...cameBack(earlier, { later: thread, at, rules: deps.rules }),
    ...(isUnread(thread, post) ? [markHarmless(mention, thread.id, at)] : []),
    ...(before ? [] : [takeCaseNumber(thread.caseNumber, thread.id), markAuthorThread(thread, mention.createdAt)]),
    ...(before ? [] : countComplaint(thread)),
    ...(await anchorWrites(deps.db, { mention, anchors, threadId: thread.id })),
  ]);
  return outcome.done ? { thread, how: before ? ('joined' as const) : ('opened' as const) } : undefined;
}

/** Called harmless, and nobody reads it; what was loaded from history is left out, since nobody would act on it. */
function isUnread({ status }: Thread, { mention, assessment }: StoredPost): boolean {
  return assessment.decision === 'not' && status === 'not-complaint' && !mention.backfill;
}

/** The posts that tie this one to a thread, the nearest first: what it answers, itself, the network's first post. */
function anchorsOf(mention: Mention): string[] {
  return [...new Set([mention.inReplyTo, mention.id, mention.threadRoot].filter((id) => id !== undefined))];
}

async function findThread(db: Db, mention: Mention, anchors: readonly string[]): Promise<string | undefined> {
  for (const id of anchors) {
    const threadId = await getConversation(db, { network: mention.network, id }, mention.author.id);
    if (threadId) return threadId;
  }
  const answered = mention.inReplyTo
    ? await getSeenPost(db, { network: mention.network, id: mention.inReplyTo })
    : undefined;
  const thread = answered?.threadId === undefined ? undefined : await getThread(db, answered.threadId);
  // Only the author's own matter: a bystander who answers below it has a matter of their own.
  return thread && thread.author.id === mention.author.id ? thread.id : undefined;
}

/** So that later posts find the thread by any of the anchors; those that lead elsewhere already are left alone. */
async function anchorWrites(
  db: Db,
  found: { mention: Mention; anchors: readonly string[]; threadId: string },
): Promise<Write[]> {
  const { mention, anchors, threadId } = found;
  const writes = await Promise.all(
    anchors.map(async (id) => {
      const ref = { network: mention.network, id };
      const known = await getConversation(db, ref, mention.author.id);
      return known ? [] : [markConversation(ref, mention.author.id, threadId)];
    }),
  );
  return writes.flat();
}

function newThread(mention: Mention, attempt: number): ThreadIdentity {
  const { id, handle, name, followers } = mention.author;
  const threadId = derivedId('thread', postKey(mention));
  return {
    id: threadId,
    caseNumber: caseNumberFor(threadId, attempt),
    network: mention.network,
    author: { id, handle, ...(name ? { name } : {}), ...(followers === undefined ? {} : { followers }) },
    sample: mention.sample,
  };
}

async function announce(deps: IngestDeps, thread: Thread, mention: Mention): Promise<void> {
  await countOutcomeOfPost(deps.db, thread, mention.id);
  const needsPerson = thread.status === 'open' || (thread.status === 'to-decide' && thread.risks.length > 0);
  // A post that is delivered again may meanwhile stand in a thread that was found late, of which nobody is to be told.
  if (needsPerson && !mention.backfill && !thread.history)
    await sendComplaint(deps.complaints, { threadId: thread.id, reason: 'complaint' });
  if (mention.backfill || thread.history) return;
  await tellByRules(deps.complaints, thread);
  const earlier = thread.continues && (await getThread(deps.db, thread.continues.threadId));
  if (earlier) await tellByRules(deps.complaints, earlier);
}
