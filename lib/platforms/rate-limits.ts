// Heeds what networks say of their limits: it is kept for all runs, no call is made that must be refused, and answers come first.
import type { Instant } from '../domain/time.ts';
import { RateLimited } from './platform-errors.ts';
import { type HeaderReader, type Limit, limitIn, retryAt } from './rate-limit.ts';

/** Where the limits of one account are kept, by the name of the bucket in which the network counts. */
export interface RateLimits {
  load(bucket: string): Promise<Limit | undefined>;
  save(bucket: string, limit: Limit): Promise<void>;
}

export interface Counted {
  readonly bucket: string;
  /** Belongs to an answer: may use what is kept back from reads. */
  readonly urgent: boolean;
  /** For messages. */
  readonly call: string;
}

/** The share of a limit that reads leave for answers. */
const KEPT_FOR_ANSWERS = 0.1;

/** Throws RateLimited, without any call, while the bucket is used up: for reads before it is quite empty. */
export async function admit(limits: RateLimits | undefined, counted: Counted, now: Instant): Promise<void> {
  const limit = await limits?.load(counted.bucket);
  if (limit === undefined || limit.resetAt <= now || !isShort(limit, counted.urgent)) return;
  const left = limit.remaining > 0 ? `the last ${limit.remaining} calls are kept for answers` : 'all calls are used';
  throw new RateLimited(`${counted.call} was not made: ${left} until ${limit.resetAt}`, { retryAt: limit.resetAt });
}

/** Keeps what an answer's headers say, as soon as it matters. A server that is down and says until when is left alone as well. */
export async function heed(
  limits: RateLimits | undefined,
  counted: Counted,
  answer: { readonly status: number; readonly header: HeaderReader; readonly now: Instant },
): Promise<void> {
  const { status, header, now } = answer;
  if (status === 420 || status === 429)
    return limits?.save(counted.bucket, { remaining: 0, resetAt: retryAt(header, now) });
  if (status === 503 && header('retry-after') !== undefined) {
    const resetAt = retryAt((name) => (name === 'retry-after' ? header(name) : undefined), now);
    return limits?.save(counted.bucket, { remaining: 0, resetAt });
  }
  const limit = limitIn(header, now);
  if (limits === undefined || limit === undefined || !isShort(limit, false)) return;
  // A slow answer from before a refusal must not open what the refusal has closed.
  const kept = await limits.load(counted.bucket);
  const isOlder = kept !== undefined && kept.resetAt > now && kept.remaining < limit.remaining;
  if (!isOlder) await limits.save(counted.bucket, limit);
}

function isShort({ remaining, most }: Limit, urgent: boolean): boolean {
  const kept = urgent || most === undefined ? 0 : Math.floor(most * KEPT_FOR_ANSWERS);
  return remaining < 1 || remaining <= kept;
}
