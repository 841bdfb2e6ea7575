import { describe, expect, it } from 'vitest';
import { auc, calibrationError, macroF1, precisionRecall } from '../../../../lib/classifier/train/metrics.ts';

describe('the figures', () => {
  it('takes the mean F1 of the classes', () => {
    // Class 1: precision 1/2, recall 1, F1 2/3; class 0: precision 1, recall 2/3, F1 4/5.
    expect(macroF1([1, 1, 0, 0], [1, 0, 0, 0])).toBeCloseTo((2 / 3 + 4 / 5) / 2, 12);
  });

  it('counts a class that is never said as 0', () => {
    expect(macroF1([0, 0], [1, 0])).toBeCloseTo((0 + 2 / 3) / 2, 12);
  });

  it('tells precision from recall', () => {
    expect(precisionRecall([true, true, false, false], [true, false, true, true])).toEqual({
      precision: 1 / 2,
      recall: 1 / 3,
    });
    expect(precisionRecall([false], [false])).toEqual({ precision: 0, recall: 0 });
  });

  it('counts how often a complaint scores higher, ties half', () => {
    expect(auc([1, 2, 3, 4], [false, false, true, true])).toBe(1);
    expect(auc([4, 3, 2, 1], [false, false, true, true])).toBe(0);
    expect(auc([1, 1, 1, 1], [false, true, false, true])).toBe(0.5);
    expect(auc([1, 2, 2, 3], [false, true, false, true])).toBe(0.875);
  });

  it('measures how far probabilities are from what is found', () => {
    expect(calibrationError([0.5, 0.5], [true, false])).toBe(0);
    expect(calibrationError([0.9, 0.9, 0.1, 0.1], [false, false, false, false])).toBeCloseTo(0.5, 12);
  });
});
