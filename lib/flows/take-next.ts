// Hands out work: the most urgent thread that nobody else works on, claimed for whoever asks, so that nobody has to pick.
import { CLAIM_MINUTES, livingClaim } from '../domain/claim.ts';
import { type Asker, mayTake } from '../domain/may-take.ts';
import { living, openElsewhere } from '../domain/presence.ts';
import type { Thread } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { type Clock, type Instant, plus } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { listPresence } from '../store/presence.ts';
import { changeThread, listOwnedThreads, listThreads } from '../store/threads.ts';

/** What a team has open and claimed stands mostly among the first; who asks again and again must not wait for more. */
const PAGES = [25, 100, 100, 100, 100] as const;

export interface TakeDeps {
  readonly db: Db;
  readonly clock: Clock;
}

/**
 * The thread, which `asker` has claimed from now on; undefined when nothing is left, or nothing among the first few
 * hundred. One's own threads take part in the order. Threads in `skip` are passed over. Of any number of people who ask at
 * one moment no two get the same thread: each claim holds only on the version of the thread that was read.
 */
export async function takeNext(deps: TakeDeps, asker: Asker, skip: readonly string[]): Promise<Thread | undefined> {
  const now = deps.clock();
  const open = openElsewhere(living(await listPresence(deps.db), now), asker.name);
  const passed = new Set([...skip, ...open]);
  for await (const { id } of candidates(deps.db, asker, now)) {
    if (passed.has(id)) continue;
    passed.add(id);
    // The index may be a moment behind: what counts is the thread itself.
    const taken = await changeThread(deps.db, id, (thread) => claimOf(thread, asker, now));
    if (taken && mayTake(taken, asker, now) && livingClaim(taken, now)?.agent === asker.name) return taken;
  }
  return undefined;
}

/** The most urgent first; behind all that was looked at, what the asker has claimed already. */
async function* candidates(db: Db, asker: Asker, now: Instant): AsyncGenerator<Thread> {
  let pageToken: string | undefined;
  for (const limit of PAGES) {
    const page = await listThreads(db, { status: 'open', limit, ...(pageToken ? { pageToken } : {}) });
    yield* page.docs.filter((thread) => mayTake(thread, asker, now));
    pageToken = page.next;
    if (pageToken === undefined) return;
  }
  const own = await listOwnedThreads(db, asker.name, { limit: 100 });
  yield* own.docs.filter((thread) => mayTake(thread, asker, now));
}

function claimOf(thread: Thread, asker: Asker, now: Instant): { readonly event: ThreadEvent } | undefined {
  if (!mayTake(thread, asker, now) || livingClaim(thread, now)) return undefined;
  return { event: { type: 'claimed', at: now, by: asker.name, until: plus(now, { minutes: CLAIM_MINUTES }) } };
}
