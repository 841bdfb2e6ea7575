// What the team chat is told of Earshot itself, and by which name, so that it is told once.
import { describe, expect, it } from 'vitest';
import { noticesOfSource, noticesOfSpending } from '../../../lib/domain/notice.ts';
import type { Cursor, Source } from '../../../lib/domain/source.ts';
import type { Spending } from '../../../lib/domain/spending.ts';
import { plus } from '../../../lib/domain/time.ts';
import { at } from './histories.ts';

const source: Source = { id: 'x:mentions:44', network: 'x', kind: 'mentions', everySeconds: 60 };
const polled: Cursor = {
  sourceId: source.id,
  highWater: at('14:00'),
  startedAt: at('09:00'),
  gaps: [],
  version: 7,
  nextPollAt: at('14:01'),
  lastPolledAt: at('14:00'),
  lastSucceededAt: at('14:00'),
};
const failing = { ...polled, problem: 'Unavailable: X does not answer' };
const ids = (cursor: Partial<Cursor>, now: string, of: Source = source) =>
  noticesOfSource(of, { ...polled, ...cursor }, now).map(({ id }) => id);

describe('a source', () => {
  it('that keeps up, or was never read, is nothing to tell of', () => {
    expect(ids({}, at('14:15'))).toEqual([]);
    expect(noticesOfSource(source, undefined, at('14:15'))).toEqual([]);
  });

  it('that is not complete for more than a quarter of an hour has fallen behind, and why is said', () => {
    expect(noticesOfSource(source, failing, plus(at('14:15'), { seconds: 1 }))).toEqual([
      {
        id: `behind/${source.id}/${at('14:00')}`,
        title: 'x:mentions:44 has fallen behind',
        text: 'x:mentions:44: complete to 14:00 UTC; Unavailable: X does not answer',
      },
    ]);
  });

  it('is given three polls at its slowest pace where these take longer', () => {
    const slow = { ...source, everySeconds: 600 };
    expect(ids({}, at('14:45'), slow)).toEqual([]);
    expect(ids({}, at('14:46'), slow)).toHaveLength(1);
  });

  it('has the same name for the same time of being behind, and another for the next', () => {
    const [first] = ids({}, at('14:20'));
    expect(ids({ problem: 'RateLimited: too many calls' }, at('16:20'))).toEqual([first]);
    const later = { lastSucceededAt: at('17:00') };
    expect(ids(later, at('17:10'))).toEqual([]);
    expect(ids(later, at('17:20'))).not.toEqual([first]);
  });

  it('is behind while a stretch is missing, though it is read every minute', () => {
    const gap = { from: at('13:40'), to: at('13:50') };
    expect(ids({ gaps: [gap] }, at('14:01'))).toEqual([`behind/${source.id}/${at('13:40')}`]);
    expect(ids({ gaps: [{ ...gap, sweep: true }] }, at('14:01'))).toEqual([]);
  });

  it('that was never read with success is behind since it was connected', () => {
    const { lastSucceededAt: _, ...never } = failing;
    expect(noticesOfSource(source, never, at('14:01'))).toMatchObject([{ id: `behind/${source.id}/${at('09:00')}` }]);
  });

  it('that is signed out is told of at once, with the words of the network', () => {
    const problem = 'SignInExpired: the token was revoked; docs/platforms/x.md says how to get a new one';
    const [notice, ...others] = noticesOfSource(source, { ...polled, problem }, at('14:01'));
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ title: 'Signed out of x', text: expect.stringContaining('the token was revoked') });
  });
});

describe('a sign-in', () => {
  const ends = '2026-12-01T08:00:00.000Z';

  it('that ends within a week is told of, with what to do', () => {
    expect(noticesOfSource(source, { ...polled, signInEnds: ends }, at('14:01'))).toEqual([]);
    const near = '2026-11-24T08:00:00.000Z';
    const week = { ...polled, lastSucceededAt: near, signInEnds: ends };
    expect(noticesOfSource(source, week, near)).toEqual([
      {
        id: 'sign-in/x/2026-12-01',
        title: 'The sign-in at x ends on 2026-12-01',
        text: expect.stringContaining('docs/platforms/x.md'),
      },
    ]);
  });
});

const spending = (readMicros: number): Spending => ({ network: 'x', month: '2026-11', readMicros, answerMicros: 0 });
/** What the notice of a hard cap is called. */
const hardCapId = (month: string, hardMicros: number) =>
  noticesOfSpending({ ...spending(100_000_000), month }, { hardMicros }, at('14:00'))[0]?.id;

describe('the spending of a network', () => {
  const caps = { softMicros: 30_000_000, hardMicros: 50_000_000 };
  const names = (readMicros: number, allowed: typeof caps | { hardMicros?: number } = caps) =>
    noticesOfSpending(spending(readMicros), allowed, at('14:00')).map(({ id }) => id.split('/')[0]);

  it('is told of at the soft cap, and again when reads have stopped', () => {
    expect(names(29_999_999)).toEqual([]);
    expect(names(30_000_000)).toEqual(['soft-cap']);
    expect(names(44_999_999)).toEqual(['soft-cap']);
    expect(names(45_000_000)).toEqual(['soft-cap', 'hard-cap']);
  });

  it('is nothing to tell of without caps', () => {
    expect(names(1_000_000_000, {})).toEqual([]);
  });

  it('is told of anew in the next month, and when a raised cap is reached again', () => {
    expect(hardCapId('2026-11', 50_000_000)).toBe(hardCapId('2026-11', 50_000_000));
    expect(hardCapId('2026-12', 50_000_000)).not.toBe(hardCapId('2026-11', 50_000_000));
    expect(hardCapId('2026-11', 60_000_000)).not.toBe(hardCapId('2026-11', 50_000_000));
  });

  it('says in words what is spent', () => {
    expect(noticesOfSpending(spending(45_000_000), caps, at('14:00'))).toMatchObject([
      { title: 'x has cost $30.00', text: expect.stringContaining('reads have stopped at $45.00') },
      { title: 'x is no longer read: the cap is reached', text: expect.stringContaining('$45.00 of $50.00') },
    ]);
  });
});
