import { describe, expect, it } from 'vitest';
import { ReplyNotPermitted } from '../../../lib/platforms/platform-errors.ts';
import { alreadySent, isOurs, reviewPermit, reviewText } from '../../../lib/platforms/reviews.ts';

describe('a review', () => {
  it.each([
    [{ title: 'Broken', body: ' It crashes. ', stars: 1 }, 'Broken\nIt crashes.\n\n1 of 5 stars'],
    [{ body: 'It crashes.', stars: 2 }, 'It crashes.\n\n2 of 5 stars'],
    [{ title: ' ', body: 'It crashes.' }, 'It crashes.'],
    [{ title: 'Broken', body: '', stars: 5 }, 'Broken\n\n5 of 5 stars'],
    [{ body: '', stars: 5 }, '5 of 5 stars'],
  ])('reads as people read it: %j', (review, text) => {
    expect(reviewText(review)).toBe(text);
  });

  it('takes one answer, and none when one stands there', () => {
    expect(reviewPermit({ isAnswered: false, openUrl: 'https://store.example' }, 350)).toMatchObject({
      allowed: true,
      maxLength: 350,
    });
    expect(reviewPermit({ isAnswered: true, openUrl: 'https://store.example' }, 350)).toMatchObject({
      allowed: false,
      openUrl: 'https://store.example',
    });
  });
});

describe('an answer under a review', () => {
  const own = { nativeId: 'r1' };

  it('is ours when it says what we sent, without the tags that stores strip', () => {
    expect(isOurs({ text: 'Sorry, Ann!', own }, 'Sorry, <b>Ann</b>!')).toBe(true);
    expect(isOurs({ text: 'Call us.', own }, 'Sorry!')).toBe(false);
  });

  it('counts as sent when it is ours, lets us send when there is none, and is never overwritten', () => {
    expect(alreadySent({ text: 'Sorry!', own }, 'Sorry!')).toBe(own);
    expect(alreadySent(undefined, 'Sorry!')).toBeUndefined();
    expect(() => alreadySent({ text: 'Call us.', own }, 'Sorry!')).toThrow(ReplyNotPermitted);
  });
});
