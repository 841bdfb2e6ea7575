import { describe, expect, it } from 'vitest';
import { essence, fingerprint } from '../../../../lib/classifier/train/essence.ts';
import { assignFolds } from '../../../../lib/classifier/train/folds.ts';

const posts = Array.from({ length: 200 }, (_, i) => ({
  text: `post number ${'abcdefghij'[i % 10]}${'klmnopqrstuvwxyzabcd'[Math.floor(i / 10)]}`,
  complaint: i % 4 === 0,
  domain: i % 2 === 0 ? 'retail' : 'random_tweet',
}));

describe('folds', () => {
  it('gives every fold its share of every kind', () => {
    const folds = assignFolds(posts, 5, 1);
    for (let fold = 0; fold < 5; fold += 1) {
      const members = posts.filter((_, i) => folds[i] === fold);
      expect(members).toHaveLength(40);
      expect(members.filter(({ complaint }) => complaint)).toHaveLength(10);
    }
  });

  it('keeps near-duplicates together', () => {
    const twins = [
      ...posts,
      ...posts.map((post) => ({ ...post, text: `@Nimbus ${post.text.toUpperCase()}! https://example.org/x` })),
    ];
    const folds = assignFolds(twins, 5, 1);
    posts.forEach((_, i) => expect(folds[i + posts.length]).toBe(folds[i]));
  });

  it('is the same for the same seed and another for another', () => {
    expect(assignFolds(posts, 5, 1)).toEqual(assignFolds(posts, 5, 1));
    expect(assignFolds(posts, 5, 1)).not.toEqual(assignFolds(posts, 5, 2));
  });
});

describe('near-duplicates', () => {
  it('are equal without handles, links, punctuation and case', () => {
    expect(essence('@Nimbus Where is it?? https://example.org/x')).toBe(essence('where is it @Larkspur'));
    expect(essence('where is it')).not.toBe(essence('where was it'));
  });

  it('have the same fingerprint, from which nobody reads the text', () => {
    expect(fingerprint('Where is it?')).toBe(fingerprint('where is it'));
    expect(fingerprint('Where is it?')).toHaveLength(6);
  });
});
