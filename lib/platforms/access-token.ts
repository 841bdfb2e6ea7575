// Keeps Earshot signed in with a network that gives out access tokens: one for all runs, fetched anew when its time is over.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Clock, type Instant, plus } from '../domain/time.ts';
import type { Answer, Call, Http } from './http.ts';
import { reasonIn } from './http-failures.ts';
import { SignInExpired } from './platform-errors.ts';

export interface AccessSession {
  /** From which credentials it came; a token of others is not used. */
  readonly of: string;
  readonly accessToken: string;
  readonly endsAt: Instant;
}

/** Where the token outlives the process. */
export interface AccessSessions {
  load(): Promise<AccessSession | undefined>;
  save(session: AccessSession): Promise<void>;
}

/** What a token is given for (OAuth 2.0, RFC 6749). */
export interface Grant {
  /** Changes with the credentials and gives none of them away, see `fingerprint`. */
  readonly of: string;
  readonly call: (now: Instant) => Pick<Call, 'path' | 'headers' | 'form'>;
  /** What a person has to do when it is refused. */
  readonly fix: string;
}

export interface SignIn {
  /** The server that gives out tokens. */
  readonly tokens: Http;
  readonly grant: Grant;
  readonly sessions: AccessSessions;
  readonly clock: Clock;
}

/** A token this close to its end is not used any more. */
const ENDS_SOON = { seconds: 60 };

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** `send` like `http.send`, signed in. A token that is no longer taken (401) is renewed once; missing rights (403) are not. */
export function signedIn(http: Http, signIn: SignIn): Pick<Http, 'send'> {
  let held: Promise<AccessSession> | undefined;
  const start = (dead?: string): Promise<AccessSession> => {
    const next = newer(signIn, dead).catch((error: unknown) => {
      if (held === next) held = undefined;
      throw error;
    });
    held = next;
    return next;
  };
  /** Calls that find the same token dead share one renewal. */
  const session = async (dead?: string): Promise<AccessSession> => {
    const known = held;
    if (known === undefined) return start(dead);
    const found = await known;
    if (found.accessToken !== dead && isGood(found, signIn.clock())) return found;
    return held === known ? start(dead) : session(dead);
  };
  return {
    send: async (call) => {
      const { accessToken } = await session();
      const answer = await sendAs(http, call, accessToken);
      if (answer.status !== 401) return answer;
      return sendAs(http, call, (await session(accessToken)).accessToken);
    },
  };
}

export function fingerprint(...credentials: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(credentials)).digest('hex').slice(0, 16);
}

function sendAs(http: Http, call: Call, token: string): Promise<Answer> {
  return http.send({ ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } });
}

/** What another run has stored if that is good and not the `dead` one, else a new token. */
async function newer(signIn: SignIn, dead?: string): Promise<AccessSession> {
  const stored = await signIn.sessions.load();
  const isUsable = stored?.of === signIn.grant.of && stored.accessToken !== dead && isGood(stored, signIn.clock());
  return isUsable ? stored : fetchToken(signIn);
}

function isGood({ endsAt }: AccessSession, now: Instant): boolean {
  return endsAt > plus(now, ENDS_SOON);
}

async function fetchToken({ tokens, grant, sessions, clock }: SignIn): Promise<AccessSession> {
  const now = clock();
  // Urgent: without it no answer can be sent either.
  const how = { method: 'POST', acts: false, urgent: true, bucket: 'sign-in' } as const;
  const answer = await tokens.send({ ...grant.call(now), ...how });
  if (isRefused(answer)) {
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

/** Reddit says some refusals with status 200. */
function isRefused({ status, ok, text }: Answer): boolean {
  return [400, 401, 403].includes(status) || (ok && /^\s*\{\s*"error"/.test(text));
}
