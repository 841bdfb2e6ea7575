// Reads the answers further down in threads of the last days: as many as one page's time allows, the rest with the next page.
import * as z from 'zod';
import { plus } from '../../domain/time.ts';
import { type Entry, toPage } from '../page.ts';
import type { Page, PageRequest } from '../platform.ts';
import { CursorExpired, NotFound } from '../platform-errors.ts';
import type { Purpose, YoutubeClient } from './youtube-client.ts';
import { contextOf, entriesOfComments, PAGE_SIZE, type Reader, readThreads, topAt } from './youtube-threads.ts';
import { listSchema, threadSchema, type YoutubeThread } from './youtube-wire.ts';

/** A thread's answers are looked for while it is this young, and among so many of the newest threads. */
const FOLLOWED = { days: -7 };
const FOLLOWED_PAGES = 10;
/** Threads whose answers are read at the same time. */
const AT_ONCE = 5;
/** Two thousand answers; beyond that, or where YouTube's pages go round in a circle, a thread is read no further. */
const MOST_PAGES = 20;
/** A round of calls begins no later in a page than this: each may take ten seconds, and a run is cut off after 55. */
const ROUNDS_WITHIN = { seconds: 12 };

/** A thread's answers from `pageToken` (or the first) on, after `pages` pages of them have been read. */
interface Rest {
  readonly thread: YoutubeThread;
  readonly pageToken?: string | undefined;
  readonly pages: number;
}

/** How far the reading has come; the token of a page is this as JSON. */
const placeSchema = z.object({
  /** The page of threads, counted from 1, and YouTube's own token for it. */
  page: z.number().int().positive(),
  pageToken: z.string().optional(),
  /** Threads of that page, down to this one, have been begun; those whose answers go on are `open`. */
  after: z.string().optional(),
  open: z
    .array(z.object({ id: z.string(), pageToken: z.string().optional(), pages: z.number().int().nonnegative() }))
    .default([]),
});

type Place = z.output<typeof placeSchema>;

/**
 * Every answer in the threads that are followed. An answer moves its thread nowhere, so that all of them are read each time,
 * and how far back the reading has come is known only when it is through.
 */
export async function pollAnswers(reader: Reader, request: PageRequest): Promise<Page> {
  const until = plus(reader.clock(), ROUNDS_WITHIN);
  const place = placeOf(request.pageToken);
  const { items, next } = await readThreads(reader, { pageToken: place.pageToken, for: 'sweep' });
  const threads = items.flatMap((item) => threadSchema.safeParse(item).data ?? []);
  const entries = place.after === undefined ? answersAlong(reader, threads, request) : [];
  let rest = restOf(threads, place);
  do {
    const round = rest.slice(0, AT_ONCE).map((each) => readOn(reader, each, request));
    const read = await Promise.all(round);
    entries.push(...read.flatMap((part) => part.entries));
    rest = [...read.flatMap((part) => part.rest ?? []), ...rest.slice(AT_ONCE)];
  } while (rest.length > 0 && reader.clock() < until);
  const onward = rest.length > 0 ? within(place, threads, rest) : pageAfter(reader, place, { items, next });
  const { reachedBackTo: _, nextPageToken: __, ...page } = toPage(entries, request, undefined);
  return onward ? { ...page, nextPageToken: JSON.stringify(onward) } : page;
}

/** The answers that came along with their threads, where these are all there are. */
function answersAlong(reader: Reader, threads: readonly YoutubeThread[], request: PageRequest): Entry[] {
  return threads
    .filter((thread) => !hasMore(thread))
    .flatMap((thread) => entriesOfComments(reader, thread.replies?.comments ?? [], contextOf(thread, request)));
}

function hasMore({ snippet, replies }: YoutubeThread): boolean {
  return snippet.totalReplyCount > (replies?.comments.length ?? 0);
}

/** What is left of a page of threads. Where the thread that was begun last stands there no more, all of it. */
function restOf(threads: readonly YoutubeThread[], { after, open }: Place): Rest[] {
  const begun = threads.findIndex(({ id }) => id === after) + 1;
  const goingOn = threads.slice(0, begun).flatMap((thread) => {
    const known = open.find(({ id }) => id === thread.id);
    return known ? [{ thread, pageToken: known.pageToken, pages: known.pages }] : [];
  });
  const fresh = threads.slice(begun).filter(hasMore);
  return [...goingOn, ...fresh.map((thread) => ({ thread, pages: 0 }))];
}

function within({ page, pageToken }: Place, threads: readonly YoutubeThread[], rest: readonly Rest[]): Place {
  const next = rest.find(({ pages }) => pages === 0)?.thread.id;
  const begun =
    next === undefined
      ? threads
      : threads.slice(
          0,
          Math.max(
            0,
            threads.findIndex(({ id }) => id === next),
          ),
        );
  const open = rest.flatMap(({ thread, pages, ...more }) => (pages === 0 ? [] : [{ id: thread.id, pages, ...more }]));
  return { page, pageToken, after: begun.at(-1)?.id, open };
}

function pageAfter(
  { clock }: Reader,
  { page }: Place,
  { items, next }: { readonly items: readonly unknown[]; readonly next: string | undefined },
): Place | undefined {
  const oldest = items
    .flatMap((item) => topAt(item) ?? [])
    .toSorted()
    .at(0);
  const isOld = oldest !== undefined && oldest < plus(clock(), FOLLOWED);
  const isThrough = next === undefined || isOld || page >= FOLLOWED_PAGES;
  return isThrough ? undefined : { page: page + 1, pageToken: next, open: [] };
}

interface Part {
  readonly entries: Entry[];
  readonly rest?: Rest;
}

/** One call. A thread that went away while it was read has no answers any more. */
async function readOn(reader: Reader, rest: Rest, request: PageRequest): Promise<Part> {
  const { thread, pageToken } = rest;
  try {
    const { items, next } = await answersOf(reader.client, { parentId: thread.id, pageToken }, 'sweep');
    const entries = entriesOfComments(reader, items, contextOf(thread, request));
    if (next === undefined) return { entries };
    return next === pageToken ? { entries: [...entries, endless(thread)] } : onwards(rest, entries, next);
  } catch (error) {
    if (error instanceof NotFound) return { entries: [] };
    // Only this thread's token has gone stale: what the caller holds is still good.
    if (error instanceof CursorExpired) return onwards(rest, [], undefined);
    throw error;
  }
}

function onwards({ thread, pages }: Rest, entries: Entry[], pageToken: string | undefined): Part {
  if (pages + 1 >= MOST_PAGES) return { entries: [...entries, endless(thread)] };
  return { entries, rest: { thread, pageToken, pages: pages + 1 } };
}

function endless({ id }: YoutubeThread): Entry {
  const reason = `YouTube's pages of answers under the comment ${id} do not end within ${MOST_PAGES}: what they did not show was not heard`;
  return { raw: JSON.stringify({ thread: id }), reason };
}

/** All answers under a comment, as far as YouTube's pages end, in whatever order it gives them. Throws NotFound when the comment is gone. */
export async function readAnswers(client: YoutubeClient, parentId: string, purpose: Purpose): Promise<unknown[]> {
  const answers: unknown[] = [];
  const seen = new Set<string>();
  let pageToken: string | undefined;
  do {
    const { items, next } = await answersOf(client, { parentId, pageToken }, purpose);
    answers.push(...items);
    pageToken = next === undefined || seen.has(next) ? undefined : next;
    seen.add(next ?? '');
  } while (pageToken !== undefined && seen.size < MOST_PAGES);
  return answers;
}

async function answersOf(
  client: YoutubeClient,
  part: { readonly parentId: string; readonly pageToken: string | undefined },
  purpose: Purpose,
): Promise<{ items: readonly unknown[]; next: string | undefined }> {
  const query = { part: 'snippet', ...part, textFormat: 'plainText', maxResults: PAGE_SIZE };
  const list = await client.get('/youtube/v3/comments', query, { schema: listSchema, for: purpose });
  return { items: list.items, next: list.nextPageToken ?? undefined };
}

function placeOf(token: string | undefined): Place {
  if (token === undefined) return { page: 1, open: [] };
  try {
    return placeSchema.parse(JSON.parse(token));
  } catch (cause) {
    throw new CursorExpired(`YouTube: the page token "${token}" is not one of these answers`, { cause });
  }
}
