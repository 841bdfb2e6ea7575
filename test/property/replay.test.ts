// Whatever happens to a thread, and in whatever order: its state is what its events come to, and nothing else.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../lib/domain/assessment.ts';
import { clocksFor } from '../../lib/domain/clocks.ts';
import { replay } from '../../lib/domain/replay.ts';
import { isOwed, listOf, type Thread } from '../../lib/domain/thread.ts';
import type { ThreadEvent } from '../../lib/domain/thread-event.ts';
import { applyEvent } from '../../lib/domain/thread-history.ts';
import { plus } from '../../lib/domain/time.ts';
import { nextWatchAt, passedBy } from '../../lib/domain/watch.ts';
import { withdrawalOfJudgement } from '../../lib/domain/withdrawn-judgement.ts';
import {
  ANGRIER,
  COMPLAINT,
  FOREIGN,
  happened,
  heard,
  opened,
  TERMS,
  THANKS,
  UNSURE,
} from '../unit/domain/histories.ts';

const BEGAN = '2026-11-23T09:00:00.000Z';

/** What has happened so far, and the moment of the next event. */
interface Now {
  readonly thread: Thread;
  readonly events: readonly ThreadEvent[];
  readonly at: string;
}

/** What happens next, if it can. */
type Step = (now: Now) => ThreadEvent | undefined;

const assessments = fc.constantFrom(COMPLAINT, ANGRIER, UNSURE, THANKS, FOREIGN, {
  ...ANGRIER,
  risks: ['press'],
} as Assessment);
const person = fc.constantFrom('kim', 'ana');
const reply = fc.constantFrom('r1', 'r2');
const promiseId = fc.constantFrom('one', 'two', 'three');
const minutes = fc.integer({ min: -30, max: 2000 });

const clocksAt = (at: string, thread: Thread) => clocksFor({ since: at, said: thread, thread }, TERMS);
const promised = (id: string, at: string, after: number) => ({
  id,
  text: 'by Friday',
  dueAt: plus(at, { minutes: after }),
});

const customerSteps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(assessments, fc.integer({ min: 0, max: 300 })).map(
    ([assessment, late]): Step =>
      ({ thread, at }) => {
        const since = plus(at, { minutes: -late });
        const clocks = clocksFor({ since, said: assessment, thread }, TERMS);
        return {
          ...heard(assessment, { postId: `p${at}`, written: since, arrived: at, dueAt: clocks.dueAt }),
          ...clocks,
        };
      },
  ),
  assessments.map(
    (assessment): Step =>
      ({ thread, at }) => {
        const clocks = clocksFor({ since: at, said: assessment, thread }, TERMS);
        return { ...happened.edited(assessment, { written: at, dueAt: clocks.dueAt }), ...clocks };
      },
  ),
  fc.constant<Step>(({ at }) => happened.gone(at)),
  fc.constantFrom('thanked', 'angrier', 'deleted').map(
    (outcome): Step =>
      ({ at }) => {
        return { type: 'outcome-seen', at, by: 'earshot', outcome: outcome as 'thanked' };
      },
  ),
  fc.constant<Step>(({ at }) => ({ type: 'came-back', at, by: 'earshot', threadId: 't2', caseNumber: '1' })),
  fc.constant<Step>(({ at }) => ({ type: 'surveyed', at, by: 'customer', csat: 2 })),
  fc.constant<Step>(({ at }) => ({ type: 'erasure-asked', at, by: 'customer' })),
);

const personSteps: fc.Arbitrary<Step> = fc.oneof(
  person.map(
    (by): Step =>
      ({ at }) =>
        happened.claimed(at, plus(at, { minutes: 30 }), by),
  ),
  fc.constant<Step>(({ at }) => happened.released(at)),
  fc.constant<Step>(({ at }) => happened.noted(at)),
  fc.boolean().map(
    (asks): Step =>
      ({ at }) => {
        return { ...happened.resolved(at), ...(asks ? { followUpAt: plus(at, { days: 1 }) } : {}) };
      },
  ),
  fc.constant<Step>(({ thread, at }) => ({ type: 'reopened', at, by: 'kim', ...clocksAt(at, thread) })),
  fc.constantFrom<('complaint' | 'not') | undefined>('complaint', 'not', undefined).map(
    (decision): Step =>
      ({ thread, at }) => {
        return happened.judged(at, { severity: 3, ...(decision ? { decision } : {}), ...clocksAt(at, thread) });
      },
  ),
  person.map(
    (by): Step =>
      ({ events, at }) =>
        withdrawalOfJudgement(events, { by, at }),
  ),
  fc.constantFrom(1, 3, 5).map(
    (level): Step =>
      ({ at }) => {
        return { type: 'escalated', at, by: 'kim', level: level as 1, reason: 'asked for' };
      },
  ),
  person.map(
    (to): Step =>
      ({ at }) => ({ type: 'assigned', at, by: 'kim', to, until: plus(at, { hours: 8 }) }),
  ),
  minutes.map(
    (after): Step =>
      ({ at }) => {
        return { type: 'snoozed', at, by: 'kim', until: plus(at, { minutes: after }), reason: 'later' };
      },
  ),
  fc.constant<Step>(({ at }) => ({ type: 'woken', at, by: 'kim' })),
  fc.tuple(promiseId, minutes).map(
    ([id, after]): Step =>
      ({ at }) => {
        return { type: 'promised', at, by: 'kim', promise: promised(id, at, after) };
      },
  ),
  fc.tuple(promiseId, fc.constantFrom('promise-kept', 'promise-dropped')).map(
    ([id, type]): Step =>
      ({ at }) => {
        return { type: type as 'promise-kept', at, by: 'kim', promiseId: id };
      },
  ),
  fc.constant<Step>(({ at }) => ({ type: 'followed-up', at, by: 'kim', how: 'asked' })),
);

/** One answer at a time; one that waits for agreement cannot leave. */
const replySteps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(reply, fc.option(fc.tuple(promiseId, minutes), { nil: undefined })).map(
    ([id, given]): Step =>
      ({ thread, at }) => {
        if (thread.pendingReply) return undefined;
        const promise = given ? { promise: { ...promised(given[0], at, given[1]), replyId: id } } : {};
        return { ...happened.replyQueued(at, id), ...promise };
      },
  ),
  reply.map(
    (replyId): Step =>
      ({ thread, at }) => {
        if (thread.pendingReply) return undefined;
        return { type: 'approval-asked', at, by: 'kim', replyId, postId: 'p1', needs: 'lead' };
      },
  ),
  fc.boolean().map(
    (agrees): Step =>
      ({ thread, at }) => {
        const { approval } = thread;
        if (!approval) return undefined;
        const said = { at, by: 'lee', replyId: approval.replyId };
        return agrees ? { type: 'approval-given', ...said } : { type: 'approval-refused', ...said, reason: 'too long' };
      },
  ),
  fc.constantFrom('withdrawn', 'sent', 'failed', 'unknown').map(
    (end): Step =>
      ({ thread, at }) => {
        const replyId = thread.pendingReply;
        if (replyId === undefined || thread.approval) return undefined;
        if (end === 'withdrawn') return { ...happened.replyWithdrawn(at), replyId };
        if (end === 'sent') return { ...happened.replySent(at), replyId };
        return { ...(end === 'failed' ? happened.replyFailed(at) : happened.replyUnknown(at)), replyId };
      },
  ),
);

const ownSteps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Step>(({ thread, at }) => passedBy(thread, at, TERMS)[0]) },
  fc.constant<Step>(({ at }) => happened.alerted(at)),
  assessments.map(
    (assessment): Step =>
      ({ events, at }) =>
        happened.reassessed(at, events, { p1: assessment }),
  ),
  fc.constant<Step>(({ at }) => ({ type: 'spot-check-asked', at, by: 'earshot', day: '2026-11-23' })),
  fc.constant<Step>(({ at }) => {
    const actions = [
      { do: 'escalate-by', steps: 1 },
      { do: 'require-approval', by: 'lead' },
    ] as const;
    const why = { ruleId: 'risk', rule: 'Risk', occasion: 'heard', because: ['press'] } as const;
    return { type: 'ruled', at, by: 'earshot', ...why, actions };
  }),
);

const steps = fc.array(
  fc.tuple(fc.oneof(customerSteps, personSteps, replySteps, ownSteps), fc.integer({ min: 1, max: 600 })),
  { maxLength: 25 },
);

/** The events, and the thread after each of them as it was when it was stored and read again. */
function lived(
  first: Assessment,
  course: readonly (readonly [Step, number])[],
): { events: ThreadEvent[]; states: Thread[] } {
  const clocks = clocksFor({ since: BEGAN, said: first }, TERMS);
  const events: ThreadEvent[] = [
    stored({ ...opened(first, { written: BEGAN, dueAt: clocks.dueAt }), ...clocks } as ThreadEvent),
  ];
  const states: Thread[] = events.map((event) => stored(applyEvent(undefined, event)));
  let at = BEGAN;
  for (const [step, after] of course) {
    at = plus(at, { minutes: after });
    const thread = states.at(-1)!;
    const event = step({ thread, events, at });
    if (!event) continue;
    events.push(stored(event));
    states.push(stored(applyEvent(thread, events.at(-1)!)));
  }
  return { events, states };
}

/** As it comes back from the table, and as nothing may change it. */
function stored<Value>(value: Value): Value {
  return frozen(JSON.parse(JSON.stringify(value)));
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

/** What cannot be together. */
function nonsenseIn(thread: Thread): string[] {
  const { breaks = [], solutionClock, approval, pendingReply, followUpDue, followUpAt } = thread;
  const owed = isOwed(thread.status);
  const checks: Readonly<Record<string, boolean>> = {
    'the clock of the solution runs while nothing is owed': !owed && solutionClock !== undefined,
    'a break lasts while something is owed, or none while nothing is':
      breaks.filter(({ to }) => to === undefined).length !== (owed ? 0 : 1),
    'a break ends before it begins': breaks.some(({ from, to = from }) => to < from),
    'what waits for agreement is no pending answer': approval !== undefined && pendingReply !== approval.replyId,
    'a follow-up is due without a time': followUpDue === true && followUpAt === undefined,
    'what was put aside never comes back': listOf(thread) === 'snoozed' && nextWatchAt(thread) === undefined,
  };
  return Object.keys(checks).filter((check) => checks[check]);
}

describe('the events of a thread', () => {
  it('come to the same state again, from the beginning or from any state on the way', () => {
    fc.assert(
      fc.property(assessments, steps, fc.nat(), (first, course, place) => {
        const { events, states } = lived(first, course);
        expect(stored(replay(events))).toEqual(states.at(-1));
        const from = place % events.length;
        const resumed = events.slice(from + 1).reduce<Thread>(applyEvent, states[from]!);
        expect(stored(resumed)).toEqual(states.at(-1));
      }),
      { numRuns: 600 },
    );
  });

  it('leave a thread that makes sense after each of them', () => {
    fc.assert(
      fc.property(assessments, steps, (first, course) => {
        const { states } = lived(first, course);
        for (const [place, thread] of states.entries()) {
          expect(thread.version).toBe(place + 1);
          expect(thread.versionToKnow).toBeLessThanOrEqual(thread.version);
          expect(nonsenseIn(thread)).toEqual([]);
        }
      }),
      { numRuns: 600 },
    );
  });
});
