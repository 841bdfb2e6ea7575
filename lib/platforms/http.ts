// One small client on fetch for every network but X: a time limit, a size limit, and failures without secrets in them.
import type { z } from 'zod';
import type { Clock } from '../domain/time.ts';
import { failureOf, redact, silenceOf } from './http-failures.ts';
import { Unavailable } from './platform-errors.ts';
import { admit, type Counted, heed, type RateLimits } from './rate-limits.ts';

export interface HttpDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Where the network's limits are kept over runs; absent: each answer stands for itself. */
  readonly limits?: RateLimits;
}

export interface HttpOptions {
  /** The network's name as people write it, for messages. */
  readonly name: string;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Never to be seen in a message. What stands in an `authorization` header is added by itself. */
  readonly secrets?: readonly string[];
  readonly timeoutMs?: number;
  /** Larger answers are not read to their end. */
  readonly mostBytes?: number;
  /** Turns an answer's bytes into text, where they may be in another encoding than UTF-8. */
  readonly decode?: (bytes: Buffer, headers: Headers) => string;
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as a JSON body. */
  readonly json?: unknown;
  /** Sent as a form, as OAuth's token endpoints want it. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as it is, as plain text. */
  readonly text?: string;
  /** Whether it changes something that people see: by default all but a GET does. */
  readonly acts?: boolean;
  /** Whether it belongs to an answer and may use what is kept back from reads: by default what acts does. */
  readonly urgent?: boolean;
  /** Which of the network's limits it counts against, where there are several. */
  readonly bucket?: string;
  /** A shorter time limit than the client's own. */
  readonly timeoutMs?: number;
  /** What it is called in messages, where its path is nobody's business. */
  readonly label?: string;
}

export interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  readonly text: string;
  /** What was called, for messages, and whether it was to change something. */
  readonly call: string;
  readonly acts: boolean;
}

export interface Http {
  /** Any answer the server gives, refusals included. Throws Unavailable when there is none; neither waits nor repeats. */
  send(call: Call): Promise<Answer>;
  /** The body as `schema` describes it. Throws Unavailable when it is something else: an answer cut short, a proxy's page. */
  read<Schema extends z.ZodType>(answer: Answer, schema: Schema): z.output<Schema>;
  /** The failure a refusal stands for, see http-failures.ts. */
  failure(answer: Answer): Error;
}

export const TIMEOUT_MS = 10_000;
const MOST_BYTES = 8 * 1024 * 1024;

/** A client for one server. Redirects are not followed, so that a wrong address shows instead of losing the credentials. */
export function createHttp(deps: HttpDeps, options: HttpOptions): Http {
  return {
    send: (call) => send(deps, options, call),
    read: (answer, schema) => read(answer, schema),
    failure: (answer) =>
      failureOf({ ...answer, header: (name) => answer.headers.get(name) ?? undefined }, deps.clock()),
  };
}

async function send(deps: HttpDeps, options: HttpOptions, call: Call): Promise<Answer> {
  const acts = call.acts ?? (call.method !== undefined && call.method !== 'GET');
  const label = `${options.name}: ${call.label ?? `${call.method ?? 'GET'} ${call.path}`}`;
  const hide = (text: string): string => redact(text, [...(options.secrets ?? []), ...secretsOf(call)]);
  const counted = { bucket: call.bucket ?? 'all', urgent: call.urgent ?? acts, call: hide(label) };
  await admit(deps.limits, counted, deps.clock());
  try {
    const response = await deps.fetch(addressOf(options, call), requestOf(options, call));
    const { status, ok, headers } = response;
    const bytes = await boundedBytes(response, options.mostBytes ?? MOST_BYTES);
    const text = options.decode?.(bytes, headers) ?? bytes.toString('utf8');
    await note(deps, counted, response);
    return { status, ok, headers, text: ok ? text : hide(text), call: hide(label), acts };
  } catch (error) {
    throw silenceOf({ call: hide(label), acts, hide }, error);
  }
}

/** An answer that came is worth more than a note of its limits that could not be kept. */
async function note(deps: HttpDeps, counted: Counted, { status, headers }: Response): Promise<void> {
  const header = (name: string): string | undefined => headers.get(name) ?? undefined;
  await heed(deps.limits, counted, { status, header, now: deps.clock() }).catch(() => undefined);
}

function requestOf(options: HttpOptions, call: Call): RequestInit {
  const body = bodyOf(call);
  return {
    method: call.method ?? 'GET',
    headers: { accept: 'application/json', ...body?.headers, ...call.headers },
    ...(body ? { body: body.text } : {}),
    redirect: 'manual',
    signal: AbortSignal.timeout(Math.min(options.timeoutMs ?? TIMEOUT_MS, call.timeoutMs ?? Number.POSITIVE_INFINITY)),
  };
}

function bodyOf({ json, form, text }: Call): { text: string; headers: Record<string, string> } | undefined {
  if (json !== undefined) return { text: JSON.stringify(json), headers: { 'content-type': 'application/json' } };
  if (text !== undefined) return { text, headers: { 'content-type': 'text/plain' } };
  if (form === undefined) return undefined;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { text: new URLSearchParams(form).toString(), headers };
}

function addressOf(options: HttpOptions, call: Call): string {
  const query = new URLSearchParams();
  for (const [name, given] of Object.entries(call.query ?? {})) {
    for (const value of [given].flat()) if (value !== undefined) query.append(name, String(value));
  }
  return `${options.baseUrl}${call.path}${query.size > 0 ? `?${query}` : ''}`;
}

async function boundedBytes(response: Response, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) throw new RangeError(`the answer is larger than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function read<Schema extends z.ZodType>(answer: Answer, schema: Schema): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(answer.text));
  } catch (cause) {
    throw new Unavailable(`${answer.call} was answered with something else than was asked for`, {
      mayHaveActed: answer.acts,
      cause,
    });
  }
}

function secretsOf(call: Call): string[] {
  const authorization = call.headers?.['authorization'];
  return authorization ? [authorization.replace(/^\w+ /, '')] : [];
}
