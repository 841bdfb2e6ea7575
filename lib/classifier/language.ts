// Tells the language of a post: by script where one script means one language, else by pieces of words.
import type { Token } from './reading.ts';
import { type Word, type WordNumbers, wordNumbers } from './word.ts';

/** Pieces of words are folded into this many rows of the language table. */
export const LANGUAGE_ROWS = 13_900;
/** One step of the table, in nats. */
export const STEP = 0.4;
/** The table's numbers fit in half a byte. */
export const LEAST_STEP = -6;
export const MOST_STEP = 9;

export interface LanguageTable {
  /** One column each. The code `und` is for what languages without a column have in common. */
  readonly columns: readonly LanguageColumn[];
  /**
   * How much likelier than on average over the languages of its script a piece is: steps, row by row, number
   * `row * columns.length + column`.
   */
  readonly steps: Int8Array;
}

export interface LanguageColumn {
  /** ISO 639-1; `sh` for Bosnian, Croatian and Serbian in Latin letters. */
  readonly code: string;
  /** The Unicode script of its letters. */
  readonly script: string;
}

export type LanguageDetector = (tokens: readonly Token[]) => string;

const UNDETERMINED = 'und';
/** Steps by which English is ahead of all others: the brand's posts are English, and a few words prove little. */
const ENGLISH_HEAD_START = 50;
/** Any other language is named only when it leads by so many steps, about one word: else it cannot be told. */
const CLEAR_LEAD = 15;

/** Scripts with a language need no table. Japanese writes in Han too, so its own letters come first. */
const SCRIPTS = [
  { script: 'Latin', letter: /\p{Script=Latin}/u },
  { script: 'Cyrillic', letter: /\p{Script=Cyrillic}/u },
  { script: 'Arabic', letter: /\p{Script=Arabic}/u },
  { script: 'Devanagari', letter: /\p{Script=Devanagari}/u, language: 'hi' },
  { script: 'Kana', letter: /[\p{Script=Hiragana}\p{Script=Katakana}]/u, language: 'ja' },
  { script: 'Hangul', letter: /\p{Script=Hangul}/u, language: 'ko' },
  { script: 'Han', letter: /\p{Script=Han}/u, language: 'zh' },
  { script: 'Greek', letter: /\p{Script=Greek}/u, language: 'el' },
  { script: 'Hebrew', letter: /\p{Script=Hebrew}/u, language: 'he' },
  { script: 'Thai', letter: /\p{Script=Thai}/u, language: 'th' },
  { script: 'Bengali', letter: /\p{Script=Bengali}/u, language: 'bn' },
  { script: 'Tamil', letter: /\p{Script=Tamil}/u, language: 'ta' },
  { script: 'Telugu', letter: /\p{Script=Telugu}/u, language: 'te' },
  { script: 'Gujarati', letter: /\p{Script=Gujarati}/u, language: 'gu' },
  { script: 'Gurmukhi', letter: /\p{Script=Gurmukhi}/u, language: 'pa' },
  { script: 'Kannada', letter: /\p{Script=Kannada}/u, language: 'kn' },
  { script: 'Malayalam', letter: /\p{Script=Malayalam}/u, language: 'ml' },
  { script: 'Sinhala', letter: /\p{Script=Sinhala}/u, language: 'si' },
  { script: 'Georgian', letter: /\p{Script=Georgian}/u, language: 'ka' },
  { script: 'Armenian', letter: /\p{Script=Armenian}/u, language: 'hy' },
  { script: 'Khmer', letter: /\p{Script=Khmer}/u, language: 'km' },
  { script: 'Lao', letter: /\p{Script=Lao}/u, language: 'lo' },
  { script: 'Myanmar', letter: /\p{Script=Myanmar}/u, language: 'my' },
] as const;
/** wink-nlp's types of words; `unk` for letters it does not know. */
const WORD_TYPES: ReadonlySet<string> = new Set(['word', 'unk']);
const NO_SCRIPT = -1;
const LATIN = 0;

const LONGEST_PIECE = 4;
const FNV_PRIME = 0x01000193;
const PIECE_SEED = 0x811c9dc5;
const WORD_SEED = PIECE_SEED ^ 1;

/** ISO 639-1 codes, or `und` when it cannot be told. */
export function languageDetector({ columns, steps }: LanguageTable): LanguageDetector {
  const width = columns.length;
  const columnsOf = SCRIPTS.map(({ script }) => columns.flatMap((column, i) => (column.script === script ? [i] : [])));
  const english = columns.findIndex(({ code }) => code === 'en');
  const evidence = wordNumbers(width + 1, (word, { numbers, at }) => {
    numbers.fill(0, at, at + width);
    const script = scriptIndex(word);
    numbers[at + width] = script;
    const candidates = columnsOf[script] ?? [];
    if (candidates.length === 0) return;
    for (const row of languageRows(word.form)) {
      for (const i of candidates) numbers[at + i] = (numbers[at + i] ?? 0) + (steps[row * width + i] ?? 0);
    }
  });
  const others = (columnsOf[LATIN] ?? []).filter((i) => i !== english);
  const isPlainlyEnglish = english === -1 ? () => false : englishTest(evidence, { english, others, scriptAt: width });
  return (tokens) => {
    if (isPlainlyEnglish(tokens)) return 'en';
    const { numbers } = evidence;
    const sums = new Float64Array(width);
    const words = new Int32Array(SCRIPTS.length);
    for (const { word } of tokens) {
      const at = evidence.at(word);
      const script = numbers[at + width] ?? NO_SCRIPT;
      if (script === NO_SCRIPT) continue;
      words[script] = (words[script] ?? 0) + 1;
      for (const i of columnsOf[script] ?? []) sums[i] = (sums[i] ?? 0) + (numbers[at + i] ?? 0);
    }
    const commonest = SCRIPTS[words.indexOf(Math.max(1, ...words))];
    if (commonest === undefined) return UNDETERMINED;
    if ('language' in commonest) return commonest.language;
    if (english !== -1) sums[english] = (sums[english] ?? 0) + ENGLISH_HEAD_START;
    const { index, lead } = likeliest(sums, columnsOf[SCRIPTS.indexOf(commonest)] ?? []);
    return index === english || lead >= CLEAR_LEAD ? (columns[index]?.code ?? UNDETERMINED) : UNDETERMINED;
  };
}

/** In so many groups, 98 of 100 tweets in English are told as that; in one, 85. */
const GROUPS = 4;

interface EnglishTest {
  readonly english: number;
  /** The columns of the other languages in Latin letters. */
  readonly others: readonly number[];
  readonly scriptAt: number;
}

/**
 * Most posts are English, and that is told without adding up all languages: of each word it is remembered how far
 * English is ahead of the best of each group of others. Where these leads add up to more than nothing, no other language
 * can be likelier.
 */
function englishTest(evidence: WordNumbers, { english, others, scriptAt }: EnglishTest) {
  const size = Math.ceil(others.length / GROUPS);
  const groups = Array.from({ length: GROUPS }, (_, group) => others.slice(group * size, (group + 1) * size));
  const ahead = wordNumbers(1 + GROUPS, (word, { numbers, at }) => {
    const from = evidence.at(word);
    const stepsOf = (column: number) => evidence.numbers[from + column] ?? 0;
    numbers[at] = stepsOf(scriptAt);
    groups.forEach((group, i) => {
      numbers[at + 1 + i] = stepsOf(english) - Math.max(...group.map(stepsOf));
    });
  });
  const { numbers } = ahead;
  return (tokens: readonly Token[]): boolean => {
    // Four sums by name: an array of them would be read and written for each word.
    let first = ENGLISH_HEAD_START;
    let second = ENGLISH_HEAD_START;
    let third = ENGLISH_HEAD_START;
    let fourth = ENGLISH_HEAD_START;
    let latin = 0;
    let foreign = 0;
    for (const { word } of tokens) {
      const at = ahead.at(word);
      const script = numbers[at];
      if (script === LATIN) {
        latin += 1;
        first += numbers[at + 1] ?? 0;
        second += numbers[at + 2] ?? 0;
        third += numbers[at + 3] ?? 0;
        fourth += numbers[at + 4] ?? 0;
      } else if (script !== NO_SCRIPT) foreign += 1;
    }
    return latin > foreign && first > 0 && second > 0 && third > 0 && fourth > 0;
  };
}

/** The script of a word's letters; undefined where there are none, or none of a listed script. */
export function scriptOf(word: Word): string | undefined {
  return SCRIPTS[scriptIndex(word)]?.script;
}

function scriptIndex({ type, form }: Word): number {
  return WORD_TYPES.has(type) ? SCRIPTS.findIndex(({ letter }) => letter.test(form)) : NO_SCRIPT;
}

/** The rows of all pieces of 2 to 4 letters, word ends included, and of the whole word. */
export function languageRows(form: string): readonly number[] {
  const padded = ` ${form} `;
  const rows: number[] = [];
  for (let start = 0; start < padded.length - 1; start += 1) {
    let hash = PIECE_SEED;
    const limit = Math.min(padded.length, start + LONGEST_PIECE);
    for (let at = start; at < limit; at += 1) {
      hash = Math.imul(hash ^ padded.charCodeAt(at), FNV_PRIME);
      if (at > start) rows.push(rowOf(hash));
    }
  }
  let whole = WORD_SEED;
  for (let at = 0; at < form.length; at += 1) whole = Math.imul(whole ^ form.charCodeAt(at), FNV_PRIME);
  rows.push(rowOf(whole));
  return rows;
}

/** FNV-1a leaves the low bits of short texts poorly mixed. */
function rowOf(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  const twice = Math.imul(once ^ (once >>> 13), 0x297a2d39);
  return ((twice ^ (twice >>> 16)) >>> 0) % LANGUAGE_ROWS;
}

function likeliest(sums: Float64Array, candidates: readonly number[]): { index: number; lead: number } {
  let index = -1;
  let best = Number.NEGATIVE_INFINITY;
  let second = Number.NEGATIVE_INFINITY;
  for (const i of candidates) {
    const sum = sums[i] ?? 0;
    second = Math.max(second, Math.min(sum, best));
    if (sum <= best) continue;
    best = sum;
    index = i;
  }
  return { index, lead: best - second };
}
