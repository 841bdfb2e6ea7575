// Keeps the brand signed in at Bluesky: one login, then renewed tokens that all runs share; logins are what Bluesky rations.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { BlueskyAccount } from '../../config/accounts.ts';
import { type Clock, type Instant, instantOf, plus } from '../../domain/time.ts';
import type { Answer, Call, Http } from '../http.ts';
import { RateLimited, SignInExpired } from '../platform-errors.ts';
import type { RateLimits } from '../rate-limits.ts';
import type { SharedSessions } from '../sessions.ts';
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
export type BlueskySessions = SharedSessions<BlueskySession>;

export interface SignedIn {
  session(): Promise<BlueskySession>;
  /** Like Http.send, as the brand. A token that has run out is renewed. */
  send(call: Call): Promise<Answer>;
  /** When the refresh token that is kept ends; no call is made. */
  ends(): Promise<Instant | undefined>;
}

export interface SignInDeps {
  readonly account: BlueskyAccount;
  readonly sessions: BlueskySessions;
  readonly clock: Clock;
  /** Where it is kept that a password was refused. */
  readonly limits?: RateLimits;
}

/** Longer than a renewal and the login after it may take; a run that dies in between blocks the others no longer. */
const HOLD_SECONDS = 40;
/** When to look again for the tokens that another run is about to store. */
const LOOK_AGAIN_SECONDS = 5;
const MOST_RENEWALS = 2;
/** A refused password is not tried again for so long: every try counts against the logins of the day. */
const REFUSED_FOR = { minutes: 30 };

/**
 * Never logs in while a stored session can be used or renewed. One run at a time renews or logs in: the others take what it
 * stored, or throw RateLimited until it has.
 */
export function signIn(http: Http, deps: SignInDeps): SignedIn {
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
  const session = (): Promise<BlueskySession> => held ?? hold(fresh(http, deps, undefined));
  const renewed = (stale: BlueskySession): Promise<BlueskySession> => {
    if (replaced === stale.accessJwt) return session();
    replaced = stale.accessJwt;
    return hold(fresh(http, deps, stale));
  };
  return {
    session,
    send: async (call) => {
      let used = await session();
      let answer = await sendAs(http, call, used);
      // What another run has stored may have run out as well.
      for (let renewals = 0; isExpired(answer) && renewals < MOST_RENEWALS; renewals += 1) {
        used = await renewed(used);
        answer = await sendAs(http, call, used);
      }
      return answer;
    },
    ends: async () => endOf((await stored(deps))?.refreshJwt),
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

async function stored({ account, sessions }: SignInDeps): Promise<BlueskySession | undefined> {
  const session = await sessions.load();
  return session?.service === account.url && session.identifier === account.identifier ? session : undefined;
}

/** A session other than the stale one: what is stored, or what this run fetches while it alone may. */
async function fresh(http: Http, deps: SignInDeps, stale: BlueskySession | undefined): Promise<BlueskySession> {
  const other = async (): Promise<BlueskySession | undefined> => {
    const latest = await stored(deps);
    return latest?.accessJwt === stale?.accessJwt ? undefined : latest;
  };
  const known = await other();
  if (known) return known;
  const now = deps.clock();
  const right = await deps.sessions.hold(now, plus(now, { seconds: HOLD_SECONDS }));
  if (!right) return (await other()) ?? waitForOther(now);
  try {
    // The run that had the right before may have stored its tokens since the look above.
    const latest = await other();
    const session = latest ?? (stale ? await renew(http, deps, stale) : await logIn(http, deps));
    if (!latest && (await right.save(session))) return session;
    await right.release();
    return (await other()) ?? waitForOther(now);
  } catch (error) {
    // What went wrong matters more; the right ends by itself.
    await right.release().catch(() => undefined);
    throw error;
  }
}

function waitForOther(now: Instant): never {
  throw new RateLimited('Bluesky: another run is signing in at this moment', {
    retryAt: plus(now, { seconds: LOOK_AGAIN_SECONDS }),
  });
}

async function renew(http: Http, deps: SignInDeps, stale: BlueskySession): Promise<BlueskySession> {
  const answer = await http.send({
    method: 'POST',
    path: '/xrpc/com.atproto.server.refreshSession',
    headers: { authorization: `Bearer ${stale.refreshJwt}` },
    acts: false,
    // Answers need it as well as reads.
    urgent: true,
  });
  return isExpired(answer) ? logIn(http, deps) : sessionIn(http, deps, answer);
}

async function logIn(http: Http, deps: SignInDeps): Promise<BlueskySession> {
  const { identifier, password } = deps.account;
  const bucket = refusedBucket(deps.account);
  const refused = await deps.limits?.load(bucket);
  if (refused && refused.resetAt > deps.clock()) throw notAccepted(deps.account, refused.resetAt);
  const answer = await http.send({
    method: 'POST',
    path: '/xrpc/com.atproto.server.createSession',
    json: { identifier, password },
    acts: false,
    urgent: true,
    // Counted apart by Bluesky: when the logins are used up, everything else may still be called.
    bucket: 'logins',
  });
  if (isExpired(answer)) {
    const resetAt = plus(deps.clock(), REFUSED_FOR);
    // That the password is wrong matters more than a note of it that could not be kept.
    await deps.limits?.save(bucket, { remaining: 0, resetAt }).catch(() => undefined);
    throw notAccepted(deps.account, resetAt);
  }
  return sessionIn(http, deps, answer);
}

function notAccepted({ identifier }: BlueskyAccount, until: Instant): SignInExpired {
  return new SignInExpired(
    `Bluesky does not accept BLUESKY_IDENTIFIER "${identifier}" with BLUESKY_PASSWORD. Make a new app password at bsky.app, Settings, Privacy and security. These are not tried again before ${until}, others at once.`,
  );
}

/** Another one for other settings. So little of the fingerprint is kept that nobody finds a password by it. */
function refusedBucket({ url, identifier, password }: BlueskyAccount): string {
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([url, identifier, password]))
    .digest('hex');
  return `refused login ${fingerprint.slice(0, 4)}`;
}

function sessionIn(http: Http, { account }: SignInDeps, answer: Answer): BlueskySession {
  if (!answer.ok) throw http.failure(answer);
  const { did, handle, accessJwt, refreshJwt } = http.read(answer, sessionSchema);
  return { service: account.url, identifier: account.identifier, did, handle, accessJwt, refreshJwt };
}

const claimsSchema = z.object({ exp: z.number().int().positive().max(8_640_000_000_000) });

/** The end that a token states (RFC 7519, `exp` in unix seconds); undefined for a token that states none. */
function endOf(jwt: string | undefined): Instant | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const { data } = claimsSchema.safeParse(claims);
    return data && instantOf(data.exp * 1000);
  } catch {
    return undefined;
  }
}
