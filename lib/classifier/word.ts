// One word, remembered with the numbers that were computed for it, so that frequent words cost next to nothing.
import { piecesOf, wordFeature } from './features.ts';

export interface Word {
  /** The place of its numbers in every table of numbers; may pass to another word later. */
  readonly slot: number;
  /** Its own for ever, from 1: says whose the numbers in its place are. */
  readonly serial: number;
  /** wink-nlp's token type: word, mention, hashtag, url, emoji, number, punctuation … */
  readonly type: string;
  /** What the models read: lower case, contractions opened ("n't" is "not"), or a placeholder such as `<handle>`. */
  readonly form: string;
  /** The form without the mark of a hashtag: what lists of phrases look for. */
  readonly bare: string;
  readonly feature: number;
  readonly negatedFeature: number;
  readonly pieces: readonly number[];
  /** How many pieces; beside the word itself, for those who read only that. */
  readonly pieceCount: number;
}

/** How many have ever been made. */
let words = 0;

/** Handles, links and numbers are all the same to the models. */
const PLACEHOLDERS: ReadonlyMap<string, Word> = new Map(
  Object.entries({
    mention: '<handle>',
    url: '<link>',
    email: '<email>',
    number: '<number>',
    ordinal: '<number>',
    time: '<number>',
  }).map(([type, form], slot) => [type, newWord(slot, { type, form })]),
);
/** What is left of an emoji after a wrong decoding upstream. */
const BROKEN_EMOJI = '\uFFFD';
/** How many words are remembered at a time. */
export const SLOTS = 20_000;

const known = new Map<string, Word>();
let generation = 0;

/** The one Word of this type and normal form. Forgets all words when there are too many: memory stays bounded. */
export function wordOf(type: string, normal: string): Word {
  const placeholder = type === 'word' ? undefined : PLACEHOLDERS.get(type);
  if (placeholder !== undefined) return placeholder;
  const remembered = known.get(normal);
  if (remembered?.type === type) return remembered;
  if (PLACEHOLDERS.size + known.size >= SLOTS) forget();
  const slot = remembered?.slot ?? PLACEHOLDERS.size + known.size;
  const word = newWord(slot, { type, form: normal.includes(BROKEN_EMOJI) ? '<emoji>' : normal });
  known.set(normal, word);
  return word;
}

/** Rises when all words are forgotten: whoever keeps a Word must then ask for it again. */
export function wordGeneration(): number {
  return generation;
}

/** Numbers of words, `width` for each, side by side in one array. */
export interface WordNumbers {
  readonly numbers: Float64Array;
  /** Where the word's numbers begin; computes them the first time. */
  at(word: Word): number;
}

/** `compute` writes a word's numbers from the given place on; whatever stood there is another word's. */
export function wordNumbers(
  width: number,
  compute: (word: Word, into: { readonly numbers: Float64Array; readonly at: number }) => void,
): WordNumbers {
  // Before a word's numbers stands its serial: to see whose they are takes no other part of the memory.
  const step = 1 + width;
  const numbers = new Float64Array(SLOTS * step);
  return {
    numbers,
    at(word) {
      const owner = word.slot * step;
      const at = owner + 1;
      if (numbers[owner] !== word.serial) {
        numbers[owner] = word.serial;
        compute(word, { numbers, at });
      }
      return at;
    },
  };
}

function newWord(slot: number, { type, form }: Pick<Word, 'type' | 'form'>): Word {
  const pieces = piecesOf(form);
  words += 1;
  return {
    slot,
    serial: words,
    type,
    form,
    bare: type === 'hashtag' ? form.slice(1) : form,
    feature: wordFeature(form),
    negatedFeature: wordFeature(form, 'negated'),
    pieces,
    pieceCount: pieces.length,
  };
}

function forget(): void {
  known.clear();
  generation += 1;
}
