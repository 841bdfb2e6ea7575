// Takes a reply back while it is held: the undo of the ten seconds.
import type { Reply } from '../domain/reply.ts';
import type { Clock } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { releaseAnswer } from '../store/posts.ts';
import { getReply } from '../store/replies.ts';
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
  | { readonly refused: 'too-late'; readonly state: Reply['state'] };

export async function withdrawReply(
  deps: { readonly db: Db; readonly clock: Clock },
  withdrawal: Withdrawal,
): Promise<Withdrawn> {
  const { threadId, replyId, by } = withdrawal;
  const reply = await getReply(deps.db, threadId, replyId);
  if (!reply) return { refused: 'no-such-reply' };
  if (reply.state === 'withdrawn') return 'withdrawn';
  // A reply that waits to be sent again may have reached the network before.
  if (reply.state !== 'queued' || reply.attempts > 0) return { refused: 'too-late', state: reply.state };
  const state = await endReply(deps.db, reply, {
    changes: { state: 'withdrawn' },
    event: { type: 'reply-withdrawn', at: deps.clock(), by, replyId },
    also: (network) => [releaseAnswer({ network, id: reply.postId })],
  });
  if (state === 'withdrawn') return 'withdrawn';
  return state === 'gone' ? { refused: 'no-such-reply' } : { refused: 'too-late', state };
}
