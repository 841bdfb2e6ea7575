// Posts as the trainer reads them: few features of many, weighted by how rare they are.
import { BUCKETS, type PostFeatures } from '../features.ts';

/** One post's non-zero features. */
export interface SparseRow {
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** A feature that occurs in fewer posts than this is not learned. */
const RAREST = 2;

/** Counts divided by the root of their block's length, as linear-model.ts scores them. */
export function sparseRow({ words, pieces }: PostFeatures): SparseRow {
  const sums = new Map<number, number>();
  for (const block of [words, pieces]) {
    const share = 1 / Math.sqrt(block.length || 1);
    for (const bucket of block) sums.set(bucket, (sums.get(bucket) ?? 0) + share);
  }
  return { columns: Int32Array.from(sums.keys()), values: Float64Array.from(sums.values()) };
}

/** Inverse document frequency per bucket; 0 for buckets too rare to learn. */
export function rarity(rows: readonly SparseRow[]): Float64Array {
  const counts = new Float64Array(BUCKETS);
  for (const { columns } of rows) for (const column of columns) counts[column] = (counts[column] ?? 0) + 1;
  return counts.map((count) => (count < RAREST ? 0 : 1 + Math.log((1 + rows.length) / (1 + count))));
}

/** The row with its values multiplied by `weights`, without those that become 0. */
export function weighted({ columns, values }: SparseRow, weights: Float64Array): SparseRow {
  const kept = columns.filter((column) => weights[column] !== 0);
  const byColumn = new Map(Array.from(columns, (column, i) => [column, values[i] ?? 0]));
  return { columns: kept, values: Float64Array.from(kept, (c) => (byColumn.get(c) ?? 0) * (weights[c] ?? 0)) };
}
