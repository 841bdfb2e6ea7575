// Time alone moves a thread on: each thing is said once, and a thread for which nothing is left to say is not looked at.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clocksFor } from '../../../lib/domain/clocks.ts';
import type { Thread } from '../../../lib/domain/thread.ts';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { applyEvent } from '../../../lib/domain/thread-history.ts';
import { plus } from '../../../lib/domain/time.ts';
import { nextWatchAt, passedBy } from '../../../lib/domain/watch.ts';
import { ANGRIER, at, COMPLAINT, happened, opened, TERMS, threadOf } from './histories.ts';

/** Owed an answer by 11:00 and a solution by 09:00 on the next day; round the clock. */
const clocks = clocksFor({ since: at('09:00'), said: COMPLAINT }, TERMS);
const complaint = { ...opened(COMPLAINT, { written: at('09:00'), dueAt: clocks.dueAt }), ...clocks } as ThreadEvent;
const promised = (id: string, dueAt: string, replyId?: string): ThreadEvent => {
  const promise = { id, text: 'The refund is on its way', dueAt, ...(replyId ? { replyId } : {}) };
  return { type: 'promised', at: at('09:05'), by: 'kim', promise };
};
const snoozed = (until: string): ThreadEvent => {
  return { type: 'snoozed', at: at('09:05'), by: 'kim', until, reason: 'waits for the depot' };
};

/** What time says to the thread until `now`, minute by minute or all at once. */
function said(thread: Thread, now: string): { types: string[]; thread: Thread } {
  const types: string[] = [];
  let current = thread;
  for (let [event] = passedBy(current, now, TERMS); event; [event] = passedBy(current, now, TERMS)) {
    types.push('percent' in event ? `${event.clock} ${event.percent} %` : event.type);
    current = applyEvent(current, event);
    if (types.length > 30) throw new Error(`it is never done: ${types.join(', ')}`);
  }
  return { types, thread: current };
}

function saidAt(thread: Thread, ...times: readonly string[]): string[][] {
  let current = thread;
  return times.map((now) => {
    const next = said(current, now);
    current = next.thread;
    return next.types;
  });
}

describe('the clock to the answer', () => {
  it('is warned of at half and at three quarters of its time, and missed at its end, each once', () => {
    const thread = threadOf(complaint);
    expect(nextWatchAt(thread)).toBe(at('10:00'));
    const times = [at('09:59'), at('10:00'), at('10:10'), at('10:30'), at('10:59'), at('11:00'), at('11:01')];
    expect(saidAt(thread, ...times)).toEqual([[], ['answer 50 %'], [], ['answer 75 %'], [], ['deadline-missed'], []]);
  });

  it('says only the highest of what has passed meanwhile', () => {
    expect(saidAt(threadOf(complaint), at('10:45'), at('11:30'))).toEqual([['answer 75 %'], ['deadline-missed']]);
    expect(saidAt(threadOf(complaint), at('12:00'))).toEqual([['deadline-missed']]);
  });

  it('begins anew for another deadline', () => {
    const missed = said(threadOf(complaint), at('11:00')).thread;
    const again = [happened.replyQueued(at('11:05')), happened.replySent(at('11:06'))];
    const waiting = again.reduce<Thread>(applyEvent, missed);
    expect(nextWatchAt(waiting)).toBeUndefined();
    const reopened = { ...happened.reopened(at('13:00'), at('15:00')), ...clocksFrom('13:00', waiting) };
    expect(nextWatchAt(applyEvent(waiting, reopened))).toBe(at('14:00'));
  });

  it('of threads from before there were warnings is missed all the same', () => {
    const old = threadOf(opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') }));
    expect(nextWatchAt(old)).toBe(at('11:00'));
    expect(saidAt(old, at('10:59'), at('11:00'), at('11:01'))).toEqual([[], ['deadline-missed'], []]);
  });
});

function clocksFrom(since: string, thread: Thread) {
  return clocksFor({ since: at(since), said: thread, thread }, TERMS);
}

describe('the clock to the solution', () => {
  it('is warned of at three quarters of its time, and missed at its end', () => {
    const { thread } = said(threadOf(complaint), at('11:00'));
    expect(nextWatchAt(thread)).toBe('2026-11-24T03:00:00.000Z');
    expect(saidAt(thread, '2026-11-24T03:00:00.000Z', '2026-11-24T09:00:00.000Z')).toEqual([
      ['solution 75 %'],
      ['deadline-missed'],
    ]);
  });

  it('missed says nothing of the clock to the answer', () => {
    const event = { type: 'deadline-missed', at: at('09:10'), by: 'earshot', dueAt: 'x', clock: 'solution' } as const;
    expect(threadOf(complaint, event).missedDeadline).toBeUndefined();
  });
});

describe('a promise', () => {
  it('is broken at its date, once, and owed at once: the answer is overdue and the solution’s clock goes on', () => {
    const waiting = threadOf(
      complaint,
      happened.replyQueued(at('09:10')),
      happened.replySent(at('09:11')),
      promised('one', at('12:00')),
    );
    expect(nextWatchAt(waiting)).toBe(at('12:00'));
    const { types, thread } = said(waiting, at('12:00'));
    expect(types).toEqual(['promise-broken']);
    expect(thread).toMatchObject({ status: 'open', dueAt: at('12:00'), missedDeadline: at('12:00') });
    expect(thread.solutionClock).toMatchObject({ from: at('09:00') });
    expect(thread.promises).toMatchObject([{ id: 'one', brokenAt: at('12:00') }]);
  });

  it('is one of several, each with its date', () => {
    const thread = threadOf(complaint, promised('one', at('09:20')), promised('two', at('09:40')));
    expect(saidAt(thread, at('09:20'), at('09:30'), at('09:40'))).toEqual([['promise-broken'], [], ['promise-broken']]);
  });

  it('in an answer that has not left was not given yet', () => {
    const thread = threadOf(complaint, happened.replyQueued(at('09:10')), promised('one', at('09:20'), 'r1'));
    expect(saidAt(thread, at('09:30'))).toEqual([[]]);
    expect(saidAt(applyEvent(thread, happened.replySent(at('09:30'))), at('09:30'))).toEqual([['promise-broken']]);
  });

  it('that was kept or dropped in time is never broken', () => {
    const kept = { type: 'promise-kept', at: at('09:10'), by: 'kim', promiseId: 'one' } as const;
    expect(saidAt(threadOf(complaint, promised('one', at('09:20')), kept), at('09:30'))).toEqual([[]]);
  });
});

describe('what was put aside', () => {
  it.each([
    ['was not sent', happened.replyFailed(at('09:20'))],
    ['may not stand there', happened.replyUnknown(at('09:20'))],
  ])('comes back when an answer to it %s', (_what, ended) => {
    const { snooze } = threadOf(complaint, happened.replyQueued(at('09:04')), snoozed(at('23:00')), ended);
    expect(snooze).toBeUndefined();
  });

  it('comes back when its author writes other words', () => {
    const edited = happened.edited(ANGRIER, { written: at('09:20'), dueAt: at('10:00') });
    expect(threadOf(complaint, snoozed(at('23:00')), edited).snooze).toBeUndefined();
  });

  it('comes back at its time, unless something brought it back before', () => {
    expect(saidAt(threadOf(complaint, snoozed(at('09:30'))), at('09:29'), at('09:30'), at('09:31'))).toEqual([
      [],
      ['woken'],
      [],
    ]);
    expect(saidAt(threadOf(complaint, snoozed(at('10:50'))), at('12:00'))).toEqual([['deadline-missed']]);
  });
});

describe('a follow-up', () => {
  const resolved = { ...happened.resolved(at('09:30')), followUpAt: at('15:00') };

  it('is due at its time, once', () => {
    const { types, thread } = said(threadOf(complaint, resolved), at('15:00'));
    expect(types).toEqual(['follow-up-due']);
    expect(nextWatchAt(thread)).toBeUndefined();
  });

  it('is not, once the matter is open again', () => {
    const reopened = happened.reopened(at('10:00'), at('20:00'));
    expect(saidAt(threadOf(complaint, resolved, reopened), at('15:00'))[0]).not.toContain('follow-up-due');
  });
});

describe('what was loaded from history', () => {
  const history = { ...complaint, history: true } as ThreadEvent;

  it('has no deadline that anybody is told of, but what a person promised counts, and what they put aside', () => {
    expect(nextWatchAt(threadOf(history))).toBeUndefined();
    const promise = promised('one', '2026-11-24T12:00:00.000Z');
    const thread = threadOf(history, snoozed(at('12:00')), promise);
    expect(said(thread, '2026-11-25T00:00:00.000Z').types).toEqual(['promise-broken']);
    expect(said(thread, at('12:00')).types).toEqual(['woken']);
  });
});

describe('any thread', () => {
  const minutes = fc.integer({ min: 1, max: 3000 });
  const event: fc.Arbitrary<ThreadEvent> = fc.oneof(
    fc
      .tuple(fc.constantFrom('a', 'b', 'c'), minutes)
      .map(([id, after]) => promised(id, plus(at('09:00'), { minutes: after }))),
    minutes.map((after) => snoozed(plus(at('09:05'), { minutes: after }))),
    fc.constantFrom<ThreadEvent>(
      happened.replyQueued(at('09:10')),
      happened.replySent(at('09:11')),
      happened.reopened(at('09:12'), at('11:12')),
      { ...happened.resolved(at('09:13')), followUpAt: at('20:00') },
    ),
  );
  const threads = fc.array(event, { maxLength: 8 }).map((events) => threadOf(complaint, ...events));

  it('is looked at exactly when time has something to say, and after that not before its next time', () => {
    fc.assert(
      fc.property(threads, minutes, (thread, after) => {
        const now = plus(at('09:00'), { minutes: after });
        const watchAt = nextWatchAt(thread);
        expect(passedBy(thread, now, TERMS).length > 0).toBe(watchAt !== undefined && watchAt <= now);
        const next = nextWatchAt(said(thread, now).thread);
        expect(next === undefined || next > now).toBe(true);
      }),
    );
  });
});
