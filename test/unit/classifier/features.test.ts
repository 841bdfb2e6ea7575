import { describe, expect, it } from 'vitest';
import { BUCKETS, EDGE, pairFeature, piecesOf, wordFeature } from '../../../lib/classifier/features.ts';

describe('features', () => {
  it('gives the same word the same bucket, and another one inside a negation', () => {
    expect(wordFeature('late')).toBe(wordFeature('late'));
    expect(wordFeature('late', 'negated')).not.toBe(wordFeature('late'));
  });

  it('tells the order of two neighbours', () => {
    const [on, hold] = [wordFeature('on'), wordFeature('hold')];
    expect(pairFeature(on, hold)).not.toBe(pairFeature(hold, on));
    expect(pairFeature(EDGE, on)).not.toBe(pairFeature(on, EDGE));
  });

  it('cuts a word with its ends into all pieces of two to five letters', () => {
    // " ab " has 3 pieces of two letters, 2 of three and 1 of four.
    expect(piecesOf('ab')).toHaveLength(6);
  });

  it('shares pieces between forms of a word, so that a typo changes little', () => {
    const right = new Set(piecesOf('delivery'));
    const typo = piecesOf('delivary');
    expect(typo.filter((piece) => right.has(piece)).length).toBeGreaterThan(typo.length / 2);
  });

  it('has no pieces of placeholders and single marks', () => {
    expect(piecesOf('<handle>')).toEqual([]);
    expect(piecesOf('!')).toEqual([]);
  });

  it('keeps every bucket within the weights', () => {
    for (const bucket of [wordFeature('refund'), pairFeature(1, 2), ...piecesOf('complaint')]) {
      expect(bucket).toBeGreaterThanOrEqual(0);
      expect(bucket).toBeLessThan(BUCKETS);
    }
  });
});
