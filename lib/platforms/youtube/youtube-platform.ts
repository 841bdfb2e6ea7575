// YouTube: reads what people write under the brand's videos, and answers in the thread.
import type { ReplyPermit } from '../../domain/reply-permit.ts';
import type { Source } from '../../domain/source.ts';
import type { AnsweredPost, Platform } from '../platform.ts';
import { SignInExpired } from '../platform-errors.ts';
import { pollAnswers } from './youtube-answers.ts';
import { createYoutubeClient, type YoutubeClient, type YoutubeClientOptions } from './youtube-client.ts';
import { LOOKED_AT_ONCE, look } from './youtube-look.ts';
import { findOwnReply, measure, reply, YOUTUBE_MAX_LENGTH } from './youtube-reply.ts';
import { pollComments } from './youtube-threads.ts';
import { channelSchema, listSchema } from './youtube-wire.ts';

/** A day has 10,000 units: comments cost one a poll, answers in old threads at least one for each hundred threads. */
const COMMENTS_EVERY_SECONDS = 120;
const ANSWERS_EVERY_SECONDS = 1800;

/** The adapter for the channel whose owner has signed in. */
export function createYoutubePlatform(options: YoutubeClientOptions): Platform {
  const { clock } = options;
  const { channelId } = options.account;
  const client = createYoutubeClient(options);
  const reader = { client, channelId, clock };
  const [comments, answers] = sourcesOf(channelId);
  return {
    network: 'youtube',
    // YouTube takes the same words twice: after an unknown outcome a person decides.
    capabilities: { safeToRepeat: false },
    sources: [comments, answers],
    poll: (request) =>
      request.source.id === answers.id ? pollAnswers(reader, request) : pollComments(reader, request),
    permit,
    measure,
    reply: (order) => reply(client, order),
    findOwnReply: (order) => findOwnReply(client, channelId, order),
    refresh: { atMost: LOOKED_AT_ONCE, look: (posts) => look({ client, clock, source: comments.id }, posts) },
    whoAmI: () => whoAmI(client, channelId),
  };
}

function sourcesOf(channelId: string): [Source, Source] {
  const common = { network: 'youtube', kind: 'comments' } as const;
  return [
    { id: `youtube:comments:${channelId}`, ...common, everySeconds: COMMENTS_EVERY_SECONDS },
    { id: `youtube:answers:${channelId}`, ...common, everySeconds: ANSWERS_EVERY_SECONDS },
  ];
}

function permit({ replyRef, url }: AnsweredPost): ReplyPermit {
  const bounds = { maxLength: YOUTUBE_MAX_LENGTH, unit: 'character', costMicros: 0 } as const;
  const openUrl = url === undefined ? {} : { openUrl: url };
  if (replyRef['root'] === undefined) {
    const reason = 'This comment did not come from the connected channel, so it cannot be answered through it.';
    return { ...bounds, allowed: false, reason, ...openUrl };
  }
  if (replyRef['closed'] === 'yes')
    return { ...bounds, allowed: false, reason: 'YouTube takes no answers in this thread.', ...openUrl };
  const { address } = replyRef;
  if (address === undefined) return { ...bounds, allowed: true };
  const reason = `It is sent with ${address} in front unless you write that: in a thread that shows whom it is for.`;
  return { ...bounds, allowed: true, reason };
}

async function whoAmI(client: YoutubeClient, channelId: string): Promise<{ handle: string }> {
  const query = { part: 'snippet', mine: true };
  const { items } = await client.get('/youtube/v3/channels', query, { schema: listSchema, for: 'answer' });
  const channels = items.flatMap((item) => channelSchema.safeParse(item).data ?? []);
  const own = channels.find(({ id }) => id === channelId);
  if (own) return { handle: own.snippet.customUrl ?? own.snippet.title };
  const others = channels.map(({ id }) => id).join(', ') || 'no channel';
  throw new SignInExpired(
    `YOUTUBE_REFRESH_TOKEN was given by ${others}, not by YOUTUBE_CHANNEL_ID "${channelId}". Sign in again and choose that channel.`,
  );
}
