// Taking a judgement back: the thread is as if that judgement had never been made.
import { judgementBy, latestFindings, replay, standingEvents } from './replay.ts';
import type { ThreadEvent } from './thread-event.ts';
import type { Instant } from './time.ts';

/** Withdraws the last judgement of this person that stands; undefined when there is none. `events` are all of the thread. */
export function withdrawalOfJudgement(
  events: readonly ThreadEvent[],
  { by, at }: { readonly by: string; readonly at: Instant },
): Extract<ThreadEvent, { type: 'judgement-withdrawn' }> | undefined {
  const mine = standingEvents(events).findLast((event) => event.type === 'judged' && event.by === by);
  if (!mine) return undefined;
  const judgedAt = events.indexOf(mine) + 1;
  const standing = standingEvents(events, judgedAt);
  const { status, dueAt, dueBefore, dueAfterReply, claim, resolvedAt, spotCheck } = replay(standing);
  return {
    type: 'judgement-withdrawn',
    at,
    by,
    judgedAt,
    unjudged: {
      ...judgementBy(latestFindings(standing), standing),
      status,
      ...(dueAt ? { dueAt } : {}),
      ...(dueBefore ? { dueBefore } : {}),
      ...(dueAfterReply ? { dueAfterReply } : {}),
      ...(claim ? { claim } : {}),
      ...(resolvedAt ? { resolvedAt } : {}),
      ...(spotCheck ? { spotCheck } : {}),
    },
  };
}
