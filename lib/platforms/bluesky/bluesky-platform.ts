// Bluesky: reads notifications and searches, and answers in the thread under a key chosen before sending.
import type { Measure, ReplyPermit } from '../../domain/reply-permit.ts';
import { type Instant, plus } from '../../domain/time.ts';
import { type Entry, entriesOf, toPage } from '../page.ts';
import type { AnsweredPost, Page, PageRequest, Platform } from '../platform.ts';
import { mentionsSource, searchSource } from '../sources.ts';
import { type BlueskyClient, type BlueskyClientOptions, createBlueskyClient } from './bluesky-client.ts';
import { type BlueskyContext, madeAt, toMention } from './bluesky-mapper.ts';
import { CLOSED, findOwnReply, reply } from './bluesky-reply.ts';
import { blueskyPostSchema, handleSchema, indexedAtSchema, notificationsSchema, postsSchema } from './bluesky-wire.ts';

export interface BlueskyOptions extends BlueskyClientOptions {
  readonly keywords: readonly string[];
}

/** Both limits stand in the lexicon app.bsky.feed.post. */
const MOST_GRAPHEMES = 300;
const MOST_BYTES = 3000;
const PAGE = 100;

/** The adapter for one brand account on the server (PDS) at `account.url`. */
export function createBlueskyPlatform(options: BlueskyOptions): Platform {
  const { account, keywords, clock } = options;
  const client = createBlueskyClient(options);
  return {
    network: 'bluesky',
    capabilities: { safeToRepeat: true },
    sources: [
      mentionsSource('bluesky', account.identifier),
      ...queriesFor(keywords).map((query) => searchSource('bluesky', query)),
    ],
    poll: (request) =>
      request.source.kind === 'mentions' ? pollMentions(client, request) : pollSearch(client, request),
    permit,
    measure,
    reply: (order) => reply(client, clock, order),
    findOwnReply: (order) => findOwnReply(client, order),
    whoAmI: () => client.get('com.atproto.server.getSession', {}, handleSchema),
  };
}

/** One search a keyword: Bluesky knows no "or". Several words are searched as a phrase. */
function queriesFor(keywords: readonly string[]): string[] {
  const queries = keywords
    .map((keyword) => keyword.replaceAll('"', ' ').replace(/\s+/g, ' ').trim())
    .map((words) => (words.includes(' ') ? `"${words}"` : words));
  return [...new Set(queries)].filter((query) => query !== '');
}

async function pollMentions(client: BlueskyClient, request: PageRequest): Promise<Page> {
  const query = { limit: PAGE, reasons: ['mention', 'reply', 'quote'], cursor: request.pageToken };
  const { notifications, cursor } = await client.get(
    'app.bsky.notification.listNotifications',
    query,
    notificationsSchema,
  );
  const context: BlueskyContext = { source: request.source.id, did: await client.did(), addressed: true };
  return toPage(entriesOf(notifications, { read: (item) => read(item, context), at: indexedAt }), request, cursor);
}

/**
 * Pages by time and not by the network's cursor, which is an offset: it goes stale as posts come and go. The page begins with
 * the millisecond in which the last one ended, so that nothing between two pages is lost.
 */
async function pollSearch(client: BlueskyClient, request: PageRequest): Promise<Page> {
  const before = request.pageToken ?? request.upTo;
  const query = {
    q: request.source.query,
    sort: 'latest',
    limit: PAGE,
    since: request.downTo,
    until: before === undefined ? undefined : plus(before, { milliseconds: 1 }),
  };
  const { posts, cursor } = await client.get('app.bsky.feed.searchPosts', query, postsSchema);
  const context: BlueskyContext = { source: request.source.id, did: await client.did(), addressed: false };
  const entries = entriesOf(posts, { read: (item) => read(item, context), at: indexedAt });
  const oldest = toPage(entries, request, undefined).reachedBackTo;
  return toPage(entries, request, cursor === undefined ? undefined : oldest);
}

function read(item: unknown, context: BlueskyContext): Entry {
  const post = blueskyPostSchema.parse(item);
  // Notifications stand in the order in which the network saw them, search results in the order in which they were made.
  const at = context.addressed ? post.indexedAt : madeAt(post);
  return post.author.did === context.did ? { unwanted: true, at } : { mention: toMention(post, context), at };
}

function indexedAt(item: unknown): Instant | undefined {
  return indexedAtSchema.safeParse(item).data?.indexedAt;
}

function permit({ replyRef, url }: AnsweredPost): ReplyPermit {
  const bounds = { maxLength: MOST_GRAPHEMES, unit: 'grapheme', costMicros: 0 } as const;
  const reason =
    replyRef['cid'] === undefined
      ? 'This post did not come from Bluesky itself, so it cannot be answered through it.'
      : CLOSED[replyRef['closed'] ?? ''];
  if (reason === undefined) return { ...bounds, allowed: true };
  return { ...bounds, allowed: false, reason, ...(url === undefined ? {} : { openUrl: url }) };
}

function measure(text: string): Measure {
  const length = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].length;
  const fits = length <= MOST_GRAPHEMES && Buffer.byteLength(text) <= MOST_BYTES;
  return { length, max: MOST_GRAPHEMES, unit: 'grapheme', fits };
}
