import { describe, expect, it } from 'vitest';
import { linearModel } from '../../../../lib/classifier/linear-model.ts';
import { readText } from '../../../../lib/classifier/reading.ts';
import { fitLogistic, scoreOf, shipForm } from '../../../../lib/classifier/train/logistic.ts';
import { minimise } from '../../../../lib/classifier/train/minimise.ts';
import { fitPlatt } from '../../../../lib/classifier/train/platt.ts';
import { rarity, sparseRow } from '../../../../lib/classifier/train/sparse.ts';

const GOOD = ['thanks for the help', 'great help thanks', 'thanks great service', 'great thanks to you'];
const BAD = ['still waiting for help', 'my parcel is late', 'still late and still waiting', 'late again still waiting'];
const readings = [...GOOD, ...BAD].map((text) => readText(text));
const rows = readings.map(sparseRow);
const lessons = rows.map((row, i) => ({ row, target: i < GOOD.length ? 0 : 1 }));

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
    const score = linearModel(shipForm(fitLogistic(lessons)));
    expect(score(readText('still late')).total).toBeGreaterThan(score(readText('great thanks')).total);
    expect(Math.min(...readings.slice(4).map((r) => score(r).total))).toBeGreaterThan(
      Math.max(...readings.slice(0, 4).map((r) => score(r).total)),
    );
  });

  it('learns the same every time', () => {
    expect(fitLogistic(lessons)).toEqual(fitLogistic(lessons));
  });

  it('lets an example that counts more decide', () => {
    const [row = sparseRow(readText(''))] = rows;
    const torn = (weight: number) => [
      { row, target: 1, weight },
      { row, target: 0, weight: 1 },
    ];
    expect(scoreOf(fitLogistic(torn(3)), row)).toBeGreaterThan(0);
    expect(scoreOf(fitLogistic(torn(1 / 3)), row)).toBeLessThan(0);
  });

  it('learns from probabilities, not only from yes and no', () => {
    const sure = fitLogistic(lessons);
    const doubtful = fitLogistic(lessons.map(({ row, target }) => ({ row, target: 0.4 + 0.2 * target })));
    const [last = sparseRow(readText(''))] = rows.slice(-1);
    expect(scoreOf(doubtful, last)).toBeGreaterThan(0);
    expect(scoreOf(doubtful, last)).toBeLessThan(scoreOf(sure, last));
  });

  it('learns nothing from what occurs once', () => {
    const counts = rarity(rows, fitLogistic(lessons).weights.length);
    const once = sparseRow(readText('parcel')).columns[1] ?? 0;
    expect(counts[once]).toBe(0);
  });

  it('rates the rare higher than the common', () => {
    const [common, rare] = ['still', 'again'].map((word) => readText(word).tokens[0]?.word.feature ?? 0);
    const twice = [...rows, sparseRow(readText('again'))];
    const weights = rarity(twice, fitLogistic(lessons).weights.length);
    expect(weights[rare ?? 0]).toBeGreaterThan(weights[common ?? 0] ?? 0);
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
