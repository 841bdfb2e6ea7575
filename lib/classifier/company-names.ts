// Finds the names of watched companies in a post: handles, hashtags, names and abbreviations (requirement L4).
import type { Company } from '../domain/company.ts';
import { isListed } from './lexeme.ts';
import { type Reading, readText, type Token } from './reading.ts';
import { wordNumbers } from './word.ts';

export interface CompanyName {
  readonly company: string;
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  readonly isHandle: boolean;
}

/** In the order of the text. */
type NameFinder = (reading: Reading) => readonly CompanyName[];

/** A way to write a company: the words that must follow one another. */
interface Spelling {
  readonly company: string;
  readonly words: readonly string[];
  /** An ordinary word, or several: then what stands around decides whether it is a name. */
  readonly isOrdinary: boolean;
}

/** What stands before the mark is looked at behind it, so that a search can run from mark to mark. */
const MARKED = /[@#](?<![\p{L}\p{N}_@#][@#])[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_]/gu;
/** What networks and companies put behind their name: `@acme_uk`, `@acmehelp`. */
const ACCOUNT_ENDINGS: ReadonlySet<string> = new Set(
  'uk gb us usa ie eu au ca de fr hq help helps helpdesk support supports care cares service services customercare customerservice official app news team'.split(
    ' ',
  ),
);
/** What people put behind a name in a hashtag without capitals: `#acmefail`. */
const TAG_ENDINGS: ReadonlySet<string> = new Set(
  'fail fails failed failing sucks suck down outage problems issues scam fraud support help service customerservice app not worst awful terrible disgrace complaint complaints boycott strike delays'.split(
    ' ',
  ),
);
/** Words of a hashtag with capitals: `#BoycottAcmeAir`. */
const TAG_WORDS = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+/gu;

export function nameFinder(companies: readonly Company[]): NameFinder {
  const findMarked = markedFinder(companies);
  const findWritten = writtenFinder(companies);
  return (reading) => {
    const written = findWritten(reading);
    const marked = findMarked(reading.text);
    if (marked.length === 0 || written.length === 0) return marked.length === 0 ? written : marked;
    return [...marked, ...written].sort((a, b) => a.start - b.start);
  };
}

/** `@Acme_Air`, `#AcmeAir` and `acmeair` are the same. */
function markedFinder(companies: readonly Company[]): (text: string) => CompanyName[] {
  const known = new Map(
    companies
      .toReversed()
      .flatMap(({ name, handles, aliases }) => [...aliases, ...handles, name].map((form) => [lettersOf(form), name])),
  );
  known.delete('');
  const companyOf = remembering((marked) => {
    const name = marked.slice(1);
    return marked.startsWith('@') ? ofHandle(name, known) : ofTag(name, known);
  });
  return (text) => {
    const names: CompanyName[] = [];
    // Not `matchAll`, which copies the expression each time.
    MARKED.lastIndex = 0;
    for (let match = MARKED.exec(text); match !== null; match = MARKED.exec(text)) {
      const { 0: found, index: start } = match;
      const company = companyOf(found);
      const end = start + found.length;
      if (company !== undefined) names.push({ company, start, end, isHandle: found.startsWith('@') });
    }
    return names;
  };
}

const MOST_REMEMBERED = 5_000;

/** The same handles come again and again. Forgets all answers when there are too many. */
function remembering(companyOf: (marked: string) => string | undefined): (marked: string) => string | undefined {
  const answers = new Map<string, string | undefined>();
  return (marked) => {
    if (answers.has(marked)) return answers.get(marked);
    if (answers.size >= MOST_REMEMBERED) answers.clear();
    const company = companyOf(marked);
    answers.set(marked, company);
    return company;
  };
}

type Known = ReadonlyMap<string, string>;

/** Bluesky's and Mastodon's handles go on behind the first dot or @. */
function ofHandle(handle: string, known: Known): string | undefined {
  const [first = ''] = handle.split('.');
  return known.get(lettersOf(handle)) ?? known.get(lettersOf(first)) ?? withEnding(first, ACCOUNT_ENDINGS, known);
}

function ofTag(tag: string, known: Known): string | undefined {
  const whole = known.get(lettersOf(tag)) ?? withEnding(tag, TAG_ENDINGS, known);
  if (whole !== undefined) return whole;
  const words = (tag.match(TAG_WORDS) ?? []).map(lettersOf);
  for (let from = 0; from < words.length; from += 1) {
    for (let to = words.length; to > from; to -= 1) {
      const company = known.get(words.slice(from, to).join(''));
      if (company !== undefined) return company;
    }
  }
  return undefined;
}

function withEnding(text: string, endings: ReadonlySet<string>, known: Known): string | undefined {
  const letters = lettersOf(text);
  for (const ending of endings) {
    const company = letters.endsWith(ending) ? known.get(letters.slice(0, -ending.length)) : undefined;
    if (company !== undefined) return company;
  }
  return undefined;
}

function writtenFinder(companies: readonly Company[]): NameFinder {
  const spellings = companies.flatMap(spellingsOf).toSorted((a, b) => b.words.length - a.words.length);
  const groups = [[], ...Map.groupBy(spellings, ({ words }) => words[0]).values()];
  // Which names a word begins is remembered with the word; most words begin none: group 0.
  const begun = wordNumbers(1, (word, { numbers, at }) => {
    const form = plain(word.form);
    numbers[at] = Math.max(
      0,
      groups.findIndex(([spelling]) => spelling?.words[0] === form),
    );
  });
  const { numbers } = begun;
  return (reading) => {
    const names: CompanyName[] = [];
    let end = 0;
    let at = -1;
    for (const { word, start } of reading.tokens) {
      at += 1;
      const place = numbers[begun.at(word)] ?? 0;
      if (place === 0 || start < end) continue;
      const spelling = groups[place]?.find(
        (each) => standsAt(reading.tokens, at, each.words) && isName(reading, at, each),
      );
      if (spelling === undefined) continue;
      end = reading.tokens[at + spelling.words.length - 1]?.end ?? start;
      names.push({ company: spelling.company, start, end, isHandle: false });
    }
    return names;
  };
}

/** Names and aliases as they are, written together, with "and" for "&", hyphens for spaces, or an s without apostrophe. */
function spellingsOf({ name, handles, aliases }: Company): Spelling[] {
  const phrases = [name, ...aliases].flatMap((form) => [
    form,
    form.replaceAll('&', ' and '),
    form.replaceAll(' ', '-'),
  ]);
  const joined = [name, ...handles, ...aliases].map(lettersOf);
  const spelled = [...phrases, ...joined].map((form) => readText(form).tokens.map(({ word }) => plain(word.form)));
  const plurals = spelled.flatMap((words) =>
    words.length === 1 && words[0] && !isListed(words[0]) ? [[`${words[0]}s`]] : [],
  );
  return [...spelled, ...plurals]
    .filter((words) => words.some((word) => /^\p{L}/u.test(word)))
    .map((words) => ({ company: name, words, isOrdinary: words.every(isListed) }));
}

function standsAt(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  return words.every((expected, i) => {
    const word = tokens[at + i]?.word;
    return word !== undefined && word.type !== 'hashtag' && plain(word.form) === expected;
  });
}

/** What may stand before a thing and not before a company: "an acorn mobile for the cot". */
const ARTICLES: ReadonlySet<string> = new Set('a an another every some any two three four five these those'.split(' '));
/** What follows a company's name at the beginning of a sentence, where a capital proves nothing. */
const AFTER_A_NAME: ReadonlySet<string> = new Set(
  "is are was were has have had 's ’s does do did will would can not customer support service staff app website refuse refuses took take just".split(
    ' ',
  ),
);

/** "Three is down" and "I am with Three" name the company, "three days" and "Three days" do not. */
function isName({ text, tokens }: Reading, at: number, { words, isOrdinary }: Spelling): boolean {
  if (!isOrdinary) return true;
  const token = tokens[at];
  const before = tokens[at - 1];
  if (token === undefined) return false;
  const isCapital = /^\p{Lu}/u.test(text.slice(token.start));
  if (words.length > 1) return isCapital || !ARTICLES.has(before?.word.form ?? '');
  if (!isCapital || isShouted(text, [before, tokens[at + 1]])) return false;
  return !beginsSentence(text, token, before) || AFTER_A_NAME.has(tokens[at + 1]?.word.form ?? '');
}

/** Whether the neighbours are in capitals too: then capitals prove nothing. */
function isShouted(text: string, neighbours: readonly (Token | undefined)[]): boolean {
  return neighbours.some((token) => token !== undefined && /^\p{Lu}{2,}$/u.test(text.slice(token.start, token.end)));
}

const SENTENCE_END = /[.!?…:;"“\n]|\p{Extended_Pictographic}/u;

function beginsSentence(text: string, token: Token, before: Token | undefined): boolean {
  if (before === undefined || before.word.type === 'mention') return true;
  return SENTENCE_END.test(text.slice(before.end - 1, token.start));
}

function lettersOf(text: string): string {
  return plain(text.toLowerCase()).replace(/[^\p{L}\p{N}]/gu, '');
}

/** Without accents: many leave them out. */
function plain(text: string): string {
  return ASCII.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '');
}

/** Has no accents. */
const ASCII = /^[\0-\x7f]*$/;
