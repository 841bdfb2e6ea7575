// Reddit: reads the brand's inbox and searches posts for its words, and answers below them.
import type { Measure, ReplyPermit } from '../../domain/reply-permit.ts';
import type { Instant } from '../../domain/time.ts';
import { type Entry, entriesOf, toPage } from '../page.ts';
import type { AnsweredPost, Page, PageRequest, Platform } from '../platform.ts';
import { CursorExpired } from '../platform-errors.ts';
import { mentionsSource, searchSource } from '../sources.ts';
import { watchFor } from '../watched-words.ts';
import { createRedditClient, type RedditClient, type RedditClientOptions } from './reddit-client.ts';
import { isGone, isOfPerson, type RedditContext, type Thing, textOf, thingOf, toMention } from './reddit-mapper.ts';
import { CLOSED, findOwnReply, look, reply } from './reddit-reply.ts';
import { createdSchema, listingSchema, meSchema, nameSchema } from './reddit-wire.ts';

export interface RedditOptions extends RedditClientOptions {
  readonly keywords: readonly string[];
}

const MOST_CHARACTERS = 10_000;
const PAGE = 100;
/** As many posts as this may disappear at once before a page has to be looked for anew. */
const ANCHORS = 5;
const ANCHOR = /^t\d_[a-z0-9]+$/;

/** The adapter for the account that has allowed Earshot to read and write for it. */
export function createRedditPlatform(options: RedditOptions): Platform {
  const { account, keywords, clock } = options;
  const client = createRedditClient(options);
  const deps = { client, account, clock };
  return {
    network: 'reddit',
    // Reddit publishes the same comment as often as it is sent: after an unknown outcome a person decides.
    capabilities: { safeToRepeat: false },
    sources: [
      mentionsSource('reddit', account.username),
      ...wordsIn(keywords).map((words) => searchSource('reddit', words)),
    ],
    poll: (request) => poll(client, account.username, request),
    permit,
    measure,
    reply: (order) => reply(deps, order),
    findOwnReply: (order) => findOwnReply(deps, order),
    refresh: { atMost: PAGE, look: (posts) => look(deps, posts) },
    whoAmI: async () => ({ handle: (await client.get('/api/v1/me', {}, meSchema)).name }),
  };
}

/** One search a keyword. Reddit knows no hashtags: they are searched as words. */
function wordsIn(keywords: readonly string[]): string[] {
  const words = keywords.map((keyword) => keyword.replace(/["#]/g, ' ').replace(/\s+/g, ' ').trim());
  return [...new Set(words)].filter((each) => each !== '');
}

async function poll(client: RedditClient, username: string, request: PageRequest): Promise<Page> {
  const { source, pageToken } = request;
  const words = source.kind === 'search' ? (source.query ?? '') : undefined;
  const { children, after } = await listing(client, words, pageToken);
  const context = { source: source.id, addressed: words === undefined, username };
  // Reddit's search also finds what only resembles the words.
  const wanted = words === undefined ? () => true : watchFor([words]);
  const entries = entriesOf(children, { read: (item) => read(item, context, wanted), at: createdAt });
  const names = children.flatMap((item) => nameSchema.safeParse(item).data?.data.name ?? []);
  const anchors = names.slice(-ANCHORS).toReversed();
  return toPage(entries, request, after ? (anchors.length > 0 ? anchors.join(',') : after) : undefined);
}

/**
 * Reads on from the last post of the page before. Reddit gives an empty page for a post that has been deleted since, as if there
 * were nothing older, so the token names some posts more, the next newer ones.
 */
async function listing(client: RedditClient, words: string | undefined, pageToken: string | undefined) {
  const path = words === undefined ? '/message/inbox' : '/search';
  // `mark` leaves what is unread unread, for people who look at the inbox themselves.
  const query =
    words === undefined ? { limit: PAGE, mark: false } : { q: `"${words}"`, sort: 'new', type: 'link', limit: PAGE };
  if (pageToken === undefined) return client.get(path, query, listingSchema);
  for (const after of pageToken.split(',').filter((anchor) => ANCHOR.test(anchor))) {
    const page = await client.get(path, { ...query, after }, listingSchema);
    if (page.children.length > 0) return page;
  }
  throw new CursorExpired('Reddit: none of the posts stands any more from which reading was to go on');
}

function read(item: unknown, context: RedditContext, wanted: (text: string) => boolean): Entry {
  const thing = thingOf(item);
  if (thing === undefined) throw new TypeError('expected a comment, a post or a private message');
  const at = thing.created_utc;
  const isWanted = isOfPerson(thing) && !isGone(thing) && !isBy(thing, context.username) && wanted(textOf(thing));
  return isWanted ? { mention: toMention(thing, context), at } : { unwanted: true, at };
}

function isBy({ author }: Thing, own: string): boolean {
  return author?.toLowerCase() === own.toLowerCase();
}

function createdAt(item: unknown): Instant | undefined {
  return createdSchema.safeParse(item).data?.data.created_utc;
}

function permit({ id, replyRef, url }: AnsweredPost): ReplyPermit {
  const bounds = { maxLength: MOST_CHARACTERS, unit: 'character', costMicros: 0 } as const;
  const reason = ANCHOR.test(id)
    ? CLOSED[replyRef['closed'] ?? '']
    : 'This post did not come from Reddit itself, so it cannot be answered through it.';
  if (reason === undefined) return { ...bounds, allowed: true };
  return { ...bounds, allowed: false, reason, ...(url === undefined ? {} : { openUrl: url }) };
}

function measure(text: string): Measure {
  const length = [...text].length;
  return { length, max: MOST_CHARACTERS, unit: 'character', fits: length <= MOST_CHARACTERS };
}
