// An answer of the brand on its way to the network: what state it is in and what may happen to it next.
import type { Approver } from './escalation.ts';
import type { Instant } from './time.ts';

/**
 * to-approve: waits for somebody's agreement, and leaves only with it · queued: approved and held for the undo time ·
 * sending: the call is under way · sent: it stands on the network · failed: the network refused it, nothing stands there ·
 * unknown: it may or may not stand there, being looked up · withdrawn: taken back in time, or not agreed to.
 */
export const REPLY_STATES = ['to-approve', 'queued', 'sending', 'sent', 'failed', 'unknown', 'withdrawn'] as const;
type ReplyState = (typeof REPLY_STATES)[number];

/** Seconds in which a reply can be taken back: the delay of the outbox queue. */
export const HOLD_SECONDS = 10;

/** After this many calls a person decides. */
export const MAX_ATTEMPTS = 3;

export interface Reply {
  readonly id: string;
  readonly threadId: string;
  /** Id of the post answered, on the thread's network. */
  readonly postId: string;
  readonly text: string;
  readonly by: string;
  readonly state: ReplyState;
  /** Where it is to stand; absent: in public, beneath the post. */
  readonly visibility?: 'direct';
  /** The saved reply it began as. */
  readonly savedReplyId?: string;
  /** Whose agreement it waits or waited for. */
  readonly needs?: Approver;
  /** Under which its words are counted among the same words to many; absent where nobody counts them. */
  readonly sameText?: string;
  readonly createdAt: Instant;
  readonly holdUntil: Instant;
  readonly attempts: number;
  /** An earlier call ended without an answer: the reply may stand on the network, whatever a later call says. */
  readonly mayStand?: boolean;
  /** How often we have looked for it on the network since its outcome became unknown. */
  readonly looks?: number;
  /** Chosen before the first call: where the network lets us, it makes a repeated call harmless (Bluesky rkey, Idempotency-Key). */
  readonly sendKey: string;
  /** When somebody must look again: the hold's end, the end of a call's lease, a rate limit's reset. Absent once it has ended. */
  readonly dueAt?: Instant;
  readonly startedAt?: Instant;
  readonly sentAt?: Instant;
  readonly nativeId?: string;
  readonly url?: string;
  /** Why it failed or is unknown, in words for the person who sees it. */
  readonly problem?: string;
}

/** Whether it takes the one place there is for an answer to its post; one that will never stand there has given it back. */
export function holdsThePlace({ state }: Reply): boolean {
  return state !== 'withdrawn' && state !== 'failed';
}
