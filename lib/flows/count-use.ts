// Counts an answer that stands on the network for the saved reply it began as.
import type { Reply } from '../domain/reply.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { countOnce } from '../store/saved-replies.ts';
import { getThread } from '../store/threads.ts';

/** Any number of times is once: whoever delivers the answer again may ask for it again. */
export async function countUse(
  db: Db,
  { id: replyId, threadId, savedReplyId }: Pick<Reply, 'id' | 'threadId' | 'savedReplyId'>,
  at: Instant,
): Promise<void> {
  if (savedReplyId === undefined) return;
  const thread = await getThread(db, threadId);
  await countOnce(db, { savedReplyId, replyId, what: 'uses', at, network: thread?.network });
}
