// What has changed since somebody last looked: the desk asks every few seconds, and must not miss a thing.
import type { Thread } from '../domain/thread.ts';
import { type Clock, type Instant, nextUtcDay, plus, secondsBetween, utcDay } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { listChangedThreads } from '../store/threads.ts';

export interface ChangesRead {
  readonly threads: readonly Thread[];
  readonly cursor: Instant;
  readonly more: boolean;
}

/** An index shows a write a moment late, so the last seconds are read again. */
const REPEAT_SECONDS = 15;
const PAGE = 200;
/** Whoever was away longer loads the list anew. */
const MAX_DAYS = 2;

/** Threads changed after `since`, oldest first. Without `since`, or with one too old, only where to begin. */
export async function readChanges(
  deps: { readonly db: Db; readonly clock: Clock },
  since?: Instant,
): Promise<ChangesRead> {
  const now = deps.clock();
  const repeatFrom = plus(now, { seconds: -REPEAT_SECONDS });
  if (!since || secondsBetween(since, now) > MAX_DAYS * 86_400) return { threads: [], cursor: repeatFrom, more: false };
  for (const from of daysFrom(since, now)) {
    const threads = await listChangedThreads(deps.db, from, PAGE);
    const last = threads.at(-1);
    if (threads.length === PAGE && last) return { threads, cursor: last.changedAt, more: true };
    // Changes of a day before today are handed out before the next day is read: the cursor never jumps over any, nor over
    // the last seconds of that day, while they may still come to light.
    const midnight = nextUtcDay(from);
    if (last && midnight < repeatFrom) return { threads, cursor: midnight, more: true };
    if (last) return { threads, cursor: repeatFrom, more: false };
  }
  return { threads: [], cursor: repeatFrom, more: false };
}

function daysFrom(since: Instant, now: Instant): Instant[] {
  const days = [since];
  while (utcDay(days.at(-1) ?? now) < utcDay(now)) days.push(nextUtcDay(days.at(-1) ?? now));
  return days;
}
