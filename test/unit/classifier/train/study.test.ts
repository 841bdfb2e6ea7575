import { beforeAll, describe, expect, it } from 'vitest';
import { VECTOR_SIZE } from '../../../../lib/classifier/convolution.ts';
import { fingerprint } from '../../../../lib/classifier/train/essence.ts';
import { lessonsFor, prepareStudy, type Study, unlabelledFor } from '../../../../lib/classifier/train/study.ts';

const post = (text: string, complaint: boolean) => ({ text, complaint, domain: 'retail' });
const POSTS = [
  post('@shop my parcel is late. Nobody answers at all', true),
  post('my parcel came on time. Thank you so much', false),
  post('@other the line has been dead since noon. Please help', true),
];
const WRITTEN = [
  { ...post('@shop the sofa is late. Still no word', true), like: fingerprint(POSTS[0]?.text ?? '') },
  { ...post('the line has been back since noon. Thanks', false), like: fingerprint(POSTS[2]?.text ?? '') },
  post('never had bad service from @shop', false),
];
let study: Study;
beforeAll(async () => {
  study = await prepareStudy(POSTS, { written: WRITTEN, seed: 1 });
}, 180_000);

const likeness = (a: number, b: number) => {
  const [left, right] = [study.posts[a]?.meaning, study.posts[b]?.meaning];
  return left?.reduce((sum, value, i) => sum + value * (right?.[i] ?? 0), 0) ?? 0;
};

describe('what the models learn from', () => {
  it('has a meaning of length 1 for every text, nearer where the texts mean alike', () => {
    for (const i of [0, 1, 2]) expect(likeness(i, i)).toBeCloseTo(1, 2);
    expect(likeness(0, 1)).toBeGreaterThan(likeness(1, 2));
  });

  it('is the same a second time', async () => {
    expect((await prepareStudy(POSTS, { written: WRITTEN, seed: 1 })).posts).toEqual(study.posts);
  });

  it('keeps what was made of a post away from whom must not see that post', () => {
    const [first, second, third] = study.posts;
    const seen = [first, second].flatMap((one) => one ?? []);
    const allowed = unlabelledFor(seen, study);
    const made = study.variations.filter(({ of }) => third !== undefined && of.includes(third));
    expect(made.length).toBeGreaterThan(0);
    expect(made.some((one) => allowed.includes(one))).toBe(false);
    expect(allowed.length).toBeGreaterThan(0);
  });

  it('keeps what was written after a post away from whom must not see that post', () => {
    const seen = study.posts.slice(0, 2);
    expect(lessonsFor(seen, study).map(({ post }) => post.text)).toEqual([WRITTEN[0]?.text, WRITTEN[2]?.text]);
    expect(lessonsFor(study.posts, study)).toHaveLength(3);
  });

  it('lets a lesson count the more the more it is like a labelled post and its verdict', () => {
    const [like, contrast, unlike] = study.lessons.map(({ weight }) => weight);
    expect(like).toBeGreaterThan(unlike ?? 0);
    expect(unlike).toBeGreaterThan(contrast ?? 0);
  });

  it('numbers every word of its texts in one lexicon, and begins with a vector for each', () => {
    const [first] = study.posts;
    const forms = Array.from(first?.words ?? [], (word) => study.lexicon[word]);
    expect(forms.slice(0, 4)).toEqual(['<handle>', 'my', 'parcel', 'is']);
    expect(study.vectors).toHaveLength(study.lexicon.length * VECTOR_SIZE);
  });
});
