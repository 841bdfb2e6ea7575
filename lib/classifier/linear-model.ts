// Scores a post with one linear model and says what each token added to the score.
import { numberAt, type Quantised } from './quantised.ts';
import type { Reading } from './reading.ts';
import { type WordNumbers, wordNumbers } from './word.ts';

/** One weight a bucket (see features.ts), with the features' rarity already multiplied in. */
export interface LinearWeights {
  readonly bias: number;
  readonly weights: Quantised;
}

/** `total` is the bias plus the sum of `parts`; `parts[i]` is what token `i` added, what two neighbours add shared half and half. */
export interface LinearScore {
  readonly total: number;
  readonly bias: number;
  readonly parts: readonly number[];
}

export type LinearModel = (reading: Reading) => LinearScore;

export function linearModel({ bias, weights }: LinearWeights): LinearModel {
  const words = scoresOfWords(weights);
  const { numbers } = words;
  return ({ tokens, pairs, wordShare, pieceShare }) => {
    const parts: number[] = [];
    let total = bias;
    let before = numberAt(weights, pairs[0] ?? 0);
    for (const { word, negated } of tokens) {
      const at = words.at(word);
      const own = numbers[negated ? at + 1 : at] ?? 0;
      const pair = numberAt(weights, pairs[parts.length + 1] ?? 0);
      const after = parts.length + 1 === tokens.length ? pair : pair / 2;
      const part = (own + before + after) * wordShare + (numbers[at + 2] ?? 0) * pieceShare;
      parts.push(part);
      total += part;
      before = after;
    }
    return { total, bias, parts };
  };
}

/** The totals of `linearModel`, in half the time: for scores whose parts nobody sees. */
export function linearTotal({ bias, weights }: LinearWeights): (reading: Reading) => number {
  const words = scoresOfWords(weights);
  const { numbers } = words;
  return ({ tokens, pairs, wordShare, pieceShare }) => {
    let whole = 0;
    let pieces = 0;
    for (const { word, negated } of tokens) {
      const at = words.at(word);
      whole += numbers[negated ? at + 1 : at] ?? 0;
      pieces += numbers[at + 2] ?? 0;
    }
    for (const pair of pairs) whole += numberAt(weights, pair);
    return bias + whole * wordShare + pieces * pieceShare;
  };
}

/** Of each word: its score, its score inside a negation, the score of its pieces. */
function scoresOfWords(weights: Quantised): WordNumbers {
  return wordNumbers(3, ({ feature, negatedFeature, pieces }, { numbers, at }) => {
    const plain = numberAt(weights, feature);
    numbers[at] = plain;
    numbers[at + 1] = plain + numberAt(weights, negatedFeature);
    numbers[at + 2] = pieces.reduce((sum, piece) => sum + numberAt(weights, piece), 0);
  });
}
