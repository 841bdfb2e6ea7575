// The names of those who work here: to give a thread to a colleague, one must know how they are called.
import { livingClaim } from '../domain/claim.ts';
import { TEAM_DAYS } from '../domain/presence.ts';
import { type Clock, plus } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { listPresence } from '../store/presence.ts';
import { listThreads } from '../store/threads.ts';

/** Claims are looked for among the most urgent threads only: whoever works is mostly seen anyway. */
const THREADS = 100;

/** Those seen in the last 30 days, and those who have a thread now, in the order of their names. */
export async function listTeam({ db, clock }: { readonly db: Db; readonly clock: Clock }): Promise<string[]> {
  const now = clock();
  const since = plus(now, { days: -TEAM_DAYS });
  const [people, { docs }] = await Promise.all([listPresence(db), listThreads(db, { status: 'open', limit: THREADS })]);
  const seen = people.filter(({ at }) => at > since).map(({ agent }) => agent);
  const owners = docs.flatMap((thread) => livingClaim(thread, now)?.agent ?? []);
  return [...new Set([...seen, ...owners])].sort((one, other) => one.localeCompare(other, 'en'));
}
