// Calls a Mastodon server as the brand, with the product's own failures.
import type { z } from 'zod';
import type { MastodonAccount } from '../../config/accounts.ts';
import { askOnce } from '../ask-once.ts';
import { type Answer, type Call, createHttp, type HttpDeps } from '../http.ts';
import { reasonIn } from '../http-failures.ts';
import { NotFound, ReplyNotPermitted, TooLong } from '../platform-errors.ts';
import { accountSchema } from './mastodon-wire.ts';

export interface MastodonReader {
  get<Schema extends z.ZodType>(
    path: string,
    query: NonNullable<Call['query']>,
    schema: Schema,
  ): Promise<z.output<Schema>>;
}

export interface MastodonClient extends MastodonReader {
  /** The brand's own account, asked for once. */
  own(): Promise<z.output<typeof accountSchema>>;
  /** Reads that belong to an answer: they may use the calls that are kept back from other reads. */
  readonly forAnswers: MastodonReader;
  post<Schema extends z.ZodType>(path: string, json: object, options: PostOptions<Schema>): Promise<z.output<Schema>>;
}

interface PostOptions<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** The server answers a repeated key with the first call's result (Mastodon does for an hour, others may not). */
  readonly idempotencyKey: string;
}

export interface MastodonClientOptions extends HttpDeps {
  readonly account: MastodonAccount;
  readonly timeoutMs?: number;
}

export function createMastodonClient(options: MastodonClientOptions): MastodonClient {
  const { account, timeoutMs } = options;
  const http = createHttp(options, {
    name: 'Mastodon',
    baseUrl: account.url,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const run = async <Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>> => {
    const headers = { ...call.headers, authorization: `Bearer ${account.token}` };
    const answer = await http.send({ ...call, headers });
    if (!answer.ok) throw ownFailure(answer) ?? http.failure(answer);
    return http.read(answer, schema);
  };
  // Answers need it as well as reads.
  const own = askOnce(() => run({ path: '/api/v1/accounts/verify_credentials', urgent: true }, accountSchema));
  return {
    own,
    get: (path, query, schema) => run({ path, query }, schema),
    forAnswers: { get: (path, query, schema) => run({ path, query, urgent: true }, schema) },
    post: (path, json, { schema, idempotencyKey }) =>
      run({ method: 'POST', path, json, headers: { 'idempotency-key': idempotencyKey } }, schema),
  };
}

/** What a server means by a refusal, where that is more than the status says. */
function ownFailure(answer: Answer): Error | undefined {
  const reason = reasonIn(answer.text);
  const said = `${answer.call} was answered with ${answer.status}: ${reason}`;
  // Servers that speak only part of the API say so in several ways.
  if (!answer.acts && [405, 501].includes(answer.status)) return new NotFound(said);
  if (!answer.acts || ![400, 403, 422].includes(answer.status)) return undefined;
  if (/authorized scopes/i.test(reason)) return undefined;
  return /character limit/i.test(reason) ? new TooLong(said) : new ReplyNotPermitted(said, { reason });
}
