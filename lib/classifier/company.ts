// Tells which company a post means: by handle, hashtag, name or alias of the watch list (requirement L4).
import type { Company } from '../domain/company.ts';
import { readTokens, type Token } from './tokens.ts';

type CompanyFinder = (tokens: readonly Token[]) => string | undefined;

/** A name may be several words; each company's spellings are kept as the words that must follow one another. */
interface Spelling {
  readonly company: string;
  readonly words: readonly string[];
}

const finders = new WeakMap<readonly Company[], CompanyFinder>();

/** The name of the company named most often, the earliest on a tie; undefined when none is named. */
export function companyMeant(tokens: readonly Token[], companies: readonly Company[]): string | undefined {
  const finder = finders.get(companies) ?? companyFinder(companies);
  finders.set(companies, finder);
  return finder(tokens);
}

function companyFinder(companies: readonly Company[]): CompanyFinder {
  const byFirstWord = Map.groupBy(companies.flatMap(spellingsOf), ({ words }) => words[0] ?? '');
  return (tokens) => {
    const words = tokens.map(bareWord);
    const counts = new Map<string, number>();
    words.forEach((word, at) => {
      const hit = byFirstWord.get(word)?.find((spelling) => spelling.words.every((part, i) => words[at + i] === part));
      if (hit !== undefined) counts.set(hit.company, (counts.get(hit.company) ?? 0) + 1);
    });
    return mostCounted(counts);
  };
}

/** Longest first, so that "Acme Air" is not taken for "Acme". Handles and hashtags are one word. */
function spellingsOf({ name, handles, aliases }: Company): Spelling[] {
  const phrases = [name, ...aliases].map((phrase) => readTokens(phrase).map(bareWord));
  const joined = [name, ...handles, ...aliases].map((text) => [lettersOf(text)]);
  return [...phrases, ...joined]
    .filter((words) => words.some((word) => word !== ''))
    .map((words) => ({ company: name, words }))
    .sort((a, b) => b.words.length - a.words.length);
}

/** `@Acme_Air`, `#AcmeAir` and `acmeair` are the same word. */
function bareWord(token: Token): string {
  return token.type === 'mention' || token.type === 'hashtag' ? lettersOf(token.normal) : token.normal;
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
