// Calls Reddit as the brand, with the product's own failures.
import type { z } from 'zod';
import type { RedditAccount } from '../../config/accounts.ts';
import { type AccessSessions, signedIn } from '../access-token.ts';
import { type Answer, type Call, createHttp, type HttpDeps } from '../http.ts';
import { reasonIn } from '../http-failures.ts';
import { ReplyNotPermitted } from '../platform-errors.ts';
import { redditGrant, userAgent } from './reddit-session.ts';

export interface RedditReader {
  get<Schema extends z.ZodType>(
    path: string,
    query: NonNullable<Call['query']>,
    schema: Schema,
  ): Promise<z.output<Schema>>;
}

export interface RedditClient extends RedditReader {
  /** Reads that belong to an answer: they may use the calls that are kept back from other reads, and must be quick. */
  readonly forAnswers: RedditReader;
  post<Schema extends z.ZodType>(
    path: string,
    form: NonNullable<Call['form']>,
    schema: Schema,
  ): Promise<z.output<Schema>>;
}

export interface RedditClientOptions extends HttpDeps {
  readonly account: RedditAccount;
  readonly sessions: AccessSessions;
  readonly timeoutMs?: number;
}

/** For what comes before an answer, the sign-in included: all of it and the answer itself take less than thirty seconds. */
const QUICK_MS = 4_000;

/** A client that signs in with the first call. */
export function createRedditClient(options: RedditClientOptions): RedditClient {
  const { account, sessions, clock, timeoutMs } = options;
  const common = {
    name: 'Reddit',
    secrets: [account.clientSecret, account.refreshToken],
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  const http = createHttp(options, { ...common, baseUrl: account.url });
  const quick = { timeoutMs: Math.min(timeoutMs ?? QUICK_MS, QUICK_MS) };
  const tokens = createHttp(options, { ...common, ...quick, baseUrl: account.tokenUrl });
  const asBrand = signedIn(http, { tokens, grant: redditGrant(account), sessions, clock });
  const run = async <Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>> => {
    const answer = await asBrand.send({ ...call, headers: { 'user-agent': userAgent(account) } });
    if (!answer.ok) throw ownFailure(answer) ?? http.failure(answer);
    return http.read(answer, schema);
  };
  return {
    // Without raw_json the signs & < > come escaped.
    get: (path, query, schema) => run({ path, query: { ...query, raw_json: 1 } }, schema),
    forAnswers: {
      get: (path, query, schema) =>
        run({ path, query: { ...query, raw_json: 1 }, urgent: true, timeoutMs: QUICK_MS }, schema),
    },
    post: (path, form, schema) => run({ method: 'POST', path, form: { ...form, raw_json: '1' } }, schema),
  };
}

/** Communities that ban the account or are closed refuse with 403, and so does Reddit where the token lacks a right. */
function ownFailure(answer: Answer): Error | undefined {
  const lacksRight = /insufficient_scope/i.test(answer.headers.get('www-authenticate') ?? '');
  if (!answer.acts || answer.status !== 403 || lacksRight) return undefined;
  const said = reasonIn(answer.text);
  const reason = `Reddit does not let the account write there: ${said}`;
  return new ReplyNotPermitted(`${answer.call} was answered with 403: ${said}`, { reason });
}
