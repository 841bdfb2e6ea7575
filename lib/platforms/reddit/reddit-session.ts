// Keeps the brand signed in at Reddit: one access token for all runs, fetched anew when its day is over.
import { createHash } from 'node:crypto';
import type { RedditAccount } from '../../config/accounts.ts';
import { type Clock, type Instant, plus } from '../../domain/time.ts';
import type { Answer, Call, Http } from '../http.ts';
import { reasonIn } from '../http-failures.ts';
import { SignInExpired } from '../platform-errors.ts';
import { tokenSchema } from './reddit-wire.ts';

export interface RedditSession {
  /** From which credentials it came; a token of others is not used. */
  readonly of: string;
  readonly accessToken: string;
  readonly endsAt: Instant;
}

/** Where the token outlives the process. */
export interface RedditSessions {
  load(): Promise<RedditSession | undefined>;
  save(session: RedditSession): Promise<void>;
}

export interface RedditSignIn {
  /** The server that gives out tokens. */
  readonly tokens: Http;
  readonly account: RedditAccount;
  readonly sessions: RedditSessions;
  readonly clock: Clock;
}

/** A token this close to its end is not used any more. */
const ENDS_SOON = { seconds: 60 };

/** `send` like `http.send`, as the brand. A token that Reddit no longer takes (401) is renewed once; a refusal (403) is not. */
export function signInToReddit(http: Http, signIn: RedditSignIn): Pick<Http, 'send'> {
  let held: Promise<RedditSession> | undefined;
  const start = (dead?: string): Promise<RedditSession> => {
    const next = newer(signIn, dead).catch((error: unknown) => {
      if (held === next) held = undefined;
      throw error;
    });
    held = next;
    return next;
  };
  /** Calls that find the same token dead share one renewal. */
  const session = async (dead?: string): Promise<RedditSession> => {
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

function sendAs(http: Http, call: Call, token: string): Promise<Answer> {
  return http.send({ ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } });
}

/** What another run has stored if that is good and not the `dead` one, else a new token. */
async function newer(signIn: RedditSignIn, dead?: string): Promise<RedditSession> {
  const stored = await signIn.sessions.load();
  const isUsable =
    stored?.of === fingerprint(signIn.account) && stored.accessToken !== dead && isGood(stored, signIn.clock());
  return isUsable ? stored : fetchToken(signIn);
}

function isGood({ endsAt }: RedditSession, now: Instant): boolean {
  return endsAt > plus(now, ENDS_SOON);
}

async function fetchToken({ tokens, account, sessions, clock }: RedditSignIn): Promise<RedditSession> {
  const { clientId, clientSecret, refreshToken } = account;
  const now = clock();
  const answer = await tokens.send({
    method: 'POST',
    path: '/api/v1/access_token',
    headers: {
      'user-agent': userAgent(account),
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
    },
    form: { grant_type: 'refresh_token', refresh_token: refreshToken },
    acts: false,
    // Without it no answer can be sent either.
    urgent: true,
    bucket: 'sign-in',
  });
  // Some refusals come with status 200.
  if ([400, 401, 403].includes(answer.status) || (answer.ok && /^\s*\{\s*"error"/.test(answer.text))) {
    throw new SignInExpired(
      `${answer.call} was answered with ${answer.status}: ${reasonIn(answer.text)}. Check REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET, and make a new REDDIT_REFRESH_TOKEN as docs/platforms/reddit.md says.`,
    );
  }
  if (!answer.ok) throw tokens.failure(answer);
  const { access_token: accessToken, expires_in: seconds } = tokens.read(answer, tokenSchema);
  const session = { of: fingerprint(account), accessToken, endsAt: plus(now, { seconds }) };
  await sessions.save(session);
  return session;
}

/** In the form that Reddit asks for; it slows down and refuses callers that do not say who they are. */
export function userAgent({ username }: RedditAccount): string {
  return `nodejs:earshot:v1 (by /u/${username})`;
}

/** Changes with the credentials and gives none of them away. */
function fingerprint({ clientId, clientSecret, refreshToken }: RedditAccount): string {
  const parts = JSON.stringify([clientId, clientSecret, refreshToken]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 16);
}
