// Teaches the small model what a larger one knows: the teacher also sees the meaning of a text, the student its words alone.
import { BUCKETS } from '../features.ts';
import { type Fitted, fitLogistic, scoreOf } from './logistic.ts';
import { MEANING_SIZE, type Meaning } from './sentence-encoder.ts';
import type { SparseRow } from './sparse.ts';

export interface Encoded {
  /** What the student sees, and all that the product reads. */
  readonly row: SparseRow;
  /** What only the teacher sees besides. */
  readonly meaning: Meaning;
}

export interface Judged extends Encoded {
  /** Probability of a complaint, of a severity above 2 …: 1 or 0 where a person said so. */
  readonly target: number;
  /** How much it counts beside the others. */
  readonly weight: number;
}

/** How far the meaning stands out among the features of the teacher. */
const MEANING_SPREAD = 5;
/** How much an example of weight 1 weighs against the penalty, for each of the two. */
const STRENGTH = { teacher: 0.15, student: 0.3 };
/** To the student a person's judgement counts as much as so many of the teacher's … */
const PERSON = 2;
/** … and is this far from certain, as the teacher's are. */
const DOUBT = 0.1;

/**
 * Fits a teacher on what people judged, lets it judge `others`, and fits the student on both. The student is one linear
 * model of words; the teacher's knowledge of meaning reaches it through the texts that nobody had to label
 * (knowledge distillation: Hinton et al. 2015; with texts made from the labelled ones: Tang et al. 2019).
 */
export function distil(judged: readonly Judged[], others: readonly Encoded[]): Fitted {
  const teacher = fitLogistic(
    judged.map(({ target, weight, ...text }) => ({ row: withMeaning(text), target, weight })),
    { size: BUCKETS + MEANING_SIZE, strength: STRENGTH.teacher },
  );
  const lessons = [
    ...judged.map(({ row, target, weight }) => ({
      row,
      target: DOUBT + (1 - 2 * DOUBT) * target,
      weight: PERSON * weight,
    })),
    ...others.map((text) => ({ row: text.row, target: logistic(scoreOf(teacher, withMeaning(text))) })),
  ];
  return fitLogistic(lessons, { strength: STRENGTH.student });
}

function withMeaning({ row, meaning }: Encoded): SparseRow {
  const size = row.columns.length;
  const columns = new Int32Array(size + MEANING_SIZE);
  const values = new Float64Array(size + MEANING_SIZE);
  columns.set(row.columns);
  values.set(row.values);
  for (let i = 0; i < MEANING_SIZE; i += 1) {
    columns[size + i] = BUCKETS + i;
    values[size + i] = MEANING_SPREAD * (meaning[i] ?? 0);
  }
  return { columns, values };
}

function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}
