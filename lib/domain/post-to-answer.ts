// Which post of a thread a reply answers.
import type { Mention } from './mention.ts';
import { holdsThePlace, type Reply } from './reply.ts';
import type { Thread } from './thread.ts';

/** The post named by `postId`, else the customer's newest that has no answer, else the newest. */
export function postToAnswer<Post extends { readonly mention: Mention }>(
  record: { readonly thread: Thread; readonly posts: readonly Post[]; readonly replies: readonly Reply[] },
  postId?: string,
): Post | undefined {
  const { thread, posts, replies } = record;
  if (postId !== undefined) return posts.find(({ mention }) => mention.id === postId);
  const answered = new Set(replies.filter(holdsThePlace).map((reply) => reply.postId));
  const unanswered = posts.findLast(({ mention }) => !answered.has(mention.id));
  return unanswered ?? posts.find(({ mention }) => mention.id === thread.latestPostId);
}
