// X's ids carry the time at which they were given out: the order of its timelines.
import { epochMs, type Instant, instantOf, plus } from '../../domain/time.ts';

/** Milliseconds since 1970 at which X began to count (docs.x.com, "X IDs"). */
const X_EPOCH_MS = 1_288_834_974_657n;
const TIME_SHIFT = 22n;

/** When the post with this id was made, to the millisecond. */
export function instantOfId(id: string): Instant {
  return instantOf(Number((BigInt(id) >> TIME_SHIFT) + X_EPOCH_MS));
}

/** The smallest id a post made at `instant` can have; as text, because ids are larger than a JavaScript number holds. */
export function firstIdAt(instant: Instant): string {
  const ms = BigInt(Math.trunc(epochMs(instant))) - X_EPOCH_MS;
  return (ms > 0n ? ms << TIME_SHIFT : 0n).toString();
}

/** A `since_id` in X's future might be refused. */
export const CLOCKS_DIFFER = { minutes: -1 };

/** An id older than that of any post made at `instant`. */
export function idBefore(instant: Instant): string {
  return firstIdAt(plus(instant, { milliseconds: -1 }));
}
