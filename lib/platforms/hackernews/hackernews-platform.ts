// Hacker News: searches stories and comments for the watched words; it cannot be answered by a program.

import * as z from 'zod';
import type { HackerNewsAccount } from '../../config/accounts.ts';
import type { Source } from '../../domain/source.ts';
import { type Clock, type Instant, instantOf, plus } from '../../domain/time.ts';
import { createHttp, type Http, type HttpDeps } from '../http.ts';
import { type Entry, entriesOf, refreshed, toPage } from '../page.ts';
import type { AnsweredPost, Page, PageRequest, Platform, Refreshed } from '../platform.ts';
import { readOnly } from '../read-only.ts';
import { searchSource } from '../sources.ts';
import { hitOf, toMention } from './hackernews-mapper.ts';
import { filterFor, placeAfter, placeOf, unread } from './hackernews-stretch.ts';
import { hitSchema, hitTimeSchema, itemSchema, searchSchema } from './hackernews-wire.ts';

export interface HackerNewsOptions extends HttpDeps {
  readonly account: HackerNewsAccount;
  /** Words and phrases; each is searched by itself. */
  readonly keywords: readonly string[];
  readonly timeoutMs?: number;
}

const HITS = 100;
/** Looking again at so many takes one call, and one more for each that is not found. */
const LOOKED_AT = 20;
/** A slow search is asked for the rest another time. */
const LOOK_WITHIN = { seconds: 20 };
/** Where a phrase must stand: not in the author's name. */
const WORDS = 'title,story_text,comment_text,url';
const REFUSED = 'Hacker News takes no answers from programs: open the post and answer there by hand.';

/**
 * The adapter for Algolia's search of Hacker News, which needs no account.
 * Sources: https://hn.algolia.com/api, and algolia/hn-search for what its pages leave out: `advancedSyntax` is on, so that
 * quotes make a phrase and no other spelling is found; all parameters are handed on to the search.
 */
export function createHackerNewsPlatform(options: HackerNewsOptions): Platform {
  const { account, keywords, clock, timeoutMs } = options;
  const http = createHttp(options, {
    name: 'Hacker News',
    baseUrl: account.url,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  return {
    network: 'hackernews',
    ...readOnly(REFUSED),
    sources: searchSources(keywords),
    poll: (request) => poll(http, request),
    refresh: { atMost: LOOKED_AT, look: (posts) => look({ http, clock }, posts) },
    whoAmI: async () => {
      await search(http, { tags: 'story', hitsPerPage: 1 });
      return { handle: new URL(account.url).host };
    },
  };
}

/** Hashtags and handles mean nothing there; the words in them do. */
function searchSources(keywords: readonly string[]): Source[] {
  const phrases = keywords.map((keyword) =>
    keyword
      .replace(/^[#@]/, '')
      .replace(/[\s"]+/g, ' ')
      .trim()
      .toLowerCase(),
  );
  return [...new Set(phrases)].filter((phrase) => phrase !== '').map((phrase) => searchSource('hackernews', phrase));
}

async function poll(http: Http, request: PageRequest): Promise<Page> {
  const { source } = request;
  const place = placeOf(request);
  const { hits, nbPages, hitsPerPage } = await search(http, {
    query: `"${source.query ?? ''}"`,
    tags: '(story,comment)',
    restrictSearchableAttributes: WORDS,
    numericFilters: filterFor(request, place),
    hitsPerPage: HITS,
    page: place.page,
  });
  const fresh = unread(hits, place);
  if (place.page > 0 && hits.length > 0 && fresh.length === 0) {
    const reason = `The search gives the same ${hits.length} posts again instead of older ones, so older posts could not be read.`;
    return { items: [], unreadable: [{ raw: JSON.stringify(place), reason }] };
  }
  const next = hits.length >= hitsPerPage || place.page + 1 < nbPages ? placeAfter(hits, place) : undefined;
  const entries = entriesOf(fresh, { read: (hit) => readHit(hit, source.id), at: createdAt });
  return toPage(entries, request, next && JSON.stringify(next));
}

async function search(http: Http, query: Readonly<Record<string, string | number>>) {
  const answer = await http.send({ path: '/api/v1/search_by_date', query });
  if (!answer.ok) throw http.failure(answer);
  return http.read(answer, searchSchema);
}

function readHit(item: unknown, source: string): Entry {
  const hit = hitSchema.parse(item);
  return { mention: toMention(hit, source), at: instantOf(hit.created_at_i * 1000) };
}

function createdAt(item: unknown): Instant | undefined {
  const seconds = hitTimeSchema.safeParse(item).data?.created_at_i;
  return seconds === undefined ? undefined : instantOf(seconds * 1000);
}

/**
 * What the search still has is there; what it has no more is looked up by itself before it is called gone. Posts that were not
 * heard here are left out: their numbers may be other posts there.
 */
async function look(
  { http, clock }: { readonly http: Http; readonly clock: Clock },
  posts: readonly AnsweredPost[],
): Promise<Refreshed[]> {
  const until = plus(clock(), LOOK_WITHIN);
  const ids = posts.filter(({ id, replyRef }) => replyRef['item'] === id && /^\d+$/.test(id)).map(({ id }) => id);
  if (ids.length === 0) return [];
  const filters = ids.map((id) => `objectID:${id}`).join(' OR ');
  const { hits } = await search(http, { filters, hitsPerPage: ids.length });
  const shown = hits.flatMap((hit) => hitSchema.safeParse(hit).data ?? []);
  const found: Refreshed[] = [];
  for (const id of ids) {
    const hit = shown.find(({ objectID }) => objectID === id);
    if (hit) found.push(...refreshed(id, () => toMention(hit, LOOK_SOURCE)));
    else if (clock() < until) found.push(...(await lookUp(http, id)));
  }
  return found;
}

const LOOK_SOURCE = 'hackernews:refresh';

async function lookUp(http: Http, id: string): Promise<Refreshed[]> {
  const answer = await http.send({ path: `/api/v1/items/${encodeURIComponent(id)}` });
  if (answer.status === 404) return [{ id, gone: true }];
  if (!answer.ok) throw http.failure(answer);
  const item = itemSchema.safeParse(http.read(answer, z.unknown())).data;
  if (!item) return [];
  const hit = hitOf(item);
  return hit ? refreshed(id, () => toMention(hit, LOOK_SOURCE)) : [{ id, gone: true }];
}
