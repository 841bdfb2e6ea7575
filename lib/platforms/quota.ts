// Counts what a network allows in a period and does not report itself, so that reading stops while answers can still be paid for.
import type { Clock, Instant } from '../domain/time.ts';
import { RateLimited } from './platform-errors.ts';
import type { Limit } from './rate-limit.ts';
import type { RateLimits } from './rate-limits.ts';

/** What may be used up in one period. */
export interface Allowance {
  /** Under which name it is kept; each allowance has its own. */
  readonly bucket: string;
  readonly most: number;
  /** When a period that runs at `now` ends. */
  readonly endsAt: (now: Instant) => Instant;
}

interface Use {
  readonly units: number;
  /** What must be left afterwards: 0 for an answer, more for whatever is less urgent. */
  readonly leave: number;
  /** For messages. */
  readonly call: string;
}

export interface Quota {
  /** Counts a call before it is made; throws RateLimited, counting nothing, when too little would be left. */
  spend(use: Use): Promise<void>;
  /** The network says that all is used, whatever was counted here: nothing more until the period ends. */
  usedUp(said: string): Promise<RateLimited>;
}

/**
 * The count is shared by all runs. Two that count in the same moment may lose one call; the network's own refusal, which
 * `usedUp` keeps, is what holds. Without `limits` nothing is counted.
 */
export function createQuota(
  { limits, clock }: { readonly limits?: RateLimits | undefined; readonly clock: Clock },
  { bucket, most, endsAt }: Allowance,
): Quota {
  return {
    spend: async ({ units, leave, call }) => {
      const now = clock();
      const { remaining, resetAt } = current(await limits?.load(bucket), now) ?? {
        remaining: most,
        resetAt: endsAt(now),
      };
      if (remaining - units < leave) {
        const why = `${remaining} of ${most} ${bucket} are left until ${resetAt}, and ${leave} are kept for what is more urgent`;
        throw new RateLimited(`${call} was not made: ${why}`, { retryAt: resetAt });
      }
      await limits?.save(bucket, { remaining: remaining - units, resetAt, most });
    },
    usedUp: async (said) => {
      const resetAt = endsAt(clock());
      await limits?.save(bucket, { remaining: 0, resetAt, most });
      return new RateLimited(`${said}. Nothing more is called until ${resetAt}.`, { retryAt: resetAt });
    },
  };
}

function current(limit: Limit | undefined, now: Instant): Limit | undefined {
  return limit !== undefined && limit.resetAt > now ? limit : undefined;
}
