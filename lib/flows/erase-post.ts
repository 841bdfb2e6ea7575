// Erases the words of a post that is no longer on its network, wherever they stand here; deadlines and figures stay.
import { type NativeRef, postKey } from '../domain/mention.ts';
import { outcomeEvents, outcomeOfDeletion } from '../domain/outcome.ts';
import type { Clock } from '../domain/time.ts';
import { type Db, TRIES, transact } from '../store/db.ts';
import { getSeenPost, markSeen } from '../store/posts.ts';
import { appendEvent, eraseFromHistory, getThreadRecord, putPost, type StoredPost } from '../store/threads.ts';

/** A transaction takes a hundred items. */
const AT_ONCE = 80;

export interface EraseDeps {
  readonly db: Db;
  readonly clock: Clock;
}

/** True when the words were there and are not any more. Running it again changes nothing. */
export async function erasePost(deps: EraseDeps, post: NativeRef): Promise<boolean> {
  const threadId = (await getSeenPost(deps.db, post))?.threadId;
  return threadId === undefined ? false : eraseIn(deps, threadId, post.id);
}

/** The same for a post that may still be on its way here: when it comes, it is not stored. */
export async function erasePostForGood(deps: EraseDeps, post: NativeRef): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (await getSeenPost(deps.db, post)) return erasePost(deps, post);
    if ((await transact(deps.db, [markSeen(post, { own: false })])).done) return false;
  }
  throw new Error(`post ${postKey(post)} kept changing: ${TRIES} tries to erase it were overtaken; it is tried again`);
}

async function eraseIn({ db, clock }: EraseDeps, threadId: string, postId: string): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const record = await getThreadRecord(db, threadId);
    const stored = record?.posts.find(({ mention }) => mention.id === postId);
    if (!record || !stored || stored.goneAt) return false;
    const at = clock();
    const outcome = outcomeEvents(outcomeOfDeletion(record.thread, stored.assessment), { at, postId });
    const { writes } = appendEvent(record.thread, { type: 'post-gone', at, by: 'earshot', postId }, outcome);
    const history = eraseFromHistory(threadId, record.events, postId);
    // A post that was edited often has more of them than one transaction takes; the mark that it is gone comes last.
    while (history.length > AT_ONCE) await transact(db, history.splice(0, AT_ONCE));
    const written = await transact(db, [...writes, putPost(threadId, erased(stored, at), 'exists'), ...history]);
    if (written.done) return true;
  }
  throw new Error(`thread ${threadId} kept changing: ${TRIES} tries to erase a post were overtaken; it is tried again`);
}

function erased({ mention, assessment }: StoredPost, goneAt: string): StoredPost {
  return { mention: { ...mention, text: '' }, assessment: { ...assessment, because: [] }, goneAt };
}
