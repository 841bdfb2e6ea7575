// Tells which company a post means: the one addressed, else the one nearest the reproach (requirement L4).
import type { Company } from '../domain/company.ts';
import { type CompanyName, nameFinder } from './company-names.ts';
import type { Reading, Token } from './reading.ts';

export interface CompanyMeant {
  /** By the watch list's name; absent when none is named. */
  readonly company?: string;
  /** The same, when it is a competitor and the own brand is not named at all. */
  readonly competitor?: string;
}

const finders = new WeakMap<readonly Company[], ReturnType<typeof nameFinder>>();

/**
 * `companies` are the own brand, then its competitors; `reproach` is what each token says for a complaint, if known.
 * What is computed for a list is kept as long as the list itself: pass the same one for every post.
 */
export function companyMeant(
  reading: Reading,
  companies: readonly Company[],
  reproach: readonly number[] = [],
): CompanyMeant {
  const [brand] = companies;
  if (brand === undefined) return {};
  const findNames = finders.get(companies) ?? nameFinder(companies);
  finders.set(companies, findNames);
  const names = findNames(reading);
  if (names.length === 0) return {};
  const company = meantOf(names, reading, reproach);
  return names.some((name) => name.company === brand.name) ? { company } : { company, competitor: company };
}

function meantOf(names: readonly CompanyName[], reading: Reading, reproach: readonly number[]): string {
  const [first] = names;
  if (first === undefined || names.every(({ company }) => company === first.company)) return first?.company ?? '';
  const addressed = names.find((name) => isAddressed(name, reading.text));
  if (addressed !== undefined) return addressed.company;
  const own = names.filter((name) => !isMeasure(name, reading.tokens));
  const candidates = own.length > 0 ? own : names;
  // What a name itself adds to the score says nothing about the company.
  const weights = reading.tokens.map(({ start }, i) => (isIn(names, start) ? 0 : (reproach[i] ?? 0)));
  return largest(sumBy(candidates, (name) => nearness(name, reading.tokens, weights)));
}

function isIn(names: readonly CompanyName[], at: number): boolean {
  return names.some(({ start, end }) => at >= start && at < end);
}

const HANDLES_BEFORE = /^[.\s]*(?:@\S+\s+)*\.?$/;
const SENTENCE_BEFORE = /[.!?\n]\s*$/;
const SALUTATION =
  /^\s*(?:@\S+\s+)*(?:dear|hey|hi|hello|hiya|oi|yo|ok|okay|so|well|right|thanks|thank you|cheers)[\s,]+$/i;

/** A handle at the beginning of the post or of a sentence, or a name after a salutation. */
function isAddressed({ start, isHandle }: CompanyName, text: string): boolean {
  const before = text.slice(0, start);
  return (isHandle && (HANDLES_BEFORE.test(before) || SENTENCE_BEFORE.test(before))) || SALUTATION.test(before);
}

/** What another is measured by, or gone to: "worse than Acme", "unlike Acme", "switching to Acme". */
const DESTINATIONS: ReadonlySet<string> = new Set('to for join joining joined try trying into'.split(' '));
const MOVES: ReadonlySet<string> = new Set(
  'switch switching switched swap swapping swapped move moving moved change changing changed go going gone went leave leaving left ditch ditching ditched back over defect defecting cancel cancelling cancelled join joining joined try trying quit quitting'.split(
    ' ',
  ),
);
/** How far before a destination its verb may stand: "leaving you for Acme". */
const MOVE_REACH = 6;
const COMPARED_BY = /^(than|unlike|versus|vs)$/;

function isMeasure({ start }: CompanyName, tokens: readonly Token[]): boolean {
  const at = tokens.findIndex((token) => token.start >= start);
  const before = tokens[at - 1]?.word.form ?? '';
  if (COMPARED_BY.test(before)) return true;
  return (
    DESTINATIONS.has(before) && tokens.slice(Math.max(0, at - MOVE_REACH), at).some(({ word }) => MOVES.has(word.form))
  );
}

/** A comma or "but" divides more than words do. */
const DIVIDERS: ReadonlySet<string> = new Set('. , ; : ! ? - – — but while whereas although though yet'.split(' '));
const DIVIDER_WIDTH = 4;
/** In logits: less than this is no reproach. */
const LEAST_REPROACH = 0.15;
/** Without any reproach, to be named often counts. */
const NAMED = 1e-6;

/** The reproach around a name, each word's the less the farther it stands. */
function nearness({ start }: CompanyName, tokens: readonly Token[], reproach: readonly number[]): number {
  let sum = NAMED;
  const first = tokens.findIndex((token) => token.end > start);
  for (const step of [-1, 1]) {
    let distance = 0;
    for (let i = first + step; i >= 0 && i < tokens.length; i += step) {
      distance += DIVIDERS.has(tokens[i]?.word.form ?? '') ? DIVIDER_WIDTH : 1;
      const weight = reproach[i] ?? 0;
      if (weight >= LEAST_REPROACH) sum += weight / distance;
    }
  }
  return sum;
}

function sumBy(names: readonly CompanyName[], weight: (name: CompanyName) => number): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const name of names) sums.set(name.company, (sums.get(name.company) ?? 0) + weight(name));
  return sums;
}

/** The first on a tie. */
function largest(sums: ReadonlyMap<string, number>): string {
  const [first] = [...sums].toSorted((a, b) => b[1] - a[1]);
  return first?.[0] ?? '';
}
