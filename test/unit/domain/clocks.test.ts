// Two clocks run while an answer is owed: to the answer, and to the solution, which stands still while the customer has the word.
import { describe, expect, it } from 'vitest';
import { clocksFor } from '../../../lib/domain/clocks.ts';
import { deadlinesSchema, type Terms } from '../../../lib/domain/deadline.ts';
import type { Thread } from '../../../lib/domain/thread.ts';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { hoursOf } from './any-calendar.ts';
import { ANGRIER, at, COMPLAINT, happened, heard, opened, THANKS, threadOf } from './histories.ts';

const DAY: [string, string][] = [['08:00', '20:00']];
const terms: Terms = {
  businessHours: hoursOf({ mon: DAY, tue: DAY }, { timeZone: 'UTC' }),
  deadlines: deadlinesSchema.parse({
    firstReply: { '2': 60, '4': 20 },
    nextReply: { '2': 30, '4': 10 },
    solution: { '1': 600, '2': 300, '4': 200, risk: 100 },
  }),
};

function begun(assessment = COMPLAINT): ThreadEvent {
  const clocks = clocksFor({ since: at('09:00'), said: assessment }, terms);
  return { ...opened(assessment, { written: at('09:00'), dueAt: clocks.dueAt }), ...clocks } as ThreadEvent;
}

function wroteAgain(thread: Thread, when: string, { assessment = COMPLAINT, arrived = when } = {}): ThreadEvent {
  const clocks = clocksFor({ since: at(when), said: assessment, thread }, terms);
  const post = { postId: `p${when}`, written: at(when), arrived: at(arrived), dueAt: clocks.dueAt };
  return { ...heard(assessment, post), ...clocks };
}

const answered = (when: string) => [happened.replyQueued(at(when)), happened.replySent(at(when))];

describe('the clock to the answer', () => {
  it('runs to the first reply until one stands on the network, then to the next', () => {
    const before = threadOf(begun());
    expect(before).toMatchObject({ dueAt: at('10:00'), answerClock: { from: at('09:00'), dueAt: at('10:00') } });
    const waiting = threadOf(begun(), ...answered('09:30'));
    const again = threadOf(begun(), ...answered('09:30'), wroteAgain(waiting, '12:00'));
    expect(again.answerClock).toMatchObject({ from: at('12:00'), dueAt: at('12:30') });
    expect(again.dueAt).toBe(at('12:30'));
  });

  it('counts from when the customer wrote, however late that was heard', () => {
    const waiting = threadOf(begun(), ...answered('09:30'));
    const late = threadOf(begun(), ...answered('09:30'), wroteAgain(waiting, '12:00', { arrived: '14:00' }));
    expect(late.dueAt).toBe(at('12:30'));
    expect(late.breaks).toEqual([{ from: at('09:30'), to: at('12:00') }]);
  });

  it('goes on to what the customer wrote while the answer was on its way', () => {
    const queued = [begun(), happened.replyQueued(at('09:30'))];
    const meanwhile = wroteAgain(threadOf(...queued), '09:31', { assessment: ANGRIER });
    const after = threadOf(...queued, meanwhile, happened.replySent(at('09:32')));
    expect(after).toMatchObject({ status: 'open', dueAt: at('09:51'), answerClock: { from: at('09:31') } });
    expect(after.clockAfterReply).toBeUndefined();
  });

  it('stays where a later post would only move it back', () => {
    const thread = threadOf(begun());
    expect(threadOf(begun(), wroteAgain(thread, '09:40')).answerClock).toEqual(thread.answerClock);
  });
});

describe('the clock to the solution', () => {
  it('counts from the beginning of the matter', () => {
    expect(threadOf(begun()).solutionClock).toMatchObject({ from: at('09:00'), dueAt: at('14:00') });
  });

  it('stands still while the customer has the word', () => {
    const waiting = threadOf(begun(), ...answered('10:00'));
    expect(waiting.solutionClock).toBeUndefined();
    const again = threadOf(begun(), ...answered('10:00'), wroteAgain(waiting, '12:00'));
    expect(again.solutionClock).toMatchObject({
      from: at('09:00'),
      dueAt: at('16:00'),
      sum: '5 h: 60 min Mon 09:00–10:00 + 4 h Mon 12:00–16:00',
    });
  });

  it('is as short as the gravest thing that was said, and a calm word makes it no longer', () => {
    const waiting = threadOf(begun(ANGRIER), ...answered('09:30'));
    const calm = wroteAgain(waiting, '11:00', { assessment: { ...COMPLAINT, severity: 1 } });
    expect(threadOf(begun(ANGRIER), ...answered('09:30'), calm).solutionClock?.dueAt).toBe(at('13:50'));
    const risky = wroteAgain(waiting, '11:00', { assessment: { ...COMPLAINT, risks: ['press'] } });
    expect(threadOf(begun(ANGRIER), ...answered('09:30'), risky).solutionClock?.dueAt).toBe(at('12:10'));
  });

  it('comes forward at once when something graver is said while an answer is owed, and never goes back', () => {
    const thread = threadOf(begun());
    const risky = wroteAgain(thread, '09:40', { assessment: { ...COMPLAINT, risks: ['danger'] } });
    const graver = threadOf(begun(), risky);
    expect(graver.solutionClock).toMatchObject({ from: at('09:00'), dueAt: at('10:40') });
    expect(threadOf(begun(), risky, wroteAgain(graver, '09:50')).solutionClock).toEqual(graver.solutionClock);
  });

  it('does not count the time in which it was held to be harmless', () => {
    const harmless = [opened(THANKS, { written: at('09:00'), arrived: at('09:30'), dueAt: at('10:00') })];
    const thread = threadOf(...harmless);
    expect(thread.solutionClock).toBeUndefined();
    const clocks = clocksFor({ since: at('15:00'), said: { severity: 2, risks: [] }, thread }, terms);
    const judged = threadOf(...harmless, happened.judged(at('15:00'), { decision: 'complaint', ...clocks }));
    expect(judged.solutionClock?.dueAt).toBe(at('20:00'));
  });

  it('of what was loaded long after it was written begins when it was loaded', () => {
    const loaded = {
      ...opened(COMPLAINT, { written: '2024-05-06T09:00:00.000Z', dueAt: at('10:00') }),
      at: at('09:00'),
    };
    const waiting = threadOf({ ...loaded, history: true } as ThreadEvent, ...answered('10:00'));
    const { solution } = clocksFor({ since: at('12:00'), said: COMPLAINT, thread: waiting }, terms);
    expect(solution).toMatchObject({ from: at('09:00'), dueAt: at('16:00') });
  });
});
