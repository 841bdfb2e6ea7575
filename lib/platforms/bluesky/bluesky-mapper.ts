// Turns a post of Bluesky into a mention.
import { type Mention, mentionSchema } from '../../domain/mention.ts';
import { type Instant, isInstant, plus, toInstant } from '../../domain/time.ts';
import type { BlueskyPost, Relation } from './bluesky-wire.ts';

export interface BlueskyContext {
  readonly source: string;
  /** The brand's own account. */
  readonly own: { readonly did: string; readonly handle: string };
  /** Whether everything in this source addresses the brand, as notifications do. */
  readonly addressed: boolean;
}

/** Why the brand may not answer. */
export type Closed = 'blocked' | 'blocking' | 'disabled';

/** Moderation has taken the post or its author out of sight. */
const HIDDEN = new Set(['!hide', '!takedown']);
/** The author shows their posts to nobody who is not signed in. */
const MEMBERS_ONLY = '!no-unauthenticated';

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
    // Shown at the desk, which is signed in, and nowhere else: a team chat is not.
    visibility: labelsOf(post).some(({ val }) => val === MEMBERS_ONLY) ? 'followers' : 'public',
    addressed: context.addressed || addresses(post, context.own),
    replyRef: { cid: post.cid, rootUri: root.uri, rootCid: root.cid, ...(closed ? { closed } : {}) },
    source: context.source,
  });
}

/** Further back an author's clock is not believed. */
const MOST_BEFORE_SEEN = { days: -1 };

/**
 * The earlier of what the author says and when the network saw it: an author's clock may be wrong or lie. Where it says more
 * than a day before, the network's time counts: else a wrong clock would make a new complaint overdue for years. A post that
 * a program has brought over from elsewhere therefore counts from that day. Both times stay as they are, so this one does.
 */
function madeAt(post: BlueskyPost): Instant {
  const ordered = orderedAt(post);
  return ordered < plus(post.indexedAt, MOST_BEFORE_SEEN) ? post.indexedAt : ordered;
}

/** The time by which the network puts posts in order, however long ago the author says it was. */
export function orderedAt({ record, indexedAt }: BlueskyPost): Instant {
  if (!isInstant(record.createdAt)) return indexedAt;
  const said = toInstant(record.createdAt);
  return said < indexedAt ? said : indexedAt;
}

/** Where people see it: `at://did/app.bsky.feed.post/rkey` has no page of its own. */
export function postUrl(uri: string): string {
  const [did = '', , rkey = ''] = uri.replace('at://', '').split('/');
  return `https://bsky.app/profile/${did}/post/${rkey}`;
}

/** Why the brand may not answer, as far as the post itself shows it. Notifications do not show who may answer. */
export function closedTo(post: BlueskyPost): Closed | undefined {
  return blockBetween(post.author.viewer) ?? (post.viewer?.replyDisabled ? 'disabled' : undefined);
}

/** Whether one of the two accounts has blocked the other, also by a list. */
export function blockBetween(relation: Relation | undefined): 'blocked' | 'blocking' | undefined {
  if (relation?.blockedBy) return 'blocked';
  return relation?.blocking !== undefined || relation?.blockingByList ? 'blocking' : undefined;
}

/** Whether moderation has hidden the post or its author. An author cannot say so of themselves. */
export function isHidden(post: BlueskyPost): boolean {
  return labelsOf(post).some(({ val, src }) => HIDDEN.has(val) && src !== post.author.did);
}

function labelsOf({ labels = [], author }: BlueskyPost) {
  return [...labels, ...(author.labels ?? [])].filter(({ neg }) => !neg);
}

function addresses({ record }: BlueskyPost, own: BlueskyContext['own']): boolean {
  const mentioned = (record.facets ?? []).some(({ features }) => features.some((feature) => feature.did === own.did));
  const quoted = record.embed?.record?.uri ?? record.embed?.record?.record?.uri;
  const answersOrQuotes = [record.reply?.parent.uri, quoted].some((uri) => uri?.startsWith(`at://${own.did}/`));
  return mentioned || answersOrQuotes || names(record.text, own.handle);
}

/** A handle that was typed without the app's help is plain text to Bluesky, and to people a mention. */
function names(text: string, handle: string): boolean {
  const words = text.toLowerCase().match(/(?<![\w.])@[\w-]+(\.[\w-]+)+/g) ?? [];
  return words.some((word) => word === `@${handle.toLowerCase()}`);
}
