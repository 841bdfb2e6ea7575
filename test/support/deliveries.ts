// What another system does to send something: sign it, and call over real HTTP.
import { createHmac } from 'node:crypto';
import { epochMs } from '../../lib/domain/time.ts';
import type { TestEarshot } from './earshot.ts';

/** The doors for other systems all open. */
export const KEYS = {
  IMPORT_SECRET: 'acme-import-secret-of-32-characters!',
  META_APP_SECRET: 'metaAppSecretOfAcme',
  META_VERIFY_TOKEN: 'any words of ours',
  X_USER_ID: '44',
  X_APP_KEY: 'k',
  X_APP_SECRET: 'xConsumerSecretOfAcme',
  X_ACCESS_TOKEN: 't',
  X_ACCESS_SECRET: 'u',
} as const;

export interface Delivered {
  readonly status: number;
  readonly headers: Headers;
  // Each test knows the shape it asked for; a wrong path fails it.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/** Sends a body as it is to a path below `/api/import`. */
export async function deliver(
  earshot: TestEarshot,
  path: string,
  {
    body,
    headers = {},
  }: { readonly body?: string | Uint8Array<ArrayBuffer>; readonly headers?: Record<string, string> } = {},
): Promise<Delivered> {
  const method = body === undefined ? 'GET' : 'POST';
  const response = await fetch(`${earshot.url}/api/import${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** Unix seconds of a test's clock, `off` seconds later. */
export function seconds(earshot: TestEarshot, off = 0): string {
  return String(Math.floor(epochMs(earshot.clock.now()) / 1000) + off);
}

export function importHeaders(body: string | Uint8Array, timestamp: string, secret: string = KEYS.IMPORT_SECRET) {
  const signature = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
  return { 'x-earshot-timestamp': timestamp, 'x-earshot-signature': `sha256=${signature}` };
}

/** Signs items now and imports them: text as it is, anything else as JSON. */
export function importSigned(earshot: TestEarshot, items: unknown): Promise<Delivered> {
  const body = typeof items === 'string' ? items : JSON.stringify(items);
  return deliver(earshot, '', { body, headers: importHeaders(body, seconds(earshot)) });
}

export function metaHeaders(body: string | Uint8Array) {
  const signature = createHmac('sha256', KEYS.META_APP_SECRET).update(body).digest('hex');
  return { 'x-hub-signature-256': `sha256=${signature}` };
}

export function xHeaders(body: string | Uint8Array) {
  const signature = createHmac('sha256', KEYS.X_APP_SECRET).update(body).digest('base64');
  return { 'x-twitter-webhooks-signature': `sha256=${signature}` };
}
