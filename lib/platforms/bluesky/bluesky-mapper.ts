// Turns a post of Bluesky into a mention.
import { type Mention, mentionSchema } from '../../domain/mention.ts';
import { type Instant, isInstant, toInstant } from '../../domain/time.ts';
import type { BlueskyPost } from './bluesky-wire.ts';

export interface BlueskyContext {
  readonly source: string;
  /** The brand's own DID. */
  readonly did: string;
  /** Whether everything in this source addresses the brand, as notifications do. */
  readonly addressed: boolean;
}

export function toMention(post: BlueskyPost, context: BlueskyContext): Mention {
  const { reply } = post.record;
  const root = reply?.root ?? post;
  const closed = closedTo(post);
  return mentionSchema.parse({
    network: 'bluesky',
    id: post.uri,
    text: post.record.text,
    author: {
      id: post.author.did,
      handle: post.author.handle,
      name: post.author.displayName,
      url: `https://bsky.app/profile/${post.author.did}`,
    },
    createdAt: madeAt(post),
    url: postUrl(post.uri),
    ...(reply ? { inReplyTo: reply.parent.uri } : {}),
    threadRoot: root.uri,
    addressed: context.addressed || addresses(post, context.did),
    replyRef: { cid: post.cid, rootUri: root.uri, rootCid: root.cid, ...(closed ? { closed } : {}) },
    source: context.source,
  });
}

/** The earlier of what the author says and when the network saw it: an author's clock may be wrong or lie. */
export function madeAt({ record, indexedAt }: BlueskyPost): Instant {
  if (!isInstant(record.createdAt)) return indexedAt;
  const said = toInstant(record.createdAt);
  return said < indexedAt ? said : indexedAt;
}

/** Where people see it: `at://did/app.bsky.feed.post/rkey` has no page of its own. */
export function postUrl(uri: string): string {
  const [did = '', , rkey = ''] = uri.replace('at://', '').split('/');
  return `https://bsky.app/profile/${did}/post/${rkey}`;
}

/** Why the brand may not answer, as far as the post itself shows it. */
export function closedTo(post: BlueskyPost): 'blocked' | 'disabled' | undefined {
  if (post.author.viewer?.blockedBy) return 'blocked';
  return post.viewer?.replyDisabled ? 'disabled' : undefined;
}

function addresses({ record }: BlueskyPost, did: string): boolean {
  const mentioned = (record.facets ?? []).some(({ features }) => features.some((feature) => feature.did === did));
  const quoted = record.embed?.record?.uri ?? record.embed?.record?.record?.uri;
  return mentioned || [record.reply?.parent.uri, quoted].some((uri) => uri?.startsWith(`at://${did}/`));
}
