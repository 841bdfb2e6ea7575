// A thread in the daily spot check: asked, answered, answered otherwise, taken back, and overtaken by the customer.
import { describe, expect, it } from 'vitest';
import type { Thread } from '../../../lib/domain/thread.ts';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { spotCheckWrites } from '../../../lib/store/spot-checks.ts';
import { at, COMPLAINT, FOREIGN, happened, heard, opened, THANKS, threadOf, UNSURE } from './histories.ts';

const DAY = '2026-11-23';
const harmless = opened(THANKS, { written: at('09:00'), dueAt: at('13:00') });
const asked: ThreadEvent = { type: 'spot-check-asked', at: at('10:00'), by: 'earshot', day: DAY };
const second = { postId: 'p2', written: at('12:00'), dueAt: at('14:00') };

describe('a thread in the spot check', () => {
  it('stays in its list, and takes nothing from what a person has just decided', () => {
    const before = threadOf(harmless);
    const thread = threadOf(harmless, asked);
    expect(thread).toMatchObject({ status: 'not-complaint', spotCheck: { day: DAY, answered: false } });
    expect(thread.versionToKnow).toBe(before.versionToKnow);
  });

  it.each(['not', 'complaint'] as const)('is answered by "%s", and asked again when that is taken back', (decision) => {
    const answered = [harmless, asked, happened.judged(at('11:00'), { decision })];
    expect(threadOf(...answered)).toMatchObject({ decision, spotCheck: { answered: true } });
    const takenBack = threadOf(...answered, happened.judgementWithdrawn(at('11:01'), answered));
    expect(takenBack).toMatchObject({ status: 'not-complaint', spotCheck: { day: DAY, answered: false } });
  });

  it('is not answered by a grade alone', () => {
    const graded = threadOf(harmless, asked, happened.judged(at('11:00'), { severity: 2 }));
    expect(graded.spotCheck).toEqual({ day: DAY, answered: false });
  });

  it.each([COMPLAINT, UNSURE])('is asked no more when the customer writes on and it moves to another list', (said) => {
    expect(threadOf(harmless, asked, heard(said, second))).not.toHaveProperty('spotCheck');
  });

  it('keeps its answer to what was drawn, whatever the customer writes later', () => {
    const answered = [harmless, asked, happened.judged(at('11:00'), { decision: 'not' as const })];
    const later = threadOf(...answered, heard(COMPLAINT, second));
    expect(spotCheckWrites(threadOf(...answered), later)).toEqual([]);
    const judged = threadOf(
      ...answered,
      heard(COMPLAINT, second),
      happened.judged(at('13:00'), { decision: 'complaint' }),
    );
    expect(spotCheckWrites(later, judged)).toEqual([]);
  });

  it('is counted by what was said last, and not at all when that is taken back', () => {
    const events = [
      harmless,
      asked,
      happened.judged(at('11:00'), { decision: 'not' as const }),
      happened.judged(at('11:05'), { decision: 'complaint' as const }),
    ];
    const withdrawals = [happened.judgementWithdrawn(at('11:10'), events)];
    withdrawals.push(happened.judgementWithdrawn(at('11:11'), [...events, ...withdrawals]));
    const all = [...events, ...withdrawals];
    const said = all.slice(1).map((_, i) => countedAfter(all.slice(0, i + 1), all.slice(0, i + 2)));
    expect(said).toEqual([undefined, 'not', 'complaint', 'not', undefined]);
  });

  it('frees its place when nobody looked and it is asked no more', () => {
    const before = threadOf(harmless, asked);
    expect(spotCheckWrites(before, threadOf(harmless, asked, heard(UNSURE, second)))).toEqual([
      { remove: { pk: 'SPOT-CHECKS', sk: `CHECK#${DAY}#t1` } },
    ]);
  });
});

/** The decision that the check is written with by the last event. */
function countedAfter(before: readonly ThreadEvent[], after: readonly ThreadEvent[]): unknown {
  const [write] = spotCheckWrites(threadOf(...before), threadOf(...after));
  if (!write || !('doc' in write)) throw new Error('the check was not written');
  return (write.doc as { decision?: Thread['decision'] }).decision;
}

describe('the severity of a post nobody could read', () => {
  const foreign = opened(FOREIGN, { written: at('09:00'), dueAt: at('13:00') });

  it('is nobody’s word, also after a person called it a complaint', () => {
    expect(threadOf(foreign, happened.judged(at('10:00'), { decision: 'complaint' }))).not.toHaveProperty(
      'gradedByPerson',
    );
  });

  it('is the person’s word once they graded it, until they take that back', () => {
    const graded = [foreign, happened.judged(at('10:00'), { severity: 1 as const })];
    expect(threadOf(...graded)).toMatchObject({ severity: 1, gradedByPerson: true });
    const takenBack = threadOf(...graded, happened.judgementWithdrawn(at('10:01'), graded));
    expect(takenBack).not.toHaveProperty('gradedByPerson');
  });
});
