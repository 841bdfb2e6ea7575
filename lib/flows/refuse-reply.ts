// Does not agree to an answer: it never leaves, its post may be answered anew, and its words are the draft to go on from.
import type { Clock, Instant } from '../domain/time.ts';
import type { Db, Write } from '../store/db.ts';
import { getDraft, putDraft } from '../store/drafts.ts';
import type { StoredReply } from '../store/replies.ts';
import { type Approval, type ApprovalRefusal, toApprove } from './approve-reply.ts';
import { endReply } from './end-reply.ts';

export interface Refusal extends Approval {
  /** For the writer. */
  readonly reason: string;
}

export async function refuseReply(
  deps: { readonly db: Db; readonly clock: Clock },
  refusal: Refusal,
): Promise<'refused' | ApprovalRefusal> {
  const { replyId, by, reason } = refusal;
  const found = await toApprove(deps.db, refusal);
  if ('refused' in found) return found.refused === 'too-late' && found.state === 'withdrawn' ? 'refused' : found;
  const { reply } = found;
  const at = deps.clock();
  const state = await endReply(deps.db, reply, {
    changes: { state: 'withdrawn', problem: `${by} did not agree: ${reason}` },
    event: { type: 'approval-refused', at, by, replyId, reason },
    also: () => draftAgain(deps.db, reply, at),
  });
  if (state === 'withdrawn') return 'refused';
  return state === 'gone' ? { refused: 'no-such-reply' } : { refused: 'too-late', state };
}

/** In its writer's name. What somebody has begun meanwhile stays: the words stand in the refused answer, too. */
async function draftAgain(db: Db, { threadId, text, by, postId }: StoredReply, at: Instant): Promise<Write[]> {
  const standing = await getDraft(db, threadId);
  const draft = { text, by, at, latestPostId: postId };
  return standing && standing.text !== '' ? [] : [putDraft(threadId, standing, draft)];
}
