// Calls App Store Connect with a token signed here, heeds its hour, and names failures as the product does.
import type { z } from 'zod';
import type { AppStoreAccount } from '../../config/accounts.ts';
import { type Clock, epochMs, type Instant, plus } from '../../domain/time.ts';
import { type Answer, type Call, createHttp, type HttpDeps } from '../http.ts';
import { reasonIn } from '../http-failures.ts';
import { keyForms, signedJwt } from '../jwt.ts';
import { CursorExpired, ReplyNotPermitted, SignInExpired, TooLong } from '../platform-errors.ts';
import type { Limit } from '../rate-limit.ts';

export interface AppStoreClientOptions extends HttpDeps {
  readonly account: AppStoreAccount;
  readonly timeoutMs?: number;
}

export interface AppStoreClient {
  get<Schema extends z.ZodType>(
    path: string,
    query: NonNullable<Call['query']>,
    asked: { readonly schema: Schema; readonly urgent: boolean },
  ): Promise<z.output<Schema>>;
  post<Schema extends z.ZodType>(path: string, json: object, schema: Schema): Promise<z.output<Schema>>;
}

/** Apple takes tokens for at most 20 minutes, and none from its future. */
const TOKEN_MINUTES = 15;
const CLOCKS_DIFFER_SECONDS = 60;
/** All calls count against one limit. */
const BUCKET = 'hour';
/** Apple's hour rolls: some calls are free again soon. */
const LOOK_AGAIN = { minutes: 5 };
const KEPT_SHARE = 0.1;

const FIX =
  'Check APP_STORE_ISSUER_ID, APP_STORE_KEY_ID and APP_STORE_PRIVATE_KEY, and that the key has the role Customer Support (to answer) or higher.';

export function createAppStoreClient(options: AppStoreClientOptions): AppStoreClient {
  const { account, clock, limits, timeoutMs } = options;
  const http = createHttp(options, {
    name: 'App Store',
    baseUrl: account.url,
    secrets: keyForms(account.privateKey),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const token = tokenMaker(account, clock);
  const run = async <Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>> => {
    const answer = await http.send({ ...call, headers: { authorization: `Bearer ${token()}` } });
    const limit = shortLimit(answer.headers.get('x-rate-limit'), clock());
    // The answer that came is worth more than a note that could not be kept.
    if (limit && answer.status !== 429) await limits?.save(BUCKET, limit).catch(() => undefined);
    if (!answer.ok) throw ownFailure(answer, call) ?? http.failure(answer);
    return http.read(answer, schema);
  };
  return {
    get: (path, query, { schema, urgent }) => run({ path, query, urgent, bucket: BUCKET }, schema),
    post: (path, json, schema) => run({ method: 'POST', path, json, bucket: BUCKET }, schema),
  };
}

/** Signing costs nothing, so that a token is kept only for as long as the process lives. */
function tokenMaker({ issuerId, keyId, privateKey }: AppStoreAccount, clock: Clock): () => string {
  let held: { readonly token: string; readonly goodUntil: Instant } | undefined;
  return () => {
    const now = clock();
    if (held && held.goodUntil > now) return held.token;
    const iat = Math.floor(epochMs(now) / 1000) - CLOCKS_DIFFER_SECONDS;
    const exp = iat + CLOCKS_DIFFER_SECONDS + TOKEN_MINUTES * 60;
    const claims = { iss: issuerId, iat, exp, aud: 'appstoreconnect-v1' };
    const setting = 'APP_STORE_PRIVATE_KEY';
    const token = signedJwt(claims, { algorithm: 'ES256', keyId, privateKey, setting });
    held = { token, goodUntil: plus(now, { minutes: TOKEN_MINUTES - 1 }) };
    return token;
  };
}

/** `user-hour-lim:3500;user-hour-rem:500;` (developer.apple.com, "Identifying rate limits"), once little is left. */
function shortLimit(header: string | null, now: Instant): Limit | undefined {
  const [, most] = /user-hour-lim:(\d+)/.exec(header ?? '') ?? [];
  const [, remaining] = /user-hour-rem:(\d+)/.exec(header ?? '') ?? [];
  if (most === undefined || remaining === undefined || Number(remaining) > Number(most) * KEPT_SHARE) return undefined;
  return { remaining: Number(remaining), most: Number(most), resetAt: plus(now, LOOK_AGAIN) };
}

/** What Apple means by a refusal, where that is more than the status says. */
function ownFailure(answer: Answer, call: Call): Error | undefined {
  const { status, acts } = answer;
  const reason = reasonIn(answer.text);
  const said = `${answer.call} was answered with ${status}: ${reason}`;
  if (status === 401 || status === 403) return new SignInExpired(`${said}. ${FIX}`);
  if (status === 400 && call.query?.['cursor'] !== undefined) return new CursorExpired(said);
  if (!acts || ![400, 409, 422].includes(status)) return undefined;
  return /too long|length|characters/i.test(reason) ? new TooLong(said) : new ReplyNotPermitted(said, { reason });
}
