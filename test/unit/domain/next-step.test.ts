// On every open thread stands what happens next, who does it and by when.
import { describe, expect, it } from 'vitest';
import { nextStep } from '../../../lib/domain/next-step.ts';
import { whyHere } from '../../../lib/domain/priority.ts';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { at, COMPLAINT, happened, opened, THANKS, threadOf, UNSURE } from './histories.ts';

const complaint = opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') });
const answered = [happened.replyQueued(at('09:10')), happened.replySent(at('09:11'))];
const promised = (dueAt: string, text = 'the refund is with you'): ThreadEvent => {
  return { type: 'promised', at: at('09:05'), by: 'kim', promise: { id: `at ${dueAt}`, text, dueAt } };
};
const snoozed: ThreadEvent = {
  type: 'snoozed',
  at: at('09:05'),
  by: 'kim',
  until: at('10:30'),
  reason: 'waits for the depot',
};
const asked = (needs: 'colleague' | 'lead' | 'admin'): ThreadEvent => {
  return { type: 'approval-asked', at: at('09:05'), by: 'kim', replyId: 'r1', postId: 'p1', needs };
};

function broken(dueAt: string): ThreadEvent[] {
  return [promised(dueAt), { type: 'promise-broken', at: at('09:21'), by: 'earshot', promiseId: `at ${dueAt}` }];
}

function next(...events: readonly ThreadEvent[]) {
  return nextStep(threadOf(...events), at('09:30'));
}

function why(...events: readonly ThreadEvent[]): string {
  return whyHere(threadOf(...events), at('09:30'));
}

describe('the next step', () => {
  it('is an answer, by whoever has claimed the thread, else by who acts on its level', () => {
    expect(next(complaint)).toEqual({ what: 'Answer', who: 'any agent', by: at('11:00') });
    const escalated = { type: 'escalated', at: at('09:05'), by: 'kim', level: 3, reason: 'press' } as const;
    expect(next(complaint, escalated)).toMatchObject({ who: 'the lead' });
    expect(next(complaint, happened.claimed(at('09:10'), at('09:40')))).toMatchObject({ what: 'Answer', who: 'kim' });
    expect(next(complaint, happened.claimed(at('09:10'), at('09:20')))).toMatchObject({ who: 'any agent' });
  });

  it('is a decision where nobody knows whether it is a complaint', () => {
    expect(next(opened(UNSURE, { written: at('09:00'), dueAt: at('11:00') }))).toMatchObject({
      what: 'Decide whether it is a complaint',
    });
  });

  it('is what was promised, where that falls due first', () => {
    expect(next(complaint, promised(at('10:00')))).toEqual({
      what: 'the refund is with you',
      who: 'kim',
      by: at('10:00'),
    });
    expect(next(complaint, promised(at('12:00')))).toMatchObject({ what: 'Answer' });
    expect(next(complaint, promised(at('10:30'), 'later'), promised(at('10:00'), 'sooner'))).toMatchObject({
      what: 'sooner',
    });
  });

  it('is to make a broken promise good', () => {
    const [id, dueAt] = [`at ${at('09:20')}`, at('09:20')];
    const broken = { type: 'promise-broken', at: at('09:21'), by: 'earshot', promiseId: id } as const;
    expect(next(complaint, promised(dueAt), broken)).toEqual({
      what: 'Make a broken promise good: the refund is with you',
      who: 'kim',
      by: dueAt,
    });
  });

  it.each([
    ['colleague', 'a colleague of kim'],
    ['lead', 'the lead'],
    ['admin', 'the owner'],
  ] as const)('is the agreement of a %s to an answer that needs it', (needs, who) => {
    expect(next(complaint, asked(needs))).toEqual({ what: 'Agree to the answer', who, by: at('11:00') });
  });

  it('is to see an answer through that is on its way, and what it promises counts only when it has left', () => {
    const promise = { id: 'one', text: 'by Friday', dueAt: at('10:00'), replyId: 'r1' };
    const queued = { ...happened.replyQueued(at('09:10')), promise };
    expect(next(complaint, queued)).toEqual({ what: 'See that the answer arrives', who: 'kim', by: at('11:00') });
    expect(next(complaint, queued, happened.replySent(at('09:11')))).toMatchObject({ what: 'by Friday', who: 'kim' });
  });

  it('is to take up what was put aside', () => {
    expect(next(complaint, snoozed)).toEqual({ what: 'Wake: waits for the depot', who: 'kim', by: at('10:30') });
  });

  it('is the customer’s, after an answer', () => {
    expect(next(complaint, ...answered)).toEqual({ what: 'The customer answers', who: 'the customer' });
    expect(next(complaint, ...answered, promised(at('12:00')))).toMatchObject({ what: 'the refund is with you' });
  });

  it('is to ask whether a solution holds, and then nothing', () => {
    const resolved = { ...happened.resolved(at('09:20')), followUpAt: at('15:00') };
    const step = { what: 'Ask whether it holds', who: 'any agent', by: at('15:00') };
    expect(next(complaint, ...answered, resolved)).toEqual(step);
    const due = { type: 'follow-up-due', at: at('15:00'), by: 'earshot' } as const;
    expect(next(complaint, ...answered, resolved, due)).toEqual(step);
    const done = { type: 'followed-up', at: at('15:10'), by: 'kim', how: 'asked' } as const;
    expect(next(complaint, ...answered, resolved, due, done)).toBeUndefined();
  });

  it('is none where nothing was owed', () => {
    expect(next(opened(THANKS, { written: at('09:00'), dueAt: at('11:00') }))).toBeUndefined();
  });
});

describe('the reason for a place in the list', () => {
  it('begins with a broken promise, as loud as a missed deadline', () => {
    expect(why(complaint, ...broken(at('09:20')))).toBe('Broken promise · disapproval · 10 min overdue');
    expect(why(complaint, ...broken(at('09:20')), ...broken(at('09:10')))).toBe(
      '2 broken promises · disapproval · 20 min overdue',
    );
  });

  it('says that it was put aside, that an answer waits for agreement, that it is time to ask', () => {
    expect(why(complaint, snoozed)).toBe('Put aside for 60 min · disapproval · due in 90 min');
    expect(why(complaint, asked('lead'))).toBe('An answer waits for agreement · disapproval · due in 90 min');
    const resolved = { ...happened.resolved(at('09:20')), followUpAt: at('09:25') };
    const due = { type: 'follow-up-due', at: at('09:25'), by: 'earshot' } as const;
    expect(why(complaint, ...answered, resolved, due)).toBe('Time to ask whether the solution holds');
  });
});
