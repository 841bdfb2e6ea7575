import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probabilityOf } from '../../../lib/classifier/calibration.ts';
import { complaintModel } from '../../../lib/classifier/complaint-model.ts';
import { convolution } from '../../../lib/classifier/convolution.ts';
import { linearModel, linearTotal } from '../../../lib/classifier/linear-model.ts';
import { numberAt } from '../../../lib/classifier/quantised.ts';
import { type Reading, readText } from '../../../lib/classifier/reading.ts';
import { shippedModel } from '../../../lib/classifier/shipped-model.ts';
import { sparseRow } from '../../../lib/classifier/train/sparse.ts';

const { complaint: weights, calibration } = shippedModel();
const { linear } = weights;
const WORDS = ['@Nimbus', 'still', 'not', 'waiting', 'refund', 'thanks', '!', '?', '😡', '3', '#fail', 'never', 'bad'];
const posts = fc.array(fc.constantFrom(...WORDS), { maxLength: 20 }).map((words) => words.join(' '));

describe('the linear model', () => {
  it('scores the sum of its bias and what each token adds', () => {
    const score = linearModel(linear);
    fc.assert(
      fc.property(posts, (text) => {
        const { bias, parts, total } = score(readText(text));
        expect(parts.reduce((sum, part) => sum + part, bias)).toBeCloseTo(total, 9);
      }),
    );
  });

  it('scores a post exactly as the trainer counts its features', () => {
    const score = linearModel(linear);
    fc.assert(
      fc.property(posts, (text) => {
        const reading = readText(text);
        const { columns, values } = sparseRow(reading);
        const trained = columns.reduce(
          (sum, column, i) => sum + numberAt(linear.weights, column) * (values[i] ?? 0),
          linear.bias,
        );
        expect(score(reading).total).toBeCloseTo(trained, 9);
      }),
    );
  });

  it('scores a post without any word by its bias alone', () => {
    expect(linearModel(linear)(readText('')).total).toBe(linear.bias);
    expect(linearTotal(linear)(readText(''))).toBe(linear.bias);
  });

  it('comes to the same total without its parts', () => {
    const score = linearModel(linear);
    const total = linearTotal(linear);
    fc.assert(
      fc.property(posts, (text) => {
        const reading = readText(text);
        expect(total(reading)).toBeCloseTo(score(reading).total, 9);
      }),
    );
  });
});

/** What the mean of both parts says, calibrated, before denials are heard. */
function plain(reading: Reading): number {
  const mean = (linearModel(linear)(reading).total + convolution(weights.convolution)(reading).total) / 2;
  return calibration.slope * mean + calibration.offset;
}

describe('the complaint model', () => {
  it('is Platt’s line over the mean of its two parts, word by word', () => {
    const reading = readText('@Nimbus still waiting for my refund');
    const one = linearModel(linear)(reading);
    const other = convolution(weights.convolution)(reading);
    const score = complaintModel(weights, calibration)(reading);
    expect(score.total).toBeCloseTo(plain(reading), 9);
    score.parts.forEach((part, i) => {
      expect(part).toBeCloseTo(calibration.slope * (((one.parts[i] ?? 0) + (other.parts[i] ?? 0)) / 2), 9);
    });
  });

  it('turns log-odds into probabilities', () => {
    expect(probabilityOf(0)).toBe(0.5);
    expect(probabilityOf(Math.log(3))).toBeCloseTo(0.75, 12);
  });
});

describe('denied reproaches', () => {
  const score = complaintModel(weights, calibration);

  it('turns what the denied words say, and still adds up', () => {
    const reading = readText('I have never received bad customer service from them');
    const denied = score(reading);
    expect(denied.total).toBeLessThan(plain(reading));
    expect(denied.parts.reduce((sum, part) => sum + part, denied.bias)).toBeCloseTo(denied.total, 9);
  });

  it.each([
    'I have never received such bad customer service',
    'never had a problem with you until today, nobody answers',
    'still waiting for my refund',
  ])('leaves alone: %s', (text) => {
    expect(score(readText(text)).total).toBeCloseTo(plain(readText(text)), 9);
  });
});
