// Brings a post that was heard before up to the words its author has given it since, and judges these.
import type { Assessment } from '../domain/assessment.ts';
import { clocksFor } from '../domain/clocks.ts';
import { asHeard } from '../domain/company.ts';
import type { Terms } from '../domain/deadline.ts';
import { type Mention, mayLeaveDesk, postKey } from '../domain/mention.ts';
import { excerptOf } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import type { Clock } from '../domain/time.ts';
import { type Db, TRIES, transact } from '../store/db.ts';
import { getThreadRecord, putPost, type StoredPost } from '../store/threads.ts';
import { appendWithRules, readRules } from './append-with-rules.ts';

export interface ReviseDeps extends Terms {
  readonly db: Db;
  readonly assess: (text: string) => Assessment;
  readonly clock: Clock;
}

/** True when the post has other words now. One that comes in an older version, or was erased, changes nothing. */
export async function revisePost(deps: ReviseDeps, mention: Mention, threadId: string): Promise<boolean> {
  if (mention.editedAt === undefined) return false;
  const rules = await readRules(deps);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const record = await getThreadRecord(deps.db, threadId);
    const before = record?.posts.find(({ mention: { id } }) => id === mention.id);
    if (!record || !before || !isNewer(mention, before)) return false;
    const at = deps.clock();
    const assessment = asHeard(deps.assess(mention.text), mention);
    const event: ThreadEvent = {
      type: 'post-edited',
      at,
      by: 'earshot',
      postId: mention.id,
      excerpt: excerptOf(mention.text),
      ...(mayLeaveDesk(mention) ? {} : { deskOnly: true as const }),
      assessment,
      ...clocksFor({ since: at, said: assessment, thread: record.thread }, deps),
    };
    const { writes } = appendWithRules(rules, record.thread, { event });
    // Where it stands does not change, whatever time a webhook gives for it.
    const { createdAt, backfill } = before.mention;
    const { missingSince: _, ...there } = before;
    const post = { ...there, mention: { ...mention, createdAt, backfill }, assessment };
    if ((await transact(deps.db, [...writes, putPost(threadId, post, 'exists')])).done) return true;
  }
  throw new Error(`post ${postKey(mention)} could not be revised in ${TRIES} tries; it is delivered again`);
}

function isNewer({ editedAt, text }: Mention, { mention: before, goneAt }: StoredPost): boolean {
  if (editedAt === undefined || goneAt !== undefined || text === before.text) return false;
  return editedAt > (before.editedAt ?? before.createdAt);
}
