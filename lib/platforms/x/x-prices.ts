// What X charges, and what has been charged for a page of posts.
import { type Instant, utcDay } from '../../domain/time.ts';
import type { Meter, Purpose } from '../meter.ts';

/** In micro-dollars (docs.x.com, "Pricing" and "Owned Reads", as of autumn 2026). */
export const X_PRICES = {
  /** A mention or a post of the account itself, read as the account that owns the app. */
  ownedPost: 1_000,
  /** Any other post, and all of them with the app's bearer token. */
  post: 5_000,
  /** An author whose name was asked for along with a post. */
  author: 10_000,
  /** An answer to somebody who addressed the account. */
  answer: 10_000,
  answerWithLink: 200_000,
} as const;

interface PostRead {
  /** When it was written; unknown for a post that cannot be read. */
  readonly at: Instant | undefined;
  readonly authorId?: string;
}

interface Reading {
  readonly perPost: number;
  readonly now: Instant;
  /** What is older was read by an earlier poll; absent: nothing was. */
  readonly readBefore?: Instant | undefined;
  /** Authors that came with the posts. */
  readonly authors: { has(id: string): boolean };
}

/** X charges the same post once in a UTC day: one written and read earlier today costs nothing again. */
export function costOf(posts: readonly PostRead[], { perPost, now, readBefore, authors }: Reading): number {
  const charged = posts.filter(
    ({ at }) => at === undefined || readBefore === undefined || at >= readBefore || utcDay(at) < utcDay(now),
  );
  const named = new Set(charged.flatMap(({ authorId }) => authorId ?? []).filter((id) => authors.has(id)));
  return charged.length * perPost + named.size * X_PRICES.author;
}

export async function charge(meter: Meter | undefined, purpose: Purpose, micros: number): Promise<void> {
  if (micros > 0) await meter?.charge(purpose, micros);
}
