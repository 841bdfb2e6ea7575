// The operator's settings, parsed once; everything that is wrong with them is said in one message, with the fix.
import { z } from 'zod';
import { ACCOUNT_ENV } from './env-names.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface XAccount {
  readonly url: string;
  readonly userId: string;
  readonly bearerToken?: string;
  readonly user?: { readonly appKey: string; readonly appSecret: string; readonly accessToken: string; readonly accessSecret: string };
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

export interface Accounts {
  readonly x?: XAccount;
  readonly bluesky?: BlueskyAccount;
  readonly mastodon?: MastodonAccount;
  readonly slackWebhookUrl?: string;
}

/** The settings cannot be used; the message lists every problem and how to mend it. */
export class BrokenSettings extends Error {
  override name = 'BrokenSettings';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The settings have ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Network accounts and team chat from the environment. A network without any of its variables is simply not connected. */
export function parseAccounts(env: Environment): Accounts {
  const problems: string[] = [];
  const accounts: Accounts = {
    ...named('x', xAccount(env, problems)),
    ...named('bluesky', blueskyAccount(env, problems)),
    ...named('mastodon', mastodonAccount(env, problems)),
    ...named('slackWebhookUrl', webAddress(env, ACCOUNT_ENV.slackWebhookUrl, problems)),
  };
  if (problems.length > 0) throw new BrokenSettings(problems);
  return accounts;
}

function xAccount(env: Environment, problems: string[]): XAccount | undefined {
  const { xUrl, xAppKey, xAppSecret, xAccessToken, xAccessSecret, xBearerToken, xUserId } = ACCOUNT_ENV;
  const keys = [xAppKey, xAppSecret, xAccessToken, xAccessSecret];
  const url = webAddress(env, xUrl, problems) ?? 'https://api.x.com';
  if (![...keys, xBearerToken, xUserId].some((name) => value(env, name))) return undefined;
  const userId = required(env, xUserId, { network: 'X', fix: 'the numeric id of the brand account' }, problems);
  const bearerToken = value(env, xBearerToken);
  const given = keys.filter((name) => value(env, name));
  if (given.length > 0 && given.length < keys.length) {
    const missing = keys.filter((name) => !value(env, name));
    problems.push(`X: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing; OAuth 1.0a needs all four of ${keys.join(', ')}`);
  } else if (given.length === 0 && !bearerToken) {
    problems.push(`X: no credentials; set ${keys.join(', ')} (to read and answer) or ${xBearerToken}`);
  }
  const [appKey = '', appSecret = '', accessToken = '', accessSecret = ''] = keys.map((name) => value(env, name));
  const user = given.length === keys.length ? { user: { appKey, appSecret, accessToken, accessSecret } } : {};
  return { url, userId, ...user, ...(bearerToken ? { bearerToken } : {}) };
}

function blueskyAccount(env: Environment, problems: string[]): BlueskyAccount | undefined {
  const { blueskyUrl, blueskyIdentifier, blueskyPassword } = ACCOUNT_ENV;
  const url = webAddress(env, blueskyUrl, problems) ?? 'https://bsky.social';
  if (!value(env, blueskyIdentifier) && !value(env, blueskyPassword)) return undefined;
  const identifier = required(env, blueskyIdentifier, { network: 'Bluesky', fix: 'the handle, e.g. brand.bsky.social' }, problems);
  const password = required(env, blueskyPassword, { network: 'Bluesky', fix: 'an app password from the account settings' }, problems);
  return { url, identifier, password };
}

function mastodonAccount(env: Environment, problems: string[]): MastodonAccount | undefined {
  const { mastodonUrl, mastodonToken } = ACCOUNT_ENV;
  if (!value(env, mastodonUrl) && !value(env, mastodonToken)) return undefined;
  const url = webAddress(env, mastodonUrl, problems);
  if (!value(env, mastodonUrl)) problems.push(`Mastodon: ${mastodonUrl} is missing; set it to the server, e.g. https://mastodon.example`);
  const token = required(env, mastodonToken, { network: 'Mastodon', fix: 'an access token from Preferences, Development' }, problems);
  return { url: url ?? '', token };
}

function value(env: Environment, name: string): string | undefined {
  const text = env[name]?.trim();
  return text ? text : undefined;
}

function required(env: Environment, name: string, about: { network: string; fix: string }, problems: string[]): string {
  const text = value(env, name);
  if (!text) problems.push(`${about.network}: ${name} is missing; set it to ${about.fix}`);
  return text ?? '';
}

function webAddress(env: Environment, name: string, problems: string[]): string | undefined {
  const text = value(env, name);
  if (text === undefined) return undefined;
  if (z.url({ protocol: /^https?$/ }).safeParse(text).success) return text.replace(/\/+$/, '');
  problems.push(`${name} is "${text}"; expected a web address such as https://example.org`);
  return undefined;
}

function named<Name extends string, Value>(name: Name, given: Value | undefined): { [K in Name]?: Value } {
  return (given === undefined ? {} : { [name]: given }) as { [K in Name]?: Value };
}
