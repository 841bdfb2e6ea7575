// Keeps the brand signed in at X by OAuth 2.0: each refresh token can be used once, so one run at a time renews and all share.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { XAccount } from '../../config/x-account.ts';
import { type Instant, plus } from '../../domain/time.ts';
import { type Answer, createHttp, type Http, type HttpDeps } from '../http.ts';
import { RateLimited, SignInExpired, Unavailable } from '../platform-errors.ts';
import type { SessionHold, SharedSessions } from '../sessions.ts';
import { xTokensSchema } from './x-wire.ts';

/** What a person who set the account up has given. */
type XOauth2 = NonNullable<XAccount['oauth2']>;

export interface XSession {
  /** Which setting it goes back to: tokens of another one are not used. */
  readonly begunWith: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

interface XSignIn extends HttpDeps {
  readonly url: string;
  readonly oauth2: XOauth2;
  readonly sessions: SharedSessions<XSession>;
  readonly timeoutMs?: number;
}

export interface XUserToken {
  /** The access token to try first. */
  current(): Promise<string>;
  /** Another one, after X has refused `stale` with 401. */
  renewed(stale: string): Promise<string>;
}

/** Longer than a renewal may take; a run that dies in between blocks the others no longer. */
const HOLD_SECONDS = 40;
/** When to look again for the tokens that another run is about to store. */
const LOOK_AGAIN_SECONDS = 5;

/** Throws RateLimited while another run renews, SignInExpired when X takes the refresh token no more. */
export function userToken(signIn: XSignIn): XUserToken {
  let held: { readonly stale: string | undefined; readonly next: Promise<string> } | undefined;
  /** Calls that find a token run out at the same time share one renewal. */
  const shared = (stale: string | undefined): Promise<string> => {
    if (held?.stale === stale && held) return held.next;
    const next = fresh(signIn, stale).finally(() => {
      held = undefined;
    });
    held = { stale, next };
    return next;
  };
  return {
    current: async () => (await stored(signIn))?.accessToken ?? shared(undefined),
    renewed: (stale) => shared(stale),
  };
}

/** Tokens of the same sign-in as the setting: a new setting begins anew. */
async function stored({ sessions, oauth2 }: XSignIn): Promise<XSession | undefined> {
  const session = await sessions.load();
  return session?.begunWith === fingerprint(oauth2.refreshToken) ? session : undefined;
}

function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 16);
}

/** A token other than the stale one: what is stored, or what this run fetches while it alone may. */
async function fresh(signIn: XSignIn, stale: string | undefined): Promise<string> {
  const other = async (): Promise<string | undefined> => {
    const latest = (await stored(signIn))?.accessToken;
    return latest === stale ? undefined : latest;
  };
  const known = await other();
  if (known !== undefined) return known;
  const now = signIn.clock();
  const right = await signIn.sessions.hold(now, plus(now, { seconds: HOLD_SECONDS }));
  if (!right) return (await other()) ?? waitForOther(now);
  try {
    // The run that had the right before may have stored its tokens since the look above.
    const latest = await other();
    if (latest === undefined) return await renew(signIn, right);
    await right.release();
    return latest;
  } catch (error) {
    // What went wrong matters more; the right ends by itself.
    await right.release().catch(() => undefined);
    throw error;
  }
}

function waitForOther(now: Instant): never {
  throw new RateLimited('X: another run is renewing the sign-in at this moment', {
    retryAt: plus(now, { seconds: LOOK_AGAIN_SECONDS }),
  });
}

/** Source: docs.x.com, "OAuth 2.0 Authorization Code Flow with PKCE", refresh tokens of a confidential client. */
async function renew(signIn: XSignIn, right: SessionHold<XSession>): Promise<string> {
  const { oauth2 } = signIn;
  const refreshToken = (await stored(signIn))?.refreshToken ?? oauth2.refreshToken;
  const http = httpOf(signIn, refreshToken);
  const answer = await http.send({
    method: 'POST',
    path: '/2/oauth2/token',
    headers: { authorization: `Basic ${basic(oauth2)}` },
    form: { grant_type: 'refresh_token', refresh_token: refreshToken },
    acts: false,
    bucket: 'POST /2/oauth2/token',
    urgent: true,
  });
  if (isSpent(answer)) return afterSpent(signIn, right, refreshToken);
  if (!answer.ok) throw http.failure(answer);
  const { access_token, refresh_token } = http.read(answer, xTokensSchema);
  await keep(right, {
    begunWith: fingerprint(oauth2.refreshToken),
    accessToken: access_token,
    refreshToken: refresh_token,
  });
  return access_token;
}

/** The only copy of a token that opens the account: tried twice, and never used before it is kept. */
async function keep(right: SessionHold<XSession>, session: XSession): Promise<void> {
  const kept = await right.save(session).catch(() => right.save(session));
  if (!kept) throw new Unavailable('X: the renewed sign-in could not be kept', { mayHaveActed: false });
}

/** Another run may have used the token and stored what came of it. */
async function afterSpent(signIn: XSignIn, right: SessionHold<XSession>, used: string): Promise<string> {
  const again = await stored(signIn);
  if (again && again.refreshToken !== used) {
    await right.release();
    return again.accessToken;
  }
  throw new SignInExpired(
    'X no longer takes the refresh token: each can be used once. Sign in again and set X_OAUTH2_REFRESH_TOKEN, or use the four OAuth 1.0a keys, which do not expire.',
  );
}

const refusalSchema = z.object({ error: z.string() });

function isSpent({ status, text }: Answer): boolean {
  if (status !== 400 && status !== 401) return false;
  try {
    return /^invalid_(request|grant)$/.test(refusalSchema.parse(JSON.parse(text)).error);
  } catch {
    return false;
  }
}

function basic({ clientId, clientSecret }: XOauth2): string {
  return Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
}

function httpOf({ url, oauth2, sessions: _, ...deps }: XSignIn, refreshToken: string): Http {
  const secrets = [oauth2.clientSecret, oauth2.refreshToken, refreshToken];
  return createHttp(deps, { name: 'X', baseUrl: url, secrets, ...timeLimit(deps) });
}

function timeLimit({ timeoutMs }: Pick<XSignIn, 'timeoutMs'>): { timeoutMs?: number } {
  return timeoutMs === undefined ? {} : { timeoutMs };
}
