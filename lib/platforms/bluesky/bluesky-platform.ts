// Bluesky: reads notifications and searches, and answers in the thread under a key chosen before sending.
import type { Measure, ReplyPermit } from '../../domain/reply-permit.ts';
import type { AnsweredPost, Platform } from '../platform.ts';
import { mentionsSource, searchSource } from '../sources.ts';
import { type BlueskyClientOptions, createBlueskyClient } from './bluesky-client.ts';
import { AT_ONCE, look } from './bluesky-look.ts';
import { pollMentions, pollSearch } from './bluesky-poll.ts';
import { closedReason, findOwnReply, reply } from './bluesky-reply.ts';
import { handleSchema } from './bluesky-wire.ts';

export interface BlueskyOptions extends BlueskyClientOptions {
  readonly keywords: readonly string[];
}

/** Both limits stand in the lexicon app.bsky.feed.post. */
const MOST_GRAPHEMES = 300;
const MOST_BYTES = 3000;

/** The adapter for one brand account on the server (PDS) at `account.url`. */
export function createBlueskyPlatform(options: BlueskyOptions): Platform {
  const { account, keywords, clock } = options;
  const client = createBlueskyClient(options);
  return {
    network: 'bluesky',
    capabilities: { safeToRepeat: true },
    sources: [
      mentionsSource('bluesky', account.identifier),
      ...queriesFor([...handleOf(account.identifier), ...keywords]).map((query) => searchSource('bluesky', query)),
    ],
    poll: (request) =>
      request.source.kind === 'mentions' ? pollMentions(client, request) : pollSearch(client, request),
    permit,
    measure,
    reply: (order) => reply(client, clock, order),
    findOwnReply: (order) => findOwnReply(client, order),
    refresh: { atMost: AT_ONCE, look: (posts) => look(client, posts) },
    signInEnds: client.signInEnds,
    whoAmI: () => client.get('com.atproto.server.getSession', {}, handleSchema),
  };
}

/**
 * A mention that is typed without the app's help notifies nobody; its handle is found as a word. With an `@` in front Bluesky
 * would look for real mentions only. An e-mail address or a DID, with which one may sign in too, is no handle.
 */
function handleOf(identifier: string): string[] {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(identifier) ? [identifier.toLowerCase()] : [];
}

/** One search a keyword: Bluesky knows no "or". Several words are searched as a phrase. */
function queriesFor(keywords: readonly string[]): string[] {
  const queries = keywords
    .map((keyword) => keyword.replaceAll('"', ' ').replace(/\s+/g, ' ').trim())
    .map((words) => (words.includes(' ') ? `"${words}"` : words));
  return [...new Set(queries)].filter((query) => query !== '');
}

/** They are a service of their own, with a right that the account's password must be given. */
const DIRECT = { allowed: false, reason: 'Bluesky keeps private messages apart from posts: write one there by hand.' };

function permit({ replyRef, url }: AnsweredPost): ReplyPermit {
  const bounds = { maxLength: MOST_GRAPHEMES, unit: 'grapheme', costMicros: 0, direct: DIRECT } as const;
  const reason =
    replyRef['cid'] === undefined
      ? 'This post did not come from Bluesky itself, so it cannot be answered through it.'
      : closedReason(replyRef);
  if (reason === undefined) return { ...bounds, allowed: true };
  return { ...bounds, allowed: false, reason, ...(url === undefined ? {} : { openUrl: url }) };
}

function measure(text: string): Measure {
  const length = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].length;
  const fits = length <= MOST_GRAPHEMES && Buffer.byteLength(text) <= MOST_BYTES;
  return { length, max: MOST_GRAPHEMES, unit: 'grapheme', fits };
}
