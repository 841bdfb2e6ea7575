import { describe, expect, it } from 'vitest';
import { type Mention, mentionSchema } from '../../../lib/domain/mention.ts';
import { NotFound, ReplyNotPermitted, SignInExpired, Unavailable } from '../../../lib/platforms/platform-errors.ts';
import { alreadySent, isOurs, lookAtReviews, reviewPermit, reviewText } from '../../../lib/platforms/reviews.ts';
import { START } from '../../support/platform-scene.ts';
import { testClock } from '../../support/test-clock.ts';

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

describe('looking at reviews one after the other', () => {
  const posts = ['a', 'b', 'c'].map(review);

  it('ends after twenty seconds of a slow store, with what was seen so far', async () => {
    const clock = testClock(START);
    const read = async (id: string): Promise<unknown> => {
      clock.advance({ seconds: 10 });
      return review(id);
    };
    const found = await lookAtReviews({ clock: clock.now, read, toMention }, posts);
    expect(found.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('lets one review that the store fails to show hold up no other', async () => {
    const read = async (id: string): Promise<unknown> => {
      if (id === 'a') throw broken();
      if (id === 'b') throw new NotFound('Shop: not there');
      return review(id);
    };
    const found = await lookAtReviews({ clock: () => START, read, toMention }, posts);
    expect(found).toEqual([
      { id: 'b', gone: true },
      { id: 'c', mention: review('c') },
    ]);
  });

  it('is the failure of the store when it shows none, and ends at once when nobody is signed in', async () => {
    const failing = { clock: () => START, read: () => Promise.reject(broken()), toMention };
    await expect(lookAtReviews(failing, posts)).rejects.toThrow(Unavailable);
    expect(await lookAtReviews(failing, [])).toEqual([]);
    let calls = 0;
    const read = async (): Promise<unknown> => {
      calls += 1;
      throw new SignInExpired('Shop: signed out');
    };
    await expect(lookAtReviews({ ...failing, read }, posts)).rejects.toThrow(SignInExpired);
    expect(calls).toBe(1);
  });
});

function review(id: string): Mention {
  return mentionSchema.parse({
    network: 'shop',
    id,
    text: 'It crashes.',
    author: { id: `review:${id}`, handle: 'Ann' },
    createdAt: START,
    replyRef: { answered: 'no' },
    source: 'shop:reviews',
  });
}

function toMention(answer: unknown): Mention {
  return mentionSchema.parse(answer);
}

function broken(): Unavailable {
  return new Unavailable('Shop: broken', { mayHaveActed: false });
}
