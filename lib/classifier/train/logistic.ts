// Learns one linear model: logistic regression with an L2 penalty.
import { BUCKETS } from '../features.ts';
import type { LinearWeights } from '../linear-model.ts';
import { quantise } from '../quantised.ts';
import { minimise, type Objective } from './minimise.ts';
import { rarity, type SparseRow, weighted } from './sparse.ts';

/** How much one example weighs against the penalty; the figures hardly move between 0.2 and 0.5. */
const EXAMPLE_WEIGHT = 0.3;

/** One weight a bucket, the features' rarity multiplied in. */
export interface Fitted {
  readonly bias: number;
  readonly weights: Float64Array;
}

/** Fits weights so that the score is the log-odds of a `true` label. Rarity is taken from the same rows. */
export function fitLogistic(rows: readonly SparseRow[], labels: readonly boolean[], size = BUCKETS): Fitted {
  const rare = rarity(rows, size);
  const { columns, examples } = compact(
    rows.map((row) => weighted(row, rare)),
    size,
  );
  const fitted = minimise(logisticLoss(examples, labels, columns.length), columns.length + 1);
  const weights = new Float64Array(size);
  columns.forEach((column, i) => {
    weights[column] = (fitted[i] ?? 0) * (rare[column] ?? 0);
  });
  return { bias: fitted[columns.length] ?? 0, weights };
}

/** The weights as they are shipped, one byte each. */
export function shipForm({ bias, weights }: Fitted): LinearWeights {
  return { bias, weights: quantise(weights) };
}

/** Renumbers the columns that occur 0, 1, 2 …: most buckets are empty. */
function compact(
  rows: readonly SparseRow[],
  size: number,
): { columns: readonly number[]; examples: readonly SparseRow[] } {
  const numbers = new Int32Array(size).fill(-1);
  const columns: number[] = [];
  for (const row of rows) {
    for (const column of row.columns) {
      if (numbers[column] === -1) numbers[column] = columns.push(column) - 1;
    }
  }
  const examples = rows.map(({ columns, values }) => ({ columns: columns.map((c) => numbers[c] ?? 0), values }));
  return { columns, examples };
}

/** The last of the `size + 1` parameters is the bias, which is not penalised. */
function logisticLoss(examples: readonly SparseRow[], labels: readonly boolean[], size: number): Objective {
  return (x, gradient) => {
    gradient.fill(0);
    let loss = 0;
    examples.forEach(({ columns, values }, row) => {
      let score = x[size] ?? 0;
      for (let k = 0; k < columns.length; k += 1) score += (x[columns[k] ?? 0] ?? 0) * (values[k] ?? 0);
      const margin = labels[row] ? score : -score;
      loss += EXAMPLE_WEIGHT * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin);
      const error = EXAMPLE_WEIGHT * (1 / (1 + Math.exp(-score)) - (labels[row] ? 1 : 0));
      for (let k = 0; k < columns.length; k += 1) {
        const column = columns[k] ?? 0;
        gradient[column] = (gradient[column] ?? 0) + error * (values[k] ?? 0);
      }
      gradient[size] = (gradient[size] ?? 0) + error;
    });
    for (let j = 0; j < size; j += 1) {
      const weight = x[j] ?? 0;
      loss += (weight * weight) / 2;
      gradient[j] = (gradient[j] ?? 0) + weight;
    }
    return loss;
  };
}
