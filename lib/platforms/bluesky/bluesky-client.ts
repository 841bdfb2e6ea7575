// Calls Bluesky's methods by name as the brand, with the product's own failures.
import type { z } from 'zod';
import type { BlueskyAccount } from '../../config/accounts.ts';
import type { Instant } from '../../domain/time.ts';
import { type Answer, type Call, createHttp, type HttpDeps } from '../http.ts';
import { reasonIn } from '../http-failures.ts';
import { CursorExpired, NotFound, ReplyNotPermitted, SignInExpired, TooLong } from '../platform-errors.ts';
import { type BlueskySessions, errorName, isExpired, signIn } from './bluesky-session.ts';

export interface BlueskyReader {
  get<Schema extends z.ZodType>(
    method: string,
    query: NonNullable<Call['query']>,
    schema: Schema,
  ): Promise<z.output<Schema>>;
}

export interface BlueskyClient extends BlueskyReader {
  /** The brand's own account. */
  own(): Promise<{ readonly did: string; readonly handle: string }>;
  /** Reads that belong to an answer: they may use the calls that are kept back from other reads. */
  readonly forAnswers: BlueskyReader;
  post<Schema extends z.ZodType>(method: string, json: object, schema: Schema): Promise<z.output<Schema>>;
  /** When the sign-in that is kept ends; no call is made. */
  signInEnds(): Promise<Instant | undefined>;
}

export interface BlueskyClientOptions extends HttpDeps {
  readonly account: BlueskyAccount;
  readonly sessions: BlueskySessions;
  readonly timeoutMs?: number;
}

/** A client for the server (PDS) at `account.url`; it signs in with the first call. */
export function createBlueskyClient(options: BlueskyClientOptions): BlueskyClient {
  const { account, timeoutMs } = options;
  const http = createHttp(options, {
    name: 'Bluesky',
    baseUrl: account.url,
    secrets: [account.password],
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const signedIn = signIn(http, options);
  const run = async <Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>> => {
    const answer = await signedIn.send(call);
    if (!answer.ok) throw ownFailure(answer, call) ?? http.failure(answer);
    return http.read(answer, schema);
  };
  return {
    own: signedIn.session,
    get: (method, query, schema) => run({ path: `/xrpc/${method}`, query }, schema),
    forAnswers: { get: (method, query, schema) => run({ path: `/xrpc/${method}`, query, urgent: true }, schema) },
    // Counted apart by Bluesky, in points an hour: reads go on when these are used up, and writes when the reads are.
    post: (method, json, schema) => run({ method: 'POST', path: `/xrpc/${method}`, json, bucket: 'writes' }, schema),
    signInEnds: signedIn.ends,
  };
}

/** What Bluesky means by a refusal, where that is more than the status says. */
function ownFailure(answer: Answer, call: Call): Error | undefined {
  const reason = reasonIn(answer.text);
  const said = `${answer.call} was answered with ${answer.status}: ${reason}`;
  const name = errorName(answer);
  if (isExpired(answer) || name === 'AccountTakedown') return new SignInExpired(said);
  if (name === 'RecordNotFound') return new NotFound(said);
  if (answer.status !== 400) return undefined;
  // The whole account is gone or switched off; the network gives that no name of its own.
  if (/could not find repo/i.test(reason)) return new NotFound(said);
  if (call.query?.['cursor'] !== undefined) return new CursorExpired(said);
  if (!answer.acts) return undefined;
  return /too big|too long/i.test(reason) ? new TooLong(said) : new ReplyNotPermitted(said, { reason });
}
