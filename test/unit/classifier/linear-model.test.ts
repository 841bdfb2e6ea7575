import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrated, probabilityOf } from '../../../lib/classifier/calibration.ts';
import { complaintModel } from '../../../lib/classifier/complaint-model.ts';
import { linearModel, linearTotal } from '../../../lib/classifier/linear-model.ts';
import { numberAt } from '../../../lib/classifier/quantised.ts';
import { readText } from '../../../lib/classifier/reading.ts';
import { shippedModel } from '../../../lib/classifier/shipped-model.ts';
import { sparseRow } from '../../../lib/classifier/train/sparse.ts';

const { complaint, calibration } = shippedModel();
const WORDS = ['@Nimbus', 'still', 'not', 'waiting', 'refund', 'thanks', '!', '?', '😡', '3', '#fail', 'never', 'bad'];
const posts = fc.array(fc.constantFrom(...WORDS), { maxLength: 20 }).map((words) => words.join(' '));

describe('the linear model', () => {
  it('scores the sum of its bias and what each token adds', () => {
    const score = linearModel(complaint);
    fc.assert(
      fc.property(posts, (text) => {
        const { bias, parts, total } = score(readText(text));
        expect(parts.reduce((sum, part) => sum + part, bias)).toBeCloseTo(total, 9);
      }),
    );
  });

  it('scores a post exactly as the trainer counts its features', () => {
    const score = linearModel(complaint);
    fc.assert(
      fc.property(posts, (text) => {
        const reading = readText(text);
        const { columns, values } = sparseRow(reading);
        const trained = columns.reduce(
          (sum, column, i) => sum + numberAt(complaint.weights, column) * (values[i] ?? 0),
          complaint.bias,
        );
        expect(score(reading).total).toBeCloseTo(trained, 9);
      }),
    );
  });

  it('scores a post without any word by its bias alone', () => {
    expect(linearModel(complaint)(readText('')).total).toBe(complaint.bias);
    expect(linearTotal(complaint)(readText(''))).toBe(complaint.bias);
  });

  it('comes to the same total without its parts', () => {
    const score = linearModel(complaint);
    const total = linearTotal(complaint);
    fc.assert(
      fc.property(posts, (text) => {
        const reading = readText(text);
        expect(total(reading)).toBeCloseTo(score(reading).total, 9);
      }),
    );
  });
});

describe('the calibrated model', () => {
  it('is Platt’s line over the raw score', () => {
    const reading = readText('@Nimbus still waiting for my refund');
    const raw = linearModel(complaint)(reading).total;
    const { slope, offset } = calibration;
    expect(linearModel(calibrated(complaint, calibration))(reading).total).toBeCloseTo(slope * raw + offset, 9);
  });

  it('turns log-odds into probabilities', () => {
    expect(probabilityOf(0)).toBe(0.5);
    expect(probabilityOf(Math.log(3))).toBeCloseTo(0.75, 12);
  });
});

describe('denied reproaches', () => {
  const score = complaintModel(complaint, calibration);
  const plain = linearModel(calibrated(complaint, calibration));

  it('turns what the denied words say, and still adds up', () => {
    const reading = readText('I have never received bad customer service from them');
    const denied = score(reading);
    expect(denied.total).toBeLessThan(plain(reading).total);
    expect(denied.parts.reduce((sum, part) => sum + part, denied.bias)).toBeCloseTo(denied.total, 9);
  });

  it.each([
    'I have never received such bad customer service',
    'never had a problem with you until today, nobody answers',
    'still waiting for my refund',
  ])('leaves alone: %s', (text) => {
    const reading = readText(text);
    expect(score(reading).total).toBe(plain(reading).total);
  });
});
