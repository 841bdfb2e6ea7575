// Turns tokens into the numbered features of the linear models: words, word pairs, negated words and pieces of words.
import type { Token } from './tokens.ts';

/** Words and pairs are hashed into one block of buckets, pieces of words into a second of the same size. */
const BLOCK = 1 << 17;
/** How many weights a linear model has; two features that share a bucket share a weight. */
export const BUCKETS = 2 * BLOCK;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const SEEDS = { word: 1, negated: 2, pair: 3, piece: 4 };
const SHORTEST_PIECE = 2;
const LONGEST_PIECE = 5;

/** What one word brings by itself: the same wherever it stands, so that scores can be remembered per word. */
export interface WordFeatures {
  readonly word: number;
  readonly negated: number;
  readonly pieces: readonly number[];
}

/** All features of a post by block, repeats included. A block's values are divided by the root of its length. */
export interface PostFeatures {
  readonly words: readonly number[];
  readonly pieces: readonly number[];
}

export function wordFeatures(form: string): WordFeatures {
  return { word: bucket(SEEDS.word, form), negated: bucket(SEEDS.negated, form), pieces: piecesOf(form) };
}

/** The bucket of two neighbours; an empty form stands for the beginning or the end of the post. */
export function pairFeature(left: string, right: string): number {
  let hash = extend(FNV_OFFSET ^ SEEDS.pair, left);
  hash = Math.imul(hash ^ 0x20, FNV_PRIME);
  return fold(extend(hash, right));
}

export function postFeatures(tokens: readonly Token[]): PostFeatures {
  const words: number[] = [];
  const pieces: number[] = [];
  let previous = '';
  for (const token of tokens) {
    const own = wordFeatures(token.form);
    words.push(own.word, pairFeature(previous, token.form));
    if (token.negated) words.push(own.negated);
    pieces.push(...own.pieces);
    previous = token.form;
  }
  words.push(pairFeature(previous, ''));
  return { words, pieces };
}

/** Placeholders and single marks have no pieces. */
function piecesOf(form: string): number[] {
  if (form.startsWith('<') || form.length < 2) return [];
  const padded = ` ${form} `;
  const found: number[] = [];
  for (let start = 0; start < padded.length; start += 1) {
    let hash = FNV_OFFSET ^ SEEDS.piece;
    const limit = Math.min(padded.length, start + LONGEST_PIECE);
    for (let at = start; at < limit; at += 1) {
      hash = Math.imul(hash ^ padded.charCodeAt(at), FNV_PRIME);
      if (at - start + 1 >= SHORTEST_PIECE) found.push(BLOCK + fold(hash));
    }
  }
  return found;
}

function bucket(seed: number, text: string): number {
  return fold(extend(FNV_OFFSET ^ seed, text));
}

function extend(hash: number, text: string): number {
  let extended = hash;
  for (let at = 0; at < text.length; at += 1) extended = Math.imul(extended ^ text.charCodeAt(at), FNV_PRIME);
  return extended;
}

function fold(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & (BLOCK - 1);
}
