// What Google's services mean by a refusal, and when their day ends.
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { type Instant, instantOf } from '../domain/time.ts';
import type { Answer } from './http.ts';

const reasonSchema = z.object({ reason: z.string() });

/** Old services put their reasons in `errors`, newer ones in `status` and `details`. */
const errorSchema = z.object({
  error: z.object({
    status: z.string().nullish(),
    errors: z.array(z.unknown()).nullish(),
    details: z.array(z.unknown()).nullish(),
  }),
});

const QUOTA = ['quotaExceeded', 'dailyLimitExceeded'];
const TOO_FAST = ['rateLimitExceeded', 'userRateLimitExceeded'];
const RIGHTS = [
  'insufficientPermissions',
  'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
  'accessNotConfigured',
  'SERVICE_DISABLED',
];

/** Google's short names for why it refused, e.g. `quotaExceeded`; none where the body is not Google's. */
export function googleReasons(answer: Pick<Answer, 'text'>): readonly string[] {
  const parsed = errorSchema.safeParse(jsonOf(answer.text));
  if (!parsed.success) return [];
  const { status, errors, details } = parsed.data.error;
  const named = [...(errors ?? []), ...(details ?? [])].flatMap(
    (each) => reasonSchema.safeParse(each).data?.reason ?? [],
  );
  return [...named, ...(status ? [status] : [])];
}

/** The day's quota is used up: said with 403, which elsewhere means missing rights. */
export function isOutOfQuota(reasons: readonly string[]): boolean {
  return reasons.some((reason) => QUOTA.includes(reason));
}

/** Too many calls in a short time: said with 403 as well. */
export function isTooFast(reasons: readonly string[]): boolean {
  return reasons.some((reason) => TOO_FAST.includes(reason));
}

/** What was granted to the program does not reach, whichever post it is about. */
export function lacksRights(reasons: readonly string[]): boolean {
  return reasons.some((reason) => RIGHTS.includes(reason));
}

/** The midnight in California with which Google's daily quotas begin anew (developers.google.com, "Quota usage"). */
export function googleDayEnds(now: Instant): Instant {
  const here = Temporal.Instant.from(now).toZonedDateTimeISO('America/Los_Angeles');
  return instantOf(here.toPlainDate().add({ days: 1 }).toZonedDateTime('America/Los_Angeles').epochMilliseconds);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
