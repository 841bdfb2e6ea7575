import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../lib/domain/assessment.ts';
import { outcomeOfDeletion, outcomeOfPost } from '../../../lib/domain/outcome.ts';
import type { Thread } from '../../../lib/domain/thread.ts';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { ANGRIER, at, COMPLAINT, FOREIGN, happened, opened, THANKS, threadOf, UNSURE } from './histories.ts';

const BEGUN = opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') });
const ANSWERED = [BEGUN, happened.replyQueued(at('09:20')), happened.replySent(at('09:21'))];
const WAITING = threadOf(...ANSWERED);
const RESOLVED = threadOf(...ANSWERED, happened.resolved(at('10:00')));
const seen = (outcome: 'thanked' | 'angrier' | 'deleted'): ThreadEvent => {
  return { type: 'outcome-seen', at: at('10:30'), by: 'earshot', outcome };
};
const OTHER: Assessment = { ...THANKS, kind: 'other' };

const after = (before: Thread, assessment: Assessment, text: string) =>
  outcomeOfPost(before, { mention: { text, createdAt: at('11:00') }, assessment });

describe('after an answer', () => {
  it.each([
    ['praise', THANKS, 'You are the best!'],
    ['thanks in so many words', OTHER, 'thanks, that worked'],
    ['a short one', OTHER, 'Thx'],
    ['German', OTHER, 'Vielen Dank, hat geklappt'],
    ['French', OTHER, 'Merci beaucoup'],
    ['Spanish', OTHER, 'gracias'],
    ['Italian', OTHER, 'Grazie mille'],
    ['Dutch', OTHER, 'dank je wel'],
    ['Portuguese', OTHER, 'obrigada!'],
  ])('the customer has given thanks: %s', (_, assessment, text) => {
    expect(after(WAITING, assessment, text)).toBe('thanked');
    expect(after(RESOLVED, assessment, text)).toBe('thanked');
  });

  it.each([
    ['is a complaint again', COMPLAINT, 'Thanks, but it is still not here'],
    ['may be one', UNSURE, 'thanks I guess'],
    ['thanks for nothing', OTHER, 'thanks for nothing'],
    ['declines', OTHER, 'no thanks'],
    ['only says something', OTHER, 'It is the blue one'],
    ['has the word within another', OTHER, 'Happy Thanksgiving'],
  ])('there are no thanks in what %s', (_, assessment, text) => {
    expect(after(WAITING, assessment, text)).toBeUndefined();
  });

  it('thanks count for the answer before them, not for one that is owed still', () => {
    expect(after(threadOf(BEGUN), THANKS, 'thanks!')).toBeUndefined();
    const open = threadOf(...ANSWERED, happened.reopened(at('10:00'), at('12:00')));
    expect(after(open, THANKS, 'thanks!')).toBeUndefined();
  });

  it('what was written before the answer says nothing of it', () => {
    const late = { text: 'thanks!', createdAt: at('09:21') };
    expect(outcomeOfPost(WAITING, { mention: late, assessment: THANKS })).toBeUndefined();
    expect(outcomeOfPost(WAITING, { mention: late, assessment: ANGRIER })).toBeUndefined();
  });

  it('the customer is angrier who says something graver than before, or something dangerous', () => {
    expect(after(WAITING, ANGRIER, 'You liars!')).toBe('angrier');
    expect(after(RESOLVED, ANGRIER, 'You liars!')).toBe('angrier');
    expect(after(WAITING, { ...THANKS, risks: ['legal-threat'] }, 'see you in court')).toBe('angrier');
  });

  it('as grave as before is no angrier, and what cannot be read is not compared', () => {
    expect(after(WAITING, COMPLAINT, 'still waiting')).toBeUndefined();
    const foreign: Assessment = { ...FOREIGN, decision: 'complaint', severity: 4 };
    expect(after(WAITING, foreign, 'Betrüger!')).toBeUndefined();
    const risky = threadOf(
      { ...BEGUN, assessment: { ...COMPLAINT, risks: ['press'] } } as ThreadEvent,
      ...ANSWERED.slice(1),
    );
    expect(after(risky, { ...COMPLAINT, risks: ['press'] }, 'I told the papers')).toBeUndefined();
  });

  it('a complaint that its author took back is an outcome, thanks that went are none', () => {
    expect(outcomeOfDeletion(WAITING, COMPLAINT)).toBe('deleted');
    expect(outcomeOfDeletion(WAITING, UNSURE)).toBe('deleted');
    expect(outcomeOfDeletion(WAITING, THANKS)).toBeUndefined();
    expect(outcomeOfDeletion(threadOf(BEGUN), COMPLAINT)).toBeUndefined();
  });

  it('the same outcome is said once for each answer', () => {
    const thanked = threadOf(...ANSWERED, happened.resolved(at('10:00')), seen('thanked'));
    expect(after(thanked, THANKS, 'thanks again!')).toBeUndefined();
    expect(after(threadOf(...ANSWERED, seen('thanked')), THANKS, 'thanks for that, too')).toBe('thanked');
    expect(outcomeOfDeletion(threadOf(...ANSWERED, happened.resolved(at('10:00')), seen('deleted')), COMPLAINT)).toBe(
      undefined,
    );
  });
});
