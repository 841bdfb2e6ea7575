// Scores a post with one linear model and says what each token added to the score.
import { pairFeature, wordFeatures } from './features.ts';
import { memo } from './memo.ts';
import type { Token } from './tokens.ts';

/** One weight a bucket (see features.ts), with the features' rarity already multiplied in. */
export interface LinearWeights {
  readonly bias: number;
  readonly weights: Float32Array;
}

/** `total` is the bias plus the sum of `parts`; `parts[i]` is what token `i` added, pairs shared half and half. */
export interface LinearScore {
  readonly total: number;
  readonly bias: number;
  readonly parts: Float64Array;
}

export type LinearModel = (tokens: readonly Token[]) => LinearScore;

interface WordScore {
  readonly plain: number;
  readonly negated: number;
  readonly pieces: number;
  readonly pieceCount: number;
}

export function linearModel({ bias, weights }: LinearWeights): LinearModel {
  const scoreOf = memo((form): WordScore => {
    const { word, negated, pieces } = wordFeatures(form);
    const plain = weights[word] ?? 0;
    return {
      plain,
      negated: plain + (weights[negated] ?? 0),
      pieces: pieces.reduce((sum, piece) => sum + (weights[piece] ?? 0), 0),
      pieceCount: pieces.length,
    };
  });
  return (tokens) => {
    const words = new Float64Array(tokens.length);
    const pieces = new Float64Array(tokens.length);
    let wordCount = 1;
    let pieceCount = 0;
    tokens.forEach((token, i) => {
      const own = scoreOf(token.form);
      const pair = (weights[pairFeature(tokens[i - 1]?.form ?? '', token.form)] ?? 0) / 2;
      words[i] = (words[i] ?? 0) + (token.negated ? own.negated : own.plain) + (i === 0 ? 2 : 1) * pair;
      if (i > 0) words[i - 1] = (words[i - 1] ?? 0) + pair;
      pieces[i] = own.pieces;
      wordCount += token.negated ? 3 : 2;
      pieceCount += own.pieceCount;
    });
    const last = tokens.length - 1;
    if (last >= 0) words[last] = (words[last] ?? 0) + (weights[pairFeature(tokens[last]?.form ?? '', '')] ?? 0);
    return total({
      bias,
      words,
      pieces,
      wordScale: 1 / Math.sqrt(wordCount),
      pieceScale: 1 / Math.sqrt(pieceCount || 1),
    });
  };
}

interface Sums {
  readonly bias: number;
  readonly words: Float64Array;
  readonly pieces: Float64Array;
  readonly wordScale: number;
  readonly pieceScale: number;
}

function total({ bias, words, pieces, wordScale, pieceScale }: Sums): LinearScore {
  let sum = bias;
  for (let i = 0; i < words.length; i += 1) {
    const part = (words[i] ?? 0) * wordScale + (pieces[i] ?? 0) * pieceScale;
    words[i] = part;
    sum += part;
  }
  return { total: sum, bias, parts: words };
}
