// A labelled post, ready to learn from or to judge by.
import { type Reading, readText } from '../reading.ts';
import { type SparseRow, sparseRow } from './sparse.ts';

/** A row of a judging file. */
export interface LabelledPost {
  readonly text: string;
  readonly complaint: boolean;
  /** Where the post was found; rows whose domain starts with `random` are not about a brand. */
  readonly domain: string;
  /** 1 to 4 on the published scale; absent where there is no complaint or no label. */
  readonly severity?: 1 | 2 | 3 | 4;
  /** Fingerprint of the post it was written after: who may not see that post may not see this one either. */
  readonly like?: string;
}

export interface Example {
  readonly post: LabelledPost;
  readonly reading: Reading;
  readonly row: SparseRow;
}

export function exampleOf(post: LabelledPost): Example {
  const reading = readText(post.text);
  return { post, reading, row: sparseRow(reading) };
}

export function isBrandDirected({ domain }: LabelledPost): boolean {
  return !domain.startsWith('random');
}
