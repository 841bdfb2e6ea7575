// Erases the customer of a thread: their name and all words in it go, and what happened when stays.
import { erasedEvent, erasedMention, erasedReply, erasureEvent, type Nobody } from '../domain/erased-thread.ts';
import type { NativeRef } from '../domain/mention.ts';
import type { Thread } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import type { Instant } from '../domain/time.ts';
import { type Db, docsUnder, type Found, readPartition, TRIES, transact, type Write, write } from '../store/db.ts';
import type { StoredReply } from '../store/replies.ts';
import { giveBackSameText } from '../store/same-text.ts';
import { key } from '../store/table.ts';
import { appendEvent, putPost, type StoredPost } from '../store/threads.ts';

/** A transaction takes a hundred items. */
const AT_ONCE = 80;

export interface ThreadErasure {
  /** Whose thread it is, on its network. */
  readonly author: NativeRef;
  readonly nobody: Nobody;
  readonly at: Instant;
  readonly by: string;
}

/**
 * The words go first and the event that says so comes last: after a crash the rest is done. `reply-pending`: an answer is on
 * its way to the customer, and nothing of it was touched.
 */
export async function eraseThread(
  db: Db,
  threadId: string,
  erasure: ThreadErasure,
): Promise<'erased' | 'reply-pending'> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const items = await readPartition<unknown>(db, key.threadPartition(threadId));
    const [thread] = docsUnder<Thread>(items, 'THREAD');
    if (!thread) return 'erased';
    if (thread.pendingReply) return 'reply-pending';
    await eraseWords(db, items, erasure);
    if (thread.erasedAt) return 'erased';
    const appended = appendEvent(thread, erasureEvent(erasure.nobody, erasure));
    if ((await transact(db, appended.writes)).done) return 'erased';
  }
  throw new Error(`thread ${threadId} kept changing: ${TRIES} tries to erase its customer were overtaken; ask again`);
}

async function eraseWords(db: Db, items: readonly Found<unknown>[], erasure: ThreadErasure): Promise<void> {
  const { author } = erasure;
  for (const reply of docsUnder<StoredReply>(items, 'REPLY#')) await uncount(db, author.network, reply);
  const posts = docsUnder<StoredPost>(items, 'POST#');
  const ways = new Map(posts.flatMap(anchorsOf).map((id) => [id, key.conversation(author.network, id, author.id)]));
  // The ways to the thread go before the posts that name them.
  const writes: Write[] = [
    ...[...ways.values()].map((way) => ({ remove: way })),
    ...items.flatMap((item) => wordsLeft(item, erasure)),
  ];
  while (writes.length > 0) await write(db, writes.splice(0, AT_ONCE));
}

/** That the same words went to others is counted for some days; another answer may be counted at this moment. */
async function uncount(db: Db, network: string, reply: StoredReply): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const writes = await giveBackSameText(db, network, reply);
    if (writes.length === 0 || (await transact(db, writes)).done) return;
  }
}

/** What the account writes below one of these later is a new matter of somebody unknown. */
function anchorsOf({ mention }: StoredPost): string[] {
  return [mention.inReplyTo, mention.id, mention.threadRoot].filter((id) => id !== undefined);
}

function wordsLeft({ key: at, doc }: Found<unknown>, erasure: ThreadErasure): Write[] {
  const [kind] = at.sk.split('#');
  switch (kind) {
    case 'THREAD':
    case 'ALERT':
      return [];
    case 'EVENT':
      return [{ put: at, doc: erasedEvent(doc as ThreadEvent, erasure.nobody) }];
    case 'REPLY': {
      const reply = doc as StoredReply;
      return [{ put: at, doc: erasedReply(reply), version: reply.version }];
    }
    case 'POST':
      return [postLeft(at.pk.slice(key.threadPartition('').length), doc as StoredPost, erasure)];
    default:
      // Notes, the draft, and whatever else stands there in words.
      return [{ remove: at }];
  }
}

function postLeft(threadId: string, post: StoredPost, { nobody, at }: ThreadErasure): Write {
  const { mention, assessment, goneAt = at } = post;
  const left = { mention: erasedMention(mention, nobody), assessment: { ...assessment, because: [] }, goneAt };
  return putPost(threadId, left);
}
