// Puts the brand's answer into a thread of Bluesky, once, and finds it again.
import type { Clock } from '../../domain/time.ts';
import type { AnsweredPost, OwnReply, ReplyOrder } from '../platform.ts';
import { NotFound, ReplyNotPermitted } from '../platform-errors.ts';
import type { BlueskyClient } from './bluesky-client.ts';
import { closedTo, postUrl } from './bluesky-mapper.ts';
import { blueskyPostSchema, createdSchema, postsSchema, recordSchema } from './bluesky-wire.ts';
import { facetsOf } from './facets.ts';
import { tidFor } from './tid.ts';

const POSTS = 'app.bsky.feed.post';

export const CLOSED: Readonly<Record<string, string>> = {
  blocked: 'The author has blocked the account.',
  disabled: 'The author has limited who may answer this post.',
};

/** The record key comes from the send key: a second call meets the first one's record and is refused by the server. */
export async function reply(client: BlueskyClient, clock: Clock, order: ReplyOrder): Promise<OwnReply> {
  const { post, text } = order;
  await checkStillOpen(client, post);
  const { cid = '', rootUri = post.id, rootCid = cid } = post.replyRef;
  const facets = facetsOf(text, post.author);
  const record = {
    $type: POSTS,
    text,
    createdAt: clock(),
    reply: { root: { uri: rootUri, cid: rootCid }, parent: { uri: post.id, cid } },
    ...(facets.length > 0 ? { facets } : {}),
  };
  const json = { repo: await client.did(), collection: POSTS, rkey: recordKey(order), record };
  const { uri } = await client.post('com.atproto.repo.createRecord', json, createdSchema);
  return { nativeId: uri, url: postUrl(uri) };
}

/** Looks at the one place where the answer would be. */
export async function findOwnReply(client: BlueskyClient, order: ReplyOrder): Promise<OwnReply | undefined> {
  const query = { repo: await client.did(), collection: POSTS, rkey: recordKey(order) };
  try {
    const { uri, value } = await client.get('com.atproto.repo.getRecord', query, recordSchema);
    return value.reply?.parent.uri === order.post.id ? { nativeId: uri, url: postUrl(uri) } : undefined;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** The server stores an answer to anything, even to a post that is gone or closed; then nobody would see it. */
async function checkStillOpen(client: BlueskyClient, { id }: AnsweredPost): Promise<void> {
  const { posts } = await client.get('app.bsky.feed.getPosts', { uris: [id] }, postsSchema);
  if (posts.length === 0) throw new NotFound(`Bluesky: the post ${id} is no longer there`);
  const post = blueskyPostSchema.safeParse(posts[0]).data;
  const reason = CLOSED[(post && closedTo(post)) ?? ''];
  if (reason) throw new ReplyNotPermitted(`Bluesky: ${id} may not be answered: ${reason}`, { reason });
}

function recordKey({ sendKey, post }: ReplyOrder): string {
  return tidFor(sendKey, post.createdAt);
}
