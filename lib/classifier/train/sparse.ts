// Posts as the trainer reads them: few features of many, weighted by how rare they are.
import type { Reading } from '../reading.ts';

/** One post's non-zero features. */
export interface SparseRow {
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** A feature that occurs in fewer posts than this is not learned. */
const RAREST = 2;

/** The features of a post, counted as linear-model.ts counts them. */
export function sparseRow(reading: Reading): SparseRow {
  const { tokens, pairs, wordShare, pieceShare } = reading;
  const sums = new Map<number, number>();
  const count = (bucket: number, share: number) => sums.set(bucket, (sums.get(bucket) ?? 0) + share);
  for (const pair of pairs) count(pair, wordShare);
  for (const { word, negated } of tokens) {
    count(word.feature, wordShare);
    if (negated) count(word.negatedFeature, wordShare);
    for (const piece of word.pieces) count(piece, pieceShare);
  }
  return { columns: Int32Array.from(sums.keys()), values: Float64Array.from(sums.values()) };
}

/** Inverse document frequency per bucket; 0 for buckets too rare to learn. */
export function rarity(rows: readonly SparseRow[], size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const { columns } of rows) for (const column of columns) counts[column] = (counts[column] ?? 0) + 1;
  return counts.map((count) => (count < RAREST ? 0 : 1 + Math.log((1 + rows.length) / (1 + count))));
}

/** The row with its values multiplied by `weights`, without those that become 0. */
export function weighted({ columns, values }: SparseRow, weights: Float64Array): SparseRow {
  const kept = columns.filter((column) => weights[column] !== 0);
  const byColumn = new Map(Array.from(columns, (column, i) => [column, values[i] ?? 0]));
  return { columns: kept, values: Float64Array.from(kept, (c) => (byColumn.get(c) ?? 0) * (weights[c] ?? 0)) };
}
