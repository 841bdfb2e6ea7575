// Finds listed phrases in a post, token by token: no regular expressions, and no look-up for most words.
import type { Token } from './reading.ts';
import { wordNumbers } from './word.ts';

export interface PhraseHit<Label> {
  readonly label: Label;
  /** Index of the first token. */
  readonly from: number;
  /** Index after the last token. */
  readonly to: number;
}

interface Phrase<Label> {
  readonly label: Label;
  /** What must follow the first word; undefined when nothing must. */
  readonly rest: Step | undefined;
}

interface Step {
  /** The words of which one must stand here, or GAP. */
  readonly words: ReadonlySet<string> | typeof GAP;
  readonly next: Step | undefined;
}

const GAP = '_';
const LONGEST_GAP = 3;

/**
 * Compiles phrases by label. A phrase is words in wink-nlp's normal form ("can not", not "can't") between spaces;
 * `a|b` means either word, `_` none to three words of any kind.
 */
export function phraseFinder<Label extends string>(
  lists: Readonly<Record<Label, readonly string[]>>,
): (tokens: readonly Token[]) => readonly PhraseHit<Label>[] {
  const byFirstWord = compile(lists);
  const groups = [[], ...byFirstWord.values()];
  const groupOf = new Map([...byFirstWord.keys()].map((word, i) => [word, i + 1]));
  // Which phrases a word begins is remembered with the word; most words begin none: group 0.
  const begun = wordNumbers(1, ({ bare }, { numbers, at }) => {
    numbers[at] = groupOf.get(bare) ?? 0;
  });
  return (tokens) => {
    const hits: PhraseHit<Label>[] = [];
    let from = -1;
    for (const { word } of tokens) {
      from += 1;
      for (const { label, rest } of groups[begun.numbers[begun.at(word)] ?? 0] ?? []) {
        const to = matchEnd(tokens, from + 1, rest);
        if (to !== undefined) hits.push({ label, from, to });
      }
    }
    return hits;
  };
}

function compile<Label extends string>(
  lists: Readonly<Record<Label, readonly string[]>>,
): Map<string, Phrase<Label>[]> {
  const byFirstWord = new Map<string, Phrase<Label>[]>();
  // Object.keys widens to string; the keys are the labels.
  for (const label of Object.keys(lists) as Label[]) {
    for (const text of lists[label]) {
      const [first = '', ...others] = text.split(' ');
      const rest = others.reduceRight<Step | undefined>(
        (next, step) => ({ words: step === GAP ? GAP : new Set(step.split('|')), next }),
        undefined,
      );
      for (const word of first.split('|')) byFirstWord.set(word, [...(byFirstWord.get(word) ?? []), { label, rest }]);
    }
  }
  return byFirstWord;
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
