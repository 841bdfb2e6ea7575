// Reads mentions and searches on X page by page, and says what X does not give: what is too old, and what it left out.
import { type Clock, type Instant, plus } from '../../domain/time.ts';
import type { Meter } from '../meter.ts';
import { type Entry, entriesOf, toPage } from '../page.ts';
import type { Page, PageRequest } from '../platform.ts';
import type { XClient, XQuery } from './x-client.ts';
import { isRepost, sharesLinksOnly, toMention, type XContext } from './x-mapper.ts';
import { charge, costOf, X_PRICES } from './x-prices.ts';
import { isComplaintWatch } from './x-query.ts';
import { CLOCKS_DIFFER, firstIdAt, idBefore, instantOfId } from './x-snowflake.ts';
import type { XVersions } from './x-versions.ts';
import { type XUser, xPageSchema, xPostSchema, xProblemSchema, xUserSchema } from './x-wire.ts';

interface XReading {
  readonly client: XClient;
  readonly clock: Clock;
  readonly userId: string;
  readonly readAuthors: boolean;
  /** What X charges for one of the account's mentions. */
  readonly ownPostMicros: number;
  readonly meter: Meter | undefined;
  readonly versions: XVersions;
}

type Unreadable = Page['unreadable'][number];

export const POST_FIELDS =
  'author_id,created_at,conversation_id,in_reply_to_user_id,referenced_tweets,entities,edit_history_tweet_ids,note_tweet,reply_settings';
/** Recent search reaches back seven days and refuses an older `since_id`; at least an hour is kept for clocks that differ. */
const SEARCH_REACHES_BACK = { days: -7, hours: 2 };
/** The mentions timeline ends after 800 posts (docs.x.com, "Timelines"); deleted ones are taken out of it. */
const TIMELINE_ENDS_AFTER = 750;

export async function poll(reading: XReading, request: PageRequest): Promise<Page> {
  const tooOld = searchEdge(request, reading.clock());
  if (tooOld !== undefined && request.upTo !== undefined && request.upTo < tooOld)
    return { items: [], unreadable: [beyondSearch(request, request.upTo)] };
  const { page, seen, costMicros } = await readPage(reading, request, tooOld);
  const beyond = page.nextPageToken === undefined ? leftOut(request, { page, seen, tooOld }) : [];
  return {
    ...page,
    unreadable: [...page.unreadable, ...beyond],
    ...(page.nextPageToken === undefined ? {} : { nextPageToken: `${seen}/${page.nextPageToken}` }),
    ...(costMicros > 0 ? { costMicros } : {}),
  };
}

interface Read {
  readonly page: Page;
  /** Posts of the stretch that X has given so far, wanted or not. */
  readonly seen: number;
  readonly costMicros: number;
}

async function readPage(reading: XReading, request: PageRequest, tooOld: Instant | undefined): Promise<Read> {
  const { source, readBefore } = request;
  const { client, clock, userId, meter, versions } = reading;
  const ofMentions = source.kind === 'mentions';
  const at = placeIn(request.pageToken);
  const path = ofMentions ? `users/${userId}/mentions` : 'tweets/search/recent';
  await meter?.admit('read');
  const answer = await client.get(path, queryFor(reading, request, { token: at.token, tooOld }), xPageSchema);
  const users = usersById(answer.includes?.users ?? []);
  const posts = answer.data.map((item) => xPostSchema.safeParse(item).data);
  const perPost = ofMentions ? reading.ownPostMicros : X_PRICES.post;
  const costMicros = costOf(
    answer.data.map((item, index) => ({ at: instantOfItem(item), ...authorOf(posts[index]) })),
    { perPost, now: clock(), readBefore, authors: users },
  );
  await charge(meter, 'read', costMicros);
  versions.note(posts.filter((post) => post !== undefined));
  const context = { source: source.id, userId, addressed: ofMentions, users };
  const read = (item: unknown): Entry => readPost(item, { context, versions, sharing: !isComplaintWatch(source) });
  const { pageToken: _, ...first } = request;
  const stretch = at.token === undefined ? first : { ...first, pageToken: at.token };
  const page = toPage(entriesOf(answer.data, { read, at: instantOfItem }), stretch, answer.meta.next_token);
  const unreadable = [...page.unreadable, ...answer.errors.flatMap(leftOutBy)];
  return { page: { ...page, unreadable }, seen: at.seen + answer.data.length, costMicros };
}

/** Our page token is X's own behind the number of posts that came before it. */
function placeIn(pageToken: string | undefined): { readonly seen: number; readonly token: string | undefined } {
  const [, seen = '0', token = pageToken] = /^(\d+)\/(.+)$/.exec(pageToken ?? '') ?? [];
  return { seen: Number(seen), token };
}

function queryFor(
  { clock, readAuthors }: XReading,
  { source, downTo, upTo }: PageRequest,
  { token, tooOld }: { readonly token: string | undefined; readonly tooOld: Instant | undefined },
): XQuery {
  const search = source.kind === 'search';
  return {
    max_results: 100,
    'tweet.fields': POST_FIELDS,
    ...(readAuthors ? { expansions: 'author_id', 'user.fields': 'username,name,public_metrics,protected' } : {}),
    ...(search ? { query: source.query } : {}),
    since_id: idBefore(earlier(tooOld ?? downTo, plus(clock(), CLOCKS_DIFFER))),
    // The token remembers where a stretch ended.
    ...(upTo === undefined || token !== undefined ? {} : { until_id: firstIdAt(plus(upTo, { milliseconds: 1 })) }),
    ...(token === undefined ? {} : { [search ? 'next_token' : 'pagination_token']: token }),
  };
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

/** How far back a search can be read where more is wanted; the same for an hour, since a page token holds for one query only. */
function searchEdge({ source, downTo }: PageRequest, now: Instant): Instant | undefined {
  if (source.kind !== 'search') return undefined;
  const edge = `${plus(now, SEARCH_REACHES_BACK).slice(0, 13)}:00:00.000Z`;
  return downTo < edge ? edge : undefined;
}

/** To be said once, when the stretch has been read as far as X lets it. */
function leftOut(
  request: PageRequest,
  { page, seen, tooOld }: Pick<Read, 'page' | 'seen'> & { readonly tooOld: Instant | undefined },
): Unreadable[] {
  if (tooOld !== undefined) return [beyondSearch(request, tooOld)];
  const { reachedBackTo } = page;
  const reached = reachedBackTo !== undefined && reachedBackTo < request.downTo;
  if (request.source.kind !== 'mentions' || seen < TIMELINE_ENDS_AFTER || reached) return [];
  const reason = `X gives the last 800 mentions of an account: from ${request.downTo} to ${reachedBackTo ?? 'there'} some may not have been read.`;
  return [{ raw: stretchName(request), reason }];
}

function beyondSearch(request: PageRequest, to: Instant): Unreadable {
  const reason = `X's search reaches back seven days; from ${request.downTo} to ${to} could not be read.`;
  return { raw: stretchName(request), reason };
}

/** The same for every reading of a stretch, so that it is kept once. */
function stretchName({ downTo }: PageRequest): string {
  return JSON.stringify({ notReadFrom: downTo });
}

/** Posts that a post refers to may well be gone: that is no loss. Anything else that X left out is. */
function leftOutBy(raw: unknown): Unreadable[] {
  const { type, title, detail } = xProblemSchema.catch({ type: '' }).parse(raw);
  if (/\/(resource-not-found|not-authorized-for-resource)$/.test(type)) return [];
  return [{ raw: JSON.stringify(raw), reason: `X left something out: ${detail ?? title ?? 'no reason given'}` }];
}

interface Reader {
  readonly context: XContext;
  readonly versions: XVersions;
  /** Whether posts that only share a link are wanted. */
  readonly sharing: boolean;
}

function readPost(item: unknown, { context, versions, sharing }: Reader): Entry {
  const post = xPostSchema.parse(item);
  const at = instantOfId(post.id);
  const unwanted = post.authorId === context.userId || isRepost(post) || versions.isSuperseded(post);
  if (unwanted || (!sharing && sharesLinksOnly(post))) return { unwanted: true, at };
  return { mention: toMention(post, context), at };
}

function authorOf(post: { readonly authorId: string } | undefined): { readonly authorId?: string } {
  return post === undefined ? {} : { authorId: post.authorId };
}

function instantOfItem(item: unknown): Instant | undefined {
  const id = xPostSchema.in.shape.id.safeParse(typeof item === 'object' && item && 'id' in item ? item.id : undefined);
  return id.success ? instantOfId(id.data) : undefined;
}

function usersById(raw: readonly unknown[]): Map<string, XUser> {
  const users = raw.flatMap((item) => xUserSchema.safeParse(item).data ?? []);
  return new Map(users.map((user) => [user.id, user]));
}
