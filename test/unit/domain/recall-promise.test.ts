import { describe, expect, it } from 'vitest';
import { pointFor, promiseWords, type RecallCurve } from '../../../lib/domain/recall-promise.ts';

const curve: RecallCurve = [
  {
    missAtMostPercent: 1,
    threshold: 0.02,
    missed: 0.008,
    skimmed: 0.6,
    brandDirected: { missed: 0.008, skimmed: 0.7 },
  },
  {
    missAtMostPercent: 3,
    threshold: 0.09,
    missed: 0.028,
    skimmed: 0.331,
    brandDirected: { missed: 0.02, skimmed: 0.58 },
  },
];

describe('a promise of recall', () => {
  it('between two that were measured is kept by the stricter', () => {
    expect(pointFor(curve, 2.9)).toBe(curve[0]);
    expect(pointFor(curve, 3)).toBe(curve[1]);
    expect(pointFor(curve, 20)).toBe(curve[1]);
  });

  it('stricter than all that were measured calls nothing harmless', () => {
    expect(pointFor(curve, 0.5)).toMatchObject({ threshold: 0, missed: 0, skimmed: 1 });
  });

  it('is said with what it costs', () => {
    expect(promiseWords(curve, 3)).toBe(
      'Miss at most 3 % of complaints: of 100 harmless mentions somebody skims about 33, of 100 about the brand 58.',
    );
  });
});
