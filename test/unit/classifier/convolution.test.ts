import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHANNELS,
  type ConvolutionWeights,
  convolution,
  FILTERS,
  ROWS,
  rowOf,
  VECTOR_SIZE,
  WIDTHS,
} from '../../../lib/classifier/convolution.ts';
import { numberAt, quantise } from '../../../lib/classifier/quantised.ts';
import { readText } from '../../../lib/classifier/reading.ts';
import { randomNumbers } from '../../../lib/classifier/train/folds.ts';
import { wordGeneration, wordOf } from '../../../lib/classifier/word.ts';

const WORDS = ['still', 'waiting', 'for', 'my', 'refund', 'thanks', '!', 'never', 'late'];
const random = randomNumbers(7);
const numbers = (count: number, spread: number) =>
  Float64Array.from({ length: count }, () => spread * (2 * random() - 1));
const weights: ConvolutionWeights = {
  bias: 0.25,
  words: ['<unknown>', ...WORDS],
  vectors: quantise(numbers((1 + WORDS.length) * VECTOR_SIZE, 0.6)),
  rows: quantise(numbers(ROWS * VECTOR_SIZE, 0.3)),
  biases: Array.from(numbers(FILTERS, 0.3)),
  outputs: Array.from(numbers(FILTERS, 0.2)),
  direct: Array.from(numbers(VECTOR_SIZE, 0.2)),
};

/** The sum that defines the network, word by word and without any table. */
function definition(words: readonly string[]): number {
  const vectorOf = (word: string | undefined) => {
    const from = Math.max(0, weights.words.indexOf(word ?? '')) * VECTOR_SIZE;
    return Array.from({ length: VECTOR_SIZE }, (_, i) =>
      word === undefined ? 0 : numberAt(weights.vectors, from + i),
    );
  };
  const answer = (row: number, word: string | undefined) =>
    vectorOf(word).reduce((sum, x, i) => sum + x * numberAt(weights.rows, row * VECTOR_SIZE + i), 0);
  let total = weights.bias;
  for (const [nth, width] of WIDTHS.entries()) {
    for (let channel = 0; channel < CHANNELS; channel += 1) {
      const lasts = Array.from({ length: words.length + 2 }, (_, last) => last);
      const matches = lasts.map((last) =>
        Array.from({ length: width }, (_, k) => answer(rowOf(nth, k) + channel, words[last - width + 1 + k])).reduce(
          (sum, x) => sum + x,
          0,
        ),
      );
      const filter = nth * CHANNELS + channel;
      total += (weights.outputs[filter] ?? 0) * Math.max(0, Math.max(...matches) + (weights.biases[filter] ?? 0));
    }
  }
  const share = 1 / Math.sqrt(words.length || 1);
  for (const word of words)
    total += share * vectorOf(word).reduce((sum, x, i) => sum + x * (weights.direct[i] ?? 0), 0);
  return total;
}

const score = convolution(weights);
const posts = fc.array(fc.constantFrom(...WORDS, 'zibbet'), { minLength: 1, maxLength: 8 });

/** The known words, then thirty that nobody has ever read. */
function newPost(i: number): string {
  return [...WORDS, ...Array.from({ length: 30 }, (_, k) => `zibbet${i}q${k}`)].join(' ');
}

describe('the convolution', () => {
  it('scores a post by the strongest match of each filter, as the network is defined', () => {
    fc.assert(
      fc.property(posts, (words) => {
        expect(score(readText(words.join(' '))).total).toBeCloseTo(definition(words), 1);
      }),
      { numRuns: 20 },
    );
  });

  it('scores the sum of its bias and what each token adds', () => {
    fc.assert(
      fc.property(posts, (words) => {
        const { bias, parts, total } = score(readText(words.join(' ')));
        expect(parts).toHaveLength(words.length);
        expect(parts.reduce((sum, part) => sum + part, bias)).toBeCloseTo(total, 9);
      }),
    );
  });

  it('hears the order of words', () => {
    const [one, other] = ['never late thanks', 'late thanks never'].map((text) => score(readText(text)).total);
    expect(one).not.toBeCloseTo(other ?? 0, 2);
  });

  it('takes all words it does not know for the same', () => {
    expect(score(readText('my zibbet late')).total).toBe(score(readText('my quonset late')).total);
  });

  it('reads the first two thousand words of an endless post, and no more', () => {
    const { parts, total } = score(readText('waiting '.repeat(3000)));
    expect(parts).toHaveLength(3000);
    expect(parts.at(-1)).toBe(0);
    expect(total).toBeCloseTo(score(readText('waiting '.repeat(2500))).total, 9);
  });

  it('says of an empty post only what its filters say of nothing', () => {
    expect(score(readText('')).parts).toEqual([]);
    expect(score(readText('')).total).toBeCloseTo(definition([]), 6);
  });

  it('scores a post alike, whether or not its reading is when all words are forgotten', () => {
    const usual = score(readText(newPost(0))).total;
    for (let i = 0; i < 19_900; i += 1) wordOf('word', `filler${i}`);
    const before = wordGeneration();
    for (let i = 1; wordGeneration() === before; i += 1) expect(score(readText(newPost(i))).total).toBe(usual);
  });
});
