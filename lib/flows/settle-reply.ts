// A person has looked on the network for a reply whose outcome was unknown, and says what they saw.
import type { Reply } from '../domain/reply.ts';
import type { Clock } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { getReply } from '../store/replies.ts';
import { countUse } from './count-use.ts';
import { endReply } from './end-reply.ts';

export interface Sighting {
  readonly threadId: string;
  readonly replyId: string;
  readonly by: string;
  /** Whether the reply stands on the network. */
  readonly stands: boolean;
  readonly url?: string | undefined;
}

export type Settled =
  | 'settled'
  | { readonly refused: 'no-such-reply' }
  | { readonly refused: 'not-unknown'; readonly state: Reply['state'] };

export async function settleReply(
  deps: { readonly db: Db; readonly clock: Clock },
  sighting: Sighting,
): Promise<Settled> {
  const { threadId, replyId, by, stands, url } = sighting;
  const reply = await getReply(deps.db, threadId, replyId);
  if (!reply) return { refused: 'no-such-reply' };
  // While we still look ourselves (a due time is set) nobody has to.
  if (reply.state !== 'unknown' || reply.dueAt !== undefined) return { refused: 'not-unknown', state: reply.state };
  const at = deps.clock();
  const reason = `${by} looked: it does not stand there`;
  const state = await endReply(deps.db, reply, {
    changes: stands ? { state: 'sent', sentAt: at, ...(url ? { url } : {}) } : { state: 'failed', problem: reason },
    event: stands
      ? { type: 'reply-sent', at, by, replyId, ...(url ? { url } : {}) }
      : { type: 'reply-failed', at, by, replyId, reason },
  });
  // A colleague was faster and saw something else.
  if (state !== (stands ? 'sent' : 'failed'))
    return state === 'gone' ? { refused: 'no-such-reply' } : { refused: 'not-unknown', state };
  if (stands) await countUse(deps.db, reply, at);
  return 'settled';
}
