// X: reads who mentions the brand and who uses its words, and answers those who addressed it.
import type { Measure, ReplyPermit } from '../../domain/reply-permit.ts';
import { type Instant, plus } from '../../domain/time.ts';
import { type Entry, entriesOf, toPage } from '../page.ts';
import type { AnsweredPost, OwnReply, Page, PageRequest, Platform, ReplyOrder } from '../platform.ts';
import { Unavailable } from '../platform-errors.ts';
import { sameWords } from '../same-words.ts';
import { mentionsSource } from '../sources.ts';
import { createXClient, type XClient, type XClientOptions, type XQuery } from './x-client.ts';
import { weightedLength, X_MAX_LENGTH } from './x-length.ts';
import { isRepost, postUrl, toMention, type XContext } from './x-mapper.ts';
import { searchSources } from './x-query.ts';
import { firstIdAt, instantOfId } from './x-snowflake.ts';
import { type XPost, type XUser, xCreatedSchema, xMeSchema, xPageSchema, xPostSchema, xUserSchema } from './x-wire.ts';

export interface XOptions extends XClientOptions {
  readonly keywords: readonly string[];
}

/** Prices of July 2026 in micro-dollars (docs.x.com, "Pricing"): an answer to somebody who addressed the brand, any post with a link. */
const REPLY_MICROS = 10_000;
const LINK_MICROS = 200_000;

const POST_FIELDS =
  'author_id,created_at,conversation_id,in_reply_to_user_id,referenced_tweets,entities,edit_history_tweet_ids,note_tweet';
/** Recent search reaches back seven days and refuses an older `since_id`; an hour is kept for clocks that differ. */
const SEARCH_REACHES_BACK = { days: -7, hours: 1 };
/** A `since_id` in X's future might be refused. */
const CLOCKS_DIFFER = { minutes: -1 };
const OWN_PAGES = 10;

/** The adapter for one brand account. */
export function createXPlatform(options: XOptions): Platform {
  const { account, keywords } = options;
  const client = createXClient(options);
  return {
    network: 'x',
    // X refuses a text that the account has just posted (403 "duplicate content"), so a second call cannot publish it again.
    capabilities: { safeToRepeat: true },
    sources: [mentionsSource('x', account.userId), ...searchSources(keywords, account.userId)],
    poll: (request) => poll(client, options, request),
    permit,
    measure,
    reply: (order) => reply(client, order),
    findOwnReply: (order) => findOwnReply(client, account.userId, order),
    whoAmI: async () => {
      const { data } = await client.get('users/me', {}, xMeSchema);
      return { handle: data.username };
    },
  };
}

async function poll(client: XClient, options: XOptions, request: PageRequest): Promise<Page> {
  const { userId } = options.account;
  const ofMentions = request.source.kind === 'mentions';
  const path = ofMentions ? `users/${userId}/mentions` : 'tweets/search/recent';
  const answer = await client.get(path, pollQuery(options, request), xPageSchema);
  const context: XContext = {
    source: request.source.id,
    userId,
    addressed: ofMentions,
    users: usersById(answer.includes?.users ?? []),
  };
  const entries = entriesOf(answer.data, { read: (item) => read(item, context), at: instantOfItem });
  return toPage(entries, request, answer.meta.next_token);
}

function pollQuery(options: XOptions, request: PageRequest): XQuery {
  const { source, downTo, upTo, pageToken } = request;
  const search = source.kind === 'search';
  const now = options.clock();
  const reached = search ? later(downTo, plus(now, SEARCH_REACHES_BACK)) : downTo;
  return {
    max_results: 100,
    'tweet.fields': POST_FIELDS,
    ...(options.account.readAuthors ? { expansions: 'author_id', 'user.fields': 'username,name,public_metrics' } : {}),
    ...(search ? { query: source.query } : {}),
    since_id: idBefore(earlier(reached, plus(now, CLOCKS_DIFFER))),
    // The token remembers where a stretch ended.
    ...(upTo === undefined || pageToken !== undefined ? {} : { until_id: firstIdAt(plus(upTo, { milliseconds: 1 })) }),
    ...(pageToken === undefined ? {} : { [search ? 'next_token' : 'pagination_token']: pageToken }),
  };
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

function idBefore(instant: Instant): string {
  return firstIdAt(plus(instant, { milliseconds: -1 }));
}

function read(item: unknown, context: XContext): Entry {
  const post = xPostSchema.parse(item);
  const at = instantOfId(post.id);
  if (post.authorId === context.userId || isRepost(post)) return { unwanted: true, at };
  return { mention: toMention(post, context), at };
}

function instantOfItem(item: unknown): Instant | undefined {
  const id = xPostSchema.in.shape.id.safeParse(typeof item === 'object' && item && 'id' in item ? item.id : undefined);
  return id.success ? instantOfId(id.data) : undefined;
}

function usersById(raw: readonly unknown[]): Map<string, XUser> {
  const users = raw.flatMap((item) => xUserSchema.safeParse(item).data ?? []);
  return new Map(users.map((user) => [user.id, user]));
}

function permit(post: AnsweredPost): ReplyPermit {
  const bounds = { maxLength: X_MAX_LENGTH, unit: 'x-weighted', costMicros: REPLY_MICROS } as const;
  if (!post.addressed) {
    const reason =
      'X lets a program answer only those who mentioned the account; this author did not. Answer on X itself.';
    return { ...bounds, allowed: false, reason, openUrl: intentUrl(answeredId(post)), costMicros: 0 };
  }
  const reason = `A link in the answer raises its price from $${dollars(REPLY_MICROS)} to $${dollars(LINK_MICROS)}.`;
  return { ...bounds, allowed: true, reason };
}

function measure(text: string): Measure {
  const length = weightedLength(text);
  return { length, max: X_MAX_LENGTH, unit: 'x-weighted', fits: length <= X_MAX_LENGTH };
}

async function reply(client: XClient, { post, text }: ReplyOrder): Promise<OwnReply> {
  const body = { text, reply: { in_reply_to_tweet_id: answeredId(post) } };
  const { data } = await client.post('tweets', body, xCreatedSchema);
  return { nativeId: data.id, url: postUrl(data.id) };
}

/** Reads the brand's own posts since the first attempt: the answer, if it was published, is among them. */
async function findOwnReply(client: XClient, userId: string, order: ReplyOrder): Promise<OwnReply | undefined> {
  const since = plus(order.since, CLOCKS_DIFFER);
  let token: string | undefined;
  for (let page = 0; page < OWN_PAGES; page += 1) {
    const query = { max_results: 100, 'tweet.fields': POST_FIELDS, since_id: idBefore(since), pagination_token: token };
    const answer = await client.get(`users/${userId}/tweets`, query, xPageSchema);
    const own = answer.data.flatMap((item) => xPostSchema.safeParse(item).data ?? []);
    const found = own.find((post) => answers(post, order));
    if (found) return { nativeId: found.firstId, url: postUrl(found.firstId) };
    token = answer.meta.next_token;
    if (token === undefined) return undefined;
  }
  throw new Unavailable(
    `X: the account posted more than ${OWN_PAGES * 100} times since ${since}; the answer cannot be looked for`,
    {
      mayHaveActed: true,
    },
  );
}

function answers(own: XPost, { post, text }: ReplyOrder): boolean {
  const parents = [post.id, answeredId(post)];
  const ofPost = own.references.some(({ type, id }) => type === 'replied_to' && parents.includes(id));
  return ofPost && sameWords(own.text, text);
}

/** The latest version of an edited post: the one that stands on X. */
function answeredId(post: AnsweredPost): string {
  return post.replyRef['currentId'] ?? post.id;
}

/** X's own page for an answer (documented as a web intent). */
function intentUrl(id: string): string {
  return `https://x.com/intent/post?in_reply_to=${encodeURIComponent(id)}`;
}

/** Micro-dollars as an amount with cents. */
function dollars(micros: number): string {
  return (micros / 1_000_000).toFixed(2);
}
