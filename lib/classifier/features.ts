// Numbers the features of the linear models: words, word pairs, negated words and pieces of words.

/** Words and pairs are hashed into a first block of buckets, pieces of words into a second. */
const WORD_BUCKETS = 1 << 18;
const PIECE_BUCKETS = 1 << 17;
/** How many weights a linear model has; two features that share a bucket share a weight. */
export const BUCKETS = WORD_BUCKETS + PIECE_BUCKETS;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const SEEDS = { plain: 1, negated: 2, piece: 3 };
const SHORTEST_PIECE = 2;
const LONGEST_PIECE = 5;

/** The bucket of a word, or of the word inside a negation. */
export function wordFeature(form: string, sense: 'plain' | 'negated' = 'plain'): number {
  return fold(extend(FNV_OFFSET ^ SEEDS[sense], form), WORD_BUCKETS);
}

/** Stands before the first and after the last word of a post. */
export const EDGE = 0;

/** The bucket of two neighbours, from the buckets of the words. */
export function pairFeature(left: number, right: number): number {
  return fold(Math.imul(Math.imul(FNV_OFFSET ^ left, FNV_PRIME) ^ right, FNV_PRIME), WORD_BUCKETS);
}

/** The buckets of all pieces of 2 to 5 letters, word ends included. Placeholders and single marks have none. */
export function piecesOf(form: string): readonly number[] {
  if (form.startsWith('<') || form.length < SHORTEST_PIECE) return [];
  const padded = ` ${form} `;
  const found: number[] = [];
  for (let start = 0; start < padded.length; start += 1) {
    let hash = FNV_OFFSET ^ SEEDS.piece;
    const limit = Math.min(padded.length, start + LONGEST_PIECE);
    for (let at = start; at < limit; at += 1) {
      hash = Math.imul(hash ^ padded.charCodeAt(at), FNV_PRIME);
      if (at - start + 1 >= SHORTEST_PIECE) found.push(WORD_BUCKETS + fold(hash, PIECE_BUCKETS));
    }
  }
  return found;
}

function extend(hash: number, text: string): number {
  let extended = hash;
  for (let at = 0; at < text.length; at += 1) extended = Math.imul(extended ^ text.charCodeAt(at), FNV_PRIME);
  return extended;
}

function fold(hash: number, buckets: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & (buckets - 1);
}
