// Erases the words of a post that is no longer on its network, wherever they stand here; deadlines and figures stay.
import type { Clock } from '../domain/time.ts';
import { type Db, TRIES, transact } from '../store/db.ts';
import { getSeenPost } from '../store/posts.ts';
import { appendEvent, eraseFromHistory, getThreadRecord, putPost, type StoredPost } from '../store/threads.ts';

export interface EraseDeps {
  readonly db: Db;
  readonly clock: Clock;
}

/** True when the words were there and are not any more. Running it again changes nothing. */
export async function erasePost(
  deps: EraseDeps,
  post: { readonly network: string; readonly id: string },
): Promise<boolean> {
  const seen = await getSeenPost(deps.db, post);
  return seen ? eraseIn(deps, seen.threadId, post.id) : false;
}

async function eraseIn({ db, clock }: EraseDeps, threadId: string, postId: string): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const record = await getThreadRecord(db, threadId);
    const stored = record?.posts.find(({ mention }) => mention.id === postId);
    if (!record || !stored || stored.goneAt) return false;
    const at = clock();
    const { writes } = appendEvent(record.thread, { type: 'post-gone', at, by: 'earshot', postId });
    const outcome = await transact(db, [
      ...writes,
      putPost(threadId, erased(stored, at), 'exists'),
      ...eraseFromHistory(threadId, record.events, postId),
    ]);
    if (outcome.done) return true;
  }
  throw new Error(`thread ${threadId} kept changing: ${TRIES} tries to erase a post were overtaken; it is tried again`);
}

function erased({ mention, assessment }: StoredPost, goneAt: string): StoredPost {
  return { mention: { ...mention, text: '' }, assessment: { ...assessment, because: [] }, goneAt };
}
