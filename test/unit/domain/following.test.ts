// For how long and how often a post is looked at again.
import { describe, expect, it } from 'vitest';
import { lookAgainAt, nextLook, secondLook } from '../../../lib/domain/following.ts';
import { plus } from '../../../lib/domain/time.ts';
import { at, COMPLAINT, happened, opened, THANKS, threadOf, UNSURE } from './histories.ts';

const now = at('14:00');
const open = threadOf(opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') }));
const unsure = threadOf(opened(UNSURE, { written: at('09:00'), dueAt: at('11:00') }));
const praise = threadOf(opened(THANKS, { written: at('09:00'), dueAt: at('11:00') }));
const resolved = threadOf(
  opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') }),
  happened.resolved(at('09:30')),
);
const waiting = threadOf(
  opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') }),
  happened.replyQueued(at('09:20')),
  happened.replySent(at('09:21')),
);
const daysAgo = (days: number) => plus(now, { days: -days });

describe('a post', () => {
  it('is looked at within a day, with time for a second look', () => {
    const first = nextLook(now);
    expect(secondLook(first) < plus(now, { days: 1 })).toBe(true);
    expect(first > plus(now, { hours: 12 })).toBe(true);
  });

  it.each([
    ['open', open],
    ['to decide', unsure],
    ['waiting for the customer', waiting],
  ])('is followed however old it is while its matter is %s', (_, thread) => {
    for (const isListed of [true, false]) {
      expect(lookAgainAt({ thread, createdAt: daysAgo(400), isListed }, now, nextLook(now))).toBe(nextLook(now));
    }
  });

  it.each([
    ['resolved', resolved],
    ['harmless', praise],
  ])('of a matter that is %s is followed for thirty days', (_, thread) => {
    const post = { thread, isListed: false };
    expect(lookAgainAt({ ...post, createdAt: daysAgo(29) }, now, nextLook(now))).toBe(nextLook(now));
    expect(lookAgainAt({ ...post, createdAt: daysAgo(30) }, now, nextLook(now))).toBeUndefined();
  });

  it('of a closed matter stays in the lists of a network that answers for whole lists, and costs no look', () => {
    const again = lookAgainAt({ thread: resolved, createdAt: daysAgo(400), isListed: true }, now, nextLook(now));
    expect(again !== undefined && again > plus(now, { days: 36_500 })).toBe(true);
  });
});
