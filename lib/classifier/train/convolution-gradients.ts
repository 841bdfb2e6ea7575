// Says in which direction the numbers of a convolution should move for a batch of lessons (back-propagation).
import { CHANNELS, FILTERS, ROWS, rowOf, VECTOR_SIZE, WIDTHS } from '../convolution.ts';
import { UNKNOWN } from './lexicon.ts';

/** What a text should score. */
export interface WordLesson {
  /** The numbers of its words, in order. */
  readonly words: Int32Array;
  /** Probability of a complaint. */
  readonly target: number;
  /** How much it counts beside the others. */
  readonly weight: number;
}

/** The numbers of a convolution; see ConvolutionWeights. */
export interface Network {
  readonly vectors: Float32Array;
  readonly rows: Float32Array;
  readonly biases: Float32Array;
  readonly outputs: Float32Array;
  readonly direct: Float32Array;
  readonly bias: Float32Array;
}

/** Of the mean loss of the batch; that of the vectors is of the words named alone. */
export interface Gradients extends Network {
  readonly words: Int32Array;
}

/** Share of filters, and of the numbers of the vectors' sum, that a lesson is learned without. */
const DROPOUT = 0.3;
/** Share of words taken for unknown. */
const WORD_DROPOUT = 0.1;
/** What is left counts for what was left out. */
const KEPT_SCALE = 1 / (1 - DROPOUT);
const WIDEST = Math.max(...WIDTHS);

/** A batch whose words are numbered anew, in the order of `words`. */
interface Batch {
  readonly texts: readonly Int32Array[];
  readonly words: Int32Array;
  readonly vectors: Float32Array;
  /** What each row says to each word: ROWS numbers a word. */
  readonly answers: Float32Array;
  readonly answerGradients: Float32Array;
}

export function gradientsOf(lessons: readonly WordLesson[], network: Network, random: () => number): Gradients {
  const batch = batchOf(lessons, network, random);
  const gradients = {
    words: batch.words,
    vectors: new Float32Array(batch.vectors.length),
    rows: new Float32Array(network.rows.length),
    biases: new Float32Array(FILTERS),
    outputs: new Float32Array(FILTERS),
    direct: new Float32Array(VECTOR_SIZE),
    bias: new Float32Array(1),
  };
  const scratch = { random, strengths: new Float32Array(FILTERS), places: new Int32Array(FILTERS) };
  lessons.forEach((lesson, i) => {
    const text = batch.texts[i] ?? new Int32Array();
    const weight = lesson.weight / lessons.length;
    learnFrom({ ...lesson, text, weight }, { batch, network, gradients, ...scratch });
  });
  spreadToRows(batch, network, gradients);
  return gradients;
}

function batchOf(lessons: readonly WordLesson[], network: Network, random: () => number): Batch {
  const numbers = new Map<number, number>();
  const numberOf = (word: number): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, numbers.size);
    return numbers.size - 1;
  };
  const texts = lessons.map(({ words }) => words.map((word) => numberOf(random() < WORD_DROPOUT ? UNKNOWN : word)));
  const words = Int32Array.from(numbers.keys());
  const vectors = new Float32Array(words.length * VECTOR_SIZE);
  words.forEach((word, i) => {
    vectors.set(network.vectors.subarray(word * VECTOR_SIZE, (word + 1) * VECTOR_SIZE), i * VECTOR_SIZE);
  });
  const answers = answersOf(vectors, network.rows);
  return { texts, words, vectors, answers, answerGradients: new Float32Array(answers.length) };
}

/** The product of both matrices; four rows at a time, since reading a word takes longer than multiplying it. */
function answersOf(vectors: Float32Array, rows: Float32Array): Float32Array {
  const count = vectors.length / VECTOR_SIZE;
  const answers = new Float32Array(count * ROWS);
  for (let word = 0; word < count; word += 1) {
    const v = word * VECTOR_SIZE;
    for (let row = 0; row < ROWS; row += 4) {
      const r = row * VECTOR_SIZE;
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let i = 0; i < VECTOR_SIZE; i += 1) {
        const x = vectors[v + i] ?? 0;
        a += x * (rows[r + i] ?? 0);
        b += x * (rows[r + VECTOR_SIZE + i] ?? 0);
        c += x * (rows[r + 2 * VECTOR_SIZE + i] ?? 0);
        d += x * (rows[r + 3 * VECTOR_SIZE + i] ?? 0);
      }
      const at = word * ROWS + row;
      answers[at] = a;
      answers[at + 1] = b;
      answers[at + 2] = c;
      answers[at + 3] = d;
    }
  }
  return answers;
}

interface Passage {
  readonly text: Int32Array;
  readonly target: number;
  readonly weight: number;
}

interface Pass {
  readonly batch: Batch;
  readonly network: Network;
  readonly gradients: Gradients;
  readonly random: () => number;
  readonly strengths: Float32Array;
  readonly places: Int32Array;
}

function learnFrom({ text, target, weight }: Passage, pass: Pass): void {
  const { network, gradients, strengths, random } = pass;
  findMatches(text, pass);
  const sum = sumOf(text, pass);
  let score = network.bias[0] ?? 0;
  for (let f = 0; f < FILTERS; f += 1) {
    const strength = (strengths[f] ?? 0) + (network.biases[f] ?? 0);
    strengths[f] = random() < DROPOUT ? 0 : KEPT_SCALE * Math.max(0, strength);
    score += (network.outputs[f] ?? 0) * (strengths[f] ?? 0);
  }
  for (let i = 0; i < VECTOR_SIZE; i += 1) score += (network.direct[i] ?? 0) * (sum[i] ?? 0);
  const error = weight * (1 / (1 + Math.exp(-score)) - target);
  gradients.bias[0] = (gradients.bias[0] ?? 0) + error;
  blameFilters({ text, error }, pass);
  blameSum({ text, error, sum }, pass);
}

/** For each filter the strongest match in the text and where its window begins; past both ends stand empty words. */
function findMatches(text: Int32Array, { batch: { answers }, strengths, places }: Pass): void {
  strengths.fill(Number.NEGATIVE_INFINITY);
  const window = new Float32Array(CHANNELS);
  for (let place = 1 - WIDEST; place < text.length; place += 1) {
    WIDTHS.forEach((width, nth) => {
      const first = place + WIDEST - width;
      window.fill(0);
      for (let k = 0; k < width; k += 1) {
        const word = text[first + k];
        if (word !== undefined) addPart(window, answers, word * ROWS + rowOf(nth, k));
      }
      for (let channel = 0; channel < CHANNELS; channel += 1) {
        const filter = nth * CHANNELS + channel;
        if ((window[channel] ?? 0) <= (strengths[filter] ?? 0)) continue;
        strengths[filter] = window[channel] ?? 0;
        places[filter] = first;
      }
    });
  }
}

/** Adds to `sum` as many numbers of `all`, from `at` on. */
function addPart(sum: Float32Array, all: Float32Array, at: number): void {
  for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] ?? 0) + (all[at + i] ?? 0);
}

/** The vectors of all words, with some of their numbers left out. */
function sumOf(text: Int32Array, { batch: { vectors }, random }: Pass): Float32Array {
  const sum = new Float32Array(VECTOR_SIZE);
  for (const word of text) addPart(sum, vectors, word * VECTOR_SIZE);
  const scale = KEPT_SCALE / Math.sqrt(text.length || 1);
  return sum.map((value) => (random() < DROPOUT ? 0 : scale * value));
}

interface Blame {
  readonly text: Int32Array;
  /** By how much the score is too high, times the weight of the lesson. */
  readonly error: number;
}

function blameFilters({ text, error }: Blame, { batch, network, gradients, strengths, places }: Pass): void {
  for (let filter = 0; filter < FILTERS; filter += 1) {
    const strength = strengths[filter] ?? 0;
    if (strength === 0) continue;
    gradients.outputs[filter] = (gradients.outputs[filter] ?? 0) + error * strength;
    const slope = error * KEPT_SCALE * (network.outputs[filter] ?? 0);
    gradients.biases[filter] = (gradients.biases[filter] ?? 0) + slope;
    const nth = Math.floor(filter / CHANNELS);
    for (let k = 0; k < (WIDTHS[nth] ?? 0); k += 1) {
      const word = text[(places[filter] ?? 0) + k];
      if (word === undefined) continue;
      const at = word * ROWS + rowOf(nth, k) + (filter % CHANNELS);
      batch.answerGradients[at] = (batch.answerGradients[at] ?? 0) + slope;
    }
  }
}

function blameSum({ text, error, sum }: Blame & { readonly sum: Float32Array }, { network, gradients }: Pass): void {
  const scale = (error * KEPT_SCALE) / Math.sqrt(text.length || 1);
  const slopes = sum.map((value, i) => (value === 0 ? 0 : scale * (network.direct[i] ?? 0)));
  for (const word of text) {
    const at = word * VECTOR_SIZE;
    for (let i = 0; i < VECTOR_SIZE; i += 1)
      gradients.vectors[at + i] = (gradients.vectors[at + i] ?? 0) + (slopes[i] ?? 0);
  }
  for (let i = 0; i < VECTOR_SIZE; i += 1) {
    gradients.direct[i] = (gradients.direct[i] ?? 0) + error * (sum[i] ?? 0);
  }
}

/** From what rows say to words on to the rows and the vectors; most of it is 0. */
function spreadToRows({ vectors, answerGradients }: Batch, { rows }: Network, gradients: Gradients): void {
  for (let word = 0; word < vectors.length / VECTOR_SIZE; word += 1) {
    const v = word * VECTOR_SIZE;
    for (let row = 0; row < ROWS; row += 1) {
      const slope = answerGradients[word * ROWS + row] ?? 0;
      if (slope === 0) continue;
      const r = row * VECTOR_SIZE;
      for (let i = 0; i < VECTOR_SIZE; i += 1) {
        gradients.rows[r + i] = (gradients.rows[r + i] ?? 0) + slope * (vectors[v + i] ?? 0);
        gradients.vectors[v + i] = (gradients.vectors[v + i] ?? 0) + slope * (rows[r + i] ?? 0);
      }
    }
  }
}
