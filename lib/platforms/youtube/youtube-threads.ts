// Reads the threads under the brand's videos: new comments as they come, and answers further down in threads of the last days.
import { type Instant, plus } from '../../domain/time.ts';
import { type Entry, entriesOf, toPage } from '../page.ts';
import type { Page, PageRequest } from '../platform.ts';
import { CursorExpired, NotFound } from '../platform-errors.ts';
import type { Purpose, YoutubeClient } from './youtube-client.ts';
import { toMention, type YoutubeContext } from './youtube-mapper.ts';
import {
  commentSchema,
  listSchema,
  publishedAtSchema,
  threadAtSchema,
  threadSchema,
  type YoutubeThread,
} from './youtube-wire.ts';

/** The most that YouTube gives in one page. */
const PAGE_SIZE = 100;
/** A thread's answers are looked for while it is this young, and among so many of the newest threads. */
const FOLLOWED = { days: -7 };
const FOLLOWED_PAGES = 10;
/** Threads whose answers are read at the same time. */
const AT_ONCE = 5;

export interface Reader {
  readonly client: YoutubeClient;
  readonly channelId: string;
  readonly now: Instant;
}

/** The newest comments with the few answers that YouTube sends along. */
export async function pollComments(reader: Reader, request: PageRequest): Promise<Page> {
  const { items, next } = await readThreads(reader, { pageToken: request.pageToken, for: 'read' });
  return toPage(
    items.flatMap((item) => entriesOfThread(reader, item, request)),
    request,
    next,
  );
}

/**
 * Every answer in the threads that are followed. An answer moves its thread nowhere, so that all of them are read each time,
 * and how far back the reading has come is known only when it is through.
 */
export async function pollAnswers(reader: Reader, request: PageRequest): Promise<Page> {
  const at = placeOf(request.pageToken);
  const { items, next } = await readThreads(reader, { pageToken: at.pageToken, for: 'sweep' });
  const threads = items.flatMap((item) => threadSchema.safeParse(item).data ?? []);
  const entries = await answersIn(reader, threads, request);
  const oldest = items
    .flatMap((item) => topAt(item) ?? [])
    .toSorted()
    .at(0);
  const isOld = oldest !== undefined && oldest < plus(reader.now, FOLLOWED);
  const isThrough = isOld || at.page >= FOLLOWED_PAGES;
  const { reachedBackTo: _, nextPageToken: __, ...page } = toPage(entries, request, undefined);
  return next === undefined || isThrough ? page : { ...page, nextPageToken: `${at.page + 1} ${next}` };
}

async function readThreads(reader: Reader, part: { pageToken: string | undefined; for: Purpose }) {
  const query = {
    part: 'snippet,replies',
    allThreadsRelatedToChannelId: reader.channelId,
    order: 'time',
    textFormat: 'plainText',
    maxResults: PAGE_SIZE,
    pageToken: part.pageToken,
  };
  const list = await reader.client.get('/youtube/v3/commentThreads', query, { schema: listSchema, for: part.for });
  return { items: list.items, next: list.nextPageToken ?? undefined };
}

function entriesOfThread(reader: Reader, item: unknown, request: PageRequest): Entry[] {
  const parsed = threadSchema.safeParse(item);
  if (!parsed.success) return entriesOf([item], { read: () => refuse(parsed.error), at: topAt });
  const { snippet, replies } = parsed.data;
  const context = contextOf(parsed.data, request);
  return [...read(reader, [snippet.topLevelComment], context), ...read(reader, replies?.comments ?? [], context)];
}

async function answersIn(reader: Reader, threads: readonly YoutubeThread[], request: PageRequest): Promise<Entry[]> {
  const entries = threads
    .filter((thread) => !hasMore(thread))
    .flatMap((thread) => read(reader, thread.replies?.comments ?? [], contextOf(thread, request)));
  const long = threads.filter(hasMore);
  for (let i = 0; i < long.length; i += AT_ONCE) {
    const batch = long.slice(i, i + AT_ONCE).map(async (thread) => {
      const answers = await allAnswers(reader, thread.id);
      return read(reader, answers, contextOf(thread, request));
    });
    entries.push(...(await Promise.all(batch)).flat());
  }
  return entries;
}

function hasMore({ snippet, replies }: YoutubeThread): boolean {
  return snippet.totalReplyCount > (replies?.comments.length ?? 0);
}

/** A thread that went away while it was read has no answers any more. */
async function allAnswers({ client }: Reader, parentId: string): Promise<unknown[]> {
  try {
    return await readAnswers(client, parentId, 'sweep');
  } catch (error) {
    if (error instanceof NotFound) return [];
    // This token is made and used here: what the caller holds is still good.
    if (error instanceof CursorExpired) return readAnswers(client, parentId, 'sweep');
    throw error;
  }
}

/** All answers under a comment, in whatever order YouTube gives them. Throws NotFound when the comment is gone. */
export async function readAnswers(client: YoutubeClient, parentId: string, purpose: Purpose): Promise<unknown[]> {
  const items: unknown[] = [];
  let pageToken: string | undefined;
  do {
    const query = { part: 'snippet', parentId, textFormat: 'plainText', maxResults: PAGE_SIZE, pageToken };
    const list = await client.get('/youtube/v3/comments', query, { schema: listSchema, for: purpose });
    items.push(...list.items);
    pageToken = list.nextPageToken === pageToken ? undefined : (list.nextPageToken ?? undefined);
  } while (pageToken !== undefined);
  return items;
}

function contextOf({ snippet }: YoutubeThread, { source }: PageRequest): YoutubeContext {
  return { source: source.id, videoId: snippet.videoId ?? undefined, canReply: snippet.canReply ?? undefined };
}

function read({ channelId }: Reader, comments: readonly unknown[], context: YoutubeContext): Entry[] {
  return entriesOf(comments, {
    read: (item) => {
      const comment = commentSchema.parse(item);
      const at = comment.snippet.publishedAt;
      const isOwn = comment.snippet.authorChannelId?.value === channelId;
      return isOwn ? { unwanted: true, at } : { mention: toMention(comment, context), at };
    },
    at: (item) => publishedAtSchema.safeParse(item).data?.snippet.publishedAt,
  });
}

function refuse(error: Error): never {
  throw error;
}

function topAt(item: unknown): Instant | undefined {
  return threadAtSchema.safeParse(item).data?.snippet.topLevelComment.snippet.publishedAt;
}

/** A page of threads by its number and YouTube's own token: `2 CDIQ…`. */
function placeOf(token: string | undefined): { page: number; pageToken: string | undefined } {
  if (token === undefined) return { page: 1, pageToken: undefined };
  const [, page, pageToken] = /^(\d+) (.+)$/.exec(token) ?? [];
  if (page === undefined) throw new CursorExpired(`YouTube: the page token "${token}" is not one of these answers`);
  return { page: Number(page), pageToken };
}
