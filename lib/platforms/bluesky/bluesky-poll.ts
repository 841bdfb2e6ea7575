// Reads who addresses the brand on Bluesky and who uses its words, page by page back in time.
import { type Instant, plus } from '../../domain/time.ts';
import { type Entry, entriesOf, toPage } from '../page.ts';
import type { Page, PageRequest } from '../platform.ts';
import type { BlueskyClient } from './bluesky-client.ts';
import { shownPosts } from './bluesky-look.ts';
import { type BlueskyContext, isHidden, orderedAt, toMention } from './bluesky-mapper.ts';
import {
  type BlueskyPost,
  blueskyPostSchema,
  indexedAtSchema,
  notificationsSchema,
  postsSchema,
} from './bluesky-wire.ts';

const PAGE = 100;

export async function pollMentions(client: BlueskyClient, request: PageRequest): Promise<Page> {
  const query = { limit: PAGE, reasons: ['mention', 'reply', 'quote'], cursor: request.pageToken };
  const { notifications, cursor } = await client.get(
    'app.bsky.notification.listNotifications',
    query,
    notificationsSchema,
  );
  const context: BlueskyContext = { source: request.source.id, own: await client.own(), addressed: true };
  const shown = await asShown(client, notifications, request.downTo);
  const reader = { read: (item: unknown) => readNotification(item, shown, context), at: indexedAt };
  return toPage(entriesOf(notifications, reader), request, cursor);
}

/**
 * Pages by time and not by the network's cursor, which is an offset: it goes stale as posts come and go. A page begins with
 * the millisecond in which the last one ended, so that nothing between two pages is lost. Only where time does not lead on,
 * because everything on a page was hidden or made in one millisecond, the network's cursor does.
 */
export async function pollSearch(client: BlueskyClient, request: PageRequest): Promise<Page> {
  const { before = request.upTo, cursor: from } = placeOf(request.pageToken);
  const query = {
    q: request.source.query,
    sort: 'latest',
    limit: PAGE,
    since: request.downTo,
    until: before === undefined ? undefined : plus(before, { milliseconds: 1 }),
    cursor: from,
  };
  const { posts, cursor } = await client.get('app.bsky.feed.searchPosts', query, postsSchema);
  const context: BlueskyContext = { source: request.source.id, own: await client.own(), addressed: false };
  const entries = entriesOf(posts, { read: (item) => readPost(blueskyPostSchema.parse(item), context), at: indexedAt });
  const oldest = toPage(entries, request, undefined).reachedBackTo;
  const leadsOn = oldest !== undefined && (before === undefined || oldest < before);
  return toPage(entries, request, cursor && (leadsOn ? oldest : `${before ?? ''} ${cursor}`));
}

/** A page token: a time, or a time and the network's cursor, or the cursor alone behind a space. */
function placeOf(token: string | undefined): { readonly before?: Instant; readonly cursor?: string } {
  const [, before, cursor] = /^(\S*)(?: (.*))?$/s.exec(token ?? '') ?? [];
  return { ...(before ? { before } : {}), ...(cursor ? { cursor } : {}) };
}

/**
 * The posts behind the notifications that are wanted, which unlike these say who may answer. Without them the mentions are
 * heard all the same: whether an answer is allowed is asked again before it is sent.
 */
async function asShown(
  client: BlueskyClient,
  notifications: readonly unknown[],
  downTo: Instant,
): Promise<ReadonlyMap<string, BlueskyPost | undefined>> {
  const uris = notifications.flatMap((item) => {
    const post = blueskyPostSchema.safeParse(item).data;
    return post && post.indexedAt >= downTo ? [post.uri] : [];
  });
  return shownPosts(client, [...new Set(uris)]).catch(() => new Map());
}

/** Notifications stand in the order in which the network noted them, which is theirs and not the post's. */
function readNotification(
  item: unknown,
  shown: ReadonlyMap<string, BlueskyPost | undefined>,
  context: BlueskyContext,
): Entry {
  const noted = blueskyPostSchema.parse(item);
  return { ...readPost(shown.get(noted.uri) ?? noted, context), at: noted.indexedAt };
}

function readPost(post: BlueskyPost, context: BlueskyContext): Entry {
  const at = orderedAt(post);
  const unwanted = post.author.did === context.own.did || isHidden(post);
  return unwanted ? { unwanted, at } : { mention: toMention(post, context), at };
}

function indexedAt(item: unknown): Instant | undefined {
  return indexedAtSchema.safeParse(item).data?.indexedAt;
}
