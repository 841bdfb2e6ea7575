// A text a team answers with, or an article it answers from: which thread it fits, and how well it has done.
import type { Cause } from './assessment.ts';
import { isOwed, type Outcome, type Thread } from './thread.ts';
import type { ThreadEvent } from './thread-event.ts';
import type { Instant } from './time.ts';

export interface SavedReply {
  readonly id: string;
  readonly kind: 'reply' | 'article';
  readonly title: string;
  /** What stands in braces is filled in when it is offered: see reply-variables.ts. */
  readonly text: string;
  /** ISO 639-1. */
  readonly language: string;
  /** Empty: fits any cause. */
  readonly causes: readonly Cause[];
  /** Of an article. */
  readonly url?: string;
  /** Thanks somebody who praises; never offered to somebody who complains. */
  readonly praise?: true;
  /** Who changed it last; `earshot` for what the product brings along. */
  readonly changedBy: string;
}

/** How often it was sent, and what was seen of the customer afterwards. */
export interface SavedReplyCounts {
  readonly uses: number;
  readonly thanked: number;
  readonly cameBack: number;
  /** When it was last sent, by network. */
  readonly lastUsed: Readonly<Record<string, Instant>>;
}

export const NEVER_USED: SavedReplyCounts = { uses: 0, thanked: 0, cameBack: 0, lastUsed: {} };

export interface CountedReply {
  readonly reply: SavedReply;
  readonly counts: SavedReplyCounts;
}

/** Whether it speaks the customer's language and of what they say. */
export function fits({ language, causes, praise }: SavedReply, thread: Thread): boolean {
  if (language !== thread.language.code) return false;
  if ((praise === true) !== isPraise(thread)) return false;
  return causes.length === 0 || causes.some((cause) => thread.causes.includes(cause));
}

function isPraise({ kind, status }: Thread): boolean {
  return kind === 'praise' && !isOwed(status);
}

/** What has worked best first: thanks count for it, a customer who came back against it; little use is little proof. */
export function byOutcome(one: CountedReply, other: CountedReply): number {
  return merit(other.counts) - merit(one.counts) || one.reply.title.localeCompare(other.reply.title, 'en');
}

/** A share between -1 and 1, drawn towards 0 while there are few uses. */
function merit({ uses, thanked, cameBack }: SavedReplyCounts): number {
  return (thanked - cameBack) / (uses + 5);
}

/**
 * In the order in which they are to begin an answer with: what speaks of the thread's first cause before what speaks of
 * another of its causes and what fits any; among those what was sent longest ago on the network, so that wordings take turns.
 */
export function forBeginning(all: readonly CountedReply[], { causes, network }: Thread): readonly CountedReply[] {
  const [first] = causes;
  const nearness = ({ reply }: CountedReply): number => {
    if (first !== undefined && reply.causes.includes(first)) return 0;
    return reply.causes.length > 0 ? 1 : 2;
  };
  const lastUsed = ({ counts }: CountedReply): string => counts.lastUsed[network] ?? '';
  return all
    .filter(({ reply }) => reply.kind === 'reply')
    .toSorted(
      (one, other) =>
        nearness(one) - nearness(other) || compare(lastUsed(one), lastUsed(other)) || byOutcome(one, other),
    );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** What may be counted of an answer. */
export type Counted = 'uses' | 'thanked' | 'cameBack';

/** What an outcome counts as; an angry word or a deleted post says nothing sure of the wording. */
export function countedAs(outcome: Outcome): Counted | undefined {
  if (outcome === 'thanked') return 'thanked';
  return outcome === 'came-back' ? 'cameBack' : undefined;
}

/** The last answer that stands on the network, where it began as a saved reply. */
export function lastAnswerOf(
  events: readonly ThreadEvent[],
): { replyId: string; savedReplyId: string; at: Instant } | undefined {
  const sent = events.findLast((event) => event.type === 'reply-sent');
  if (!sent) return undefined;
  const { replyId, at } = sent;
  const written = events.find(
    (event) => (event.type === 'reply-queued' || event.type === 'approval-asked') && event.replyId === replyId,
  );
  const savedReplyId = written && 'savedReplyId' in written ? written.savedReplyId : undefined;
  return savedReplyId === undefined ? undefined : { replyId, savedReplyId, at };
}
