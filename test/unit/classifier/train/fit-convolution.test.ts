import { beforeAll, describe, expect, it } from 'vitest';
import {
  type ConvolutionWeights,
  convolution,
  FILTERS,
  ROWS,
  VECTOR_SIZE,
} from '../../../../lib/classifier/convolution.ts';
import { readText } from '../../../../lib/classifier/reading.ts';
import { gradientsOf, type Network, type WordLesson } from '../../../../lib/classifier/train/convolution-gradients.ts';
import { fitConvolution } from '../../../../lib/classifier/train/fit-convolution.ts';
import { randomNumbers } from '../../../../lib/classifier/train/folds.ts';

const WORDS = ['<unknown>', 'not', 'good', 'bad', 'parcel', 'today', 'really', 'shop'];
const random = randomNumbers(11);
const numbers = (count: number, spread: number) =>
  Float32Array.from({ length: count }, () => spread * (2 * random() - 1));

/** Any word that tells nothing. */
function filler(): number {
  return 4 + Math.floor(4 * random());
}

/** Whether "not" stands before "good" or before "bad" is all that tells the two apart: no count of words does. */
function lessonOf(bad: boolean): WordLesson {
  const [first, second] = bad ? [2, 3] : [3, 2];
  const words = [filler(), 1, first, filler(), filler(), filler(), second, filler()];
  return { words: Int32Array.from(words), target: bad ? 1 : 0, weight: 1 };
}

/** Leaves nothing out: the shares of dropout are below. */
function nothingDropped(): number {
  return 0.999;
}

describe('the fitted convolution', () => {
  const fitting = { lexicon: WORDS, vectors: numbers(WORDS.length * VECTOR_SIZE, 0.5), seed: 1 };
  let weights: ConvolutionWeights;
  beforeAll(() => {
    weights = fitConvolution(
      Array.from({ length: 3000 }, (_, i) => lessonOf(i % 2 === 0)),
      fitting,
    );
  });

  it('learns what no sum over single words can tell', () => {
    const score = convolution(weights);
    expect(score(readText('parcel not good today really today bad shop')).total).toBeGreaterThan(1);
    expect(score(readText('parcel not bad today really today good shop')).total).toBeLessThan(-1);
  });

  it('is the same a second time, and another with another seed', () => {
    const lessons = Array.from({ length: 200 }, (_, i) => lessonOf(i % 2 === 0));
    const fitted = [1, 1, 2].map((seed) => fitConvolution(lessons, { ...fitting, seed }));
    expect(fitted[1]).toEqual(fitted[0]);
    expect(fitted[2]).not.toEqual(fitted[0]);
  });

  it('keeps the words that two lessons have, the unknown word first', () => {
    const lessons = [[4, 5], [4], [5, 6]].map((words) => ({ words: Int32Array.from(words), target: 1, weight: 1 }));
    expect(fitConvolution(lessons, fitting).words).toEqual(['<unknown>', 'parcel', 'today']);
  });
});

describe('its gradients', () => {
  const network: Network = {
    vectors: numbers(5 * VECTOR_SIZE, 0.5),
    rows: numbers(ROWS * VECTOR_SIZE, 0.3),
    biases: numbers(FILTERS, 0.2),
    outputs: numbers(FILTERS, 0.2),
    direct: numbers(VECTOR_SIZE, 0.2),
    bias: Float32Array.of(0.1),
  };
  const lessons = [
    { words: Int32Array.of(1, 2, 3), target: 1, weight: 2 },
    { words: Int32Array.of(2, 4), target: 0.3, weight: 1 },
    { words: Int32Array.of(), target: 0, weight: 1 },
  ];
  it('say how each number moves the score: checked against small steps', () => {
    const single = [{ words: Int32Array.of(1, 2, 3), target: 0, weight: 1 }];
    const scoreNow = () => {
      const error = gradientsOf(single, network, nothingDropped).bias[0] ?? 0;
      return Math.log(error / (1 - error));
    };
    const { words, ...gradients } = gradientsOf(single, network, nothingDropped);
    const error = gradients.bias[0] ?? 0;
    const slopeOf = (part: Float32Array, at: number) => {
      const before = part[at] ?? 0;
      const scores = [0.01, -0.01].map((step) => {
        part[at] = before + step;
        return scoreNow();
      });
      part[at] = before;
      return ((scores[0] ?? 0) - (scores[1] ?? 0)) / 0.02;
    };
    for (const at of [0, 7, 70, 150, 191]) {
      expect((gradients.outputs[at] ?? 0) / error).toBeCloseTo(slopeOf(network.outputs, at), 2);
      expect((gradients.biases[at] ?? 0) / error).toBeCloseTo(slopeOf(network.biases, at), 2);
    }
    for (const at of [3, 44, 99]) {
      expect((gradients.direct[at] ?? 0) / error).toBeCloseTo(slopeOf(network.direct, at), 2);
      const word = words[1] ?? 0;
      const slope = slopeOf(network.vectors, word * VECTOR_SIZE + at);
      expect((gradients.vectors[VECTOR_SIZE + at] ?? 0) / error).toBeCloseTo(slope, 1);
    }
    for (const at of [5, 6430, 20_017, 33_333]) {
      expect((gradients.rows[at] ?? 0) / error).toBeCloseTo(slopeOf(network.rows, at), 2);
    }
  });

  it('are of the words of the batch alone', () => {
    expect([...gradientsOf(lessons, network, nothingDropped).words].sort()).toEqual([1, 2, 3, 4]);
  });
});
