// Reads the threads under the brand's videos: new comments as they come.
import type { Clock, Instant } from '../../domain/time.ts';
import { type Entry, entriesOf, toPage } from '../page.ts';
import type { Page, PageRequest } from '../platform.ts';
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
export const PAGE_SIZE = 100;

export interface Reader {
  readonly client: YoutubeClient;
  readonly channelId: string;
  readonly clock: Clock;
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

/** One page of the channel's threads, newest first. */
export async function readThreads(reader: Reader, part: { pageToken: string | undefined; for: Purpose }) {
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
  return [
    ...entriesOfComments(reader, [snippet.topLevelComment], context),
    ...entriesOfComments(reader, replies?.comments ?? [], context),
  ];
}

/** What the comments of a thread are told of it. */
export function contextOf({ snippet }: YoutubeThread, { source }: PageRequest): YoutubeContext {
  return { source: source.id, videoId: snippet.videoId ?? undefined, canReply: snippet.canReply ?? undefined };
}

/** Each comment by itself; the channel's own are not wanted. */
export function entriesOfComments(
  { channelId }: Reader,
  comments: readonly unknown[],
  context: YoutubeContext,
): Entry[] {
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

/** When a thread began, as far as even a broken one shows it. */
export function topAt(item: unknown): Instant | undefined {
  return threadAtSchema.safeParse(item).data?.snippet.topLevelComment.snippet.publishedAt;
}
