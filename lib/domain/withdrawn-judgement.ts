// Taking a judgement back: the thread is as if that judgement had never been made.
import { judgementBy, latestFindings, replay, standingEvents } from './replay.ts';
import { type ThreadEvent, UNDONE_WITH_JUDGEMENT } from './thread-event.ts';
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
  const before = replay(standing);
  return {
    type: 'judgement-withdrawn',
    at,
    by,
    judgedAt,
    unjudged: {
      ...judgementBy(latestFindings(standing), standing),
      status: before.status,
      ...picked(before, UNDONE_WITH_JUDGEMENT),
    },
  };
}

/** The fields that are there. */
function picked<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Pick<T, K> {
  // What is picked by its own keys has them.
  return Object.fromEntries(keys.filter((key) => value[key] !== undefined).map((key) => [key, value[key]])) as Pick<
    T,
    K
  >;
}
