// What an HTTP status of a network means to Earshot: one of the few failures it knows how to go on from.
import type { Instant } from '../domain/time.ts';
import { NotFound, QuotaExhausted, RateLimited, SignInExpired, TooLong, Unavailable } from './platform-errors.ts';
import { type HeaderReader, retryAt } from './rate-limit.ts';

/** An answer other than success, in the form every client can give it. */
export interface Refusal {
  /** Which call it was, for the message: `X: GET /2/users/44/mentions`. Holds no secret. */
  readonly call: string;
  /** Whether the call was to change something on the network. */
  readonly acts: boolean;
  readonly status: number;
  readonly header: HeaderReader;
  readonly text: string;
}

const EXCERPT_CHARACTERS = 300;

/** The failure for a status; an adapter looks for what is special to its network first. */
export function failureOf(refusal: Refusal, now: Instant): Error {
  const { call, status, header } = refusal;
  const said = `${call} was answered with ${status}: ${reasonIn(refusal.text)}`;
  if (status === 401) return new SignInExpired(`${said}. Renew the account's credentials in the settings.`);
  if (status === 402) return new QuotaExhausted(`${said}. Buy credits, or wait for the next billing period.`);
  if (status === 403) return new SignInExpired(`${said}. Check the rights given to the account's credentials.`);
  if (status === 404 || status === 410) return new NotFound(said);
  if (status === 413) return new TooLong(said);
  if (status === 420 || status === 429) return new RateLimited(said, { retryAt: retryAt(header, now) });
  if (status >= 300 && status < 400) {
    return new Unavailable(
      `${said}. It points to ${header('location') ?? 'nowhere'}: set the account's address to that.`,
      {
        mayHaveActed: false,
      },
    );
  }
  return new Unavailable(said, { mayHaveActed: refusal.acts && (status >= 500 || status === 408) });
}

/** A call that brought no answer at all. One that never left this machine cannot have had an effect. */
export function silenceOf({ call, acts, hide = asItIs }: Silence, cause: unknown): Unavailable {
  const words = causesOf(cause).map((error) => (error instanceof Error ? error.message : String(error)));
  const why = hide(words.at(-1) ?? '');
  const isTelling = words.some((said) => hide(said) !== said);
  const mayHaveActed = acts && !neverLeft(cause);
  return new Unavailable(`${call} brought no answer: ${why}`, { mayHaveActed, ...(isTelling ? {} : { cause }) });
}

interface Silence extends Pick<Refusal, 'call' | 'acts'> {
  /** Strikes secrets out: what a call is refused for before it leaves may name a header with all that is in it. */
  readonly hide?: (text: string) => string;
}

function asItIs(text: string): string {
  return text;
}

/** The network's own words in an error body, for people and logs; at most a few hundred characters. */
export function reasonIn(text: string): string {
  const said = jsonReason(text) ?? text.replace(/<[^<>]*>/g, ' ').replace(/\s+/g, ' ');
  return said.trim().slice(0, EXCERPT_CHARACTERS) || 'no reason given';
}

/** The text with every secret in it struck out. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret !== '').reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

function jsonReason(text: string): string | undefined {
  try {
    return wordsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The fields in which X, Bluesky, Mastodon, Google and Apple put their reasons. */
function wordsOf(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  if (Array.isArray(body)) return body.map(wordsOf).find((words) => words !== undefined);
  if (typeof body !== 'object' || body === null) return undefined;
  const fields = new Map(Object.entries(body));
  const found = ['detail', 'message', 'error_description', 'error', 'title']
    .map((name) => fields.get(name))
    .find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found : wordsOf(fields.get('errors') ?? fields.get('error'));
}

const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'ERR_INVALID_URL',
]);

function neverLeft(cause: unknown): boolean {
  return causesOf(cause).some((error) => NEVER_LEFT.has(codeOf(error)));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** fetch wraps the socket's error; the innermost one says what happened. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let next = error; next !== undefined && causes.length < 5; ) {
    causes.push(next);
    next = next instanceof Error ? next.cause : undefined;
  }
  return causes;
}
