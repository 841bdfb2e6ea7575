import { describe, expect, it } from 'vitest';
import { linearModel } from '../../../../lib/classifier/linear-model.ts';
import { readText } from '../../../../lib/classifier/reading.ts';
import { fitWithHelpers } from '../../../../lib/classifier/train/helper-models.ts';
import { fitLogistic, shipForm } from '../../../../lib/classifier/train/logistic.ts';
import { minimise } from '../../../../lib/classifier/train/minimise.ts';
import { fitPlatt } from '../../../../lib/classifier/train/platt.ts';
import { rarity, sparseRow } from '../../../../lib/classifier/train/sparse.ts';

const GOOD = ['thanks for the help', 'great help thanks', 'thanks great service', 'great thanks to you'];
const BAD = ['still waiting for help', 'my parcel is late', 'still late and still waiting', 'late again still waiting'];
const readings = [...GOOD, ...BAD].map((text) => readText(text));
const rows = readings.map(sparseRow);
const labels = [...GOOD.map(() => false), ...BAD.map(() => true)];

describe('the optimiser', () => {
  it('finds the lowest point of a bowl', () => {
    const [x = 0, y = 0] = minimise(([a = 0, b = 0], gradient) => {
      gradient.set([2 * (a - 3), 20 * (b + 1)]);
      return (a - 3) ** 2 + 10 * (b + 1) ** 2;
    }, 2);
    expect(x).toBeCloseTo(3, 2);
    expect(y).toBeCloseTo(-1, 2);
  });
});

describe('learning one model', () => {
  it('scores complaints higher than the rest, on words it has seen', () => {
    const score = linearModel(shipForm(fitLogistic(rows, labels)));
    expect(score(readText('still late')).total).toBeGreaterThan(score(readText('great thanks')).total);
    expect(Math.min(...readings.slice(4).map((r) => score(r).total))).toBeGreaterThan(
      Math.max(...readings.slice(0, 4).map((r) => score(r).total)),
    );
  });

  it('learns the same every time', () => {
    expect(fitLogistic(rows, labels)).toEqual(fitLogistic(rows, labels));
  });

  it('learns nothing from what occurs once', () => {
    const counts = rarity(rows, fitLogistic(rows, labels).weights.length);
    const once = sparseRow(readText('parcel')).columns[1] ?? 0;
    expect(counts[once]).toBe(0);
  });

  it('rates the rare higher than the common', () => {
    const [common, rare] = ['still', 'again'].map((word) => readText(word).tokens[0]?.word.feature ?? 0);
    const twice = [...rows, sparseRow(readText('again'))];
    const weights = rarity(twice, fitLogistic(rows, labels).weights.length);
    expect(weights[rare ?? 0]).toBeGreaterThan(weights[common ?? 0] ?? 0);
  });
});

describe('learning with helpers', () => {
  const helper = shipForm(fitLogistic(rows, labels));

  it('becomes one plain model that scores words only the helper knew', () => {
    const few = [0, 1, 6, 7];
    const alone = fitLogistic(
      few.map((i) => rows[i] ?? sparseRow(readText(''))),
      few.map((i) => labels[i] === true),
    );
    const helped = fitWithHelpers(
      few.map((i) => rows[i] ?? sparseRow(readText(''))),
      few.map((i) => labels[i] === true),
      [helper],
    );
    const parcel = readText('parcel late').tokens[1]?.word.feature ?? 0;
    expect(Math.abs(helped.weights[parcel] ?? 0)).toBeGreaterThan(Math.abs(alone.weights[parcel] ?? 0));
    expect(helped.weights).toHaveLength(alone.weights.length);
  });

  it('is plain learning without helpers', () => {
    expect(fitWithHelpers(rows, labels, [])).toEqual(fitLogistic(rows, labels));
  });
});

describe('Platt calibration', () => {
  it('finds the slope and offset that scores were bent by', () => {
    const scores = Array.from({ length: 400 }, (_, i) => (i % 40) / 10 - 2);
    const truth = scores.map((score, i) => (Math.floor(i / 40) + 0.5) / 10 < 1 / (1 + Math.exp(-(2 * score - 0.5))));
    const { slope, offset } = fitPlatt(scores, truth);
    expect(slope).toBeCloseTo(2, 0);
    expect(offset).toBeCloseTo(-0.5, 0);
  });
});
