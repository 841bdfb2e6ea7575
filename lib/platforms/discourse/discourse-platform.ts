// Discourse: reads what is said to and about the brand on a forum, and answers in the topic.
import type { Measure, ReplyPermit } from '../../domain/reply-permit.ts';
import type { AnsweredPost, Platform } from '../platform.ts';
import { mentionsSource, searchSource } from '../sources.ts';
import { watchFor } from '../watched-words.ts';
import { createDiscourseClient, type DiscourseClient, type DiscourseClientOptions } from './discourse-client.ts';
import { messagesSource, poll } from './discourse-reading.ts';
import { findOwnReply, look, reply } from './discourse-reply.ts';
import { sessionSchema, siteSettingsSchema } from './discourse-wire.ts';

export interface DiscourseOptions extends DiscourseClientOptions {
  readonly keywords: readonly string[];
}

interface Lengths {
  readonly most: number;
  readonly least: number;
}

/** Discourse's own, until the forum has said otherwise. */
const DISCOURSE_LENGTHS: Lengths = { most: 32_000, least: 20 };
/** A third of the calls that a key is allowed in a minute. */
const LOOKED_AT_ONCE = 20;

/** The adapter for the brand's user on the forum at `account.url`. */
export function createDiscoursePlatform(options: DiscourseOptions): Platform {
  const { account, keywords } = options;
  const client = createDiscourseClient(options);
  const deps = { client, account, watched: watchFor(keywords) };
  let lengths = DISCOURSE_LENGTHS;
  let asked: Promise<Lengths> | undefined;
  return {
    network: 'discourse',
    // A forum refuses a text much like the last one for five minutes only, and not even that from its own staff.
    capabilities: { safeToRepeat: false },
    sources: [
      mentionsSource('discourse', account.username),
      messagesSource(account.username),
      ...(keywords.length === 0 ? [] : [searchSource('discourse', keywords.toSorted().join(' | '))]),
    ],
    poll: async (request) => {
      asked ??= lengthsOf(client);
      lengths = await asked;
      return poll(deps, request);
    },
    permit: (post) => permit(post, lengths),
    measure: (text) => measure(text, lengths),
    reply: (order) => reply(deps, order),
    findOwnReply: (order) => findOwnReply(deps, order),
    refresh: { atMost: LOOKED_AT_ONCE, look: (posts) => look(deps, posts) },
    whoAmI: async () => {
      const { current_user } = await client.get('/session/current.json', {}, sessionSchema);
      return { handle: current_user.username };
    },
  };
}

/** A forum that does not say is taken for one with Discourse's own limits. */
async function lengthsOf(client: DiscourseClient): Promise<Lengths> {
  try {
    const settings = await client.get('/site/settings.json', {}, siteSettingsSchema);
    return { most: settings.max_post_length, least: settings.min_post_length };
  } catch {
    return DISCOURSE_LENGTHS;
  }
}

function permit({ replyRef, url }: AnsweredPost, { most, least }: Lengths): ReplyPermit {
  const bounds = { maxLength: most, unit: 'character', costMicros: 0 } as const;
  if (replyRef['topic'] === undefined) {
    const reason = 'This post did not come from the connected forum, so it cannot be answered through it.';
    return { ...bounds, allowed: false, reason, ...(url === undefined ? {} : { openUrl: url }) };
  }
  return least > 1
    ? { ...bounds, allowed: true, reason: `The forum refuses answers of fewer than ${least} characters.` }
    : { ...bounds, allowed: true };
}

function measure(text: string, { most }: Lengths): Measure {
  const length = [...text].length;
  return { length, max: most, unit: 'character', fits: length <= most };
}
