// What reading posts again does to a thread, by where it stands and what people have done with it.
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../lib/domain/assessment.ts';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { ANGRIER, at, COMPLAINT, happened, heard, opened, THANKS, threadOf, UNSURE } from './histories.ts';

const complaint = opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') });
const unsure = opened(UNSURE, { written: at('09:00'), dueAt: at('13:00') });
const praise = opened(THANKS, { written: at('09:00'), dueAt: at('13:00') });
const answered = [complaint, happened.replyQueued(at('09:20')), happened.replySent(at('09:21'))] as const;

/** The thread after its posts were read again at 10:00. */
function reread(before: readonly ThreadEvent[], posts: Readonly<Record<string, Assessment>>) {
  return threadOf(...before, happened.reassessed(at('10:00'), before, posts));
}

describe('a thread nobody has dealt with', () => {
  it('is owed an answer from now on when it turns out to be a complaint, and nobody is alerted to it', () => {
    const thread = reread([praise], { p1: COMPLAINT });
    expect(thread).toMatchObject({
      status: 'open',
      decision: 'complaint',
      causes: ['delivery'],
      dueAt: at('12:00'),
      history: true,
      changedAt: at('10:00'),
    });
  });

  it('goes to the list to decide when the classifier is no longer sure, by the same rule', () => {
    expect(reread([praise], { p1: UNSURE })).toMatchObject({ status: 'to-decide', dueAt: at('14:00'), history: true });
  });

  it('keeps the deadline it had, and its watch, while an answer goes on being owed', () => {
    expect(reread([unsure], { p1: ANGRIER })).toMatchObject({
      status: 'open',
      severity: 4,
      dueAt: at('13:00'),
      history: false,
    });
  });

  it('owes nothing any more when it turns out to be none', () => {
    const thread = reread([complaint, happened.claimed(at('09:05'), at('09:35'))], { p1: THANKS });
    expect(thread).toMatchObject({ status: 'not-complaint', kind: 'praise', severity: 1, causes: [] });
    expect(thread).not.toHaveProperty('dueAt');
    expect(thread).not.toHaveProperty('claim');
  });

  it('is told of its customer again as soon as they write', () => {
    const before = [praise];
    const found = happened.reassessed(at('10:00'), before, { p1: COMPLAINT });
    const again = heard(ANGRIER, { postId: 'p2', written: at('10:10'), dueAt: at('10:40') });
    expect(threadOf(...before, found, again)).toMatchObject({ history: false, dueAt: at('10:40') });
  });

  it('is judged by the gravest of its posts as they are read now', () => {
    const calm = heard(THANKS, { postId: 'p2', written: at('09:10'), dueAt: at('13:10') });
    const before = [unsure, calm];
    expect(reread(before, { p2: ANGRIER })).toMatchObject({ status: 'open', severity: 4, causes: ['rude-staff'] });
    expect(reread(before, { p1: THANKS, p2: THANKS })).toMatchObject({ status: 'not-complaint', decision: 'not' });
    const first = happened.reassessed(at('10:00'), before, { p1: THANKS });
    expect(reread([...before, first], { p2: THANKS })).toMatchObject({ status: 'not-complaint' });
  });

  it('that complained in words its author has replaced still did, as they were read last', () => {
    const before = [complaint, happened.edited(THANKS, { written: at('09:10'), dueAt: at('11:10') })];
    expect(reread(before, { p1: UNSURE })).toMatchObject({ status: 'open', decision: 'complaint', dueAt: at('11:00') });
    const harmless = happened.reassessed(at('09:05'), [complaint], { p1: THANKS });
    const edited = happened.edited(UNSURE, { written: at('09:10'), dueAt: at('13:10') });
    expect(reread([complaint, harmless, edited], { p1: THANKS })).toMatchObject({ status: 'not-complaint' });
  });

  it('is not put before those who watch the lists for a slightly other probability', () => {
    const thread = reread([complaint], { p1: { ...COMPLAINT, probability: 0.91, model: 'test-2' } });
    expect(thread).toMatchObject({ probability: 0.91, changedAt: at('09:00'), version: 2, versionToKnow: 1 });
  });

  it('stays where somebody has it in work', () => {
    const claimed = happened.claimed(at('09:50'), at('10:20'));
    expect(reread([complaint, claimed], { p1: THANKS })).toMatchObject({ status: 'open', dueAt: at('11:00') });
    expect(reread([complaint, happened.replyQueued(at('09:59'))], { p1: THANKS }).status).toBe('open');
  });
});

describe('what a person decided', () => {
  it('stands, whatever is read', () => {
    const not = happened.judged(at('09:10'), { decision: 'not' });
    expect(reread([unsure, not], { p1: ANGRIER })).toMatchObject({ status: 'not-complaint', decision: 'not' });
    const is = happened.judged(at('09:10'), {
      decision: 'complaint',
      causes: ['billing'],
      severity: 3,
      dueAt: at('9:40'),
    });
    expect(reread([unsure, is], { p1: THANKS })).toMatchObject({
      status: 'open',
      decision: 'complaint',
      causes: ['billing'],
      severity: 3,
    });
  });

  it.each([
    ['answered', answered, 'waiting'],
    ['resolved', [complaint, happened.resolved(at('09:40'))], 'resolved'],
    ['noted', [complaint, happened.noted(at('09:40'))], 'open'],
  ] as const)('stands also where it was no judgement: %s', (_, before, status) => {
    expect(reread(before, { p1: THANKS }).status).toBe(status);
  });

  it('that was taken back stands no more', () => {
    const before: ThreadEvent[] = [unsure, happened.judged(at('09:10'), { decision: 'not' })];
    before.push(happened.judgementWithdrawn(at('09:11'), before));
    expect(reread(before, { p1: COMPLAINT })).toMatchObject({ status: 'open', decision: 'complaint' });
  });

  it('does not speak of what the customer wrote later', () => {
    const solved = [complaint, happened.resolved(at('09:40'))];
    const thanks = heard(THANKS, { postId: 'p2', written: at('09:50'), dueAt: at('13:50') });
    const thread = reread([...solved, thanks], { p2: ANGRIER });
    expect(thread).toMatchObject({ status: 'open', dueAt: at('10:30'), history: true });
    expect(thread).not.toHaveProperty('resolvedAt');
    const again = heard(COMPLAINT, { postId: 'p2', written: at('09:50'), dueAt: at('11:50') });
    expect(reread([...solved, again], { p2: THANKS })).toMatchObject({ status: 'resolved', resolvedAt: at('09:40') });
  });
});

it('reading again what was read again changes nothing', () => {
  const once = happened.reassessed(at('10:00'), [praise], { p1: COMPLAINT });
  const twice = happened.reassessed(at('10:05'), [praise, once], { p1: COMPLAINT });
  expect(twice.judgement).toEqual(once.judgement);
  expect(twice).not.toHaveProperty('moved');
});
