// Tells the language of a post: by script where one script means one language, else by pieces of words.
import { numberAt, type Quantised } from './quantised.ts';
import type { Token } from './reading.ts';
import { type Word, wordNumbers } from './word.ts';

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
const ENGLISH_HEAD_START = 18;
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

/** What a word tells, beside how likely its pieces are in each language: nothing, Latin script, or SCRIPTS[n - 1]. */
const NOTHING = -1;
const LATIN_SCRIPT = 0;

export function languageDetector(table: LanguageTable): LanguageDetector {
  const { codes, floor } = table;
  const columns = codes.length;
  const evidence = wordNumbers(columns + 1, (word, { numbers, at }) => {
    numbers.fill(0, at, at + columns);
    for (const piece of word.pieces) {
      const row = languageRow(piece) * columns;
      for (let i = 0; i < columns; i += 1)
        numbers[at + i] = (numbers[at + i] ?? 0) + numberAt(table.logShares, row + i);
    }
    numbers[at + columns] = scriptOf(word);
  });
  const english = codes.indexOf('en');
  return (tokens) => {
    const { numbers } = evidence;
    const sums = new Float64Array(columns);
    sums[english] = ENGLISH_HEAD_START;
    const scripts: number[] = [];
    let latinWords = 0;
    let pieces = 0;
    for (const { word } of tokens) {
      const at = evidence.at(word);
      const script = numbers[at + columns] ?? NOTHING;
      if (script > LATIN_SCRIPT) scripts.push(script);
      if (script !== LATIN_SCRIPT) continue;
      latinWords += 1;
      pieces += word.pieces.length;
      for (let i = 0; i < columns; i += 1) sums[i] = (sums[i] ?? 0) + (numbers[at + i] ?? 0);
    }
    if (scripts.length > latinWords) return SCRIPTS[mostFrequent(scripts) - 1]?.[1] ?? UNDETERMINED;
    if (latinWords === 0) return UNDETERMINED;
    const best = sums.reduce((top, sum, i) => (sum > (sums[top] ?? 0) ? i : top), 0);
    return (sums[best] ?? 0) / pieces < floor ? UNDETERMINED : (codes[best] ?? UNDETERMINED);
  };
}

/** The table row of a piece's bucket (features.ts). */
export function languageRow(piece: number): number {
  return piece & (LANGUAGE_ROWS - 1);
}

function scriptOf({ type, form }: Word): number {
  if (!WORD_TYPES.has(type) || !LETTER.test(form)) return NOTHING;
  if (LATIN.test(form)) return LATIN_SCRIPT;
  const known = SCRIPTS.findIndex(([script]) => script.test(form));
  return (known === -1 ? SCRIPTS.length : known) + 1;
}

/** Japanese writes in two scripts and more: the commonest decides. */
function mostFrequent(scripts: readonly number[]): number {
  const counts = [...Map.groupBy(scripts, (script) => script)].sort((a, b) => b[1].length - a[1].length);
  return counts[0]?.[0] ?? NOTHING;
}
