// The same words to many people: which words are the same, and to how many people a network may get them in a day.
import { derivedId } from './derived-id.ts';
import type { Mention } from './mention.ts';
import { type Instant, plus } from './time.ts';

/** One answer that carried the words. */
export interface SentWords {
  /** Tells people apart, and does not say who they are. */
  readonly to: string;
  readonly replyId: string;
  readonly at: Instant;
}

interface SameTextRule {
  /** The most people who may get the same words within a day. */
  readonly people: number;
  /** Why, in the network's own words where it has said so. */
  readonly rule: string;
  /** Where the network says so. */
  readonly source?: string;
}

const WITHIN = { hours: -24 };

/** No network names a number: these are low enough for an account that answers people, not audiences. */
const RULES: Readonly<Record<string, SameTextRule>> = {
  x: {
    people: 3,
    rule: '“Never perform bulk, aggressive, or spammy actions”',
    source: 'https://docs.x.com/developer-terms/policy',
  },
  youtube: {
    people: 3,
    rule: '“Any content that is excessively posted, repetitive, or untargeted” is spam',
    source: 'https://creatoracademy.youtube.com/page/lesson/policy-spam',
  },
};

const ANYWHERE: SameTextRule = {
  people: 5,
  rule: 'networks take the same words to many people for spam, and close accounts for it',
};

export function sameTextRule(network: string): SameTextRule {
  return RULES[network] ?? ANYWHERE;
}

/** The people beside `to` who got the words within the day before `now`. */
export function othersWithin(sent: readonly SentWords[], to: string, now: Instant): number {
  const since = plus(now, WITHIN);
  return new Set(sent.filter((each) => each.to !== to && each.at > since).map((each) => each.to)).size;
}

/** The same for one person on one network. */
export function personOf({ network, author }: Pick<Mention, 'network' | 'author'>): string {
  return derivedId('same-text', `${network}/${author.id}`);
}

const LINKS = /https?:\/\/\S+|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+\/\S*/gu;
const HANDLES = /@[\p{L}\p{N}_]+(?:[.@-][\p{L}\p{N}_]+)*/gu;

/**
 * Under which a text is counted: equal for texts that differ only in handles, names, links, numbers, case and marks.
 * `names`: of the customer and of whoever signs. Undefined where nothing is left to compare.
 */
export function digestOf(text: string, names: readonly string[]): string | undefined {
  const known = new Set(names.flatMap((name) => wordsIn(name)));
  const words = wordsIn(text.normalize('NFKC').replace(LINKS, ' ').replace(HANDLES, ' '));
  const left = words.filter((word) => !known.has(word));
  return left.length === 0 ? undefined : derivedId('same-text', left.join(' '));
}

function wordsIn(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  );
}
