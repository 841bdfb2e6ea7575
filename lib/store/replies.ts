// Keeps the brand's replies with their thread; a change states the number of the change it follows.
import type { Reply } from '../domain/reply.ts';
import { type Db, read, type Write } from './db.ts';
import { key, place } from './table.ts';

/** Each state change of a reply counts up, so that two workers cannot both move it on. */
export interface StoredReply extends Reply {
  readonly version: number;
}

export async function getReply(db: Db, threadId: string, replyId: string): Promise<StoredReply | undefined> {
  return read<StoredReply>(db, key.reply(threadId, replyId));
}

export function putNewReply(reply: Reply): Write {
  return putVersion({ ...reply, version: 1 }, 'new');
}

/** Refused when the reply has changed since `before` was read. */
export function putChangedReply(before: StoredReply, changes: Partial<Reply>): Write {
  // When to look again belongs to the step, not to the reply: a step that does not say has none.
  const { dueAt: _, ...kept } = before;
  return putVersion({ ...kept, ...changes, version: before.version + 1 }, { version: before.version });
}

function putVersion(reply: StoredReply, when: 'new' | { readonly version: number }): Write {
  const places = reply.dueAt === undefined ? {} : place.due(reply.dueAt, 'REPLY', `${reply.threadId}#${reply.id}`);
  return { put: key.reply(reply.threadId, reply.id), doc: reply, places, version: reply.version, when };
}
