// Whether an answer names the problem, and in words of its own (requirement A3, accurate).
import type { Cause } from './assessment.ts';
import type { Mark } from './reply-finding.ts';

export interface OwnWords {
  /** Words of the answer that are about the problem; none: it could answer anybody. */
  readonly about: readonly Mark[];
  /** A long run of the customer's own words. */
  readonly copied: readonly Mark[];
  /** Whether the customer said anything that an answer could name. */
  readonly canTell: boolean;
}

/** By which words an English answer is about a cause; beginnings of words. */
const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  'slow-service': 'wait|delay|slow|late\\b|long\\b|queue|on hold|time it took|took so',
  'rude-staff': 'rude|treated|spoken to|spoke to|manner|behav|attitude|unkind|respect|hung up|staff',
  delivery: 'deliver|parcel|package|order|arriv|ship|courier|driver|depot|post(?:ed|al)',
  billing:
    'bill(?:s|ed|ing)?\\b|refund|charg|money|pay(?:ment|ments|ing)?\\b|paid|invoice|credit|price|fees?\\b|costs?\\b|overcharg|debit|tariff',
  'product-fault':
    'fault|broke|repair|replace|(?:not|n.t|stopped|never) work|defect|damage|device|screen|battery|router|crack',
  outage: 'outage|down|signal|network|connect|offline|service (?:is|was|went)|coverage|internet|line|mast|cut off',
  booking: 'book|reserv|appointment|cancel|missed visit|engineer|slot|ticket',
  unreachable:
    '(?:not|n.t|never|nobody|no one|hard to) (?:reach|answer|repl|hear|call|get)|get through|got through|on hold|nobody|no one|unanswered',
  'broken-promise':
    'promis|said we (?:would|had)|did not do|didn.t do|let you down|(?:keep|kept|broke|broken) (?:our|my) word',
  other: '(?!)',
};

/** Say nothing of the matter: the words of every answer and of every complaint. */
const EMPTY = new Set(
  `about after again also always amp another anybody anyone anything around away back because been before being best bring brought came can cant
  case cause come could customer customers day days dear did didnt does doesnt doing done dont down each either else even ever every everyone everything
  feel find fine first fix fixed from gave get getting give given goes going gone good got great had happen happened has hasnt have havent having hear heard hello help
  here hope hour hours how into issue issues its ive just keep kind know last later least let like little long look looking lot made make
  making many matter may maybe mean message might month months more most much must need never new next nobody none nothing now off once one only other our out over own
  people please problem problems put quite really regard reply right said same say saying see seem seems send sent service shame should since some
  someone something soon sorry still such support sure take taken talk team tell than thank thanks that thats the their them then there these they thing
  things think this those though three time times today told tomorrow too took tried trouble try trying twice two under until update use used very want wanted was wasnt way
  week weeks well went were weve what when where which while who whole why will with wont work worst would write wrong year years yes yet you your youre yours
  company worse terrible awful bad disgrace disgraceful disgusting useless pathetic joke hate angry appalling shocking experience feedback hear hearing apologise
  apologize apologies inconvenience caused friend hey asap ago once again contact contacting touch reach assist assistance happy glad details detail information`.split(
    /\s+/u,
  ),
);

const LEAST_LETTERS = 4;
/** So many words in a row are nobody's by chance. */
const COPIED_WORDS = 8;

export function ownWordsIn(
  answer: string,
  {
    posts,
    causes,
    names,
  }: { readonly posts: readonly string[]; readonly causes: readonly Cause[]; readonly names: readonly string[] },
): OwnWords {
  const named = new Set(names.flatMap((name) => wordsIn(name).map(({ word }) => word)));
  const isAbout = ({ word }: Word) => word.length >= LEAST_LETTERS && !EMPTY.has(word) && !named.has(word);
  const said = new Set(posts.flatMap((post) => wordsIn(post).filter(isAbout)).map(({ word }) => stemOf(word)));
  const shared = wordsIn(answer).filter((word) => isAbout(word) && said.has(stemOf(word.word)));
  const ofCause = causes.flatMap((cause) => marksOfCause(answer, cause));
  return {
    about: distinct([...shared.map(({ start, end }) => ({ start, end })), ...ofCause]),
    copied: copiedIn(answer, posts),
    canTell: said.size > 0 || causes.some((cause) => cause !== 'other'),
  };
}

interface Word extends Mark {
  readonly word: string;
}

const NO_WORDS = /https?:\/\/\S+|[@#][\p{L}\p{N}_.@-]+/giu;

function wordsIn(text: string): Word[] {
  const plain = text.replace(NO_WORDS, (found) => ' '.repeat(found.length));
  return [...plain.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)*/gu)].map(({ 0: found, index }) => ({
    word: found.toLowerCase().replace(/['’]/gu, ''),
    start: index,
    end: index + found.length,
  }));
}

/** Enough for "refund", "refunds" and "refunded" to meet: English endings taken off. */
function stemOf(word: string): string {
  const stem = word.replace(/(?:ies|ied)$/u, 'y').replace(/(?:ings?|ed|es|s|ly|er|ers|ment|e)$/u, '');
  return stem.length >= 3 ? stem : word;
}

function marksOfCause(answer: string, cause: Cause): Mark[] {
  const pattern = new RegExp(String.raw`\b(?:${CAUSE_WORDS[cause]})\w*`, 'giu');
  return [...answer.matchAll(pattern)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

function distinct(marks: readonly Mark[]): Mark[] {
  const sorted = marks.toSorted((one, other) => one.start - other.start || other.end - one.end);
  return sorted.filter(({ start }, place) => place === 0 || start >= (sorted[place - 1]?.end ?? 0));
}

function copiedIn(answer: string, posts: readonly string[]): Mark[] {
  const words = wordsIn(answer);
  const texts = posts.map(
    (post) =>
      ` ${wordsIn(post)
        .map(({ word }) => word)
        .join(' ')} `,
  );
  const isCopied = (from: number, to: number) => {
    const run = ` ${words
      .slice(from, to)
      .map(({ word }) => word)
      .join(' ')} `;
    return texts.some((text) => text.includes(run));
  };
  for (let from = 0; from + COPIED_WORDS <= words.length; from += 1) {
    if (!isCopied(from, from + COPIED_WORDS)) continue;
    let to = from + COPIED_WORDS;
    while (to < words.length && isCopied(from, to + 1)) to += 1;
    return [{ start: words[from]?.start ?? 0, end: words[to - 1]?.end ?? 0 }];
  }
  return [];
}
