// Tells the language of a post: by script where one script means one language, else by pieces of words.
import { wordFeatures } from './features.ts';
import { memo } from './memo.ts';
import type { Token } from './tokens.ts';

/** Pieces of words are folded into this many rows of the language table. */
export const LANGUAGE_ROWS = 1 << 14;
/** No language, or one the table does not hold. */
export const UNDETERMINED = 'und';

export interface LanguageTable {
  /** ISO 639-1 codes, one column each. */
  readonly codes: readonly string[];
  /** Natural logarithm of a piece's share, row by row: `logShares[row * codes.length + column]`. */
  readonly logShares: Float32Array;
  /** A post whose pieces are on average less likely than this in every language is in none of them. */
  readonly floor: number;
}

export type LanguageDetector = (tokens: readonly Token[]) => string;

/** A post in few words is taken for English unless another language is this much likelier (in nats). */
const ENGLISH_HEAD_START = 6;
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Thai}/u, 'th'],
];
const LATIN = /\p{Script=Latin}/u;
const LETTER = /\p{L}/u;

/** Whether a word tells anything, and what: a script's language, or how likely its pieces are in each language. */
type WordLanguage =
  | { readonly script: string }
  | { readonly logShares: Float64Array; readonly pieces: number }
  | 'none';

export function languageDetector({ codes, logShares, floor }: LanguageTable): LanguageDetector {
  const languageOf = memo((word): WordLanguage => {
    if (!LETTER.test(word)) return 'none';
    if (!LATIN.test(word)) return { script: SCRIPTS.find(([script]) => script.test(word))?.[1] ?? UNDETERMINED };
    const { pieces } = wordFeatures(word);
    const sums = Float64Array.from(codes, (_, column) =>
      pieces.reduce((sum, piece) => sum + (logShares[languageRow(piece) * codes.length + column] ?? 0), 0),
    );
    return { logShares: sums, pieces: pieces.length };
  });
  const english = codes.indexOf('en');
  return (tokens) => {
    const sums = new Float64Array(codes.length);
    const scripts = new Map<string, number>();
    let pieces = 0;
    let latinWords = 0;
    for (const token of tokens) {
      if (token.type !== 'word') continue;
      const word = languageOf(token.normal);
      if (word === 'none') continue;
      if ('script' in word) {
        scripts.set(word.script, (scripts.get(word.script) ?? 0) + 1);
      } else {
        latinWords += 1;
        pieces += word.pieces;
        for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + (word.logShares[i] ?? 0);
      }
    }
    const script = mostFrequent(scripts);
    if (script !== undefined && script.count >= latinWords) return script.code;
    if (pieces === 0) return UNDETERMINED;
    sums[english] = (sums[english] ?? 0) + ENGLISH_HEAD_START;
    const best = sums.reduce((top, sum, i) => (sum > (sums[top] ?? 0) ? i : top), 0);
    return (sums[best] ?? 0) / pieces < floor ? UNDETERMINED : (codes[best] ?? UNDETERMINED);
  };
}

/** The table row of a bucket of features.ts. */
export function languageRow(piece: number): number {
  return piece & (LANGUAGE_ROWS - 1);
}

function mostFrequent(counts: ReadonlyMap<string, number>): { code: string; count: number } | undefined {
  let best: { code: string; count: number } | undefined;
  for (const [code, count] of counts) if (best === undefined || count > best.count) best = { code, count };
  return best;
}
