// Scores a post by what up to three words in a row mean together: a convolutional network over word vectors (Kim 2014).
import type { LinearScore } from './linear-model.ts';
import { numberAt, type Quantised } from './quantised.ts';
import type { Reading } from './reading.ts';
import { SLOTS, type Word, wordNumbers } from './word.ts';

/** How many numbers stand for a word. */
export const VECTOR_SIZE = 100;
/** How many filters there are for windows of one word, of two and of three. */
export const CHANNELS = 64;
/** A filter looks at each word of its window with other weights: one row each, first the windows of one word. */
export const ROWS = (1 + 2 + 3) * CHANNELS;
export const WIDTHS = [1, 2, 3];
export const FILTERS = WIDTHS.length * CHANNELS;
/** The first row of each width. */
const FIRST_ROWS = WIDTHS.map((_, nth) => CHANNELS * WIDTHS.slice(0, nth).reduce((sum, width) => sum + width, 0));

export interface ConvolutionWeights {
  readonly bias: number;
  /** The words it knows; the first stands for all others. */
  readonly words: readonly string[];
  /** VECTOR_SIZE numbers for each word. */
  readonly vectors: Quantised;
  /** VECTOR_SIZE numbers for each row: by width, then by the place in the window, then by filter. */
  readonly rows: Quantised;
  /** Added to each filter's best match; only a sum above 0 counts. */
  readonly biases: readonly number[];
  /** What 1 of that sum adds to the score, by filter. */
  readonly outputs: readonly number[];
  /** What a word's vector adds, however it stands; VECTOR_SIZE numbers. */
  readonly direct: readonly number[];
}

/** Whole numbers in this many parts of 1 add up the same in any order, and faster than fractions. */
const UNIT = 512;
const MOST = 0x7fff;
/** Words beyond the longest post of any network do not count. */
const LONGEST = 2048;
/** The place of a match stands in the lowest bits of its strength: the best match and its place are one maximum. */
const PLACE_BITS = 11;
const PLACE_MASK = LONGEST - 1;
const NOWHERE = -0x40000000;
/** Where an empty word's answers stand: after those of all others. */
const EMPTY = SLOTS * ROWS;

/** The first row for the word at place `k` of the windows of the n-th width. */
export function rowOf(nth: number, k: number): number {
  return (FIRST_ROWS[nth] ?? 0) + k * CHANNELS;
}

/** The total is the bias plus the sum of the parts, as the linear model's is. */
export function convolution(weights: ConvolutionWeights): (reading: Reading) => LinearScore {
  const { answers, at } = answersOf(weights);
  const { biases, outputs } = weights;
  const matches = new Int32Array(FILTERS);
  // Two empty words stand before a post and after it.
  const bases = new Int32Array(LONGEST + 2).fill(EMPTY);
  return ({ tokens }) => {
    const count = Math.min(tokens.length, LONGEST - 2);
    const share = 1 / Math.sqrt(count || 1);
    const parts: number[] = [];
    for (const { word } of tokens) {
      const place = parts.length;
      if (place < count) bases[place + 2] = word.slot * ROWS;
      parts.push(place < count ? share * at(word) : 0);
    }
    bases.fill(EMPTY, count + 2, count + 4);
    findMatches(answers, bases, { count, matches });
    let { bias } = weights;
    for (let filter = 0; filter < FILTERS; filter += 1) {
      const match = matches[filter] ?? 0;
      const output = outputs[filter] ?? 0;
      const floor = biases[filter] ?? 0;
      if ((match >> PLACE_BITS) + UNIT * floor <= 0) continue;
      bias += output * floor;
      const nth = Math.floor(filter / CHANNELS);
      const last = match & PLACE_MASK;
      for (let k = 0; k <= nth; k += 1) {
        const place = last - nth + k;
        if (place < 0 || place >= count) continue;
        const answer = answers[(bases[place + 2] ?? 0) + rowOf(nth, k) + (filter % CHANNELS)] ?? 0;
        parts[place] = (parts[place] ?? 0) + (output * answer) / UNIT;
      }
    }
    return { total: parts.reduce((sum, part) => sum + part, bias), bias, parts };
  };
}

interface Windows {
  readonly count: number;
  /** Of each filter the strongest match and, in the lowest bits, the place of its last word. */
  readonly matches: Int32Array;
}

/** Windows of one, two and three words end at each word, and at the two empty words after the last. */
function findMatches(answers: Int16Array, bases: Int32Array, { count, matches }: Windows): void {
  for (let channel = 0; channel < CHANNELS; channel += 1) {
    let one = NOWHERE;
    let two = NOWHERE;
    let three = NOWHERE;
    let a = EMPTY;
    let b = EMPTY;
    for (let place = 0; place < count + 2; place += 1) {
      const c = (bases[place + 2] ?? 0) + channel;
      const alone = answers[c] ?? 0;
      const pair = (answers[b + CHANNELS] ?? 0) + (answers[c + 2 * CHANNELS] ?? 0);
      const triple =
        (answers[a + 3 * CHANNELS] ?? 0) + (answers[b + 4 * CHANNELS] ?? 0) + (answers[c + 5 * CHANNELS] ?? 0);
      one = Math.max(one, (alone << PLACE_BITS) | place);
      two = Math.max(two, (pair << PLACE_BITS) | place);
      three = Math.max(three, (triple << PLACE_BITS) | place);
      a = b;
      b = c;
    }
    matches[channel] = one;
    matches[CHANNELS + channel] = two;
    matches[2 * CHANNELS + channel] = three;
  }
}

/** What each row says to each word, in UNITs, computed when a word is first met; `at` gives what a word adds by itself. */
function answersOf({ words, vectors, rows, direct }: ConvolutionWeights) {
  const numbers = new Map(words.map((form, i) => [form, i]));
  const rowNumbers = Float64Array.from({ length: ROWS * VECTOR_SIZE }, (_, i) => numberAt(rows, i));
  const answers = new Int16Array((SLOTS + 1) * ROWS);
  const vector = new Float64Array(VECTOR_SIZE);
  const own = wordNumbers(1, ({ form, slot }, into) => {
    const from = (numbers.get(form) ?? 0) * VECTOR_SIZE;
    for (let i = 0; i < VECTOR_SIZE; i += 1) vector[i] = numberAt(vectors, from + i);
    for (let row = 0; row < ROWS; row += 1) {
      const answer = Math.round(UNIT * dot(vector, rowNumbers.subarray(row * VECTOR_SIZE, (row + 1) * VECTOR_SIZE)));
      answers[slot * ROWS + row] = Math.max(-MOST, Math.min(MOST, answer));
    }
    into.numbers[into.at] = dot(vector, direct);
  });
  return { answers, at: (word: Word): number => own.numbers[own.at(word)] ?? 0 };
}

function dot(a: Float64Array, b: { readonly [i: number]: number }): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
