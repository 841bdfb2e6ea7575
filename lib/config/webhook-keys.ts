// What the signed deliveries of other systems are checked with: the import's own secret, and the app at Meta.
import { ACCOUNT_ENV } from './env-names.ts';
import { named, type Reader } from './setting-reader.ts';

/** The app at Meta whose webhook sends comments and mentions of Facebook, Instagram and Threads. */
export interface MetaApp {
  readonly appSecret: string;
  /** What Meta shows when it asks whether the address is ours: chosen by the operator. */
  readonly verifyToken: string;
}

export interface WebhookKeys {
  readonly importSecret?: string;
  readonly meta?: MetaApp;
}

/** The switches of the doors that are open: what comes through them can be stopped like a network. */
export function doorSwitches({ importSecret: secret, meta }: WebhookKeys): string[] {
  return [...(secret ? ['import'] : []), ...(meta ? ['meta'] : [])];
}

/** HMAC-SHA256 is as strong as its key only if that is no shorter than what can be guessed. */
const LEAST_SECRET = 32;

/** A door without its key is simply not open. */
export function parseWebhookKeys(reader: Reader): WebhookKeys {
  return { ...named('importSecret', importSecret(reader)), ...named('meta', metaApp(reader)) };
}

function importSecret(reader: Reader): string | undefined {
  const secret = reader.text(ACCOUNT_ENV.importSecret);
  if (secret !== undefined && secret.length < LEAST_SECRET)
    reader.problems.push(
      `${ACCOUNT_ENV.importSecret} has ${secret.length} characters; expected at least ${LEAST_SECRET}, e.g. from: openssl rand -hex 32`,
    );
  return secret;
}

function metaApp(reader: Reader): MetaApp | undefined {
  const { metaAppSecret, metaVerifyToken } = ACCOUNT_ENV;
  if (!reader.text(metaAppSecret) && !reader.text(metaVerifyToken)) return undefined;
  const appSecret = reader.required(metaAppSecret, 'the app secret from App settings, Basic, of the app at Meta');
  const verifyToken = reader.required(
    metaVerifyToken,
    'any words of yours; type the same ones at Meta as Verify token',
  );
  return { appSecret, verifyToken };
}
