// Lends a model what helper models learned from other texts: their scores become features, then plain weights again.
import { BUCKETS } from '../features.ts';
import type { LinearWeights } from '../linear-model.ts';
import { numberAt } from '../quantised.ts';
import { type Fitted, fitLogistic } from './logistic.ts';
import type { SparseRow } from './sparse.ts';

/** Standard deviation of a helper's score among the features: the larger, the more freely helpers are used. */
const SPREAD = 0.3;

interface Lens {
  readonly helper: LinearWeights;
  readonly mean: number;
  readonly factor: number;
}

/** As `fitLogistic`, with helpers. All models are linear, so the result is one linear model that needs no helpers. */
export function fitWithHelpers(
  rows: readonly SparseRow[],
  labels: readonly boolean[],
  helpers: readonly LinearWeights[],
): Fitted {
  const lenses = helpers.map((helper) => focus(helper, rows));
  const fitted = fitLogistic(
    rows.map((row) => extended(row, lenses)),
    labels,
    BUCKETS + helpers.length,
  );
  const weights = fitted.weights.slice(0, BUCKETS);
  let { bias } = fitted;
  lenses.forEach(({ helper, mean, factor }, i) => {
    const share = factor * (fitted.weights[BUCKETS + i] ?? 0);
    bias += share * (helper.bias - mean);
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      weights[bucket] = (weights[bucket] ?? 0) + share * numberAt(helper.weights, bucket);
    }
  });
  return { bias, weights };
}

function focus(helper: LinearWeights, rows: readonly SparseRow[]): Lens {
  const scores = rows.map((row) => scoreOf(helper, row));
  const mean = scores.reduce((sum, s) => sum + s, 0) / scores.length;
  const variance = scores.reduce((sum, s) => sum + (s - mean) ** 2, 0) / scores.length;
  return { helper, mean, factor: SPREAD / (Math.sqrt(variance) || 1) };
}

function extended(row: SparseRow, lenses: readonly Lens[]): SparseRow {
  const scores = lenses.map(({ helper, mean, factor }) => factor * (scoreOf(helper, row) - mean));
  return {
    columns: Int32Array.from([...row.columns, ...lenses.map((_, i) => BUCKETS + i)]),
    values: Float64Array.from([...row.values, ...scores]),
  };
}

function scoreOf({ bias, weights }: LinearWeights, { columns, values }: SparseRow): number {
  return columns.reduce((sum, column, i) => sum + numberAt(weights, column) * (values[i] ?? 0), bias);
}
