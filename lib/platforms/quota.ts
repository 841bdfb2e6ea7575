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
 * The count is shared by all runs. Within a process each call waits for the count of the one before, so that calls made at the
 * same time all count. Of two processes that count in the same moment one may lose a call: reading and looking again overlap
 * for seconds only, and the network's own refusal, which `usedUp` keeps, is what holds. Without `limits` nothing is counted.
 */
export function createQuota(
  { limits, clock }: { readonly limits?: RateLimits | undefined; readonly clock: Clock },
  { bucket, most, endsAt }: Allowance,
): Quota {
  if (limits === undefined) return uncounted(clock, endsAt);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(count: () => Promise<Result>): Promise<Result> => {
    const counted = last.then(count);
    // A count that was refused or could not be kept does not keep the next one from counting.
    last = counted.catch(() => undefined);
    return counted;
  };
  const spend = async ({ units, leave, call }: Use): Promise<void> => {
    const now = clock();
    const kept = current(await limits.load(bucket), now);
    const { remaining, resetAt } = kept ?? { remaining: most, resetAt: endsAt(now) };
    if (remaining - units < leave) {
      const why = `${remaining} of ${most} ${bucket} are left until ${resetAt}, and ${leave} are kept for what is more urgent`;
      throw new RateLimited(`${call} was not made: ${why}`, { retryAt: resetAt });
    }
    await limits.save(bucket, { remaining: remaining - units, resetAt, most });
  };
  return {
    spend: (use) => inTurn(() => spend(use)),
    usedUp: async (said) => {
      const resetAt = endsAt(clock());
      await inTurn(() => limits.save(bucket, { remaining: 0, resetAt, most }));
      return isOver(said, resetAt);
    },
  };
}

function uncounted(clock: Clock, endsAt: Allowance['endsAt']): Quota {
  return { spend: async () => undefined, usedUp: async (said) => isOver(said, endsAt(clock())) };
}

function isOver(said: string, resetAt: Instant): RateLimited {
  return new RateLimited(`${said}. Nothing more is called until ${resetAt}.`, { retryAt: resetAt });
}

function current(limit: Limit | undefined, now: Instant): Limit | undefined {
  return limit !== undefined && limit.resetAt > now ? limit : undefined;
}
