// Finds what is due: replies to look at again, and threads that time alone changes.
import type { Thread } from '../domain/thread.ts';
import type { Instant } from '../domain/time.ts';
import { type Db, readIndex } from './db.ts';
import type { StoredReply } from './replies.ts';

/** A page of what is due by `now`, oldest first. */
export async function listDue(db: Db, now: Instant, page: { readonly limit: number; readonly pageToken?: string }) {
  return readIndex<StoredReply | Thread>(db, { index: 'due', partition: 'DUE', upTo: `${now}#~`, ...page });
}
