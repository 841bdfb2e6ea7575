// Calls a Discourse forum as the brand's user, with the product's own failures.
import type { z } from 'zod';
import type { DiscourseAccount } from '../../config/accounts.ts';
import { plus } from '../../domain/time.ts';
import { type Answer, type Call, createHttp, type HttpDeps } from '../http.ts';
import { reasonIn } from '../http-failures.ts';
import { Duplicate, ReplyNotPermitted, TooLong } from '../platform-errors.ts';
import { createQuota } from '../quota.ts';

export interface DiscourseReader {
  get<Schema extends z.ZodType>(
    path: string,
    query: NonNullable<Call['query']>,
    schema: Schema,
  ): Promise<z.output<Schema>>;
}

export interface DiscourseClient extends DiscourseReader {
  /** Reads that belong to an answer: they may use the calls that are kept back from other reads. */
  readonly forAnswers: DiscourseReader;
  post<Schema extends z.ZodType>(path: string, json: object, schema: Schema): Promise<z.output<Schema>>;
}

export interface DiscourseClientOptions extends HttpDeps {
  readonly account: DiscourseAccount;
  readonly timeoutMs?: number;
}

/** What a forum allows all of its keys together, unless its operator has changed it; it does not say how much is left. */
const MINUTE = { bucket: 'calls', most: 60, endsAt: (now: string) => plus(now, { minutes: 1 }) };
const KEPT_FOR_ANSWERS = 20;
/** Before an answer is sent. */
const LOOK_TIMEOUT_MS = 4_000;

export function createDiscourseClient(options: DiscourseClientOptions): DiscourseClient {
  const { account, timeoutMs } = options;
  const http = createHttp(options, {
    name: 'Discourse',
    baseUrl: account.url,
    secrets: [account.apiKey],
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const quota = createQuota(options, MINUTE);
  const run = async <Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>> => {
    const headers = { ...call.headers, 'api-key': account.apiKey, 'api-username': account.username };
    const { method = 'GET', path, urgent } = call;
    const leave = method === 'POST' || urgent ? 0 : KEPT_FOR_ANSWERS;
    await quota.spend({ units: 1, leave, call: `Discourse: ${method} ${path}` });
    const answer = await http.send({ ...call, headers });
    if (!answer.ok) throw ownFailure(answer) ?? http.failure(answer);
    return http.read(answer, schema);
  };
  return {
    get: (path, query, schema) => run({ path, query }, schema),
    forAnswers: {
      get: (path, query, schema) => run({ path, query, urgent: true, timeoutMs: LOOK_TIMEOUT_MS }, schema),
    },
    post: (path, json, schema) => run({ method: 'POST', path, json }, schema),
  };
}

/** What a forum means by refusing to publish; its words come in the forum's language, so only the English ones are told apart. */
function ownFailure(answer: Answer): Error | undefined {
  if (!answer.acts || ![400, 403, 422].includes(answer.status)) return undefined;
  const reason = reasonIn(answer.text);
  const said = `${answer.call} was answered with ${answer.status}: ${reason}`;
  // A key that is not known is refused with 403 as well.
  if (/API (username|key)/i.test(reason)) return undefined;
  if (/too similar/i.test(reason)) return new Duplicate(said);
  return /limited to \d+ characters/i.test(reason) ? new TooLong(said) : new ReplyNotPermitted(said, { reason });
}
