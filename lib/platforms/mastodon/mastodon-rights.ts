// Which rights Earshot needs on a Mastodon server and the token's application does not have.
import * as z from 'zod';
import type { MastodonClient } from './mastodon-client.ts';

/** Each right with the wider ones that include it. Source: docs.joinmastodon.org, "OAuth Scopes". */
const NEEDED = [
  { scopes: ['read', 'read:notifications'], for: 'hear mentions' },
  { scopes: ['read', 'read:statuses'], for: 'follow edits and deletions' },
  { scopes: ['write', 'write:statuses'], for: 'answer' },
] as const;

/** Servers before Mastodon 4.3, and most others, do not say. */
const applicationSchema = z.object({ scopes: z.array(z.string()).optional() });

/** In words, each with its fix; empty where the server does not tell. */
export async function lackingRights(client: MastodonClient): Promise<string[]> {
  const answer = await client
    .get('/api/v1/apps/verify_credentials', {}, applicationSchema)
    .catch(() => ({ scopes: undefined }));
  const { scopes } = answer;
  if (scopes === undefined) return [];
  return NEEDED.filter((right) => !right.scopes.some((scope) => scopes.includes(scope))).map(
    ({ scopes: [wide, narrow], for: what }) =>
      `the application may not ${what}; give it the scope ${wide} or ${narrow} under Preferences, Development, and take its new token`,
  );
}
