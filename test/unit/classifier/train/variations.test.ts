import { describe, expect, it } from 'vitest';
import { varyPosts } from '../../../../lib/classifier/train/variations.ts';

const post = (text: string, domain: string) => ({ text, complaint: true, domain });
const POSTS = [
  post('My parcel is late again. Nobody answers the phone, and the shop is shut.', 'retail'),
  post('The app has been down since noon - what is going on over there?', 'software'),
  post('Lovely morning for a walk along the river, coffee in hand.', 'random_tweet'),
  post('Never again', 'retail'),
];
const words = (text: string) => text.split(' ');

describe('variations of posts', () => {
  it('are the same for the same posts and seed, others for another seed', () => {
    expect(varyPosts(POSTS, 1)).toEqual(varyPosts(POSTS, 1));
    expect(varyPosts(POSTS, 2)).not.toEqual(varyPosts(POSTS, 1));
  });

  it('consist of words of the posts they name, and of nothing else', () => {
    const varied = varyPosts(POSTS, 1);
    expect(varied.length).toBeGreaterThan(50);
    const strange = varied.filter(({ text, of }) => {
      const allowed = new Set(of.flatMap((i) => words(POSTS[i]?.text ?? '')));
      // A clause that was cut off at a comma stands there without it.
      return !words(text).every((word) => allowed.has(word) || allowed.has(`${word},`));
    });
    expect(strange).toEqual([]);
  });

  it('mix posts with those about a brand, and make nothing of a post too short to cut', () => {
    const varied = varyPosts(POSTS, 1);
    expect(varied.filter(({ of }) => of.length === 2).every(({ of }) => of[1] !== 2)).toBe(true);
    expect(varied.filter(({ of }) => of.length === 1 && of[0] === 3)).toEqual([]);
  });
});
