// Who has which thread open now, and whether they write: told by a sign of life every ten seconds, forgotten after thirty.
import { type Instant, secondsBetween } from './time.ts';

/** One person is in one place: the thread that they opened last. */
export interface Presence {
  readonly agent: string;
  readonly threadId: string;
  readonly typing: boolean;
  /** The last sign of life. */
  readonly at: Instant;
}

/** A desk that lost its connection says nothing any more: three missed signs of life, and its person has left. */
const ALIVE_SECONDS = 30;

/** How long somebody counts as a colleague after their last sign of life. */
export const TEAM_DAYS = 30;

/** Those who are there at `now`. */
export function living(presences: readonly Presence[], now: Instant): Presence[] {
  return presences.filter(({ at }) => secondsBetween(at, now) < ALIVE_SECONDS);
}

/** The threads that anybody else than `agent` has open. */
export function openElsewhere(presences: readonly Presence[], agent: string): ReadonlySet<string> {
  return new Set(presences.filter((presence) => presence.agent !== agent).map(({ threadId }) => threadId));
}
