// What Reddit gives an access token for: the permission that the brand's account has given once.
import type { RedditAccount } from '../../config/accounts.ts';
import { fingerprint, type Grant } from '../access-token.ts';

const FIX =
  'Check REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET, and make a new REDDIT_REFRESH_TOKEN as docs/platforms/reddit.md says.';

/** Source: github.com/reddit-archive/reddit/wiki/OAuth2, "Refreshing the token". */
export function redditGrant(account: RedditAccount): Grant {
  const { clientId, clientSecret, refreshToken } = account;
  const call = {
    path: '/api/v1/access_token',
    headers: {
      'user-agent': userAgent(account),
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
    },
    form: { grant_type: 'refresh_token', refresh_token: refreshToken },
  };
  return { of: fingerprint(clientId, clientSecret, refreshToken), call: () => call, fix: FIX };
}

/** In the form that Reddit asks for; it slows down and refuses callers that do not say who they are. */
export function userAgent({ username }: RedditAccount): string {
  return `nodejs:earshot:v1 (by /u/${username})`;
}
