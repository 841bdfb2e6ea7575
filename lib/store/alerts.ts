// Remembers which thread has been announced in which team chat, so that none is announced twice.
import type { Instant } from '../domain/time.ts';
import { type Db, read, transact, type Write } from './db.ts';
import { key } from './table.ts';

export interface AlertMark {
  readonly state: 'sending' | 'sent' | 'unknown';
  readonly at: Instant;
}

/** One announcement: of a thread, in a chat, for a reason. */
export interface AlertPlace {
  readonly threadId: string;
  readonly chat: string;
  readonly reason: string;
}

export async function getAlert(db: Db, place: AlertPlace): Promise<AlertMark | undefined> {
  return read<AlertMark>(db, key.alert(place));
}

/** True for the one caller that may announce the thread in this chat. */
export async function claimAlert(db: Db, place: AlertPlace, at: Instant): Promise<boolean> {
  const mark: AlertMark = { state: 'sending', at };
  return (await transact(db, [{ put: key.alert(place), doc: mark, when: 'new' }])).done;
}

/** What became of an announcement; to be put in one transaction with what the thread is told of it. */
export function putAlert(place: AlertPlace, mark: AlertMark): Write {
  return { put: key.alert(place), doc: mark };
}

/** For an announcement that certainly was not made: it may be tried again. */
export async function releaseAlert(db: Db, place: AlertPlace): Promise<void> {
  await transact(db, [{ remove: key.alert(place) }]);
}
