// Scores a post with one linear model and says what each token added to the score.
import { numberAt, type Quantised } from './quantised.ts';
import type { Reading } from './reading.ts';
import { perWord } from './word.ts';

/** One weight a bucket (see features.ts), with the features' rarity already multiplied in. */
export interface LinearWeights {
  readonly bias: number;
  readonly weights: Quantised;
}

/** `total` is the bias plus the sum of `parts`; `parts[i]` is what token `i` added, what two neighbours add shared half and half. */
export interface LinearScore {
  readonly total: number;
  readonly bias: number;
  readonly parts: Float64Array;
}

export type LinearModel = (reading: Reading) => LinearScore;

interface WordScore {
  readonly plain: number;
  readonly negated: number;
  readonly pieces: number;
}

export function linearModel({ bias, weights }: LinearWeights): LinearModel {
  const scoreOf = perWord(({ feature, negatedFeature, pieces }): WordScore => {
    const plain = numberAt(weights, feature);
    let sum = 0;
    for (const piece of pieces) sum += numberAt(weights, piece);
    return { plain, negated: plain + numberAt(weights, negatedFeature), pieces: sum };
  });
  return ({ tokens, pairs, wordShare, pieceShare }) => {
    const parts = new Float64Array(tokens.length);
    const last = tokens.length - 1;
    let total = bias;
    let before = numberAt(weights, pairs[0] ?? 0);
    tokens.forEach(({ word, negated }, i) => {
      const score = scoreOf(word);
      const pair = numberAt(weights, pairs[i + 1] ?? 0);
      const after = i === last ? pair : pair / 2;
      const part = ((negated ? score.negated : score.plain) + before + after) * wordShare + score.pieces * pieceShare;
      parts[i] = part;
      total += part;
      before = after;
    });
    return { total, bias, parts };
  };
}
