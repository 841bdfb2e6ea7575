// The operator's settings, parsed once; everything that is wrong with them is said in one message, with the fix.
import * as z from 'zod';
import { ACCOUNT_ENV, LOCAL_ENV } from './env-names.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface XAccount {
  readonly url: string;
  readonly userId: string;
  /** Whether authors' handles, names and followers are asked for: X may charge 10,000 micro-dollars for each. */
  readonly readAuthors: boolean;
  readonly bearerToken?: string;
  readonly user?: {
    readonly appKey: string;
    readonly appSecret: string;
    readonly accessToken: string;
    readonly accessSecret: string;
  };
}
export interface BlueskyAccount {
  readonly url: string;
  readonly identifier: string;
  readonly password: string;
}
export interface MastodonAccount {
  readonly url: string;
  readonly token: string;
}

/** The networks that are connected. */
interface Accounts {
  readonly x?: XAccount;
  readonly bluesky?: BlueskyAccount;
  readonly mastodon?: MastodonAccount;
}

export interface Settings {
  readonly accounts: Accounts;
  readonly slackWebhookUrl?: string;
  /** Overrides how often every source is read. */
  readonly pollSeconds?: number;
  /** Where the desk is served on a laptop; 0: any free port. */
  readonly port: number;
}

const DEFAULT_PORT = 4000;

/** The settings cannot be used; the message lists every problem and how to mend it. */
export class BrokenSettings extends Error {
  override name = 'BrokenSettings';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `The settings have ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** A setting as the operator gave it; an empty one, as a `.env` file leaves it, is none. */
export function settingOf(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

/** Everything the operator may set. A network without any of its variables is simply not connected. */
export function parseSettings(env: Environment): Settings {
  const reader = readerOf(env);
  const settings: Settings = {
    accounts: {
      ...named('x', xAccount(reader)),
      ...named('bluesky', blueskyAccount(reader)),
      ...named('mastodon', mastodonAccount(reader)),
    },
    ...named('slackWebhookUrl', reader.webAddress(ACCOUNT_ENV.slackWebhookUrl, { isSecret: true })),
    ...named('pollSeconds', reader.wholeNumber(LOCAL_ENV.pollSeconds, { from: 1, to: 86_400 })),
    port: reader.wholeNumber(LOCAL_ENV.port, { from: 0, to: 65_535 }) ?? DEFAULT_PORT,
  };
  if (reader.problems.length > 0) throw new BrokenSettings(reader.problems);
  return settings;
}

function xAccount(reader: Reader): XAccount | undefined {
  const { xUrl, xAppKey, xAppSecret, xAccessToken, xAccessSecret, xBearerToken, xUserId, xReadAuthors } = ACCOUNT_ENV;
  const keys = [xAppKey, xAppSecret, xAccessToken, xAccessSecret];
  const url = reader.webAddress(xUrl) ?? 'https://api.x.com';
  const given = keys.filter((name) => reader.text(name));
  const bearerToken = reader.text(xBearerToken);
  if (given.length === 0 && !bearerToken && !reader.text(xUserId)) return undefined;
  const userId = reader.required(xUserId, 'the numeric id of the brand account on X');
  if (!/^\d*$/.test(userId))
    reader.problems.push(`${xUserId} is "${userId}"; expected the numeric id of the brand account, not its handle`);
  if (given.length > 0 && given.length < keys.length) {
    const missing = keys.filter((name) => !reader.text(name));
    reader.problems.push(`X signs in with all four of ${keys.join(', ')}; missing: ${missing.join(', ')}`);
  } else if (given.length === 0 && !bearerToken) {
    reader.problems.push(`X has no credentials; set ${keys.join(', ')} (to read and answer) or ${xBearerToken}`);
  }
  const [appKey = '', appSecret = '', accessToken = '', accessSecret = ''] = keys.map(reader.text);
  const user = given.length === keys.length ? { user: { appKey, appSecret, accessToken, accessSecret } } : {};
  const readAuthors = reader.yesOrNo(xReadAuthors) ?? false;
  return { url, userId, readAuthors, ...user, ...named('bearerToken', bearerToken) };
}

function blueskyAccount(reader: Reader): BlueskyAccount | undefined {
  const { blueskyUrl, blueskyIdentifier, blueskyPassword } = ACCOUNT_ENV;
  const url = reader.webAddress(blueskyUrl) ?? 'https://bsky.social';
  if (!reader.text(blueskyIdentifier) && !reader.text(blueskyPassword)) return undefined;
  const identifier = reader.required(blueskyIdentifier, 'the handle on Bluesky, e.g. brand.bsky.social');
  const password = reader.required(blueskyPassword, 'an app password from the settings of the Bluesky account');
  return { url, identifier, password };
}

function mastodonAccount(reader: Reader): MastodonAccount | undefined {
  const { mastodonUrl, mastodonToken } = ACCOUNT_ENV;
  if (!reader.text(mastodonUrl) && !reader.text(mastodonToken)) return undefined;
  reader.required(mastodonUrl, 'the Mastodon server, e.g. https://mastodon.example');
  const token = reader.required(mastodonToken, 'an access token from Preferences, Development on the Mastodon server');
  return { url: reader.webAddress(mastodonUrl) ?? '', token };
}

interface Reader {
  /** What is wrong so far. */
  readonly problems: string[];
  text(name: string): string | undefined;
  required(name: string, shouldBe: string): string;
  /** Without trailing slashes. A secret one is not repeated in the message. */
  webAddress(name: string, is?: { readonly isSecret: boolean }): string | undefined;
  yesOrNo(name: string): boolean | undefined;
  wholeNumber(name: string, bounds: { readonly from: number; readonly to: number }): number | undefined;
}

function readerOf(env: Environment): Reader {
  const problems: string[] = [];
  const text = (name: string) => settingOf(env, name);
  const required = (name: string, shouldBe: string) => {
    if (!text(name)) problems.push(`${name} is missing; set it to ${shouldBe}`);
    return text(name) ?? '';
  };
  const webAddress: Reader['webAddress'] = (name, { isSecret } = { isSecret: false }) => {
    const given = text(name);
    if (given === undefined) return undefined;
    if (z.url({ protocol: /^https?$/ }).safeParse(given).success) return given.replace(/\/+$/, '');
    const shown = isSecret ? 'something else (not shown: it is a secret)' : `"${given}"`;
    problems.push(`${name} is ${shown}; expected a web address such as https://example.org`);
    return undefined;
  };
  const wholeNumber: Reader['wholeNumber'] = (name, { from, to }) => {
    const given = text(name);
    if (given === undefined) return undefined;
    const number = Number(given);
    if (Number.isInteger(number) && number >= from && number <= to) return number;
    problems.push(`${name} is "${given}"; expected a whole number from ${from} to ${to}`);
    return undefined;
  };
  const yesOrNo = (name: string) => {
    const given = text(name);
    if (given !== undefined && given !== 'yes' && given !== 'no')
      problems.push(`${name} is "${given}"; expected yes or no`);
    return given === undefined ? undefined : given === 'yes';
  };
  return { problems, text, required, webAddress, wholeNumber, yesOrNo };
}

function named<Name extends string, Value>(name: Name, given: Value | undefined): { [K in Name]?: Value } {
  // TypeScript widens a computed key to string; the key is `Name` by construction.
  return (given === undefined ? {} : { [name]: given }) as { [K in Name]?: Value };
}
