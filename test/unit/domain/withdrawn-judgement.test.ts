// A judgement that was taken back leaves no trace but in the history.
import { describe, expect, it } from 'vitest';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { withdrawalOfJudgement } from '../../../lib/domain/withdrawn-judgement.ts';
import { ANGRIER, at, COMPLAINT, happened, heard, opened, THANKS, threadOf, UNSURE } from './histories.ts';

const complaint = opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') });
const unsure = opened(UNSURE, { written: at('09:00'), dueAt: at('13:00') });

function withdrawn(...before: readonly ThreadEvent[]) {
  return threadOf(...before, happened.judgementWithdrawn(at('09:30'), before));
}

/** The thread, save how many events it has had and when. */
function stateOf(...events: readonly ThreadEvent[]) {
  const { version: _, versionToKnow: _known, changedAt: _at, ...state } = threadOf(...events);
  return state;
}

describe('a judgement that is taken back', () => {
  it.each([
    ['"not a complaint"', complaint, { decision: 'not' }],
    ['"a complaint", of what waited for a decision', unsure, { decision: 'complaint', dueAt: at('09:20') }],
    ['a severity', complaint, { severity: 4, dueAt: at('09:50') }],
    ['causes', complaint, { causes: ['billing', 'outage'] }],
  ] as const)('leaves the thread as it was: %s', (_, first, said) => {
    const claimed = happened.claimed(at('09:05'), at('09:35'));
    const judged = happened.judged(at('09:10'), said);
    const { version, versionToKnow, changedAt, ...state } = withdrawn(first, claimed, judged);
    expect(state).toEqual(stateOf(first, claimed));
    expect({ version, versionToKnow, changedAt }).toEqual({ version: 4, versionToKnow: 4, changedAt: at('09:30') });
  });

  it('leaves the thread as it was also where the post had got friendlier words before', () => {
    const edited = happened.edited(THANKS, { written: at('09:05'), dueAt: at('11:05') });
    const judged = happened.judged(at('09:10'), { decision: 'not' });
    const { version: _, versionToKnow: _known, changedAt: _at, ...state } = withdrawn(complaint, edited, judged);
    expect(state).toEqual(stateOf(complaint, edited));
  });

  it('leaves the judgement before it standing', () => {
    const first = happened.judged(at('09:10'), { decision: 'not' });
    const second = happened.judged(at('09:20'), { decision: 'complaint', dueAt: at('11:20') });
    expect(withdrawn(complaint, first, second)).toMatchObject({ status: 'not-complaint', decision: 'not' });
  });

  it('is the last one that stands: taking back twice takes two back', () => {
    const history: ThreadEvent[] = [
      unsure,
      happened.judged(at('09:10'), { decision: 'complaint', dueAt: at('11:10') }),
      happened.judged(at('09:11'), { severity: 4, dueAt: at('09:41') }),
    ];
    history.push(happened.judgementWithdrawn(at('09:12'), history));
    expect(threadOf(...history)).toMatchObject({ status: 'open', severity: 1, dueAt: at('11:10') });
    history.push(happened.judgementWithdrawn(at('09:13'), history));
    expect(threadOf(...history)).toMatchObject({ status: 'to-decide', dueAt: at('13:00') });
    expect(withdrawalOfJudgement(history, { by: 'kim', at: at('09:14') })).toBeUndefined();
  });

  it('was made by the same person: nobody takes back what a colleague said', () => {
    const history = [complaint, happened.judged(at('09:10'), { decision: 'not' })];
    expect(withdrawalOfJudgement(history, { by: 'ana', at: at('09:30') })).toBeUndefined();
  });

  it('takes nothing back of what happened since', () => {
    const judged = happened.judged(at('09:10'), { decision: 'not' });
    const angrier = heard(ANGRIER, { postId: 'p2', written: at('09:20'), dueAt: at('09:50'), text: 'Hello?!' });
    const { status, severity, posts, causes, dueAt } = withdrawn(complaint, judged, angrier);
    expect({ status, severity, posts, causes, dueAt }).toEqual({
      status: 'open',
      severity: 4,
      posts: 2,
      causes: ['delivery', 'rude-staff'],
      dueAt: at('09:50'),
    });
  });

  it('gives way to what the classifier has said of the post since', () => {
    const judged = happened.judged(at('09:10'), { decision: 'complaint', dueAt: at('11:10') });
    const before = [unsure, judged];
    const history = [...before, happened.reassessed(at('09:20'), before, { p1: THANKS })];
    expect(threadOf(...history)).toMatchObject({ status: 'open', decision: 'complaint' });
    expect(withdrawn(...history)).toMatchObject({ decision: 'not', kind: 'praise', status: 'to-decide' });
  });
});
