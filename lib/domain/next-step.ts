// What happens next on a thread, who does it and by when.
import { livingClaim } from './claim.ts';
import { type Approver, ESCALATION, levelOf } from './escalation.ts';
import type { OpenPromise } from './promise.ts';
import { isOwed, type Thread } from './thread.ts';
import type { Instant } from './time.ts';
import { givenPromises } from './watch.ts';

export interface NextStep {
  readonly what: string;
  readonly who: string;
  readonly by?: Instant;
}

/** Absent where nothing is left to do. A promise comes first where it falls due before anything else. */
export function nextStep(thread: Thread, now: Instant): NextStep | undefined {
  const step = ownStep(thread, now);
  const promise = givenPromises(thread)
    .toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1))
    .at(0);
  if (!promise) return step;
  return step?.by !== undefined && step.by < promise.dueAt ? step : promiseStep(promise);
}

function ownStep(thread: Thread, now: Instant): NextStep | undefined {
  const { approval, snooze, dueAt, followUpAt, pendingReply, status } = thread;
  const due = dueAt === undefined ? {} : { by: dueAt };
  if (approval) return { what: 'Agree to the answer', who: approverWords(approval), ...due };
  if (snooze) return { what: `Wake: ${snooze.reason}`, who: snooze.by, by: snooze.until };
  const who = livingClaim(thread, now)?.agent ?? ESCALATION[levelOf(thread)].who;
  if (isOwed(status)) {
    if (pendingReply) return { what: 'See that the answer arrives', who, ...due };
    return { what: status === 'open' ? 'Answer' : 'Decide whether it is a complaint', who, ...due };
  }
  if (status === 'waiting') return { what: 'The customer answers', who: 'the customer' };
  return followUpAt === undefined ? undefined : { what: 'Ask whether it holds', who, by: followUpAt };
}

function promiseStep({ text, by, dueAt, brokenAt }: OpenPromise): NextStep {
  return { what: brokenAt === undefined ? text : `Make a broken promise good: ${text}`, who: by, by: dueAt };
}

function approverWords({ by, needs }: { readonly by: string; readonly needs: Approver }): string {
  if (needs === 'colleague') return `a colleague of ${by}`;
  return needs === 'lead' ? 'the lead' : 'the owner';
}
