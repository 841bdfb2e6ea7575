// Posts, replies and drafts as the desk sees them, in the shapes of schemas.ts.
import type { Reply } from '../domain/reply.ts';
import type { Thread } from '../domain/thread.ts';
import type { Draft } from '../store/drafts.ts';
import type { StoredPost } from '../store/threads.ts';
import type { DraftView } from './action-schemas.ts';
import type { PostView, ReplyView } from './schemas.ts';

export function postView({ mention, assessment, goneAt }: StoredPost): PostView {
  const { id, network, text, author, createdAt, editedAt, url, inReplyTo, visibility, sample } = mention;
  return {
    id,
    network,
    text,
    author,
    createdAt,
    visibility,
    sample,
    assessment,
    ...(url ? { url } : {}),
    ...(inReplyTo ? { inReplyTo } : {}),
    // Stores tell only when a review was changed last, also of one that never was.
    ...(editedAt && editedAt !== createdAt ? { editedAt } : {}),
    ...(goneAt ? { goneAt } : {}),
  };
}

export function replyView(reply: Reply): ReplyView {
  const { id, threadId, postId, text, by, state, createdAt, holdUntil, sentAt, nativeId, url, problem } = reply;
  const { visibility, needs } = reply;
  return {
    id,
    threadId,
    postId,
    text,
    by,
    state,
    createdAt,
    holdUntil,
    ...(sentAt ? { sentAt } : {}),
    ...(nativeId ? { nativeId } : {}),
    ...(url ? { url } : {}),
    ...(problem ? { problem } : {}),
    ...(visibility ? { visibility } : {}),
    ...(needs ? { needs } : {}),
  };
}

export function draftView(
  { text, by, at, version, latestPostId }: Draft,
  thread: Pick<Thread, 'latestPostId'>,
): DraftView {
  return { text, by, at, version, isBehind: text !== '' && latestPostId !== thread.latestPostId };
}
