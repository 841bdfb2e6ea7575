import { describe, expect, it } from 'vitest';
import { type CasePage, casePageOf } from '../../../lib/domain/case-page.ts';
import { listOf } from '../../../lib/domain/thread.ts';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { ANGRIER, at, COMPLAINT, happened, heard, opened, THANKS, threadOf } from './histories.ts';

const DUE = at('11:00');
const BEGUN = opened(COMPLAINT, { written: at('09:00'), dueAt: DUE });
const CLAIMED = happened.claimed(at('09:10'), at('09:40'));
const QUEUED = happened.replyQueued(at('09:20'));
const SENT = happened.replySent(at('09:21'));
const ANSWERED = [BEGUN, CLAIMED, QUEUED, SENT];
const SOLVED = happened.resolved(at('10:00'));
const NOT_SOLVED: ThreadEvent = {
  type: 'reopened',
  at: at('10:30'),
  by: 'customer',
  notSolved: true,
  dueAt: at('12:30'),
};

function page(events: readonly ThreadEvent[], now = at('15:00')): CasePage {
  return casePageOf(threadOf(...events), events, now);
}
const course = (events: readonly ThreadEvent[]) => page(events).moments.map(({ what }) => what);

const promised = (id: string, dueAt: string): ThreadEvent => {
  return { type: 'promised', at: at('09:30'), by: 'kim', promise: { id, text: 'We call you', dueAt } };
};

describe("the customer's page", () => {
  it.each<[string, readonly ThreadEvent[], CasePage['state']]>([
    ['received', [BEGUN], 'received'],
    ['received while only the clock has done something', [BEGUN, happened.missed(at('11:01'), DUE)], 'received'],
    ['looked at once somebody has claimed it', [BEGUN, CLAIMED], 'looked-at'],
    ['looked at also when the claim was released', [BEGUN, CLAIMED, happened.released(at('09:15'))], 'looked-at'],
    ['looked at while the answer can be taken back', [BEGUN, QUEUED], 'looked-at'],
    ['answered when the answer stands on the network', ANSWERED, 'answered'],
    ['solved when it was resolved', [...ANSWERED, SOLVED], 'solved'],
    ['received when the customer says that it is not solved', [...ANSWERED, SOLVED, NOT_SOLVED], 'received'],
    ['closed when it is no complaint', [BEGUN, happened.judged(at('09:30'), { decision: 'not' })], 'closed'],
  ])('says that a case is %s', (_, events, state) => {
    expect(page(events).state).toBe(state);
  });

  it('tells what happened in order, each change once', () => {
    expect(course([...ANSWERED, SOLVED])).toEqual(['received', 'looked-at', 'answered', 'solved']);
    expect(page(ANSWERED).moments.map(({ at: when }) => when)).toEqual([at('09:00'), at('09:10'), at('09:21')]);
  });

  it('tells that the customer wrote again, only where that changes how far it is', () => {
    const again = heard(ANGRIER, { postId: 'p2', written: at('10:00'), dueAt: at('12:00') });
    expect(course([BEGUN, again])).toEqual(['received']);
    expect(course([...ANSWERED, again])).toEqual(['received', 'looked-at', 'answered', 'wrote-again']);
  });

  it('tells that it was taken up again by us, or on the word of the customer', () => {
    expect(course([...ANSWERED, SOLVED, happened.reopened(at('10:30'), DUE)]).at(-1)).toBe('reopened');
    expect(course([...ANSWERED, SOLVED, NOT_SOLVED]).at(-1)).toBe('not-solved');
  });

  it('begins with what was received even where it was taken for harmless at first', () => {
    const harmless = opened(THANKS, { written: at('09:00'), dueAt: DUE });
    expect(course([harmless])).toEqual(['received', 'closed']);
  });

  it('shows the beginning and the newest of a case that goes back and forth', () => {
    const rounds = Array.from({ length: 30 }, () => [SOLVED, NOT_SOLVED]).flat();
    const { moments } = page([...ANSWERED, ...rounds]);
    expect(moments).toHaveLength(20);
    expect(moments[0]).toEqual({ what: 'received', at: at('09:00') });
    expect(moments.at(-1)?.what).toBe('not-solved');
  });

  it('names the next date that was promised, without what was promised', () => {
    const events = [...ANSWERED, promised('b', at('18:00')), promised('a', at('17:00'))];
    expect(page(events).promise).toEqual({ dueAt: at('17:00'), isBroken: false });
    expect(JSON.stringify(page(events))).not.toContain('call');
  });

  it('promises nothing by an answer that has not left', () => {
    const promise = { id: 'a', text: 'We call you', dueAt: at('17:00'), replyId: 'r1' };
    const answer = { by: 'kim', replyId: 'r1', postId: 'p1', promise };
    const asked: ThreadEvent = { type: 'approval-asked', at: at('09:20'), ...answer, needs: 'lead' };
    expect(page([BEGUN, asked]).promise).toBeUndefined();
    const agreed: ThreadEvent = { type: 'approval-given', at: at('09:21'), by: 'lea', replyId: 'r1' };
    expect(page([BEGUN, asked, agreed]).promise).toBeUndefined();
    expect(page([BEGUN, asked, agreed, SENT]).promise).toEqual({ dueAt: at('17:00'), isBroken: false });
  });

  it('admits that a promise is late, and is silent on one that was kept', () => {
    const events = [...ANSWERED, promised('a', at('12:00'))];
    expect(page(events, at('12:01')).promise).toEqual({ dueAt: at('12:00'), isBroken: true });
    const kept: ThreadEvent = { type: 'promise-kept', at: at('11:00'), by: 'kim', promiseId: 'a' };
    expect(page([...events, kept]).promise).toBeUndefined();
  });

  it('ends 30 days after the end of the case and not before', () => {
    expect(page(ANSWERED).endsAt).toBeUndefined();
    expect(page([...ANSWERED, SOLVED]).endsAt).toBe('2026-12-23T10:00:00.000Z');
    const noted = [...ANSWERED, SOLVED, happened.noted(at('14:00'))];
    expect(page(noted).endsAt).toBe('2026-12-23T10:00:00.000Z');
    expect(page([...ANSWERED, SOLVED, NOT_SOLVED]).endsAt).toBeUndefined();
  });

  it('counts the days as before when a judgement that closed the case was taken back and given again', () => {
    const judged = [...ANSWERED, SOLVED, happened.judged(at('11:00'), { decision: 'not' })];
    const withdrawn = happened.judgementWithdrawn(at('12:00'), judged);
    expect(page([...judged, withdrawn]).endsAt).toBe('2026-12-23T10:00:00.000Z');
  });

  it('counts from the last change where the time of closing was not noted in its day', () => {
    const { closedAt: _closed, resolvedAt: _resolved, ...older } = threadOf(...ANSWERED, SOLVED);
    expect(casePageOf(older, [...ANSWERED, SOLVED], at('15:00')).endsAt).toBe('2026-12-23T10:00:00.000Z');
  });
});

describe('"this is not solved"', () => {
  it('begins a new time for the answer, whatever was owed before', () => {
    const overdue = [BEGUN, happened.resolved(at('14:00')), { ...NOT_SOLVED, at: at('15:00'), dueAt: at('17:00') }];
    const thread = threadOf(...overdue);
    expect(thread).toMatchObject({ status: 'open', dueAt: at('17:00') });
    expect(thread).not.toHaveProperty('dueBefore');
    expect(thread).not.toHaveProperty('resolvedAt');
  });

  it('is not answered by an answer that was on its way before', () => {
    const second = { ...QUEUED, replyId: 'r2', at: at('10:20') };
    const thread = threadOf(...ANSWERED, second, NOT_SOLVED, { ...SENT, replyId: 'r2', at: at('10:31') });
    expect(thread).toMatchObject({ status: 'open', dueAt: at('12:30') });
  });
});

describe('the question whether a solution holds', () => {
  const due: ThreadEvent = { type: 'follow-up-due', at: at('12:00'), by: 'earshot' };
  const resolved: ThreadEvent = { ...SOLVED, followUpAt: at('12:00') };
  const asking = { ...QUEUED, replyId: 'r2', at: at('12:10') };

  it('is asked with the next answer that leaves', () => {
    const asked = threadOf(...ANSWERED, resolved, due, asking, { ...SENT, replyId: 'r2', at: at('12:11') });
    expect(asked).not.toHaveProperty('followUpDue');
    expect(asked).not.toHaveProperty('followUpAt');
    expect(asked.status).toBe('resolved');
  });

  it('leaves its list while that answer is on its way, and is there again when it is taken back', () => {
    const lists = [due, asking, { ...happened.replyWithdrawn(at('12:10')), replyId: 'r2' }].map((_, place, events) =>
      listOf(threadOf(...ANSWERED, resolved, ...events.slice(0, place + 1))),
    );
    expect(lists).toEqual(['follow-up', 'resolved', 'follow-up']);
  });
});
