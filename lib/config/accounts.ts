// The accounts Earshot may be connected to, one a network, as the operator's settings name them.
import * as z from 'zod';
import { ACCOUNT_ENV } from './env-names.ts';
import { named, type Reader } from './setting-reader.ts';
import { type XAccount, xAccount } from './x-account.ts';

export interface BlueskyAccount {
  readonly url: string;
  readonly identifier: string;
  readonly password: string;
}

export interface MastodonAccount {
  readonly url: string;
  readonly token: string;
}

export interface DiscourseAccount {
  readonly url: string;
  readonly apiKey: string;
  readonly username: string;
}

/** An account of Google that a person has allowed Earshot to use. */
export interface YoutubeAccount {
  readonly url: string;
  readonly tokenUrl: string;
  readonly channelId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/** A service account of Google, as its key file names it. */
export interface GooglePlayAccount {
  readonly url: string;
  readonly tokenUrl: string;
  /** The app, e.g. `com.acme.app`. */
  readonly packageName: string;
  readonly clientEmail: string;
  /** PEM. */
  readonly privateKey: string;
}

export interface AppStoreAccount {
  readonly url: string;
  /** Apple's number of the app. */
  readonly appId: string;
  readonly issuerId: string;
  readonly keyId: string;
  /** PEM, as in the .p8 file. */
  readonly privateKey: string;
}

export interface HackerNewsAccount {
  readonly url: string;
}

export interface FeedsAccount {
  readonly feeds: readonly string[];
  /** Whether feeds on addresses of the own network may be read: off, so that a feed's address cannot be used to look around there. */
  readonly privateAddresses: boolean;
}

export interface RedditAccount {
  readonly url: string;
  readonly tokenUrl: string;
  readonly username: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/** The networks that are connected. */
export interface Accounts {
  readonly x?: XAccount;
  readonly bluesky?: BlueskyAccount;
  readonly mastodon?: MastodonAccount;
  readonly discourse?: DiscourseAccount;
  readonly youtube?: YoutubeAccount;
  readonly googlePlay?: GooglePlayAccount;
  readonly appStore?: AppStoreAccount;
  readonly hackerNews?: HackerNewsAccount;
  readonly feeds?: FeedsAccount;
  readonly reddit?: RedditAccount;
}

/** A network without any of its variables is simply not connected; what is wrong with the others is noted in the reader. */
export function parseAccounts(reader: Reader): Accounts {
  return {
    ...named('x', xAccount(reader)),
    ...named('bluesky', blueskyAccount(reader)),
    ...named('mastodon', mastodonAccount(reader)),
    ...named('discourse', discourseAccount(reader)),
    ...named('youtube', youtubeAccount(reader)),
    ...named('googlePlay', googlePlayAccount(reader)),
    ...named('appStore', appStoreAccount(reader)),
    ...named('hackerNews', hackerNewsAccount(reader)),
    ...named('feeds', feedsAccount(reader)),
    ...named('reddit', redditAccount(reader)),
  };
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

/** Whether any of the settings is given: then all that are needed must be. */
function anyOf(reader: Reader, names: readonly string[]): boolean {
  return names.some((name) => reader.text(name) !== undefined);
}

function discourseAccount(reader: Reader): DiscourseAccount | undefined {
  const { discourseUrl, discourseApiKey, discourseUsername } = ACCOUNT_ENV;
  if (!anyOf(reader, [discourseUrl, discourseApiKey, discourseUsername])) return undefined;
  reader.required(discourseUrl, 'the forum, e.g. https://forum.example.org');
  const apiKey = reader.required(discourseApiKey, 'an API key from Admin, Advanced, API keys of the forum');
  const username = reader.required(discourseUsername, "the brand's user name on the forum");
  return { url: reader.webAddress(discourseUrl) ?? '', apiKey, username };
}

function youtubeAccount(reader: Reader): YoutubeAccount | undefined {
  const { youtubeUrl, youtubeChannelId, youtubeClientId, youtubeClientSecret, youtubeRefreshToken } = ACCOUNT_ENV;
  if (!anyOf(reader, [youtubeChannelId, youtubeClientId, youtubeClientSecret, youtubeRefreshToken])) return undefined;
  return {
    url: reader.webAddress(youtubeUrl) ?? 'https://www.googleapis.com',
    tokenUrl: googleTokenUrl(reader),
    channelId: reader.required(youtubeChannelId, 'the id of the channel, which begins with UC'),
    clientId: reader.required(youtubeClientId, 'the id of the OAuth client in the Google Cloud console'),
    clientSecret: reader.required(youtubeClientSecret, 'the secret of the OAuth client'),
    refreshToken: reader.required(youtubeRefreshToken, 'a refresh token for the scope youtube.force-ssl'),
  };
}

const serviceAccountSchema = z.object({
  client_email: z.string().min(3),
  private_key: z.string().includes('PRIVATE KEY'),
});

function googlePlayAccount(reader: Reader): GooglePlayAccount | undefined {
  const { playUrl, playPackage, playServiceAccount } = ACCOUNT_ENV;
  if (!anyOf(reader, [playPackage, playServiceAccount])) return undefined;
  const packageName = reader.required(playPackage, 'the package name of the app, e.g. com.acme.app');
  const json = reader.required(playServiceAccount, 'the content of the JSON key file of a service account');
  const key = json === '' ? undefined : jsonOf(json);
  const parsed = serviceAccountSchema.safeParse(key);
  if (json !== '' && !parsed.success)
    reader.problems.push(
      `${playServiceAccount} is not the content of a service account's JSON key file: it needs client_email and private_key (not shown: it is a secret)`,
    );
  return {
    url: reader.webAddress(playUrl) ?? 'https://androidpublisher.googleapis.com',
    tokenUrl: googleTokenUrl(reader),
    packageName,
    clientEmail: parsed.data?.client_email ?? '',
    privateKey: parsed.data?.private_key ?? '',
  };
}

function googleTokenUrl(reader: Reader): string {
  return reader.webAddress(ACCOUNT_ENV.googleTokenUrl) ?? 'https://oauth2.googleapis.com';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function appStoreAccount(reader: Reader): AppStoreAccount | undefined {
  const { appStoreUrl, appStoreAppId, appStoreIssuerId, appStoreKeyId, appStorePrivateKey } = ACCOUNT_ENV;
  if (!anyOf(reader, [appStoreAppId, appStoreIssuerId, appStoreKeyId, appStorePrivateKey])) return undefined;
  const privateKey = reader.required(
    appStorePrivateKey,
    'the content of the .p8 file; line ends may be written as \\n',
  );
  if (privateKey !== '' && !privateKey.includes('PRIVATE KEY'))
    reader.problems.push(`${appStorePrivateKey} is not the content of a .p8 file (not shown: it is a secret)`);
  return {
    url: reader.webAddress(appStoreUrl) ?? 'https://api.appstoreconnect.apple.com',
    appId: reader.required(appStoreAppId, "Apple's number of the app"),
    issuerId: reader.required(appStoreIssuerId, 'the issuer id from Users and Access, Integrations'),
    keyId: reader.required(appStoreKeyId, 'the id of the key'),
    privateKey: privateKey.replaceAll('\\n', '\n'),
  };
}

function hackerNewsAccount(reader: Reader): HackerNewsAccount | undefined {
  if (!reader.yesOrNo(ACCOUNT_ENV.hackerNews)) return undefined;
  return { url: reader.webAddress(ACCOUNT_ENV.hackerNewsUrl) ?? 'https://hn.algolia.com' };
}

function feedsAccount(reader: Reader): FeedsAccount | undefined {
  const feeds =
    reader
      .text(ACCOUNT_ENV.feeds)
      ?.split(/[\s,]+/)
      .filter((feed) => feed !== '') ?? [];
  if (feeds.length === 0) return undefined;
  for (const feed of feeds) {
    if (!z.url({ protocol: /^https?$/ }).safeParse(feed).success)
      reader.problems.push(
        `${ACCOUNT_ENV.feeds}: entry ${feeds.indexOf(feed) + 1} is no web address (not shown: it may hold a key); expected web addresses between spaces`,
      );
  }
  return { feeds, privateAddresses: reader.yesOrNo(ACCOUNT_ENV.feedsPrivateAddresses) ?? false };
}

function redditAccount(reader: Reader): RedditAccount | undefined {
  const { reddit, redditUrl, redditTokenUrl, redditUsername, redditClientId, redditClientSecret, redditRefreshToken } =
    ACCOUNT_ENV;
  if (!reader.yesOrNo(reddit)) return undefined;
  return {
    url: reader.webAddress(redditUrl) ?? 'https://oauth.reddit.com',
    tokenUrl: reader.webAddress(redditTokenUrl) ?? 'https://www.reddit.com',
    username: reader.required(redditUsername, "the brand's user name on Reddit, without u/"),
    clientId: reader.required(redditClientId, 'the id of the app that Reddit has approved'),
    clientSecret: reader.required(redditClientSecret, 'the secret of that app'),
    refreshToken: reader.required(
      redditRefreshToken,
      'a permanent refresh token for identity, read, privatemessages and submit',
    ),
  };
}
