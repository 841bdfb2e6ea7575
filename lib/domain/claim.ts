// Who has taken a thread for now: a lease, so that nothing stays with somebody who left.
import type { Thread } from './thread.ts';
import type { Instant } from './time.ts';

/** How long a claim lasts without work on the thread. */
export const CLAIM_MINUTES = 30;

/** How long a thread stays with the colleague it was given to: about a working day. */
export const ASSIGNED_MINUTES = 480;

/** The claim that counts at `now`: one that has run out is none. */
export function livingClaim({ claim }: Thread, now: Instant): Thread['claim'] {
  return claim && claim.until > now ? claim : undefined;
}

/** The claim of whoever takes the thread until then; whoever was given it for longer keeps it for longer. */
export function claimUntil({ claim }: Thread, agent: string, until: Instant): NonNullable<Thread['claim']> {
  return claim?.agent === agent && claim.until > until ? claim : { agent, until };
}

/** Whose living claim keeps `agent` from acting; undefined when nobody's does. */
export function claimedByOther(thread: Thread, agent: string, now: Instant): string | undefined {
  const holder = livingClaim(thread, now)?.agent;
  return holder === agent ? undefined : holder;
}
