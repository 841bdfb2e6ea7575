// When a network may be called again, read from whichever header it uses to say so.
import { epochMs, type Instant, instantOf, isInstant, plus, toInstant } from '../domain/time.ts';

/** Where no header says more: long enough to be polite, short enough not to fall behind. */
const UNSAID_SECONDS = 60;
/** A header that asks for longer is not believed; the longest limit of any network here is X's day. */
const LONGEST_HOURS = 24;
/** A number this large counts seconds since 1970, a smaller one counts from now. */
const EPOCH_SECONDS_FROM = 1_000_000_000;

export type HeaderReader = (name: string) => string | undefined;

/**
 * The instant before which no call may be made, always later than `now`.
 * Forms: `retry-after` in seconds or as a date (RFC 9110), `x-rate-limit-reset` in unix seconds (X), `ratelimit-reset` in
 * unix seconds (Bluesky), `x-ratelimit-reset` as ISO time (Mastodon), X's 24-hour buckets where they are used up.
 */
export function retryAt(header: HeaderReader, now: Instant): Instant {
  const spoken = ['retry-after', 'x-rate-limit-reset', 'ratelimit-reset', 'x-ratelimit-reset', ...dayBuckets(header)]
    .map((name) => instantFrom(header(name), now))
    .filter((instant) => instant !== undefined && instant > now)
    .toSorted();
  const latest = spoken.at(-1) ?? plus(now, { seconds: UNSAID_SECONDS });
  const longest = plus(now, { hours: LONGEST_HOURS });
  return latest < longest ? latest : longest;
}

function dayBuckets(header: HeaderReader): string[] {
  return ['x-app-limit-24hour', 'x-user-limit-24hour']
    .filter((bucket) => header(`${bucket}-remaining`) === '0')
    .map((bucket) => `${bucket}-reset`);
}

function instantFrom(text: string | undefined, now: Instant): Instant | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(text.trim())) return isInstant(text) ? toInstant(text) : undefined;
  const seconds = Number(text);
  const ms = seconds >= EPOCH_SECONDS_FROM ? seconds * 1000 : epochMs(now) + seconds * 1000;
  return ms < Number.MAX_SAFE_INTEGER / 10 ? instantOf(ms) : undefined;
}
