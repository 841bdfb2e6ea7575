// Tells the language of a post: by script where one script means one language, else by pieces of words.
import { numberAt, type Quantised } from './quantised.ts';
import type { Token } from './reading.ts';
import { perWord, type Word } from './word.ts';

/** Pieces of words are folded into this many rows of the language table. */
export const LANGUAGE_ROWS = 1 << 14;
/** No language, or one the table does not hold. */
const UNDETERMINED = 'und';

export interface LanguageTable {
  /** ISO 639-1 codes, one column each. */
  readonly codes: readonly string[];
  /** Natural logarithm of a piece's share, row by row: number `row * codes.length + column`. */
  readonly logShares: Quantised;
  /** A post whose pieces are on average less likely than this in every language is in none of them. */
  readonly floor: number;
}

export type LanguageDetector = (tokens: readonly Token[]) => string;

/** A post is taken for English unless another language is this much likelier (in nats): short posts prove little. */
const ENGLISH_HEAD_START = 25;
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
/** wink-nlp's types of words, `unk` for scripts it does not know. */
const WORD_TYPES: ReadonlySet<string> = new Set(['word', 'unk']);
const LATIN = /\p{Script=Latin}/u;
const LETTER = /\p{L}/u;

/** What a word tells: nothing, its script's language, or how likely its pieces are in each language. */
type Evidence = 'none' | { readonly script: string } | { readonly logShares: readonly number[] };

export function languageDetector(table: LanguageTable): LanguageDetector {
  const evidenceOf = perWord((word) => evidence(word, table));
  const english = table.codes.indexOf('en');
  return (tokens) => {
    const sums = new Float64Array(table.codes.length);
    sums[english] = ENGLISH_HEAD_START;
    const scripts: string[] = [];
    let latinWords = 0;
    let pieces = 0;
    for (const { word } of tokens) {
      const found = evidenceOf(word);
      if (found === 'none') continue;
      if ('script' in found) {
        scripts.push(found.script);
      } else {
        latinWords += 1;
        pieces += word.pieces.length;
        for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + (found.logShares[i] ?? 0);
      }
    }
    if (scripts.length > latinWords) return mostFrequent(scripts);
    if (latinWords === 0) return UNDETERMINED;
    const best = sums.reduce((top, sum, i) => (sum > (sums[top] ?? 0) ? i : top), 0);
    return (sums[best] ?? 0) / pieces < table.floor ? UNDETERMINED : (table.codes[best] ?? UNDETERMINED);
  };
}

/** The table row of a piece's bucket (features.ts). */
export function languageRow(piece: number): number {
  return piece & (LANGUAGE_ROWS - 1);
}

function evidence({ type, form, pieces }: Word, { codes, logShares }: LanguageTable): Evidence {
  if (!WORD_TYPES.has(type) || !LETTER.test(form)) return 'none';
  if (!LATIN.test(form)) return { script: SCRIPTS.find(([script]) => script.test(form))?.[1] ?? UNDETERMINED };
  const sums = codes.map(() => 0);
  for (const piece of pieces) {
    const row = languageRow(piece) * codes.length;
    for (let column = 0; column < sums.length; column += 1) {
      sums[column] = (sums[column] ?? 0) + numberAt(logShares, row + column);
    }
  }
  return { logShares: sums };
}

/** Japanese writes in two scripts and more: the commonest decides. */
function mostFrequent(scripts: readonly string[]): string {
  const counts = [...Map.groupBy(scripts, (script) => script)].sort((a, b) => b[1].length - a[1].length);
  return counts[0]?.[0] ?? UNDETERMINED;
}
