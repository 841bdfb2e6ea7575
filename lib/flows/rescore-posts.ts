// Reads the posts of the last days again with the model of now: what it says otherwise is stored, and nobody is alerted.
import { type Assessment, isSameAssessment } from '../domain/assessment.ts';
import { asHeard } from '../domain/company.ts';
import type { Terms } from '../domain/deadline.ts';
import { countDecisionChanges, type DecisionChange } from '../domain/decision-change.ts';
import { hasText } from '../domain/mention.ts';
import { reassessment } from '../domain/reassessment.ts';
import type { Status } from '../domain/thread.ts';
import { type Clock, type Instant, plus } from '../domain/time.ts';
import { type Db, TRIES, transact } from '../store/db.ts';
import { walkThreads } from '../store/thread-walk.ts';
import { appendEvent, getThreadRecord, putPost, type StoredPost, type ThreadRecord } from '../store/threads.ts';

export interface RescoreDeps extends Terms {
  readonly db: Db;
  readonly clock: Clock;
  readonly assess: (text: string) => Assessment;
  /** Called after each thread with the number of posts read so far. */
  readonly onProgress: (posts: number) => void;
}

export interface Rescoring {
  /** Posts written in so many days before now. */
  readonly days: number;
  /** Only says what would change. */
  readonly dryRun: boolean;
}

export interface Rescored {
  /** Posts read. */
  readonly posts: number;
  /** Posts that have no text: erased, or a picture alone. */
  readonly withoutText: number;
  /** Posts of which anything is said otherwise, be it only a probability or the model's name. */
  readonly changed: number;
  readonly decisions: readonly DecisionChange[];
  /** How many threads go to which list. */
  readonly moved: Readonly<Partial<Record<Status, number>>>;
}

/** Posts of a thread that are written at once: a transaction holds a hundred items and four megabytes. */
const AT_ONCE = 25;

/**
 * One thread after the other, its posts together with the event that says so: killed at any moment, what is done is done
 * whole, and the next run does the rest. What a person decided stays, and so does a deadline.
 */
export async function rescorePosts(deps: RescoreDeps, { days, dryRun }: Rescoring): Promise<Rescored> {
  const since = plus(deps.clock(), { days: -days });
  const found: Change[] = [];
  const moved: Partial<Record<Status, number>> = {};
  let posts = 0;
  let withoutText = 0;
  for await (const record of walkThreads(deps, since)) {
    const recent = record.posts.filter(({ mention }) => mention.createdAt >= since);
    const toRead = recent.filter(({ mention }) => hasText(mention)).length;
    posts += toRead;
    withoutText += recent.length - toRead;
    const changes = changesIn(record, { deps, since });
    found.push(...changes);
    if (changes.length > 0) {
      const status = dryRun ? statusBy(deps, record, changes) : await rescore({ deps, since }, record, changes);
      if (status !== record.thread.status) moved[status] = (moved[status] ?? 0) + 1;
    }
    deps.onProgress(posts);
  }
  const decisions = countDecisionChanges(
    found.map(({ post, fresh }) => ({ before: post.assessment.decision, after: fresh.decision })),
  );
  return { posts, withoutText, changed: found.length, decisions, moved };
}

interface Run {
  readonly deps: RescoreDeps;
  readonly since: Instant;
}

/** A post of which something is said otherwise now. */
interface Change {
  readonly post: StoredPost;
  readonly fresh: Assessment;
}

function changesIn({ posts }: ThreadRecord, { deps, since }: Run): Change[] {
  return posts
    .filter(({ mention }) => mention.createdAt >= since && hasText(mention))
    .map((post) => ({ post, fresh: asHeard(deps.assess(post.mention.text), post.mention) }))
    .filter(({ post, fresh }) => !isSameAssessment(fresh, post.assessment));
}

function statusBy(deps: RescoreDeps, record: ThreadRecord, changes: readonly Change[]): Status {
  return eventFor(deps, record, changes).moved?.status ?? record.thread.status;
}

/** Returns the thread's status afterwards. */
async function rescore(run: Run, first: ThreadRecord, found: readonly Change[]): Promise<Status> {
  const { db } = run.deps;
  let record = first;
  let changes = found;
  for (let overtaken = 0; overtaken < TRIES; ) {
    const some = changes.slice(0, AT_ONCE);
    const { id } = record.thread;
    const { thread, writes } = appendEvent(record.thread, eventFor(run.deps, record, some));
    const outcome = await transact(db, [
      ...writes,
      ...some.map(({ post, fresh }) => putPost(id, { ...post, assessment: fresh }, 'exists')),
    ]);
    if (outcome.done && some.length === changes.length) return thread.status;
    if (!outcome.done) overtaken += 1;
    record = (await getThreadRecord(db, id)) ?? record;
    changes = changesIn(record, run);
    if (changes.length === 0) return record.thread.status;
  }
  throw new Error(
    `thread ${record.thread.id} kept changing: ${TRIES} tries to store what is said of it now were overtaken; run it again`,
  );
}

function eventFor(deps: RescoreDeps, { thread, events }: ThreadRecord, changes: readonly Change[]) {
  const posts = changes.map(({ post, fresh: { because: _, ...finding } }) => ({ postId: post.mention.id, finding }));
  return reassessment(thread, events, { posts, now: deps.clock(), terms: deps });
}
