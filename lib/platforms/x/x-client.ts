// X through twitter-api-v2: another address for tests, a time limit, and the product's own failures.
import { Agent, type IncomingMessage } from 'node:http';
import {
  ApiPartialResponseError,
  ApiRequestError,
  ApiResponseError,
  type ITwitterApiClientPlugin,
  TwitterApi,
  type TwitterApiTokens,
} from 'twitter-api-v2';
import type { z } from 'zod';
import type { XAccount } from '../../config/x-account.ts';
import type { Clock } from '../../domain/time.ts';
import { TIMEOUT_MS } from '../http.ts';
import { type Refusal, reasonIn, redact, silenceOf } from '../http-failures.ts';
import { Unavailable } from '../platform-errors.ts';
import type { RateLimits } from '../rate-limits.ts';
import { xFailure } from './x-failures.ts';
import { rateLimitPlugin } from './x-rate-limit-plugin.ts';
import type { XUserToken } from './x-user-token.ts';

export interface XClient {
  /** The body as `schema` describes it. `path` begins after `/2/`. */
  get<Schema extends z.ZodType>(path: string, query: XQuery, schema: Schema): Promise<z.output<Schema>>;
  post<Schema extends z.ZodType>(path: string, body: object, schema: Schema): Promise<z.output<Schema>>;
}

type About = Pick<Refusal, 'call' | 'acts'>;

export type XQuery = Readonly<Record<string, string | number | undefined>>;

export interface XClientOptions {
  readonly account: XAccount;
  readonly clock: Clock;
  readonly timeoutMs?: number;
  /** Where X's limits are kept over runs. */
  readonly limits?: RateLimits;
}

type V2 = TwitterApi['v2'];

/**
 * A client that acts as the brand's account: by OAuth 1.0a, or with `token`, which is renewed when it has run out. When neither
 * is there the bearer token of the settings has to do.
 */
export function createXClient(options: XClientOptions, token?: XUserToken): XClient {
  const { account, clock } = options;
  /** For striking them out of messages. */
  const used = new Set<string>();
  const settings = settingsOf(options);
  const as = (credentials: string | TwitterApiTokens): V2 =>
    typeof credentials === 'string'
      ? new TwitterApi(credentials, settings).v2
      : new TwitterApi(credentials, settings).v2;
  const lasting = as(account.user ?? account.bearerToken ?? '');
  const run = async (act: (v2: V2) => Promise<unknown>): Promise<unknown> => {
    if (account.user || !token) return act(lasting);
    const first = await token.current();
    used.add(first);
    try {
      return await act(as(first));
    } catch (error) {
      // Anything but 401, a refusal with 403 above all, would cost a refresh token and change nothing.
      if (!(error instanceof ApiResponseError) || error.code !== 401) throw error;
      const second = await token.renewed(first);
      used.add(second);
      return act(as(second));
    }
  };
  const call = async <Schema extends z.ZodType>(about: About, schema: Schema, act: (v2: V2) => Promise<unknown>) => {
    const body = await run(act).catch((error: unknown) => {
      throw failure(error, about, { clock, secrets: [...secretsOf(account), ...used] });
    });
    return readAs(schema, body, about);
  };
  return {
    get: (path, query, schema) =>
      call({ call: `X: GET /2/${path}`, acts: false }, schema, (v2) => v2.get<unknown>(path, { ...query })),
    post: (path, body, schema) =>
      call({ call: `X: POST /2/${path}`, acts: true }, schema, (v2) => v2.post<unknown>(path, body)),
  };
}

function settingsOf({ account: { url }, clock, timeoutMs = TIMEOUT_MS, limits }: XClientOptions) {
  return {
    plugins: [rateLimitPlugin(limits, clock), connection(url, timeoutMs)],
    // What is packed could be unpacked into far more than was received.
    compression: 'identity' as const,
    ...(url.startsWith('http:') ? { httpAgent: new Agent() } : {}),
  };
}

function secretsOf({ bearerToken = '', user, oauth2 }: XAccount): string[] {
  return [bearerToken, ...Object.values(user ?? {}), ...Object.values(oauth2 ?? {})];
}

/** A page of 100 long posts is a tenth of it. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * The library knows one address only and hides why a call failed; its time limit is one for silence, which an answer that
 * comes a byte at a time never reaches, and its answers may be of any size.
 */
function connection(url: string, timeoutMs: number): ITwitterApiClientPlugin {
  const causes = new WeakMap<object, unknown>();
  return {
    onBeforeRequestConfig({ params }) {
      params.url = params.url.replace(/^https:\/\/api\.(x|twitter)\.com/, url);
      params.requestEventDebugHandler = (event, data) => {
        if (event === 'request-error') causes.set(params, data.requestError);
        if (event === 'response') endWhenLarge(data.res, (cause) => causes.set(params, cause));
      };
    },
    onBeforeRequest({ params, requestOptions }) {
      const signal = AbortSignal.timeout(timeoutMs);
      signal.addEventListener('abort', () => causes.set(params, signal.reason));
      requestOptions.signal = signal;
    },
    onRequestError({ params, error }) {
      error.cause = causes.get(params);
    },
  };
}

function endWhenLarge(response: IncomingMessage, becauseOf: (cause: Error) => void): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes <= MOST_BYTES) return;
    becauseOf(new RangeError(`the answer is larger than ${MOST_BYTES} bytes`));
    response.destroy();
  });
}

interface Known {
  readonly clock: Clock;
  readonly secrets: readonly string[];
}

function failure(error: unknown, about: About, { clock, secrets }: Known): unknown {
  if (error instanceof ApiResponseError) {
    const text = redact(typeof error.data === 'string' ? error.data : JSON.stringify(error.data ?? ''), secrets);
    const header = (name: string): string | undefined => [error.headers[name]].flat()[0];
    return xFailure({ ...about, status: error.code, header, text }, clock());
  }
  if (error instanceof ApiRequestError || error instanceof ApiPartialResponseError) {
    const hide = (text: string): string => redact(text, secrets);
    return silenceOf({ ...about, hide }, error.cause ?? new Error(error.message));
  }
  return error;
}

function readAs<Schema extends z.ZodType>(schema: Schema, body: unknown, { call, acts }: About): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const said = reasonIn(JSON.stringify(body ?? ''));
  throw new Unavailable(`${call} was answered with something else than was asked for: ${said}`, {
    mayHaveActed: acts,
    cause: parsed.error,
  });
}
