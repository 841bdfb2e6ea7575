// What Google gives access tokens for: a person's consent, or a service account's own key.
import { epochMs, type Instant } from '../domain/time.ts';
import { fingerprint, type Grant } from './access-token.ts';
import { signedJwt } from './jwt.ts';

/** Google refuses a token that was made in its future. */
const CLOCKS_DIFFER_SECONDS = 30;
const ASSERTION_SECONDS = 3600;
const PATH = '/token';

/** The refresh token that a person's consent has left (OAuth 2.0, RFC 6749); `fix` is for the person when it is refused. */
export function refreshGrant(
  account: { readonly clientId: string; readonly clientSecret: string; readonly refreshToken: string },
  fix: string,
): Grant {
  const { clientId, clientSecret, refreshToken } = account;
  const form = {
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  };
  return { of: fingerprint(clientId, clientSecret, refreshToken), call: () => ({ path: PATH, form }), fix };
}

/** A service account's own key (RFC 7523; developers.google.com, "Using OAuth 2.0 for server to server applications"). */
export function serviceAccountGrant(
  account: { readonly clientEmail: string; readonly privateKey: string; readonly tokenUrl: string },
  { scope, setting, fix }: { readonly scope: string; readonly setting: string; readonly fix: string },
): Grant {
  const { clientEmail, privateKey, tokenUrl } = account;
  const form = (now: Instant): Record<string, string> => {
    const iat = Math.floor(epochMs(now) / 1000) - CLOCKS_DIFFER_SECONDS;
    const claims = { iss: clientEmail, scope, aud: `${tokenUrl}${PATH}`, iat, exp: iat + ASSERTION_SECONDS };
    return {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: signedJwt(claims, { algorithm: 'RS256', privateKey, setting }),
    };
  };
  const of = fingerprint(clientEmail, privateKey, scope);
  return { of, call: (now) => ({ path: PATH, form: form(now) }), fix };
}
