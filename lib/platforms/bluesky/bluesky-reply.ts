// Puts the brand's answer into a thread of Bluesky, once, and finds it again.
import type { Clock } from '../../domain/time.ts';
import type { AnsweredPost, OwnReply, ReplyOrder } from '../platform.ts';
import { NotFound, ReplyNotPermitted } from '../platform-errors.ts';
import type { BlueskyClient } from './bluesky-client.ts';
import { blocksOf, shownPosts } from './bluesky-look.ts';
import { type Closed, closedTo, isHidden, postUrl } from './bluesky-mapper.ts';
import { type BlueskyPost, createdSchema, recordSchema } from './bluesky-wire.ts';
import { facetsOf } from './facets.ts';
import { tidFor } from './tid.ts';

const POSTS = 'app.bsky.feed.post';

const CLOSED: Readonly<Record<Closed, string>> = {
  blocked: 'The author has blocked the account.',
  blocking: 'The account has blocked the author.',
  disabled: 'The author has limited who may answer this post.',
};

/** Why a post may not be answered, in words, from what its reference holds. */
export function closedReason(replyRef: AnsweredPost['replyRef']): string | undefined {
  return new Map(Object.entries(CLOSED)).get(replyRef['closed'] ?? '');
}

/** The record key comes from the send key: a second call meets the first one's record and is refused by the server. */
export async function reply(client: BlueskyClient, clock: Clock, order: ReplyOrder): Promise<OwnReply> {
  const { post, text } = order;
  const standing = await checkStillOpen(client, post);
  const cid = standing?.cid ?? post.replyRef['cid'] ?? '';
  const { rootUri = post.id, rootCid = cid } = post.replyRef;
  const root = rootUri === post.id ? { uri: post.id, cid } : { uri: rootUri, cid: rootCid };
  const facets = facetsOf(text, post.author);
  const record = {
    $type: POSTS,
    text,
    createdAt: clock(),
    reply: { root, parent: { uri: post.id, cid } },
    ...(facets.length > 0 ? { facets } : {}),
  };
  const json = { repo: (await client.own()).did, collection: POSTS, rkey: recordKey(order), record };
  const { uri } = await client.post('com.atproto.repo.createRecord', json, createdSchema);
  return { nativeId: uri, url: postUrl(uri) };
}

/** Looks at the one place where the answer would be. */
export async function findOwnReply(client: BlueskyClient, order: ReplyOrder): Promise<OwnReply | undefined> {
  const query = { repo: (await client.own()).did, collection: POSTS, rkey: recordKey(order) };
  try {
    const { uri, value } = await client.forAnswers.get('com.atproto.repo.getRecord', query, recordSchema);
    return value.reply?.parent.uri === order.post.id ? { nativeId: uri, url: postUrl(uri) } : undefined;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/**
 * The server stores an answer to anything, even to a post that is gone or closed; then nobody would see it. The post as it
 * stands now, if it can be read.
 */
async function checkStillOpen(client: BlueskyClient, { id, author }: AnsweredPost): Promise<BlueskyPost | undefined> {
  const shown = await shownPosts(client.forAnswers, [id]);
  const post = shown.get(id);
  const closed = shown.has(id)
    ? post && closedTo(post)
    : (await blocksOf(client.forAnswers, [author.id])).get(author.id);
  if (closed) throw notPermitted(id, closed);
  if (!shown.has(id)) throw new NotFound(`Bluesky: the post ${id} is no longer there`);
  if (post && isHidden(post)) throw new NotFound(`Bluesky: the post ${id} has been hidden by moderation`);
  return post;
}

function notPermitted(id: string, closed: Closed): ReplyNotPermitted {
  const reason = CLOSED[closed];
  return new ReplyNotPermitted(`Bluesky: ${id} may not be answered: ${reason}`, { reason });
}

function recordKey({ sendKey, post }: ReplyOrder): string {
  return tidFor(sendKey, post.createdAt);
}
