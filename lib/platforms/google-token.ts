// Keeps Earshot signed in at Google: one access token for all runs, fetched anew when its hour is over.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Clock, epochMs, type Instant, plus } from '../domain/time.ts';
import type { Answer, Call, Http } from './http.ts';
import { reasonIn } from './http-failures.ts';
import { signedJwt } from './jwt.ts';
import { SignInExpired } from './platform-errors.ts';

export interface GoogleSession {
  /** From which credentials it came; a token of others is not used. */
  readonly of: string;
  readonly accessToken: string;
  readonly endsAt: Instant;
}

/** Where the token outlives the process. */
export interface GoogleSessions {
  load(): Promise<GoogleSession | undefined>;
  save(session: GoogleSession): Promise<void>;
}

/** What Google gives an access token for. */
export interface GoogleGrant {
  /** Changes with the credentials and gives none of them away. */
  readonly of: string;
  readonly form: (now: Instant) => Readonly<Record<string, string>>;
  /** What a person has to do when Google refuses it. */
  readonly fix: string;
}

export interface GoogleSignIn {
  /** The server that gives out tokens. */
  readonly tokens: Http;
  readonly grant: GoogleGrant;
  readonly sessions: GoogleSessions;
  readonly clock: Clock;
}

/** A token this close to its end is not used any more. */
const ENDS_SOON = { seconds: 60 };
/** Google refuses a token that was made in its future. */
const CLOCKS_DIFFER_SECONDS = 30;
const ASSERTION_SECONDS = 3600;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** The refresh token that a person's consent has left (OAuth 2.0, RFC 6749). */
export function refreshGrant(
  account: { readonly clientId: string; readonly clientSecret: string; readonly refreshToken: string },
  fix: string,
): GoogleGrant {
  const { clientId, clientSecret, refreshToken } = account;
  const form = {
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  };
  return { of: fingerprint(clientId, clientSecret, refreshToken), form: () => form, fix };
}

/** A service account's own key (RFC 7523; developers.google.com, "Using OAuth 2.0 for server to server applications"). */
export function serviceAccountGrant(
  account: { readonly clientEmail: string; readonly privateKey: string; readonly tokenUrl: string },
  { scope, setting, fix }: { readonly scope: string; readonly setting: string; readonly fix: string },
): GoogleGrant {
  const { clientEmail, privateKey, tokenUrl } = account;
  const form = (now: Instant): Record<string, string> => {
    const iat = Math.floor(epochMs(now) / 1000) - CLOCKS_DIFFER_SECONDS;
    const claims = { iss: clientEmail, scope, aud: `${tokenUrl}/token`, iat, exp: iat + ASSERTION_SECONDS };
    return {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: signedJwt(claims, { algorithm: 'RS256', privateKey, setting }),
    };
  };
  return { of: fingerprint(clientEmail, privateKey, scope), form, fix };
}

/** `send` like `http.send`, signed in. A token that Google no longer takes (401) is renewed once; missing rights (403) are not. */
export function signInToGoogle(http: Http, signIn: GoogleSignIn): Pick<Http, 'send'> {
  let held: Promise<GoogleSession> | undefined;
  const hold = (next: Promise<GoogleSession>): Promise<GoogleSession> => {
    const holding = next.catch((error: unknown) => {
      if (held === holding) held = undefined;
      throw error;
    });
    held = holding;
    return holding;
  };
  /** Calls that find the same token dead share one renewal. */
  const replace = (seen: Promise<GoogleSession>, dead?: string): Promise<GoogleSession> =>
    held === seen || held === undefined ? hold(newer(signIn, dead)) : held;
  const session = async (): Promise<{ from: Promise<GoogleSession>; token: string }> => {
    let from = held ?? hold(newer(signIn));
    if (!isGood(await from, signIn.clock())) from = replace(from);
    return { from, token: (await from).accessToken };
  };
  return {
    send: async (call) => {
      const { from, token } = await session();
      const answer = await sendAs(http, call, token);
      if (answer.status !== 401) return answer;
      return sendAs(http, call, (await replace(from, token)).accessToken);
    },
  };
}

function sendAs(http: Http, call: Call, token: string): Promise<Answer> {
  return http.send({ ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } });
}

/** What another run has stored if that is good and not the `dead` one, else a new token. */
async function newer(signIn: GoogleSignIn, dead?: string): Promise<GoogleSession> {
  const stored = await signIn.sessions.load();
  const isUsable = stored?.of === signIn.grant.of && stored.accessToken !== dead && isGood(stored, signIn.clock());
  return isUsable ? stored : fetchToken(signIn);
}

function isGood({ endsAt }: GoogleSession, now: Instant): boolean {
  return endsAt > plus(now, ENDS_SOON);
}

async function fetchToken({ tokens, grant, sessions, clock }: GoogleSignIn): Promise<GoogleSession> {
  const now = clock();
  // Urgent: without it no answer can be sent either.
  const call = {
    method: 'POST',
    path: '/token',
    form: grant.form(now),
    acts: false,
    urgent: true,
    bucket: 'sign-in',
  } as const;
  const answer = await tokens.send(call);
  if ([400, 401, 403].includes(answer.status)) {
    throw new SignInExpired(
      `${answer.call} was answered with ${answer.status}: ${reasonIn(answer.text)}. ${grant.fix}`,
    );
  }
  if (!answer.ok) throw tokens.failure(answer);
  const { access_token: accessToken, expires_in: seconds } = tokens.read(answer, tokenSchema);
  const session = { of: grant.of, accessToken, endsAt: plus(now, { seconds }) };
  await sessions.save(session);
  return session;
}

function fingerprint(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
