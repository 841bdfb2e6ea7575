// Puts the brand's answer under a comment, and finds it again.
import type { Measure } from '../../domain/reply-permit.ts';
import { plus } from '../../domain/time.ts';
import type { AnsweredPost, OwnReply, ReplyOrder } from '../platform.ts';
import { NotFound } from '../platform-errors.ts';
import { sameWords } from '../same-words.ts';
import { readAnswers } from './youtube-answers.ts';
import type { YoutubeClient } from './youtube-client.ts';
import { commentsById } from './youtube-look.ts';
import { commentUrl, wordsOf } from './youtube-mapper.ts';
import { commentSchema, createdSchema, type YoutubeComment } from './youtube-wire.ts';

/** Not documented by YouTube, which only says "too long". */
export const YOUTUBE_MAX_LENGTH = 10_000;
const CLOCKS_DIFFER = { minutes: -1 };

export async function reply(client: YoutubeClient, { post, text }: ReplyOrder): Promise<OwnReply> {
  const standing = await commentsById(client, [post.id], { part: 'id', for: 'answer' });
  if (!standing?.length) throw new NotFound(`YouTube: the comment ${post.id} is not there any more`);
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
