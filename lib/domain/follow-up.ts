// The question whether a solution still holds, two weeks later: offered to the agent, never sent by itself.
import type { Cause } from './assessment.ts';
import type { Thread } from './thread.ts';
import { type Instant, secondsBetween } from './time.ts';

interface FollowUpGiven {
  readonly thread: Pick<Thread, 'causes' | 'language' | 'resolvedAt' | 'followUpDue'>;
  /** Who asks, as an answer is signed. */
  readonly agent: string;
  readonly now: Instant;
  /** The customer's page, where there is one. */
  readonly pageUrl?: string;
}

/** Undefined while it is not time to ask, and for a language in which Earshot has no words for it: English is the one it has. */
export function followUpText({ thread, agent, now, pageUrl }: FollowUpGiven): string | undefined {
  const { followUpDue, language, resolvedAt, causes } = thread;
  if (!followUpDue || language.code !== 'en') return undefined;
  const about = causes.map((cause) => MATTERS[cause]).find((matter) => matter !== undefined);
  const matter = about ? `your case about ${about}` : 'your case';
  const when = resolvedAt ? `${sinceWords(resolvedAt, now)} ago` : 'Some time ago';
  const where = pageUrl ? `Tell us here or on ${pageUrl}` : 'If not, just answer here and we take it up again.';
  return `${when} we settled ${matter}. Does it still hold? ${where} ^${agent}`;
}

/** As a customer would call it. */
const MATTERS: Readonly<Record<Cause, string | undefined>> = {
  'slow-service': 'a long wait',
  'rude-staff': 'how you were treated',
  delivery: 'your delivery',
  billing: 'your bill',
  'product-fault': 'something that did not work',
  outage: 'an outage',
  booking: 'your booking',
  unreachable: 'not reaching us',
  'broken-promise': 'a promise of ours',
  other: undefined,
};

const DAY_SECONDS = 86_400;

/** `Two weeks`, `10 days`. */
function sinceWords(start: Instant, now: Instant): string {
  const days = Math.max(1, Math.round(secondsBetween(start, now) / DAY_SECONDS));
  if (days === 1) return 'A day';
  if (days < 14) return `${days} days`;
  const weeks = Math.round(days / 7);
  return weeks === 2 ? 'Two weeks' : `${weeks} weeks`;
}
