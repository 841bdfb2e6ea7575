// Teaches the small model what a larger one knows: the teacher also sees the meaning of a text, the student its words alone.
import { probabilityOf } from '../calibration.ts';
import { BUCKETS } from '../features.ts';
import type { WordLesson } from './convolution-gradients.ts';
import { fitLogistic, type Lesson, scoreOf } from './logistic.ts';
import { MEANING_SIZE, type Meaning } from './sentence-encoder.ts';
import type { SparseRow } from './sparse.ts';

export interface Encoded {
  /** What the students see, and all that the product reads: its features, and the numbers of its words in the lexicon. */
  readonly row: SparseRow;
  readonly words: Int32Array;
  /** What only the teacher sees besides. */
  readonly meaning: Meaning;
}

export interface Judged extends Encoded {
  /** Probability of a complaint, of a severity above 2 …: 1 or 0 where a person said so. */
  readonly target: number;
  /** How much it counts beside the others. */
  readonly weight: number;
}

/** What a text should score. */
export interface Distilled extends Lesson, WordLesson {
  readonly weight: number;
}

/** How far the meaning stands out among the features of the teacher. */
const MEANING_SPREAD = 5;
/** How much an example of weight 1 weighs against the teacher's penalty. */
const TEACHER_STRENGTH = 0.15;
/** To a student a person's judgement counts as much as so many of the teacher's … */
const PERSON = 2;
/** … and is this far from certain, as the teacher's are. */
const DOUBT = 0.1;

/**
 * Fits a teacher on what people judged and lets it judge `others`: what the students learn from. They see words alone; the
 * teacher's knowledge of meaning reaches them through the texts that nobody had to label (knowledge distillation:
 * Hinton et al. 2015; with texts made from the labelled ones: Tang et al. 2019).
 */
export function distil(judged: readonly Judged[], others: readonly Encoded[]): readonly Distilled[] {
  const teacher = fitLogistic(
    judged.map(({ target, weight, ...text }) => ({ row: withMeaning(text), target, weight })),
    { size: BUCKETS + MEANING_SIZE, strength: TEACHER_STRENGTH },
  );
  return [
    ...judged.map(({ row, words, target, weight }) => ({
      row,
      words,
      target: DOUBT + (1 - 2 * DOUBT) * target,
      weight: PERSON * weight,
    })),
    ...others.map((text) => ({
      row: text.row,
      words: text.words,
      target: probabilityOf(scoreOf(teacher, withMeaning(text))),
      weight: 1,
    })),
  ];
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
