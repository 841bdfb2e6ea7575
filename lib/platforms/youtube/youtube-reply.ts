// Puts the brand's answer under a comment, finds it again, and looks again at comments that were heard earlier.
import type { Measure } from '../../domain/reply-permit.ts';
import { plus } from '../../domain/time.ts';
import type { AnsweredPost, OwnReply, Refreshed, ReplyOrder } from '../platform.ts';
import { NotFound } from '../platform-errors.ts';
import { sameWords } from '../same-words.ts';
import type { Purpose, YoutubeClient } from './youtube-client.ts';
import { commentUrl, toMention, wordsOf } from './youtube-mapper.ts';
import { readAnswers } from './youtube-threads.ts';
import { commentSchema, createdSchema, itemIdSchema, listSchema, type YoutubeComment } from './youtube-wire.ts';

/** Not documented by YouTube, which only says "too long". */
export const YOUTUBE_MAX_LENGTH = 10_000;
/** Comments looked at again in one call; YouTube does not say how many it allows. */
export const REFRESHED_AT_ONCE = 50;
const CLOCKS_DIFFER = { minutes: -1 };

export async function reply(client: YoutubeClient, { post, text }: ReplyOrder): Promise<OwnReply> {
  const [standing] = await commentsById(client, [post.id], { part: 'id', for: 'answer' });
  if (standing === undefined) throw new NotFound(`YouTube: the comment ${post.id} is not there any more`);
  const json = { snippet: { parentId: rootOf(post), textOriginal: addressedText(text, post) } };
  const { id } = await client.insertReply(json, createdSchema);
  return ownReply(id, post);
}

/** Answers in a thread all hang on its first comment: whose this is shows by the handle in front. */
export async function findOwnReply(
  client: YoutubeClient,
  channelId: string,
  order: ReplyOrder,
): Promise<OwnReply | undefined> {
  const { post } = order;
  const answers = await readAnswers(client, rootOf(post), 'answer').catch((error: unknown) => {
    if (error instanceof NotFound) return [];
    throw error;
  });
  const found = answers
    .flatMap((item) => commentSchema.safeParse(item).data ?? [])
    .find((comment) => comment.snippet.authorChannelId?.value === channelId && isOurs(comment, order));
  return found && ownReply(found.id, post);
}

function isOurs(comment: YoutubeComment, { post, text, since }: ReplyOrder): boolean {
  const sent = addressedText(text, post);
  const stands = wordsOf(comment);
  const notOlder = comment.snippet.publishedAt >= plus(since, CLOCKS_DIFFER);
  return notOlder && sameWords(stands, sent) && leadingHandle(stands) === leadingHandle(sent);
}

export function measure(text: string, post: AnsweredPost): Measure {
  const { length } = addressedText(text, post);
  return { length, max: YOUTUBE_MAX_LENGTH, unit: 'character', fits: length <= YOUTUBE_MAX_LENGTH };
}

/** Looks again; a comment that YouTube no longer shows to the public counts as gone. */
export async function refresh(
  client: YoutubeClient,
  posts: readonly AnsweredPost[],
  source: string,
): Promise<Refreshed[]> {
  const ids = posts.map(({ id }) => id);
  const found = await commentsById(client, ids, { part: 'snippet', for: 'read' });
  const byId = new Map(found.flatMap((item) => pairOf(item)));
  return posts.flatMap((post): Refreshed[] => {
    if (!byId.has(post.id)) return [{ id: post.id, gone: true }];
    const comment = commentSchema.safeParse(byId.get(post.id));
    return comment.success
      ? [{ id: post.id, mention: { ...toMention(comment.data, { source }), ...keptOf(post) } }]
      : [];
  });
}

/** What only the thread told when the comment was first heard. */
function keptOf({ replyRef, url }: AnsweredPost): Pick<AnsweredPost, 'replyRef' | 'url'> {
  return { replyRef, ...(url === undefined ? {} : { url }) };
}

function pairOf(item: unknown): [string, unknown][] {
  const id = itemIdSchema.safeParse(item).data?.id;
  return id === undefined ? [] : [[id, item]];
}

/** YouTube leaves out comments that are gone, or refuses the call for one of them: then each half is asked for by itself. */
async function commentsById(
  client: YoutubeClient,
  ids: readonly string[],
  asked: { readonly part: string; readonly for: Purpose },
): Promise<unknown[]> {
  const query = { part: asked.part, id: ids.join(','), textFormat: 'plainText' };
  try {
    return (await client.get('/youtube/v3/comments', query, { schema: listSchema, for: asked.for })).items;
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    if (ids.length < 2) return [];
    const half = Math.ceil(ids.length / 2);
    const first = await commentsById(client, ids.slice(0, half), asked);
    return [...first, ...(await commentsById(client, ids.slice(half), asked))];
  }
}

function addressedText(text: string, { replyRef }: AnsweredPost): string {
  const { address } = replyRef;
  if (address === undefined || text.toLowerCase().includes(address.toLowerCase())) return text;
  return `${address} ${text}`;
}

function leadingHandle(text: string): string {
  return /^\s*(@[^\s@]+)/.exec(text)?.[1]?.toLowerCase() ?? '';
}

function rootOf({ replyRef, threadRoot, id }: AnsweredPost): string {
  return replyRef['root'] ?? threadRoot ?? id;
}

function ownReply(id: string, { replyRef }: AnsweredPost): OwnReply {
  const { videoId } = replyRef;
  return { nativeId: id, ...(videoId === undefined ? {} : { url: commentUrl(id, videoId) }) };
}
