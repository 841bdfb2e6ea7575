// How soon a source is read again.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secondsToNextPoll } from '../../../lib/domain/pace.ts';
import { plus } from '../../../lib/domain/time.ts';
import { at } from './histories.ts';

const now = at('14:00');
const search = { everySeconds: 300 };
const mentions = { everySeconds: 60 };

describe('the pace of a source', () => {
  it('is its own while somebody is at work', () => {
    expect(secondsToNextPoll(search, { now, isOpen: true })).toBe(300);
    expect(secondsToNextPoll(mentions, { now, isOpen: true })).toBe(60);
  });

  it('is slower while nobody is at work, by five and at most to a quarter of an hour', () => {
    expect(secondsToNextPoll(mentions, { now, isOpen: false })).toBe(300);
    expect(secondsToNextPoll(search, { now, isOpen: false })).toBe(900);
  });

  it('is never made faster by nobody being at work', () => {
    expect(secondsToNextPoll({ everySeconds: 3600 }, { now, isOpen: false })).toBe(3600);
  });

  it('is five times as fast for a quarter of an hour after something new came, also at night', () => {
    for (const isOpen of [true, false]) {
      expect(secondsToNextPoll(search, { now, isOpen, lastNewsAt: at('13:46') })).toBe(60);
      expect(secondsToNextPoll({ everySeconds: 3600 }, { now, isOpen, lastNewsAt: at('13:46') })).toBe(720);
    }
    expect(secondsToNextPoll(search, { now, isOpen: true, lastNewsAt: at('13:45') })).toBe(300);
    expect(secondsToNextPoll(search, { now, isOpen: false, lastNewsAt: at('13:45') })).toBe(900);
  });

  it('is no faster than the schedule, unless the operator asks for that', () => {
    expect(secondsToNextPoll(mentions, { now, isOpen: true, lastNewsAt: now })).toBe(60);
    expect(secondsToNextPoll({ everySeconds: 5 }, { now, isOpen: true, lastNewsAt: now })).toBe(5);
  });

  it('is always the same where the operator has set it', () => {
    const steady = { everySeconds: 120, isSteady: true } as const;
    expect(secondsToNextPoll(steady, { now, isOpen: false })).toBe(120);
    expect(secondsToNextPoll(steady, { now, isOpen: true, lastNewsAt: now })).toBe(120);
  });

  it('is never zero and never no pace at all, at whatever hour and after whatever news', () => {
    const hours = fc.record({
      everySeconds: fc.integer({ min: 1, max: 86_400 }),
      isOpen: fc.boolean(),
      ago: fc.option(fc.integer({ min: -3600, max: 86_400 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(hours, ({ everySeconds, isOpen, ago }) => {
        const news = ago === undefined ? {} : { lastNewsAt: plus(now, { seconds: -ago }) };
        const seconds = secondsToNextPoll({ everySeconds }, { now, isOpen, ...news });
        expect(seconds).toBeGreaterThanOrEqual(Math.min(everySeconds, 60));
        expect(seconds).toBeLessThanOrEqual(Math.max(everySeconds, 900));
      }),
    );
  });
});
