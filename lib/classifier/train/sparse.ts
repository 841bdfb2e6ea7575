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

/** Rows side by side: those of row `i` stand from `starts[i]` to before `starts[i + 1]`. */
export interface SparseMatrix {
  /** The column each number in `entries` stands for: most buckets are empty, so those in use are numbered anew. */
  readonly columns: readonly number[];
  readonly starts: Int32Array;
  readonly entries: Int32Array;
  readonly values: Float32Array;
}

/** The rows with their values multiplied by `weights`, without what becomes 0. */
export function compressed(rows: readonly SparseRow[], weights: Float64Array): SparseMatrix {
  const numbers = new Int32Array(weights.length).fill(-1);
  const columns: number[] = [];
  const most = rows.reduce((sum, row) => sum + row.columns.length, 0);
  const starts = new Int32Array(rows.length + 1);
  const entries = new Int32Array(most);
  const values = new Float32Array(most);
  let at = 0;
  rows.forEach((row, i) => {
    row.columns.forEach((column, k) => {
      const weight = weights[column] ?? 0;
      if (weight === 0) return;
      if (numbers[column] === -1) numbers[column] = columns.push(column) - 1;
      entries[at] = numbers[column] ?? 0;
      values[at] = (row.values[k] ?? 0) * weight;
      at += 1;
    });
    starts[i + 1] = at;
  });
  return { columns, starts, entries, values };
}
