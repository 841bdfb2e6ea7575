// What reading posts again changes of their thread: what is said of it, and its list where no person has dealt with it.
import { livingClaim } from './claim.ts';
import { clocksFor } from './clocks.ts';
import type { Terms } from './deadline.ts';
import { judgementBy, latestFindings, standingEvents, threadBy } from './replay.ts';
import { isOwed, type Thread } from './thread.ts';
import type { Moved, PostFinding, ThreadEvent } from './thread-event.ts';
import type { Instant } from './time.ts';

export interface Rereading {
  readonly posts: readonly PostFinding[];
  readonly now: Instant;
  readonly terms: Terms;
}

/** The event by which a thread takes up what the classifier says of some of its posts now; `events` are all it has. */
export function reassessment(
  thread: Thread,
  events: readonly ThreadEvent[],
  { posts, now, terms }: Rereading,
): Extract<ThreadEvent, { type: 'reassessed' }> {
  const standing = standingEvents(events);
  const findings = latestFindings(events, posts);
  const judgement = judgementBy(findings, standing);
  const { dueAt, answer, solution } = clocksFor({ since: now, said: judgement, thread }, terms);
  // Whoever works on it at this moment finds it where it was.
  const isInWork = thread.pendingReply !== undefined || livingClaim(thread, now) !== undefined;
  const moved = isInWork ? undefined : moveBetween(thread, threadBy(findings, standing), dueAt);
  const clocks = moved?.dueAt === undefined ? {} : { answer, solution };
  return { type: 'reassessed', at: now, by: 'earshot', posts, judgement, ...(moved ? { moved, ...clocks } : {}) };
}

/** A deadline that stands is kept; where none stood, an answer is owed from now on. */
function moveBetween(before: Thread, after: Thread, dueAt: Instant): Moved | undefined {
  const { status, resolvedAt } = after;
  if (status === before.status) return undefined;
  if (!isOwed(status)) return { status, ...(status === 'resolved' && resolvedAt ? { resolvedAt } : {}) };
  return { status, ...(isOwed(before.status) ? {} : { dueAt }) };
}
