// One word, remembered with all that was computed for it, so that frequent words cost next to nothing.
import { piecesOf, wordFeature } from './features.ts';

export interface Word {
  /** wink-nlp's token type: word, mention, hashtag, url, emoji, number, punctuation … */
  readonly type: string;
  /** What the models read: lower case, contractions opened ("n't" is "not"), or a placeholder such as `<handle>`. */
  readonly form: string;
  readonly feature: number;
  readonly negatedFeature: number;
  readonly pieces: readonly number[];
  /** Private to `perWord`. */
  readonly notes: unknown[];
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
  }).map(([type, form]) => [type, newWord(type, form)]),
);
/** What is left of an emoji after a wrong decoding upstream. */
const BROKEN_EMOJI = '\uFFFD';
const MOST_WORDS = 30_000;

const known = new Map<string, Word>();
let computations = 0;

/** The one Word of this type and normal form. Forgets all words when there are too many: memory stays bounded. */
export function wordOf(type: string, normal: string): Word {
  const remembered = PLACEHOLDERS.get(type) ?? known.get(normal);
  if (remembered?.type === type) return remembered;
  if (known.size >= MOST_WORDS) known.clear();
  const word = newWord(type, normal.includes(BROKEN_EMOJI) ? '<emoji>' : normal);
  known.set(normal, word);
  return word;
}

/** `compute`, done once for each word and then remembered on the word. */
export function perWord<T>(compute: (word: Word) => T): (word: Word) => T {
  const slot = computations;
  computations += 1;
  return (word) => {
    const remembered = word.notes[slot];
    // Only this closure writes the slot, so what stands there is a T.
    if (remembered !== undefined) return remembered as T;
    const computed = compute(word);
    word.notes[slot] = computed;
    return computed;
  };
}

function newWord(type: string, form: string): Word {
  return {
    type,
    form,
    feature: wordFeature(form),
    negatedFeature: wordFeature(form, 'negated'),
    pieces: piecesOf(form),
    notes: [],
  };
}
