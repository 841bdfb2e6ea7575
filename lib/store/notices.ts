// Remembers what the team chats have been told of Earshot itself, so that nothing is told twice.
import { epochMs, type Instant } from '../domain/time.ts';
import { type Db, read, TRIES, transact, write } from './db.ts';
import { key } from './table.ts';

const KEPT_DAYS = 60;
/** Stands beside the chats: the notice is on its way to all of them. */
const ASKED = 'ASKED';

export async function isAsked(db: Db, noticeId: string): Promise<boolean> {
  return (await read(db, key.notice(noticeId, ASKED))) !== undefined;
}

export async function markAsked(db: Db, noticeId: string, at: Instant): Promise<void> {
  await write(db, [{ put: key.notice(noticeId, ASKED), doc: { at }, ttl: expiry(at) }]);
}

/** True for the one caller that may tell this chat. */
export async function claimNotice(db: Db, { id, chat }: { id: string; chat: string }, at: Instant): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const claim = { put: key.notice(id, chat), doc: { at }, ttl: expiry(at), when: 'new' } as const;
    if ((await transact(db, [claim])).done) return true;
    // DynamoDB may refuse both of two that claim at the same moment.
    if (await read(db, key.notice(id, chat))) return false;
  }
  throw new Error(`notice ${id} could not be claimed in ${TRIES} tries; it is delivered again`);
}

/** For a notice that certainly was not told: it may be tried again. */
export async function releaseNotice(db: Db, { id, chat }: { id: string; chat: string }): Promise<void> {
  await write(db, [{ remove: key.notice(id, chat) }]);
}

function expiry(at: Instant): number {
  return Math.floor(epochMs(at) / 1000) + KEPT_DAYS * 86_400;
}
