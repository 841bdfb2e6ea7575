// Numbers the words of all texts, and gives each a vector to begin with: what the sentence encoder makes of it alone.
import { VECTOR_SIZE } from '../convolution.ts';
import type { Reading } from '../reading.ts';
import { randomNumbers } from './folds.ts';
import { MEANING_SIZE, type Meaning } from './sentence-encoder.ts';

/** Stands for all words that are not numbered. */
export const UNKNOWN = 0;
/** No text has it: it stands for words alone. */
const UNKNOWN_FORM = '<unknown>';
/** A word in fewer texts than this is not numbered. */
const RAREST = 2;

/** The forms by number. */
export type Lexicon = readonly string[];

/** Numbers the forms that occur in at least two of the texts. */
export function lexiconOf(readings: readonly Reading[]): Lexicon {
  const counts = new Map<string, number>();
  for (const { tokens } of readings) {
    for (const form of new Set(tokens.map(({ word }) => word.form))) counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  return [UNKNOWN_FORM, ...[...counts].filter(([, count]) => count >= RAREST).map(([form]) => form)];
}

/** Says the numbers of a text's words. */
export function numberer(lexicon: Lexicon): (reading: Reading) => Int32Array {
  const numbers = new Map(lexicon.map((form, i) => [form, i]));
  return ({ tokens }) => Int32Array.from(tokens, ({ word }) => numbers.get(word.form) ?? UNKNOWN);
}

/** How large the numbers of a vector are at first. */
const SPREAD = 0.35;

/** VECTOR_SIZE numbers a word; a random projection, which keeps what is near to one another near (Johnson & Lindenstrauss 1984). */
export function firstVectors(meanings: readonly Meaning[], seed: number): Float32Array {
  const normal = normalNumbers(seed);
  const projection = Float64Array.from({ length: VECTOR_SIZE * MEANING_SIZE }, normal);
  const mean = new Float64Array(MEANING_SIZE);
  for (const meaning of meanings) meaning.forEach((x, i) => (mean[i] = (mean[i] ?? 0) + x / meanings.length));
  const vectors = new Float32Array(meanings.length * VECTOR_SIZE);
  meanings.forEach((meaning, word) => {
    for (let k = 0; k < VECTOR_SIZE; k += 1) {
      let sum = 0;
      for (let i = 0; i < MEANING_SIZE; i += 1) {
        sum += ((meaning[i] ?? 0) - (mean[i] ?? 0)) * (projection[k * MEANING_SIZE + i] ?? 0);
      }
      vectors[word * VECTOR_SIZE + k] = SPREAD * sum;
    }
  });
  return vectors;
}

/** Numbers of mean 0 and variance 1 (Box & Muller 1958). */
function normalNumbers(seed: number): () => number {
  const random = randomNumbers(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
