// What X allows with a post, told before anyone types: whether a program may answer it, how long, and what it costs.
import type { Measure, ReplyPermit } from '../../domain/reply-permit.ts';
import { dollars } from '../../domain/spending.ts';
import type { AnsweredPost } from '../platform.ts';
import { weightedLength, X_MAX_LENGTH } from './x-length.ts';
import { X_PRICES } from './x-prices.ts';

const BOUNDS = { maxLength: X_MAX_LENGTH, unit: 'x-weighted' } as const;

/** Whom an author may have chosen to let answer (docs.x.com, `reply_settings`). Accounts that the post names always may. */
const ONLY: Readonly<Record<string, string>> = {
  mentionedUsers: 'accounts that the post names',
  following: 'accounts that the author follows',
  subscribers: "the author's subscribers",
  verified: 'verified accounts',
};

/** What X allows the account with that id. */
export function permitOf(userId: string): (post: AnsweredPost) => ReplyPermit {
  const direct = inviteOf(userId);
  return (post) => ({ ...permit(post), direct });
}

export function permit(post: AnsweredPost): ReplyPermit {
  const why = refusal(post);
  if (why !== undefined)
    return { ...BOUNDS, allowed: false, reason: why, openUrl: intentUrl(answeredId(post)), costMicros: 0 };
  const price = `A link in the answer raises its price from ${dollars(X_PRICES.answer)} to ${dollars(X_PRICES.answerWithLink)}.`;
  const reason = [...doubts(post), price].join(' ');
  return { ...BOUNDS, allowed: true, reason, costMicros: X_PRICES.answer };
}

export function measure(text: string): Measure {
  const length = weightedLength(text);
  return { length, max: X_MAX_LENGTH, unit: 'x-weighted', fits: length <= X_MAX_LENGTH };
}

/** The latest version of an edited post: the one that stands on X. */
export function answeredId(post: AnsweredPost): string {
  return post.replyRef['currentId'] ?? post.id;
}

function refusal({ addressed, replyRef }: AnsweredPost): string | undefined {
  if (!addressed)
    return 'X lets a program answer only those who mentioned the account; this author did not. Answer on X itself.';
  if (replyRef['replySettings'] !== 'mentionedUsers') return undefined;
  return `The author lets only ${ONLY['mentionedUsers']} answer, and it does not name this account.`;
}

/** What X may still refuse, or what an answer does not reach, as far as the post tells. */
function doubts({ replyRef, visibility }: AnsweredPost): string[] {
  const { replySettings } = replyRef;
  const only = replySettings === undefined ? undefined : (ONLY[replySettings] ?? `"${replySettings}"`);
  return [
    ...(only === undefined ? [] : [`The author lets only ${only} answer: X may refuse this answer.`]),
    ...(visibility === 'followers' ? ["The author's posts are protected: only their followers see the answer."] : []),
  ];
}

/**
 * A program may write in private only to who wrote in private first; in a public answer this link becomes a button that lets
 * the customer begin. Source: docs.x.com/x-for-websites/direct-message-button.
 */
function inviteOf(userId: string): NonNullable<ReplyPermit['direct']> {
  const reason = 'On X only the customer can begin a private conversation: put the link into a public answer.';
  if (!/^\d+$/.test(userId))
    return { allowed: false, reason: 'On X only the customer can begin a private conversation.' };
  return { allowed: false, reason, inviteUrl: `https://x.com/messages/compose?recipient_id=${userId}` };
}

/** X's own page for an answer (documented as a web intent). */
function intentUrl(id: string): string {
  return `https://x.com/intent/post?in_reply_to=${encodeURIComponent(id)}`;
}
