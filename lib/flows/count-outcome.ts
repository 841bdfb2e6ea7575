// Counts for the saved replies what came of them, as far as a post that was heard shows it.
import type { Thread } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import type { Db } from '../store/db.ts';
import { countOutcome } from '../store/saved-replies.ts';
import { listEvents } from '../store/threads.ts';

/** What the post said of the answers before it, in its own thread and in an earlier one; any number of times is once. */
export async function countOutcomeOfPost(db: Db, thread: Thread, postId: string): Promise<void> {
  const { id, firstRepliedAt, continues } = thread;
  if (firstRepliedAt) await countAt(db, id, (event) => event.type === 'outcome-seen' && event.postId === postId);
  if (continues) await countAt(db, continues.threadId, (event) => event.type === 'came-back' && event.threadId === id);
}

/** Of what was answered before that event: what was answered later had nothing to do with it. */
async function countAt(db: Db, threadId: string, isIt: (event: ThreadEvent) => boolean): Promise<void> {
  const events = await listEvents(db, threadId);
  const place = events.findIndex(isIt);
  const event = events[place];
  if (event === undefined) return;
  await countOutcome(db, events.slice(0, place + 1), event.type === 'outcome-seen' ? event.outcome : 'came-back');
}
