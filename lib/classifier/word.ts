// One word, remembered with the numbers that were computed for it, so that frequent words cost next to nothing.
import { piecesOf, wordFeature } from './features.ts';

export interface Word {
  /** The place of its numbers in every table of numbers; may pass to another word later. */
  readonly slot: number;
  /** wink-nlp's token type: word, mention, hashtag, url, emoji, number, punctuation … */
  readonly type: string;
  /** What the models read: lower case, contractions opened ("n't" is "not"), or a placeholder such as `<handle>`. */
  readonly form: string;
  readonly feature: number;
  readonly negatedFeature: number;
  readonly pieces: readonly number[];
}

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
const SLOTS = 20_000;

const known = new Map<string, Word>();

/** The one Word of this type and normal form. Forgets all words when there are too many: memory stays bounded. */
export function wordOf(type: string, normal: string): Word {
  const placeholder = type === 'word' ? undefined : PLACEHOLDERS.get(type);
  if (placeholder !== undefined) return placeholder;
  const remembered = known.get(normal);
  if (remembered?.type === type) return remembered;
  if (PLACEHOLDERS.size + known.size >= SLOTS) known.clear();
  const slot = remembered?.slot ?? PLACEHOLDERS.size + known.size;
  const word = newWord(slot, { type, form: normal.includes(BROKEN_EMOJI) ? '<emoji>' : normal });
  known.set(normal, word);
  return word;
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
  const numbers = new Float64Array(SLOTS * width);
  const owners: (Word | undefined)[] = [];
  return {
    numbers,
    at(word) {
      const at = word.slot * width;
      if (owners[word.slot] !== word) {
        owners[word.slot] = word;
        compute(word, { numbers, at });
      }
      return at;
    },
  };
}

function newWord(slot: number, { type, form }: Pick<Word, 'type' | 'form'>): Word {
  return {
    slot,
    type,
    form,
    feature: wordFeature(form),
    negatedFeature: wordFeature(form, 'negated'),
    pieces: piecesOf(form),
  };
}
