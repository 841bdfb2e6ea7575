// A quiet day must not look like a silent gap: how complete a source is, in one honest sentence.
import { describe, expect, it } from 'vitest';
import { freshnessOf } from '../../../lib/domain/freshness.ts';
import type { Cursor, Source } from '../../../lib/domain/source.ts';
import { at } from './histories.ts';

const source: Source = { id: 'x:mentions:44', network: 'x', kind: 'mentions', everySeconds: 60 };
const polled: Cursor = {
  sourceId: source.id,
  highWater: at('14:02'),
  startedAt: at('09:00'),
  gaps: [],
  version: 7,
  nextPollAt: at('14:03'),
  lastPolledAt: at('14:02'),
  lastSucceededAt: at('14:02'),
};
const gap = { from: at('13:10'), to: at('13:20') };

describe('a source', () => {
  it('that has never been polled says so', () => {
    expect(freshnessOf(source, undefined, { now: at('14:03') })).toEqual({
      lamp: 'never-polled',
      gaps: 0,
      text: 'not polled yet',
    });
    const { lastPolledAt: _1, lastSucceededAt: _2, ...leased } = polled;
    expect(freshnessOf(source, leased, { now: at('14:03') }).lamp).toBe('never-polled');
  });

  it('that keeps up is complete to its last poll', () => {
    expect(freshnessOf(source, polled, { now: at('14:05') })).toEqual({
      lamp: 'fresh',
      completeTo: at('14:02'),
      gaps: 0,
      text: 'complete to 14:02 UTC',
    });
  });

  it('that should have been read two polls ago is late', () => {
    expect(freshnessOf(source, polled, { now: '2026-11-23T14:05:01.000Z' }).lamp).toBe('late');
    expect(freshnessOf({ ...source, everySeconds: 600 }, polled, { now: '2026-11-23T14:05:01.000Z' }).lamp).toBe(
      'fresh',
    );
    const quiet = { ...polled, nextPollAt: at('14:07') };
    expect(freshnessOf(source, quiet, { now: at('14:09') }).lamp).toBe('fresh');
  });

  it('with a gap is complete only to where the oldest gap begins', () => {
    const one = freshnessOf(source, { ...polled, gaps: [gap] }, { now: at('14:03') });
    expect(one).toEqual({
      lamp: 'late',
      completeTo: at('13:10'),
      gaps: 1,
      text: 'complete to 13:10 UTC, 1 gap being filled',
    });
    const two = { ...polled, gaps: [gap, { from: at('12:10'), to: at('12:20') }] };
    expect(freshnessOf(source, two, { now: at('14:03') }).text).toBe('complete to 12:10 UTC, 2 gaps being filled');
  });

  it('that fails says why, and how far it had come', () => {
    const failing = { ...polled, problem: 'X: signed out' };
    expect(freshnessOf(source, failing, { now: at('14:03') })).toMatchObject({
      lamp: 'failing',
      text: 'complete to 14:02 UTC; X: signed out',
    });
    const { lastSucceededAt: _, ...never } = failing;
    expect(freshnessOf(source, never, { now: at('14:03') })).toEqual({
      lamp: 'failing',
      gaps: 0,
      text: 'nothing read yet; X: signed out',
    });
  });

  it('that has been polled but has never answered is late', () => {
    const { lastSucceededAt: _, ...never } = polled;
    expect(freshnessOf(source, never, { now: at('14:03') })).toEqual({
      lamp: 'late',
      gaps: 0,
      text: 'nothing read yet',
    });
  });

  it('that has been silent since yesterday names the day', () => {
    expect(freshnessOf(source, polled, { now: '2026-11-24T08:00:00.000Z' }).text).toBe(
      'complete to 2026-11-23 14:02 UTC',
    );
  });

  it('that a person has switched off says who and why, and how far it had come', () => {
    const stop = { what: 'network/x', by: 'Ana', at: at('14:04'), reason: 'a storm' };
    expect(freshnessOf(source, polled, { now: at('14:05'), stop })).toMatchObject({
      lamp: 'off',
      text: 'switched off by Ana since 2026-11-23 14:04 UTC: a storm; complete to 14:02 UTC',
    });
  });
});
