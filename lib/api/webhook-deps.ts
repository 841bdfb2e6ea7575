// What the doors for other systems need, and how a delivery is read: once, as the bytes that were signed.
import type { Context, Hono } from 'hono';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../domain/log.ts';
import { stopWords } from '../domain/stop.ts';
import type { Clock } from '../domain/time.ts';
import type { FindDeps } from '../flows/find-customers.ts';
import type { Queue } from '../queues/queue.ts';
import { listStops } from '../store/stops.ts';
import { problem } from './problem.ts';
import { isSignatureOf, type Signed } from './signature.ts';

export interface WebhookDeps extends FindDeps {
  readonly settings: Settings;
  readonly mentions: Queue;
  readonly clock: Clock;
  readonly log: Log;
  /** The brand's own handles on any network: what they write is left out. */
  readonly ownHandles: readonly string[];
}

export type Webhooks = Hono;

/** The body as it was sent: a signature is made of bytes, and reading JSON and writing it again gives others. */
export async function rawBody(context: Context): Promise<Uint8Array> {
  return new Uint8Array(await context.req.arrayBuffer());
}

/** Throws a 401 problem unless the header holds the signature. */
export function requireSignature(context: Context, header: string, signed: Signed): void {
  const given = context.req.header(header);
  if (given === undefined) throw problem('not-signed', { detail: `the header ${header} is missing` });
  if (!isSignatureOf(signed, given))
    throw problem('not-signed', {
      detail: `${header} does not fit: the secret is another one, or the body was changed after it was signed`,
    });
}

/** The text of a body; throws a 400 problem for what is not UTF-8. */
export function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw problem('invalid-request', { detail: 'the body is not UTF-8 text' });
  }
}

/** The JSON in a body; throws a 400 problem for anything else. */
export function jsonOf(body: Uint8Array): unknown {
  const text = textOf(body);
  try {
    return JSON.parse(text);
  } catch {
    throw problem('invalid-request', { detail: 'the body is not JSON' });
  }
}

/** Throws a 503 problem while somebody has switched the door off: the sender keeps what it has, and sends it again. */
export async function requireOpen({ db }: WebhookDeps, network: string): Promise<void> {
  const stop = (await listStops(db)).find(({ what }) => what === `network/${network}`);
  if (stop) throw problem('try-again', { detail: `this door is ${stopWords(stop)}` });
}

/** Throws a 404 problem: a door without its key is not open. */
export function notOpen(fix: string): never {
  throw problem('no-such-path', { detail: fix });
}
