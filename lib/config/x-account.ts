// The brand's account on X as the operator's settings name it: by OAuth 1.0a, by OAuth 2.0, or with a bearer token.
import { ACCOUNT_ENV } from './env-names.ts';
import { named, type Reader } from './setting-reader.ts';

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
  /** Sign-in by OAuth 2.0, where the four keys of `user` are not given; its tokens are renewed every two hours. */
  readonly oauth2?: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly refreshToken: string;
  };
  /** A month's spending in whole US dollars from which on people are warned, and at which no more is spent. */
  readonly softCapUsd?: number;
  readonly hardCapUsd?: number;
}

/** Undefined where X is not connected; what is wrong with its settings is noted in the reader. */
export function xAccount(reader: Reader): XAccount | undefined {
  const { xUrl, xAppKey, xAppSecret, xAccessToken, xAccessSecret, xBearerToken, xUserId, xReadAuthors } = ACCOUNT_ENV;
  const keys = [xAppKey, xAppSecret, xAccessToken, xAccessSecret];
  const url = reader.webAddress(xUrl) ?? 'https://api.x.com';
  const given = keys.filter((name) => reader.text(name));
  const bearerToken = reader.text(xBearerToken);
  const oauth2 = xOauth2(reader);
  if (given.length === 0 && !bearerToken && !oauth2 && !reader.text(xUserId)) return undefined;
  const userId = reader.required(xUserId, 'the numeric id of the brand account on X');
  if (!/^\d*$/.test(userId))
    reader.problems.push(`${xUserId} is "${userId}"; expected the numeric id of the brand account, not its handle`);
  if (given.length > 0 && given.length < keys.length) {
    const missing = keys.filter((name) => !reader.text(name));
    reader.problems.push(`X signs in with all four of ${keys.join(', ')}; missing: ${missing.join(', ')}`);
  } else if (given.length === 0 && !bearerToken && !oauth2) {
    reader.problems.push(`X has no credentials; set ${keys.join(', ')} (to read and answer) or ${xBearerToken}`);
  }
  const [appKey = '', appSecret = '', accessToken = '', accessSecret = ''] = keys.map(reader.text);
  const user = given.length === keys.length ? { user: { appKey, appSecret, accessToken, accessSecret } } : {};
  const readAuthors = reader.yesOrNo(xReadAuthors) ?? false;
  const others = { ...named('bearerToken', bearerToken), ...named('oauth2', oauth2) };
  return { url, userId, readAuthors, ...user, ...others, ...xCaps(reader) };
}

function xOauth2(reader: Reader): XAccount['oauth2'] {
  const { xOauth2ClientId, xOauth2ClientSecret, xOauth2RefreshToken } = ACCOUNT_ENV;
  const names = [xOauth2ClientId, xOauth2ClientSecret, xOauth2RefreshToken];
  if (names.every((name) => reader.text(name) === undefined)) return undefined;
  return {
    clientId: reader.required(xOauth2ClientId, 'the OAuth 2.0 client id of the app on X'),
    clientSecret: reader.required(xOauth2ClientSecret, 'the OAuth 2.0 client secret of the app on X'),
    refreshToken: reader.required(
      xOauth2RefreshToken,
      'a refresh token for tweet.read, tweet.write, users.read and offline.access',
    ),
  };
}

const DOLLARS = { from: 1, to: 1_000_000 };

function xCaps(reader: Reader): Pick<XAccount, 'softCapUsd' | 'hardCapUsd'> {
  const soft = reader.wholeNumber(ACCOUNT_ENV.xSoftCap, DOLLARS);
  const hard = reader.wholeNumber(ACCOUNT_ENV.xHardCap, DOLLARS);
  if (soft !== undefined && hard !== undefined && soft > hard)
    reader.problems.push(
      `${ACCOUNT_ENV.xSoftCap} is ${soft}; expected at most ${ACCOUNT_ENV.xHardCap}, which is ${hard}`,
    );
  return { ...named('softCapUsd', soft), ...named('hardCapUsd', hard) };
}
