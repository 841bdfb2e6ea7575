// Ends a reply (sent, failed, unknown, withdrawn) and tells its thread, both or neither.
import { holdsThePlace, type Reply } from '../domain/reply.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { type Db, TRIES, transact, type Write } from '../store/db.ts';
import { releaseAnswer } from '../store/posts.ts';
import { getReply, putChangedReply, type StoredReply } from '../store/replies.ts';
import { giveBackSameText } from '../store/same-text.ts';
import { appendEvent, getThread } from '../store/threads.ts';

export interface Ending {
  readonly changes: Partial<Omit<Reply, 'dueAt'>> & { readonly state: Reply['state'] };
  readonly event: ThreadEvent;
  /** What else follows on the thread's network, in the same transaction. */
  readonly also?: (network: string) => readonly Write[] | Promise<readonly Write[]>;
}

/**
 * The state the reply ended in: another one than asked for when somebody else was faster. One that will never stand on the
 * network gives back its post's place for an answer, and its words.
 */
export async function endReply(
  db: Db,
  reply: StoredReply,
  { changes, event, also }: Ending,
): Promise<Reply['state'] | 'gone'> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const thread = await getThread(db, reply.threadId);
    if (!thread) throw new Error(`reply ${reply.id} belongs to thread ${reply.threadId}, which does not exist`);
    const { network } = thread;
    const outcome = await transact(db, [
      putChangedReply(reply, changes),
      ...appendEvent(thread, event).writes,
      ...((await also?.(network)) ?? []),
      ...(holdsThePlace({ ...reply, ...changes }) ? [] : await givenBack(db, network, reply)),
    ]);
    if (outcome.done) return changes.state;
    const now = await getReply(db, reply.threadId, reply.id);
    if (now?.version !== reply.version) return now?.state ?? 'gone';
  }
  throw new Error(
    `thread ${reply.threadId} kept changing: ${TRIES} tries to record reply ${reply.id} were overtaken; it is tried again`,
  );
}

async function givenBack(db: Db, network: string, reply: Reply): Promise<Write[]> {
  return [releaseAnswer({ network, id: reply.postId }), ...(await giveBackSameText(db, network, reply))];
}
