// Somebody says that they have a thread open, and hears who else has; whoever writes on a thread of theirs keeps it.
import { CLAIM_MINUTES, livingClaim } from '../domain/claim.ts';
import { living, type Presence } from '../domain/presence.ts';
import type { Thread } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { type Clock, type Instant, plus, secondsBetween } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { listPresence, putPresence } from '../store/presence.ts';
import { changeThread, getThread } from '../store/threads.ts';

/** A lease is renewed only when it has become this short, so that writing does not fill the history. */
const RENEWED_BELOW_SECONDS = 20 * 60;

export interface PresenceDeps {
  readonly db: Db;
  readonly clock: Clock;
}

export type PresenceRefusal = { readonly refused: 'no-such-thread' };

/** The others who have the thread open, in the order of their names. */
export async function showPresence(
  deps: PresenceDeps,
  shown: Omit<Presence, 'at'>,
): Promise<readonly Presence[] | PresenceRefusal> {
  const { agent, threadId, typing } = shown;
  const at = deps.clock();
  const thread = typing
    ? await changeThread(deps.db, threadId, (current) => renewal(current, agent, at))
    : await getThread(deps.db, threadId);
  if (!thread) return { refused: 'no-such-thread' };
  await putPresence(deps.db, { ...shown, at });
  const present = living(await listPresence(deps.db), at);
  return present.filter((other) => other.threadId === threadId && other.agent !== agent);
}

function renewal(thread: Thread, agent: string, at: Instant): { readonly event: ThreadEvent } | undefined {
  const claim = livingClaim(thread, at);
  if (claim?.agent !== agent || secondsBetween(at, claim.until) >= RENEWED_BELOW_SECONDS) return undefined;
  return { event: { type: 'claimed', at, by: agent, until: plus(at, { minutes: CLAIM_MINUTES }) } };
}
