// Mastodon and servers that speak its API: reads mentions and hashtags, and answers in the thread.
import type { ReplyPermit } from '../../domain/reply-permit.ts';
import type { Source } from '../../domain/source.ts';
import type { AnsweredPost, Platform } from '../platform.ts';
import { mentionsSource, searchSource } from '../sources.ts';
import { createMastodonClient, type MastodonClientOptions } from './mastodon-client.ts';
import { createInstance, limitsIn } from './mastodon-limits.ts';
import { pollHashtag, pollMentions } from './mastodon-poll.ts';
import { AT_ONCE, createLook } from './mastodon-refresh.ts';
import { findOwnReply, measure, reply } from './mastodon-reply.ts';
import { lackingRights } from './mastodon-rights.ts';

export interface MastodonOptions extends MastodonClientOptions {
  /** Only hashtags (`#acme`) are searched: no server offers a search for words that can be relied on. */
  readonly keywords: readonly string[];
}

/** The adapter for the account whose token it is, on the server at `account.url`. */
export function createMastodonPlatform(options: MastodonOptions): Platform {
  const { account, keywords, clock } = options;
  const client = createMastodonClient(options);
  const instance = createInstance(client);
  return {
    network: 'mastodon',
    // Mastodon keeps an Idempotency-Key for an hour only and other servers ignore it: after an unknown outcome a person decides.
    capabilities: { safeToRepeat: false },
    sources: [mentionsSource('mastodon', new URL(account.url).host), ...hashtagSources(keywords)],
    poll: async (request) => {
      const poll = { client, instance: await instance() };
      return request.source.kind === 'mentions' ? pollMentions(poll, request) : pollHashtag(poll, request);
    },
    permit,
    measure,
    reply: (order) => reply(client, order),
    findOwnReply: (order) => findOwnReply(client, order),
    refresh: { atMost: AT_ONCE, look: createLook({ client, instance, clock }) },
    whoAmI: async () => ({ handle: (await client.own()).acct, lacks: await lackingRights(client) }),
  };
}

function hashtagSources(keywords: readonly string[]): Source[] {
  const tags = keywords.filter((keyword) => /^#[\p{L}\p{N}_]+$/u.test(keyword)).map((tag) => tag.toLowerCase());
  return [...new Set(tags)].map((tag) => searchSource('mastodon', tag));
}

const DIRECT = 'Only the author can read it, and whoever runs the two servers. It must name nobody else.';

function permit({ replyRef, url }: AnsweredPost): ReplyPermit {
  const bounds = { maxLength: limitsIn(replyRef).characters, unit: 'character', costMicros: 0 } as const;
  const { acct } = replyRef;
  if (acct !== undefined) {
    const reason = `It is sent with @${acct} in front unless you write that: otherwise the author is not told of it.`;
    return { ...bounds, allowed: true, reason, direct: { allowed: true, reason: DIRECT } };
  }
  const reason = 'This post did not come from the connected server, so it cannot be answered through it.';
  return {
    ...bounds,
    allowed: false,
    reason,
    direct: { allowed: false, reason },
    ...(url === undefined ? {} : { openUrl: url }),
  };
}
