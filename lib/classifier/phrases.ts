// Finds listed phrases in a post, token by token: no regular expressions, one look-up a word.
import type { Token } from './reading.ts';
import type { Word } from './word.ts';

export interface PhraseHit<Label> {
  readonly label: Label;
  /** Index of the first token. */
  readonly from: number;
  /** Index after the last token. */
  readonly to: number;
}

interface Phrase<Label> {
  readonly label: Label;
  readonly rest: readonly Step[];
}

/** A set of words of which one must stand here, or GAP. */
type Step = ReadonlySet<string> | typeof GAP;

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
  return (tokens) => {
    const hits: PhraseHit<Label>[] = [];
    tokens.forEach((token, from) => {
      const phrases = byFirstWord.get(bareWord(token.word));
      if (phrases === undefined) return;
      for (const { label, rest } of phrases) {
        const to = matchEnd(tokens, from + 1, rest);
        if (to !== undefined) hits.push({ label, from, to });
      }
    });
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
      const rest = others.map((step): Step => (step === GAP ? GAP : new Set(step.split('|'))));
      for (const word of first.split('|')) byFirstWord.set(word, [...(byFirstWord.get(word) ?? []), { label, rest }]);
    }
  }
  return byFirstWord;
}

/** The index after the match of `steps` at token `at`; undefined when they do not match. */
function matchEnd(tokens: readonly Token[], at: number, steps: readonly Step[]): number | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return at;
  if (step === GAP) {
    for (let skipped = 0; skipped <= LONGEST_GAP; skipped += 1) {
      const end = matchEnd(tokens, at + skipped, rest);
      if (end !== undefined) return end;
    }
    return undefined;
  }
  const token = tokens[at];
  return token !== undefined && step.has(bareWord(token.word)) ? matchEnd(tokens, at + 1, rest) : undefined;
}

function bareWord({ type, form }: Word): string {
  return type === 'hashtag' ? form.slice(1) : form;
}
