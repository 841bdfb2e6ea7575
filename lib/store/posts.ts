// Remembers which posts have been heard, where they went, and which of them have been answered.
import type { NativeRef } from '../domain/mention.ts';
import { type Db, read, type Write } from './db.ts';
import { key } from './table.ts';

/** What is known of a post at once: the thread it belongs to, and whether the brand wrote it. */
export interface SeenPost {
  /** Absent when its network said that it is gone before it had been heard: then it is not stored any more. */
  readonly threadId?: string;
  readonly own: boolean;
}

export async function getSeenPost(db: Db, post: NativeRef): Promise<SeenPost | undefined> {
  return read<SeenPost>(db, key.seen(post));
}

/** Refused when the post has been seen: this write decides who processes a mention. */
export function markSeen(post: NativeRef, seen: SeenPost): Write {
  return { put: key.seen(post), doc: seen, when: 'new' };
}

/** Our own answer, so that posts answering it find their thread; written again without harm. */
export function markOwnPost(post: NativeRef, threadId: string): Write {
  return { put: key.seen(post), doc: { threadId, own: true } satisfies SeenPost };
}

/** Where posts of this author under this post of the network belong. */
export async function getConversation(db: Db, post: NativeRef, authorId: string): Promise<string | undefined> {
  const found = await read<{ threadId: string }>(db, key.conversation(post.network, post.id, authorId));
  return found?.threadId;
}

export function markConversation(post: NativeRef, authorId: string, threadId: string): Write {
  return { put: key.conversation(post.network, post.id, authorId), doc: { threadId }, when: 'new' };
}

/** Takes the one place there is for an answer to a post; refused when a reply has it. */
export function takeAnswer(post: NativeRef, replyId: string): Write {
  return { put: key.answer(post), doc: { replyId }, when: 'new' };
}

/** Gives the place back, for a reply that was withdrawn or certainly does not stand on the network. */
export function releaseAnswer(post: NativeRef): Write {
  return { remove: key.answer(post) };
}

export async function getCaseThread(db: Db, caseNumber: string): Promise<string | undefined> {
  return (await read<{ threadId: string }>(db, key.caseNumber(caseNumber)))?.threadId;
}

export function takeCaseNumber(caseNumber: string, threadId: string): Write {
  return { put: key.caseNumber(caseNumber), doc: { threadId }, when: 'new' };
}
