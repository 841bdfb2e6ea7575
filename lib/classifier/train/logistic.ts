// Learns one linear model: logistic regression with an L2 penalty, from labels or from probabilities that a teacher gave.
import { BUCKETS } from '../features.ts';
import type { LinearWeights } from '../linear-model.ts';
import { quantise } from '../quantised.ts';
import { minimise, type Objective } from './minimise.ts';
import { compressed, rarity, type SparseMatrix, type SparseRow } from './sparse.ts';

/** What a row should score. */
export interface Lesson {
  readonly row: SparseRow;
  /** Probability of a complaint, of praise …: 1 and 0 where a person said so. */
  readonly target: number;
  /** How much it counts beside the others; 1 if not given. */
  readonly weight?: number;
}

export interface Logistic {
  /** How much an example of weight 1 weighs against the penalty. */
  readonly strength?: number;
  /** How many columns there are. */
  readonly size?: number;
}

/** One weight a bucket, the features' rarity multiplied in. */
export interface Fitted {
  readonly bias: number;
  readonly weights: Float64Array;
}

/** The figures hardly move between 0.2 and 0.5. */
const STRENGTH = 0.3;

/** Fits weights so that the score is the log-odds of the target. Rarity is taken from the same rows. */
export function fitLogistic(
  lessons: readonly Lesson[],
  { strength = STRENGTH, size = BUCKETS }: Logistic = {},
): Fitted {
  const rows = lessons.map(({ row }) => row);
  const rare = rarity(rows, size);
  const matrix = compressed(rows, rare);
  const targets = Float64Array.from(lessons, ({ target }) => target);
  const shares = Float64Array.from(lessons, ({ weight = 1 }) => strength * weight);
  const width = matrix.columns.length;
  const fitted = minimise(logisticLoss(matrix, targets, shares), width + 1);
  const weights = new Float64Array(size);
  matrix.columns.forEach((column, i) => {
    weights[column] = (fitted[i] ?? 0) * (rare[column] ?? 0);
  });
  return { bias: fitted[width] ?? 0, weights };
}

/** The weights as they are shipped, one byte each. */
export function shipForm({ bias, weights }: Fitted): LinearWeights {
  return { bias, weights: quantise(weights) };
}

export function scoreOf({ bias, weights }: Fitted, { columns, values }: SparseRow): number {
  let score = bias;
  for (let k = 0; k < columns.length; k += 1) score += (weights[columns[k] ?? 0] ?? 0) * (values[k] ?? 0);
  return score;
}

/** The last parameter is the bias, which is not penalised. */
function logisticLoss(matrix: SparseMatrix, targets: Float64Array, shares: Float64Array): Objective {
  const { starts, entries, values, columns } = matrix;
  const size = columns.length;
  return (x, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let row = 0; row < targets.length; row += 1) {
      const from = starts[row] ?? 0;
      const to = starts[row + 1] ?? 0;
      let score = x[size] ?? 0;
      for (let k = from; k < to; k += 1) score += (x[entries[k] ?? 0] ?? 0) * (values[k] ?? 0);
      const target = targets[row] ?? 0;
      const share = shares[row] ?? 0;
      loss += share * (Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - target * score);
      const error = share * (1 / (1 + Math.exp(-score)) - target);
      for (let k = from; k < to; k += 1) {
        const column = entries[k] ?? 0;
        gradient[column] = (gradient[column] ?? 0) + error * (values[k] ?? 0);
      }
      gradient[size] = (gradient[size] ?? 0) + error;
    }
    for (let j = 0; j < size; j += 1) {
      const weight = x[j] ?? 0;
      loss += (weight * weight) / 2;
      gradient[j] = (gradient[j] ?? 0) + weight;
    }
    return loss;
  };
}
