// Fits the convolution to lessons: mini-batches, dropout, Adam; the same result for the same lessons and seed.
import { CHANNELS, type ConvolutionWeights, FILTERS, ROWS, VECTOR_SIZE, WIDTHS } from '../convolution.ts';
import { quantise } from '../quantised.ts';
import { adam } from './adam.ts';
import { gradientsOf, type Network, type WordLesson } from './convolution-gradients.ts';
import { randomNumbers } from './folds.ts';
import { type Lexicon, UNKNOWN } from './lexicon.ts';
import { onThreads } from './threads.ts';

export interface ConvolutionFitting {
  readonly lexicon: Lexicon;
  /** VECTOR_SIZE numbers for each word of the lexicon to begin with. */
  readonly vectors: Float32Array;
  readonly seed: number;
}

const EPOCHS = 4;
const BATCH = 256;
/** Falls to 0 towards the end. */
const PACE = 3e-3;

/** What one thread does. */
export interface ConvolutionTask extends ConvolutionFitting {
  readonly lessons: readonly WordLesson[];
}

const fitOnThread = onThreads<ConvolutionTask, ConvolutionWeights>('./convolution-worker.ts');

/** `fitConvolution`, beside other work: it takes about a minute. */
export function fitConvolutionApart(
  lessons: readonly WordLesson[],
  { lexicon, vectors, seed }: ConvolutionFitting,
): Promise<ConvolutionWeights> {
  // Only what is needed: the task is copied to the thread.
  const slim = lessons.map(({ words, target, weight }) => ({ words, target, weight }));
  return fitOnThread({ lessons: slim, lexicon, vectors, seed });
}

/** A word in fewer lessons than this is not learned. */
const RAREST = 2;

export function fitConvolution(
  lessons: readonly WordLesson[],
  { lexicon, vectors, seed }: ConvolutionFitting,
): ConvolutionWeights {
  const kept = frequentWords(lessons, lexicon);
  const renumbered = new Int32Array(lexicon.length).fill(UNKNOWN);
  kept.forEach((word, i) => {
    renumbered[word] = i;
  });
  const known = lessons.map((lesson) => ({
    ...lesson,
    words: lesson.words.map((word) => renumbered[word] ?? UNKNOWN),
  }));
  const first = new Float32Array(kept.length * VECTOR_SIZE);
  kept.forEach((word, i) => {
    first.set(vectors.subarray(word * VECTOR_SIZE, (word + 1) * VECTOR_SIZE), i * VECTOR_SIZE);
  });
  const network = trained(known, first, randomNumbers(seed));
  return shipForm(
    network,
    kept.map((word) => lexicon[word] ?? ''),
  );
}

/** The unknown word first. */
function frequentWords(lessons: readonly WordLesson[], lexicon: Lexicon): readonly number[] {
  const counts = new Int32Array(lexicon.length);
  for (const { words } of lessons) for (const word of new Set(words)) counts[word] = (counts[word] ?? 0) + 1;
  return [...lexicon.keys()].filter((word) => word === UNKNOWN || (counts[word] ?? 0) >= RAREST);
}

function trained(lessons: readonly WordLesson[], vectors: Float32Array, random: () => number): Network {
  const network = startOf(vectors, random);
  const learn = learner(network, random);
  const steps = EPOCHS * Math.ceil(lessons.length / BATCH);
  let step = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const order = shuffled(lessons, random);
    for (let from = 0; from < order.length; from += BATCH) {
      learn(order.slice(from, from + BATCH), PACE * (1 - step / steps));
      step += 1;
    }
  }
  return network;
}

/** The numbers as they are shipped: one byte each where there are many. */
function shipForm(network: Network, words: readonly string[]): ConvolutionWeights {
  return {
    bias: network.bias[0] ?? 0,
    words,
    vectors: quantise(Float64Array.from(network.vectors)),
    rows: quantise(Float64Array.from(network.rows)),
    biases: Array.from(network.biases, rounded),
    outputs: Array.from(network.outputs, rounded),
    direct: Array.from(network.direct, rounded),
  };
}

function rounded(x: number): number {
  return Math.round(x * 1e5) / 1e5;
}

function learner(network: Network, random: () => number) {
  const moves = {
    vectors: adam(network.vectors, VECTOR_SIZE),
    rows: adam(network.rows),
    biases: adam(network.biases),
    outputs: adam(network.outputs),
    direct: adam(network.direct),
    bias: adam(network.bias),
  };
  return (batch: readonly WordLesson[], pace: number): void => {
    const { words, ...gradients } = gradientsOf(batch, network, random);
    moves.vectors({ gradient: gradients.vectors, pace, rows: words });
    moves.rows({ gradient: gradients.rows, pace });
    moves.biases({ gradient: gradients.biases, pace });
    moves.outputs({ gradient: gradients.outputs, pace });
    moves.direct({ gradient: gradients.direct, pace });
    moves.bias({ gradient: gradients.bias, pace });
  };
}

function startOf(vectors: Float32Array, random: () => number): Network {
  const uniform = (size: number, inputs: number) =>
    Float32Array.from({ length: size }, () => (2 * random() - 1) / Math.sqrt(inputs));
  const rows = new Float32Array(ROWS * VECTOR_SIZE);
  let at = 0;
  for (const width of WIDTHS) {
    rows.set(uniform(width * CHANNELS * VECTOR_SIZE, width * VECTOR_SIZE), at);
    at += width * CHANNELS * VECTOR_SIZE;
  }
  return {
    vectors,
    rows,
    biases: new Float32Array(FILTERS),
    outputs: uniform(FILTERS, FILTERS + VECTOR_SIZE),
    direct: uniform(VECTOR_SIZE, FILTERS + VECTOR_SIZE),
    bias: new Float32Array(1),
  };
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
