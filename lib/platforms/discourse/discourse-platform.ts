// Discourse: reads what is said to and about the brand on a forum, and answers in the topic.
import type { Measure, ReplyPermit } from '../../domain/reply-permit.ts';
import type { AnsweredPost, Platform } from '../platform.ts';
import { mentionsSource, searchSource } from '../sources.ts';
import { watchFor } from '../watched-words.ts';
import { createDiscourseClient, type DiscourseClientOptions } from './discourse-client.ts';
import { createLengths, lengthsIn } from './discourse-lengths.ts';
import { messagesSource, poll } from './discourse-reading.ts';
import { findOwnReply, look, reply } from './discourse-reply.ts';
import { sessionSchema } from './discourse-wire.ts';

export interface DiscourseOptions extends DiscourseClientOptions {
  readonly keywords: readonly string[];
}

/** Each takes a call, and a run that follows posts looks several times. */
const LOOKED_AT_ONCE = 5;

/** The adapter for the brand's user on the forum at `account.url`. */
export function createDiscoursePlatform(options: DiscourseOptions): Platform {
  const { account, keywords, clock } = options;
  const client = createDiscourseClient(options);
  const lengths = createLengths(client);
  const deps = { client, account, clock, watched: watchFor(keywords) };
  return {
    network: 'discourse',
    // A forum refuses a text much like the last one for five minutes only, and not even that from its own staff.
    capabilities: { safeToRepeat: false },
    sources: [
      mentionsSource('discourse', account.username),
      messagesSource(account.username),
      ...(keywords.length === 0 ? [] : [searchSource('discourse', keywords.toSorted().join(' | '))]),
    ],
    poll: async (request) => poll(deps, request, await lengths()),
    permit,
    measure,
    reply: (order) => reply(deps, order),
    findOwnReply: (order) => findOwnReply(deps, order),
    refresh: { atMost: LOOKED_AT_ONCE, look: (posts) => look(deps, posts) },
    whoAmI: async () => {
      const { current_user } = await client.get('/session/current.json', {}, sessionSchema);
      return { handle: current_user.username };
    },
  };
}

function permit(post: AnsweredPost): ReplyPermit {
  const { replyRef, url } = post;
  const { most, least } = lengthsIn(post);
  const bounds = { maxLength: most, unit: 'character', costMicros: 0 } as const;
  if (replyRef['topic'] === undefined) {
    const reason = 'This post did not come from the connected forum, so it cannot be answered through it.';
    return { ...bounds, allowed: false, reason, ...(url === undefined ? {} : { openUrl: url }) };
  }
  return least > 1
    ? { ...bounds, allowed: true, reason: `The forum refuses answers of fewer than ${least} characters.` }
    : { ...bounds, allowed: true };
}

/** The forum does not count what stands around a text as part of its shortest length. */
function measure(text: string, post: AnsweredPost): Measure {
  const { most, least } = lengthsIn(post);
  const length = [...text].length;
  return { length, max: most, unit: 'character', fits: length <= most && [...text.trim()].length >= least };
}
