// Keeps what somebody has begun to write, for everybody who opens the thread; nobody's words are written over unseen.
import type { Clock } from '../domain/time.ts';
import { type Db, TRIES, transact } from '../store/db.ts';
import { type Draft, getDraft, putDraft } from '../store/drafts.ts';
import { getReply } from '../store/replies.ts';
import { getThread, threadUnchanged } from '../store/threads.ts';

export interface DraftRequest {
  readonly threadId: string;
  /** Empty: thrown away. */
  readonly text: string;
  readonly by: string;
  /** The draft's version that the writer saw; 0: none. */
  readonly version: number;
}

export type DraftKept =
  /** `isBehind`: the customer wrote again since it was begun. */
  | { readonly draft: Draft; readonly isBehind: boolean }
  /** Of whoever was erased nothing new is kept. */
  | { readonly refused: 'no-such-thread' | 'erased' }
  /** Somebody else's words stand there, or one's own from elsewhere. */
  | { readonly refused: 'draft-changed'; readonly draft: Draft };

/** Keeping the same twice is keeping it once. */
export async function keepDraft(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  request: DraftRequest,
): Promise<DraftKept> {
  const { threadId, by } = request;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const [thread, before] = await Promise.all([getThread(db, threadId), getDraft(db, threadId)]);
    if (!thread) return { refused: 'no-such-thread' };
    if (thread.erasedAt) return { refused: 'erased' };
    const { pendingReply, latestPostId } = thread;
    const text = await withoutWhatIsSent(db, request, pendingReply);
    if (!before && text === '') return { draft: { text, by, at: clock(), latestPostId, version: 0 }, isBehind: false };
    const isBehind = before !== undefined && before.text !== '' && before.latestPostId !== latestPostId;
    if (before && before.text === text && (text === '' || before.by === by)) return { draft: before, isBehind };
    if (before && before.text !== '' && before.version !== request.version)
      return { refused: 'draft-changed', draft: before };
    // It goes on from where the draft was begun, unless it begins anew.
    const begunAt = before && before.text !== '' && before.by === by ? before.latestPostId : latestPostId;
    const draft = { text, by, at: clock(), latestPostId: begunAt };
    const outcome = await transact(db, [putDraft(threadId, before, draft), threadUnchanged(thread)]);
    if (outcome.done)
      return { draft: { ...draft, version: (before?.version ?? 0) + 1 }, isBehind: begunAt !== latestPostId };
  }
  throw new Error(`the draft of thread ${threadId} kept changing: ${TRIES} tries were overtaken; try again`);
}

/** Words that are on their way are no draft any more: a save that was slower than the sending must not bring them back. */
async function withoutWhatIsSent(db: Db, { threadId, text, by }: DraftRequest, pendingReply: string | undefined) {
  const reply = pendingReply === undefined ? undefined : await getReply(db, threadId, pendingReply);
  return reply && reply.by === by && reply.text.trim() === text.trim() ? '' : text;
}
