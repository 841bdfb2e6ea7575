import { describe, expect, it } from 'vitest';
import { measureRecallCurve } from '../../../../lib/classifier/train/recall-curve.ts';
import { pointFor } from '../../../../lib/domain/recall-promise.ts';

function posts(kind: { complaint: boolean; domain: string }, probabilities: readonly number[]) {
  return probabilities.map((probability) => ({ post: { text: '', ...kind }, probability }));
}
const COMPLAINTS = posts(
  { complaint: true, domain: 'retail' },
  Array.from({ length: 199 }, (_, i) => (i + 1) / 1000),
);
const HARMLESS = [
  ...posts({ complaint: false, domain: 'retail' }, [0.001, 0.15]),
  ...posts({ complaint: false, domain: 'random_tweet' }, [0.001, 0.001]),
];
const curve = measureRecallCurve([...COMPLAINTS, ...HARMLESS], 1);

describe('the recall curve', () => {
  it('keeps a promise with the k-th lowest complaint, k = p (n + 1) rounded down', () => {
    expect(pointFor(curve, 3)).toEqual({
      missAtMostPercent: 3,
      threshold: 0.006,
      missed: 0.0251,
      skimmed: 0.25,
      brandDirected: { missed: 0.0251, skimmed: 0.5 },
    });
  });

  it('misses more and skims less, the laxer the promise', () => {
    const missed = curve.map((point) => point.missed);
    const skimmed = curve.map((point) => point.skimmed);
    expect(missed).toEqual(missed.toSorted((a, b) => a - b));
    expect(skimmed).toEqual(skimmed.toSorted((a, b) => b - a));
    for (const point of curve) expect(100 * point.missed).toBeLessThanOrEqual(point.missAtMostPercent);
  });

  it('keeps its promise on average over complaints it was not measured on', () => {
    const all = Array.from({ length: 300 }, (_, i) => ((i * 7919) % 300) / 300);
    const misses = all.map((left, i) => {
      const rest = posts({ complaint: true, domain: '' }, all.toSpliced(i, 1));
      return left < pointFor(measureRecallCurve(rest, 1), 5).threshold;
    });
    expect(misses.filter(Boolean).length / all.length).toBeLessThanOrEqual(0.05);
  });

  it('calls nothing harmless that is more likely a complaint than not', () => {
    expect(pointFor(measureRecallCurve(COMPLAINTS, 0.01), 20).threshold).toBe(0.01);
  });

  it('promises nothing on too few complaints: nothing is called harmless', () => {
    const few = measureRecallCurve([...COMPLAINTS.slice(0, 20), ...HARMLESS], 1);
    expect(pointFor(few, 3)).toMatchObject({ threshold: 0, missed: 0, skimmed: 1 });
  });
});

describe('a promise', () => {
  it('between two that were measured is kept by the stricter', () => {
    expect(pointFor(curve, 2.9)).toBe(pointFor(curve, 2.5));
  });

  it('stricter than all that were measured calls nothing harmless', () => {
    expect(pointFor(curve, 0.4).threshold).toBe(0);
  });
});
