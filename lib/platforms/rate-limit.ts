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
  return earlier(latest, plus(now, { hours: LONGEST_HOURS }));
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
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

/** What a network last said of one of its limits. */
export interface Limit {
  /** Calls left until `resetAt`. */
  readonly remaining: number;
  readonly resetAt: Instant;
  /** All calls of the period, where the network says so. */
  readonly most?: number;
}

/** The prefixes under which networks say what is left: X, Bluesky (draft of the IETF), Mastodon and Reddit. */
const PREFIXES = ['x-rate-limit', 'ratelimit', 'x-ratelimit'];

/**
 * The limit that an answer's headers tell of; undefined where they tell of none. Of several, X's day included, the one that
 * leaves the smallest share counts, and of these the one that lasts longest.
 */
export function limitIn(header: HeaderReader, now: Instant): Limit | undefined {
  return [...PREFIXES, 'x-app-limit-24hour', 'x-user-limit-24hour']
    .flatMap((prefix) => {
      const remaining = numberIn(header(`${prefix}-remaining`));
      const resetAt = instantFrom(header(`${prefix}-reset`), now);
      if (remaining === undefined || resetAt === undefined || resetAt <= now) return [];
      const used = numberIn(header(`${prefix}-used`));
      // Reddit tells what is used instead of what there is.
      const most = numberIn(header(`${prefix}-limit`)) ?? (used === undefined ? undefined : remaining + used);
      const believed = earlier(resetAt, plus(now, { hours: LONGEST_HOURS }));
      return [{ remaining, resetAt: believed, ...(most === undefined ? {} : { most }) }];
    })
    .toSorted((a, b) => shareLeft(a) - shareLeft(b) || epochMs(b.resetAt) - epochMs(a.resetAt))
    .at(0);
}

function numberIn(text: string | undefined): number | undefined {
  const number = text?.trim() ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

function shareLeft({ remaining, most }: Limit): number {
  if (remaining < 1) return 0;
  return most ? remaining / most : 1;
}
