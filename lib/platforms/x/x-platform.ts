// X: reads who mentions the brand and who uses its words or complains of it, and answers those who addressed it.
import type { Company } from '../../domain/company.ts';
import type { Meter } from '../meter.ts';
import type { Platform } from '../platform.ts';
import type { SharedSessions } from '../sessions.ts';
import { mentionsSource } from '../sources.ts';
import { complianceOf, usage, type XApp } from './x-app.ts';
import { createXClient, type XClientOptions } from './x-client.ts';
import { LOOK_AT_MOST } from './x-lookup.ts';
import { measure, permitOf } from './x-permit.ts';
import { X_PRICES } from './x-prices.ts';
import { complaintSources, searchSources } from './x-query.ts';
import { poll } from './x-reading.ts';
import { look } from './x-refresh.ts';
import { findOwnReply, reply } from './x-reply.ts';
import { userToken, type XSession, type XUserToken } from './x-user-token.ts';
import { rememberVersions } from './x-versions.ts';
import { xMeSchema } from './x-wire.ts';

export interface XOptions extends XClientOptions {
  readonly keywords: readonly string[];
  /** The companies whose complaints are watched for, the brand first. */
  readonly watched?: readonly Company[];
  /** Counts what X charges; absent: nobody counts. */
  readonly meter?: Meter;
  /** For what does not go through twitter-api-v2: OAuth 2.0 and what the app asks with its bearer token. */
  readonly fetch?: typeof fetch;
  /** Where the tokens of OAuth 2.0 outlive the process. */
  readonly sessions?: SharedSessions<XSession>;
}

/** The adapter for one brand account. Throws when OAuth 2.0 is set without `fetch` and `sessions`. */
export function createXPlatform(options: XOptions): Platform {
  const { account, keywords, watched = [], clock, meter } = options;
  const { userId, readAuthors } = account;
  const token = tokenOf(options);
  const client = createXClient(options, token);
  // The low price is for reading as the account that owns the app.
  const ownPostMicros = account.user || token ? X_PRICES.ownedPost : X_PRICES.post;
  const shared = { client, clock, userId, meter, ownPostMicros };
  const reading = { ...shared, readAuthors, versions: rememberVersions() };
  const app = appOf(options);
  return {
    network: 'x',
    // X refuses a text that the account has just posted (403 "duplicate content"), but for how long and how alike nobody says:
    // after an unknown outcome a person decides.
    capabilities: { safeToRepeat: false },
    sources: [mentionsSource('x', userId), ...searchSources(keywords, userId), ...complaintSources(watched, userId)],
    poll: (request) => poll(reading, request),
    permit: permitOf(userId),
    measure,
    reply: (order) => reply(shared, order),
    findOwnReply: (order) => findOwnReply(shared, order),
    refresh: { atMost: LOOK_AT_MOST, look: (posts) => look(shared, posts) },
    ...(app ? { compliance: complianceOf(app), usage: () => usage(app) } : {}),
    whoAmI: async () => {
      const { data } = await client.get('users/me', {}, xMeSchema);
      return { handle: data.username };
    },
  };
}

/** OAuth 1.0a comes first where both are given: it needs no renewing. */
function tokenOf(options: XOptions): XUserToken | undefined {
  const { account, clock, fetch, sessions } = options;
  const { url, user, oauth2 } = account;
  if (user || !oauth2) return undefined;
  if (!fetch || !sessions) throw new Error('X by OAuth 2.0 needs fetch and sessions: see XOptions');
  return userToken({ url, oauth2, clock, fetch, sessions, ...bounds(options) });
}

function appOf(options: XOptions): XApp | undefined {
  const { account, clock, fetch } = options;
  const { url, bearerToken } = account;
  return fetch && bearerToken ? { url, bearerToken, clock, fetch, ...bounds(options) } : undefined;
}

function bounds({ timeoutMs, limits }: XOptions): Pick<XOptions, 'timeoutMs' | 'limits'> {
  return { ...(timeoutMs === undefined ? {} : { timeoutMs }), ...(limits === undefined ? {} : { limits }) };
}
