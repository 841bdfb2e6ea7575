// Mastodon and servers that speak its API: reads mentions and hashtags, and answers in the thread.
import type { ReplyPermit } from '../../domain/reply-permit.ts';
import type { Source } from '../../domain/source.ts';
import type { Instant } from '../../domain/time.ts';
import { type Entry, entriesOf, toPage } from '../page.ts';
import type { AnsweredPost, Page, PageRequest, Platform } from '../platform.ts';
import { mentionsSource, searchSource } from '../sources.ts';
import { createMastodonClient, type MastodonClient, type MastodonClientOptions } from './mastodon-client.ts';
import { type MastodonContext, toMention } from './mastodon-mapper.ts';
import { findOwnReply, type Limits, measure, reply } from './mastodon-reply.ts';
import {
  createdAtSchema,
  instanceSchema,
  itemIdSchema,
  listSchema,
  notificationSchema,
  type Status,
  statusSchema,
} from './mastodon-wire.ts';

export interface MastodonOptions extends MastodonClientOptions {
  /** Only hashtags (`#acme`) are searched: no server offers a search for words that can be relied on. */
  readonly keywords: readonly string[];
}

const MASTODON_LIMITS: Limits = { characters: 500, perLink: 23 };
/** The most that servers give; fewer come where a server wants it so. */
const NOTIFICATIONS = 80;
const STATUSES = 40;

/** The adapter for the account whose token it is, on the server at `account.url`. */
export function createMastodonPlatform(options: MastodonOptions): Platform {
  const { account, keywords } = options;
  const client = createMastodonClient(options);
  let limits = MASTODON_LIMITS;
  let asked: Promise<Limits> | undefined;
  const learnLimits = async (): Promise<void> => {
    asked ??= limitsOf(client);
    limits = await asked;
  };
  return {
    network: 'mastodon',
    // Mastodon keeps an Idempotency-Key for an hour only and other servers ignore it: after an unknown outcome a person decides.
    capabilities: { safeToRepeat: false },
    sources: [mentionsSource('mastodon', new URL(account.url).host), ...hashtagSources(keywords)],
    poll: async (request) => {
      await learnLimits();
      return request.source.kind === 'mentions' ? pollMentions(client, request) : pollHashtag(client, request);
    },
    permit: (post) => permit(post, limits),
    measure: (text, post) => measure(text, post, limits),
    reply: (order) => reply(client, order),
    findOwnReply: (order) => findOwnReply(client, order),
    whoAmI: async () => ({ handle: (await client.own()).acct }),
  };
}

/** A server that does not say is taken for one with Mastodon's limits. */
async function limitsOf(client: MastodonClient): Promise<Limits> {
  try {
    const { configuration } = await client.get('/api/v2/instance', {}, instanceSchema);
    const { max_characters, characters_reserved_per_url } = configuration.statuses;
    return { characters: max_characters, perLink: characters_reserved_per_url };
  } catch {
    return MASTODON_LIMITS;
  }
}

function hashtagSources(keywords: readonly string[]): Source[] {
  const tags = keywords.filter((keyword) => /^#[\p{L}\p{N}_]+$/u.test(keyword)).map((tag) => tag.toLowerCase());
  return [...new Set(tags)].map((tag) => searchSource('mastodon', tag));
}

async function pollMentions(client: MastodonClient, request: PageRequest): Promise<Page> {
  const { id: ownId } = await client.own();
  const context = { source: request.source.id, ownId, addressed: true };
  const query = { 'types[]': 'mention', limit: NOTIFICATIONS, include_filtered: true, max_id: request.pageToken };
  const items = await client.get('/api/v1/notifications', query, listSchema);
  return pageOf(items, request, (item) => readNotification(item, context));
}

async function pollHashtag(client: MastodonClient, request: PageRequest): Promise<Page> {
  const { id: ownId } = await client.own();
  const context = { source: request.source.id, ownId, addressed: false };
  const tag = encodeURIComponent((request.source.query ?? '').replace('#', ''));
  const query = { limit: STATUSES, max_id: request.pageToken };
  const items = await client.get(`/api/v1/timelines/tag/${tag}`, query, listSchema);
  return pageOf(items, request, (item) => readStatus(statusSchema.parse(item), context));
}

/**
 * Pages back by the last item's id, because not every server sends a `Link` header. `max_id` leaves out the item it names: a
 * page that holds it all the same shows a server that cannot page, and there the reading ends, with a note for a person.
 */
function pageOf(items: readonly unknown[], request: PageRequest, read: (item: unknown) => Entry): Page {
  const ids = items.flatMap((item) => itemIdSchema.safeParse(item).data?.id ?? []);
  if (request.pageToken !== undefined && ids.includes(request.pageToken)) {
    const reason = `The server ignores max_id, so posts older than its first page (${ids.length} items) could not be read.`;
    return { items: [], unreadable: [{ raw: '', reason }] };
  }
  return toPage(entriesOf(items, { read, at: createdAt }), request, ids.at(-1));
}

function readNotification(item: unknown, context: MastodonContext): Entry {
  const { type, status, created_at: at } = notificationSchema.parse(item);
  if (type !== 'mention') return { unwanted: true, at };
  return { ...readStatus(statusSchema.parse(status), context), at };
}

function readStatus(status: Status, context: MastodonContext): Entry {
  const at = status.created_at;
  const unwanted = status.account.id === context.ownId || Boolean(status.reblog);
  return unwanted ? { unwanted, at } : { mention: toMention(status, context), at };
}

function createdAt(item: unknown): Instant | undefined {
  return createdAtSchema.safeParse(item).data?.created_at;
}

function permit({ replyRef, url }: AnsweredPost, { characters }: Limits): ReplyPermit {
  const bounds = { maxLength: characters, unit: 'character', costMicros: 0 } as const;
  const { acct } = replyRef;
  if (acct !== undefined) {
    const reason = `It is sent with @${acct} in front unless you write that: otherwise the author is not told of it.`;
    return { ...bounds, allowed: true, reason };
  }
  const reason = 'This post did not come from the connected server, so it cannot be answered through it.';
  return { ...bounds, allowed: false, reason, ...(url === undefined ? {} : { openUrl: url }) };
}
