// Takes a reply back while it waits for agreement or is held: the undo of the ten seconds.
import type { Reply } from '../domain/reply.ts';
import type { Clock } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { getReply, type StoredReply } from '../store/replies.ts';
import { endReply } from './end-reply.ts';

export interface Withdrawal {
  readonly threadId: string;
  readonly replyId: string;
  readonly by: string;
}

/** `too-late` says in which state the reply is: once a call has begun nothing can be taken back. */
export type Withdrawn =
  | 'withdrawn'
  | { readonly refused: 'no-such-reply' }
  /** It waits for somebody's agreement: whoever may agree can refuse it. */
  | { readonly refused: 'not-yours'; readonly by: string }
  | { readonly refused: 'too-late'; readonly state: Reply['state'] };

export async function withdrawReply(
  deps: { readonly db: Db; readonly clock: Clock },
  withdrawal: Withdrawal,
): Promise<Withdrawn> {
  const { threadId, replyId, by } = withdrawal;
  const reply = await getReply(deps.db, threadId, replyId);
  if (!reply) return { refused: 'no-such-reply' };
  if (reply.state === 'withdrawn') return 'withdrawn';
  if (reply.state === 'to-approve' && reply.by !== by) return { refused: 'not-yours', by: reply.by };
  if (!isHeld(reply)) return { refused: 'too-late', state: reply.state };
  const state = await endReply(deps.db, reply, {
    changes: { state: 'withdrawn' },
    event: { type: 'reply-withdrawn', at: deps.clock(), by, replyId },
  });
  if (state === 'withdrawn') return 'withdrawn';
  return state === 'gone' ? { refused: 'no-such-reply' } : { refused: 'too-late', state };
}

/** A reply that waits to be sent again may have reached the network before. */
function isHeld({ state, attempts }: StoredReply): boolean {
  return state === 'to-approve' || (state === 'queued' && attempts === 0);
}
