// How the brand's account on X is set: OAuth 1.0a is the advice, OAuth 2.0 and a bearer token are possible.
import { describe, expect, it } from 'vitest';
import { readerOf } from '../../../lib/config/setting-reader.ts';
import { xAccount } from '../../../lib/config/x-account.ts';

const OAUTH2 = { X_OAUTH2_CLIENT_ID: 'i', X_OAUTH2_CLIENT_SECRET: 's', X_OAUTH2_REFRESH_TOKEN: 'r' };

function read(env: Record<string, string>) {
  const reader = readerOf(env);
  return { account: xAccount(reader), problems: reader.problems };
}

describe('an account on X', () => {
  it('may sign in by OAuth 2.0, with the bearer token of the app beside it', () => {
    expect(read({ ...OAUTH2, X_USER_ID: '44', X_BEARER_TOKEN: 'b' })).toEqual({
      account: {
        url: 'https://api.x.com',
        userId: '44',
        readAuthors: false,
        bearerToken: 'b',
        oauth2: { clientId: 'i', clientSecret: 's', refreshToken: 'r' },
      },
      problems: [],
    });
  });

  it('is not connected by OAuth 2.0 until all of it is given', () => {
    expect(read({ X_OAUTH2_CLIENT_ID: 'i', X_USER_ID: '44' }).problems).toEqual([
      'X_OAUTH2_CLIENT_SECRET is missing; set it to the OAuth 2.0 client secret of the app on X',
      'X_OAUTH2_REFRESH_TOKEN is missing; set it to a refresh token for tweet.read, tweet.write, users.read and offline.access',
    ]);
    expect(read(OAUTH2).problems).toEqual(['X_USER_ID is missing; set it to the numeric id of the brand account on X']);
  });

  it('is none without any of its settings', () => {
    expect(read({})).toEqual({ account: undefined, problems: [] });
  });
});
