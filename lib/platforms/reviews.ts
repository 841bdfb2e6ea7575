// What stores of apps have in common: stars beside the words, and one answer to each review, which is never overwritten.

import type { Mention } from '../domain/mention.ts';
import type { ReplyPermit } from '../domain/reply-permit.ts';
import { type Clock, plus } from '../domain/time.ts';
import { refreshed } from './page.ts';
import type { AnsweredPost, OwnReply, Refreshed } from './platform.ts';
import { NotFound, ReplyNotPermitted, Unavailable } from './platform-errors.ts';
import { sameWords } from './same-words.ts';

/**
 * A review as people read it: its title, its words, and its stars in words at the end, where they tell a reader what they
 * should and weigh little with the classifier.
 */
export function reviewText(review: {
  readonly stars?: number | undefined;
  readonly title?: string | undefined;
  readonly body: string;
}): string {
  const { stars, title, body } = review;
  const words = [title?.trim() ?? '', body.trim()].filter((part) => part !== '').join('\n');
  return [words, ...(stars === undefined ? [] : [`${stars} of 5 stars`])].filter((part) => part !== '').join('\n\n');
}

/** The answer under a review, whoever wrote it: stores do not say. */
export interface StandingAnswer {
  readonly text: string;
  readonly own: OwnReply;
}

/** Ours, when it says what we sent. Tags are left out, since stores strip them. */
export function isOurs(standing: StandingAnswer, text: string): boolean {
  return sameWords(withoutTags(standing.text), withoutTags(text));
}

/**
 * What stands under the review already counts as sent when it is ours. Throws ReplyNotPermitted when it is another answer:
 * a second one would overwrite it.
 */
export function alreadySent(standing: StandingAnswer | undefined, text: string): OwnReply | undefined {
  if (standing === undefined) return undefined;
  if (isOurs(standing, text)) return standing.own;
  throw new ReplyNotPermitted(`${TAKEN} It was found when the reply was about to be sent.`, { reason: TAKEN });
}

const TAKEN = 'Another answer stands under this review, and the store keeps one only: change it in the store itself.';

const NOT_DIRECT = { allowed: false, reason: 'A store lets nobody write to who wrote a review.' };

/** Whether a review may be answered, as far as its last reading told. */
export function reviewPermit(
  review: { readonly isAnswered: boolean; readonly openUrl: string },
  maxLength: number,
): ReplyPermit {
  const bounds = { maxLength, unit: 'character', costMicros: 0, direct: NOT_DIRECT } as const;
  if (review.isAnswered) return { ...bounds, allowed: false, reason: TAKEN, openUrl: review.openUrl };
  return { ...bounds, allowed: true, reason: 'A review takes one answer; it is public and the author is told of it.' };
}

export interface ReviewReader {
  readonly clock: Clock;
  /** The store's own answer for one review, whatever it holds. Throws NotFound when the review is gone. */
  readonly read: (id: string) => Promise<unknown>;
  /** Throws for an answer that is no review. */
  readonly toMention: (answer: unknown) => Mention;
}

/** A look that a slow store makes long ends: what it was not asked for is looked at another time. */
const LOOK_WITHIN = { seconds: 20 };

/**
 * What became of reviews, each asked for by itself. Left out are reviews that were not heard here, since the store may know
 * other reviews by their ids, and one that the store fails to show: only when it shows none has the store failed.
 */
export async function lookAtReviews(
  { clock, read, toMention }: ReviewReader,
  posts: readonly AnsweredPost[],
): Promise<Refreshed[]> {
  const until = plus(clock(), LOOK_WITHIN);
  const known = posts.filter(({ replyRef }) => replyRef['answered'] !== undefined);
  const seen: Refreshed[] = [];
  const failures: Unavailable[] = [];
  let asked = 0;
  for (const { id } of known) {
    if (clock() >= until) break;
    asked += 1;
    const answer = await read(id).catch(goneOrFailed);
    if (answer instanceof Unavailable) failures.push(answer);
    else if (answer instanceof NotFound) seen.push({ id, gone: true });
    else seen.push(...refreshed(id, () => toMention(answer)));
  }
  if (failures[0] && failures.length === asked) throw failures[0];
  return seen;
}

function goneOrFailed(error: unknown): NotFound | Unavailable {
  if (error instanceof NotFound || error instanceof Unavailable) return error;
  throw error;
}

function withoutTags(text: string): string {
  return text.replace(/<\/?[a-z][^>]*>/gi, ' ');
}
