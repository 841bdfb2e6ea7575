// Keeps the brand signed in at Bluesky: one login, then renewed tokens that all runs share; logins are what Bluesky rations.
import type { BlueskyAccount } from '../../config/accounts.ts';
import type { Answer, Call, Http } from '../http.ts';
import { SignInExpired } from '../platform-errors.ts';
import { errorSchema, sessionSchema } from './bluesky-wire.ts';

export interface BlueskySession {
  /** Whose session it is; one for other settings is not used. */
  readonly service: string;
  readonly identifier: string;
  readonly did: string;
  readonly handle: string;
  readonly accessJwt: string;
  readonly refreshJwt: string;
}

/** Where the session outlives the process. */
export interface BlueskySessions {
  load(): Promise<BlueskySession | undefined>;
  save(session: BlueskySession): Promise<void>;
}

export interface SignedIn {
  session(): Promise<BlueskySession>;
  /** Like Http.send, as the brand. A token that has run out is renewed once. */
  send(call: Call): Promise<Answer>;
}

/** Never logs in while a stored session can be used or renewed. */
export function signIn(http: Http, account: BlueskyAccount, sessions: BlueskySessions): SignedIn {
  let held: Promise<BlueskySession> | undefined;
  /** The access token that `held` replaces: calls that find it run out at the same time share one renewal. */
  let replaced: string | undefined;
  const hold = (next: Promise<BlueskySession>): Promise<BlueskySession> => {
    held = next.catch((error: unknown) => {
      held = undefined;
      replaced = undefined;
      throw error;
    });
    return held;
  };
  const start = async (): Promise<BlueskySession> =>
    (await stored(account, sessions)) ?? logIn(http, account, sessions);
  const session = (): Promise<BlueskySession> => held ?? hold(start());
  const renewed = (stale: BlueskySession): Promise<BlueskySession> => {
    if (replaced === stale.accessJwt) return session();
    replaced = stale.accessJwt;
    return hold(renew(http, { account, sessions }, stale));
  };
  return {
    session,
    send: async (call) => {
      const first = await session();
      const answer = await sendAs(http, call, first);
      return isExpired(answer) ? sendAs(http, call, await renewed(first)) : answer;
    },
  };
}

/** Whether the answer says that the access token is no longer good; Bluesky says so with 400 or 401. */
export function isExpired(answer: Answer): boolean {
  return answer.status === 401 || (answer.status === 400 && /^(ExpiredToken|InvalidToken)$/.test(errorName(answer)));
}

/** The name Bluesky gives its refusal, e.g. `InvalidRequest`; empty when it gives none. */
export function errorName(answer: Answer): string {
  try {
    return errorSchema.safeParse(JSON.parse(answer.text)).data?.error ?? '';
  } catch {
    return '';
  }
}

function sendAs(http: Http, call: Call, { accessJwt }: BlueskySession): Promise<Answer> {
  return http.send({ ...call, headers: { ...call.headers, authorization: `Bearer ${accessJwt}` } });
}

async function stored(account: BlueskyAccount, sessions: BlueskySessions): Promise<BlueskySession | undefined> {
  const session = await sessions.load();
  return session?.service === account.url && session.identifier === account.identifier ? session : undefined;
}

async function renew(
  http: Http,
  { account, sessions }: { readonly account: BlueskyAccount; readonly sessions: BlueskySessions },
  stale: BlueskySession,
): Promise<BlueskySession> {
  const latest = await stored(account, sessions);
  if (latest && latest.accessJwt !== stale.accessJwt) return latest;
  const answer = await http.send({
    method: 'POST',
    path: '/xrpc/com.atproto.server.refreshSession',
    headers: { authorization: `Bearer ${stale.refreshJwt}` },
    acts: false,
  });
  if (isExpired(answer)) return logIn(http, account, sessions);
  return keep(http, answer, { account, sessions });
}

async function logIn(http: Http, account: BlueskyAccount, sessions: BlueskySessions): Promise<BlueskySession> {
  const { identifier, password } = account;
  const path = '/xrpc/com.atproto.server.createSession';
  const answer = await http.send({ method: 'POST', path, json: { identifier, password }, acts: false });
  if (isExpired(answer)) {
    throw new SignInExpired(
      `Bluesky does not accept BLUESKY_IDENTIFIER "${identifier}" with BLUESKY_PASSWORD. Make a new app password at bsky.app, Settings, Privacy and security.`,
    );
  }
  return keep(http, answer, { account, sessions });
}

async function keep(
  http: Http,
  answer: Answer,
  { account, sessions }: { readonly account: BlueskyAccount; readonly sessions: BlueskySessions },
): Promise<BlueskySession> {
  if (!answer.ok) throw http.failure(answer);
  const { did, handle, accessJwt, refreshJwt } = http.read(answer, sessionSchema);
  const session = { service: account.url, identifier: account.identifier, did, handle, accessJwt, refreshJwt };
  await sessions.save(session);
  return session;
}
