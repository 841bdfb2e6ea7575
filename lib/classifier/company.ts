// Tells which company a post means: by handle, hashtag, name or alias of the watch list (requirement L4).
import type { Company } from '../domain/company.ts';
import { readText, type Token } from './reading.ts';
import { isPlaceholder, wordNumbers } from './word.ts';

type CompanyFinder = (tokens: readonly Token[]) => string | undefined;

/** A way to write a company: the words that must follow one another. */
interface Spelling {
  readonly company: string;
  readonly words: readonly string[];
}

/** `@Acme_Air`, `#AcmeAir` and `acmeair` are the same word. */
function bareWord({ word: { type }, normal }: Pick<Token, 'word' | 'normal'>): string {
  return type === 'mention' || type === 'hashtag' ? lettersOf(normal) : normal;
}

const finders = new WeakMap<readonly Company[], CompanyFinder>();

/**
 * The name of the company named most often, the earliest on a tie; undefined when none is named.
 * What is computed for a list is kept as long as the list itself: pass the same one for every post.
 */
export function companyMeant(tokens: readonly Token[], companies: readonly Company[]): string | undefined {
  if (companies.length === 0) return undefined;
  const finder = finders.get(companies) ?? companyFinder(companies);
  finders.set(companies, finder);
  return finder(tokens);
}

function companyFinder(companies: readonly Company[]): CompanyFinder {
  const byFirstWord = Map.groupBy(companies.flatMap(spellingsOf).sort(longestFirst), ({ words }) => words[0] ?? '');
  // Most words begin no name, which is remembered of each. Of a handle the word does not tell: all have the same.
  const mayBegin = wordNumbers(1, (word, { numbers, at }) => {
    numbers[at] = isPlaceholder(word) || byFirstWord.has(bareWord({ word, normal: word.form })) ? 1 : 0;
  });
  return (tokens) => {
    const counts = new Map<string, number>();
    let at = -1;
    for (const token of tokens) {
      at += 1;
      if (mayBegin.numbers[mayBegin.at(token.word)] === 0) continue;
      const hit = byFirstWord.get(bareWord(token))?.find(({ words }) => standsAt(tokens, at, words));
      if (hit !== undefined) counts.set(hit.company, (counts.get(hit.company) ?? 0) + 1);
    }
    return mostCounted(counts);
  };
}

/** Names and aliases word by word, and everything written as one word, as handles and hashtags are. */
function spellingsOf({ name, handles, aliases }: Company): Spelling[] {
  const phrases = [name, ...aliases].map((phrase) => readText(phrase).tokens.map(bareWord));
  const joined = [name, ...handles, ...aliases].map((text) => [lettersOf(text)]);
  return [...phrases, ...joined]
    .filter((words) => words.some((word) => word !== ''))
    .map((words) => ({ company: name, words }));
}

/** "Acme Air" is looked for before "Acme". */
function longestFirst(a: Spelling, b: Spelling): number {
  return b.words.length - a.words.length;
}

function standsAt(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  return words.every((expected, i) => {
    const token = tokens[at + i];
    return token !== undefined && bareWord(token) === expected;
  });
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function mostCounted(counts: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined;
  for (const [company, count] of counts) {
    if (best === undefined || count > (counts.get(best) ?? 0)) best = company;
  }
  return best;
}
