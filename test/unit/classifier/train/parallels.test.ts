import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readLabelledPosts } from '../../../../lib/classifier/train/corpora.ts';
import { essence } from '../../../../lib/classifier/train/essence.ts';

const parallels = readLabelledPosts(
  fileURLToPath(new URL('../../../../lib/classifier/train/parallels.csv', import.meta.url)),
);

describe('the posts written after labelled ones', () => {
  it('are many, each with the fingerprint of the post it is like', () => {
    expect(parallels.length).toBeGreaterThan(10_000);
    expect(parallels.filter(({ like }) => !/^[\w-]{6}$/.test(like ?? ''))).toEqual([]);
  });

  it('have a severity exactly where they complain', () => {
    expect(parallels.filter(({ complaint, severity }) => complaint !== (severity !== undefined))).toEqual([]);
  });

  it('hold no near-duplicates', () => {
    expect(new Set(parallels.map(({ text }) => essence(text))).size).toBe(parallels.length);
  });

  it('name no product or network that exists, and no mail address', () => {
    const real =
      /\b(google|iphones?|ipads?|android|netflix|uber|facebook|instagram|twitter|youtube|spotify|paypal)\b|\w@\w+\.\w/i;
    expect(parallels.filter(({ text }) => real.test(text)).map(({ text }) => text)).toEqual([]);
  });
});
