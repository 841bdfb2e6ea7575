// Finds listed phrases in a post, token by token: no regular expressions, and hardly a look-up.
import type { Token } from './reading.ts';
import { wordNumbers } from './word.ts';

export interface PhraseHit<Label> {
  readonly label: Label;
  /** Index of the first token. */
  readonly from: number;
  /** Index after the last token. */
  readonly to: number;
}

/** A phrase without its first word. */
interface Phrase<Label> {
  readonly label: Label;
  /** Undefined when nothing must follow. */
  readonly rest: Step | undefined;
}

interface Step {
  /** The words of which one must stand here, or GAP. */
  readonly words: ReadonlySet<string> | typeof GAP;
  readonly next: Step | undefined;
}

/**
 * Each phrase has a sign, one bit, and each word that may come second in it carries that sign. A phrase is tried only
 * where its sign follows: most are ruled out without a look at their words.
 */
interface Compiled<Label> {
  /** Those that one word begins stand beside one another. */
  readonly phrases: readonly Phrase<Label>[];
  /** Of each phrase the sign that the next word must carry; 0 when it goes on with a gap. */
  readonly nextSigns: Int32Array;
  /** Of each phrase the sign that one of the next four words, a gap and one more, must carry; 0 when no gap follows. */
  readonly nearSigns: Int32Array;
  /** What each word begins. */
  readonly begun: ReadonlyMap<string, Group>;
  readonly carried: ReadonlyMap<string, number>;
}

/** The phrases that one word begins. */
interface Group {
  readonly from: number;
  readonly to: number;
  /** All their signs: most groups are ruled out as a whole, by a branch that the processor foresees. */
  readonly nextSigns: number;
  readonly nearSigns: number;
}

const GAP = '_';
const LONGEST_GAP = 3;
/** Several phrases share a sign: whether one stands there, its words decide. */
const SIGNS = 31;
/** The sign of phrases of one word, and of those with several gaps: whatever follows, they are tried. */
const ANYTHING = 1 << SIGNS;

/**
 * Compiles phrases by label. A phrase is words in wink-nlp's normal form ("can not", not "can't") between spaces;
 * `a|b` means either word, `_` none to three words of any kind. What is found comes from the last to the first.
 */
export function phraseFinder<Label extends string>(
  lists: Readonly<Record<Label, readonly string[]>>,
): (tokens: readonly Token[]) => readonly PhraseHit<Label>[] {
  const { phrases, nextSigns, nearSigns, begun, carried } = compile(lists);
  const remembered = wordNumbers(5, ({ bare }, { numbers, at }) => {
    const group = begun.get(bare) ?? NO_GROUP;
    numbers[at] = carried.get(bare) ?? 0;
    numbers[at + 1] = group.nextSigns;
    numbers[at + 2] = group.nearSigns;
    numbers[at + 3] = group.from;
    numbers[at + 4] = group.to;
  });
  const { numbers } = remembered;
  return (tokens) => {
    const hits: PhraseHit<Label>[] = [];
    // Backwards, so that the signs of the next words are known.
    let next = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let from = tokens.length - 1; from >= 0; from -= 1) {
      const token = tokens[from];
      if (token === undefined) break;
      const at = remembered.at(token.word);
      const follows = next | ANYTHING;
      const near = next | second | third | fourth;
      const ruledOut = (((numbers[at + 1] ?? 0) & follows) | ((numbers[at + 2] ?? 0) & near)) === 0;
      const end = ruledOut ? 0 : (numbers[at + 4] ?? 0);
      for (let i = numbers[at + 3] ?? 0; i < end; i += 1) {
        const signs = ((nextSigns[i] ?? 0) & follows) | ((nearSigns[i] ?? 0) & near);
        const phrase = signs === 0 ? undefined : phrases[i];
        const to = phrase && matchEnd(tokens, from + 1, phrase.rest);
        if (phrase && to !== undefined) hits.push({ label: phrase.label, from, to });
      }
      fourth = third;
      third = second;
      second = next;
      next = numbers[at] ?? 0;
    }
    return hits;
  };
}

const NO_GROUP: Group = { from: 0, to: 0, nextSigns: 0, nearSigns: 0 };

function compile<Label extends string>(lists: Readonly<Record<Label, readonly string[]>>): Compiled<Label> {
  // Object.keys widens to string; the keys are the labels.
  const labels = Object.keys(lists) as Label[];
  const listed = labels.flatMap((label) => lists[label].map((text) => phraseOf(label, text)));
  const carried = new Map<string, number>();
  const byFirstWord = new Map<string, { phrase: Phrase<Label>; next: number; near: number }[]>();
  listed.forEach(({ firstWords, ...phrase }, i) => {
    const { gaps, words } = secondWords(phrase.rest);
    const sign = words.size === 0 || gaps > 1 ? ANYTHING : 1 << (i % SIGNS);
    const entry = { phrase, next: gaps === 1 ? 0 : sign, near: gaps === 1 ? sign : 0 };
    for (const word of firstWords) byFirstWord.set(word, [...(byFirstWord.get(word) ?? []), entry]);
    for (const word of words) carried.set(word, (carried.get(word) ?? 0) | sign);
  });
  const entries = [...byFirstWord.values()].flat();
  const begun = new Map<string, Group>();
  let from = 0;
  for (const [word, group] of byFirstWord) {
    const to = from + group.length;
    const nextSigns = group.reduce((signs, { next }) => signs | next, 0);
    const nearSigns = group.reduce((signs, { near }) => signs | near, 0);
    begun.set(word, { from, to, nextSigns, nearSigns });
    from = to;
  }
  return {
    phrases: entries.map(({ phrase }) => phrase),
    nextSigns: Int32Array.from(entries, ({ next }) => next),
    nearSigns: Int32Array.from(entries, ({ near }) => near),
    begun,
    carried,
  };
}

function phraseOf<Label>(label: Label, text: string): Phrase<Label> & { readonly firstWords: readonly string[] } {
  const [first = '', ...others] = text.split(' ');
  const rest = others.reduceRight<Step | undefined>(
    (next, words) => ({ words: words === GAP ? GAP : new Set(words.split('|')), next }),
    undefined,
  );
  return { label, rest, firstWords: first.split('|') };
}

/** The words of which one comes second, and how many gaps come before it. */
function secondWords(rest: Step | undefined): { readonly gaps: number; readonly words: ReadonlySet<string> } {
  if (rest === undefined) return { gaps: 0, words: new Set() };
  if (rest.words !== GAP) return { gaps: 0, words: rest.words };
  const { gaps, words } = secondWords(rest.next);
  return { gaps: gaps + 1, words };
}

/** The index after the match of a step and those after it at token `at`; undefined when they do not match. */
function matchEnd(tokens: readonly Token[], at: number, step: Step | undefined): number | undefined {
  if (step === undefined) return at;
  const { words, next } = step;
  if (words === GAP) {
    for (let skipped = 0; skipped <= LONGEST_GAP; skipped += 1) {
      const end = matchEnd(tokens, at + skipped, next);
      if (end !== undefined) return end;
    }
    return undefined;
  }
  const token = tokens[at];
  return token !== undefined && words.has(token.word.bare) ? matchEnd(tokens, at + 1, next) : undefined;
}
