// The operator hears everything that is wrong with the settings at once, and how to mend it.
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../lib/config/setting-reader.ts';
import { BrokenSettings, parseSettings } from '../../../lib/config/settings.ts';

const X_KEYS = { X_APP_KEY: 'k', X_APP_SECRET: 's', X_ACCESS_TOKEN: 't', X_ACCESS_SECRET: 'u' };

function problemsOf(env: Environment): readonly string[] {
  try {
    parseSettings(env);
  } catch (error) {
    if (error instanceof BrokenSettings) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('may be empty: nothing is connected then', () => {
    expect(parseSettings({})).toEqual({ accounts: {}, port: 4000 });
    expect(parseSettings({ X_APP_KEY: '', MASTODON_TOKEN: '   ', BLUESKY_PASSWORD: undefined, PORT: '' })).toEqual({
      accounts: {},
      port: 4000,
    });
  });

  it('connect all networks, each at its usual address unless told otherwise', () => {
    const settings = parseSettings({
      ...X_KEYS,
      X_USER_ID: '44',
      BLUESKY_IDENTIFIER: 'brand.bsky.social',
      BLUESKY_PASSWORD: 'p',
      MASTODON_URL: 'https://mastodon.example',
      MASTODON_TOKEN: 'm',
      SLACK_WEBHOOK_URL: 'https://hooks.example/services/T/B/1',
      POLL_SECONDS: '30',
      PORT: '0',
    });
    const user = { appKey: 'k', appSecret: 's', accessToken: 't', accessSecret: 'u' };
    expect(settings).toEqual({
      accounts: {
        x: { url: 'https://api.x.com', userId: '44', readAuthors: false, user },
        bluesky: { url: 'https://bsky.social', identifier: 'brand.bsky.social', password: 'p' },
        mastodon: { url: 'https://mastodon.example', token: 'm' },
      },
      slackWebhookUrl: 'https://hooks.example/services/T/B/1',
      pollSeconds: 30,
      port: 0,
    });
  });

  it('let X be read only, with a bearer token', () => {
    const { x } = parseSettings({
      X_BEARER_TOKEN: 'b',
      X_USER_ID: '44',
      X_API_URL: 'http://127.0.0.1:3900//',
    }).accounts;
    expect(x).toEqual({ url: 'http://127.0.0.1:3900', userId: '44', readAuthors: false, bearerToken: 'b' });
  });

  it('take an address with or without a slash at its end, and a secret with spaces around it', () => {
    const { mastodon } = parseSettings({
      MASTODON_URL: ' https://mastodon.example/ ',
      MASTODON_TOKEN: ' m\n',
    }).accounts;
    expect(mastodon).toEqual({ url: 'https://mastodon.example', token: 'm' });
  });
});

describe('broken settings', () => {
  it('are told in one message, all of them, each with what to set', () => {
    const env = {
      X_APP_KEY: 'k',
      X_API_URL: 'api.x.com',
      BLUESKY_IDENTIFIER: 'brand.bsky.social',
      MASTODON_TOKEN: 'm',
      SLACK_WEBHOOK_URL: 'hooks',
      POLL_SECONDS: 'often',
      PORT: '99999',
    };
    expect(problemsOf(env)).toEqual([
      'X_API_URL is "api.x.com"; expected a web address such as https://example.org',
      'X_USER_ID is missing; set it to the numeric id of the brand account on X',
      'X signs in with all four of X_APP_KEY, X_APP_SECRET, X_ACCESS_TOKEN, X_ACCESS_SECRET; missing: X_APP_SECRET, X_ACCESS_TOKEN, X_ACCESS_SECRET',
      'BLUESKY_PASSWORD is missing; set it to an app password from the settings of the Bluesky account',
      'MASTODON_URL is missing; set it to the Mastodon server, e.g. https://mastodon.example',
      expect.stringMatching(/^SLACK_WEBHOOK_URL is .*; expected a web address/),
      'POLL_SECONDS is "often"; expected a whole number from 1 to 86400',
      'PORT is "99999"; expected a whole number from 0 to 65535',
    ]);
    expect(() => parseSettings(env)).toThrow(
      /^The settings have 8 problems:\n {2}- X_API_URL is "api.x.com".*\n {2}- X_USER_ID/,
    );
  });

  it('are counted as people count', () => {
    expect(() => parseSettings({ POLL_SECONDS: '0' })).toThrow(/^The settings have a problem:\n/);
  });

  it('say that a secret was copied with a line break in it, without showing it', () => {
    const [problem, ...others] = problemsOf({
      MASTODON_URL: 'https://mastodon.example',
      MASTODON_TOKEN: 'first\nsecond',
    });
    expect(others).toEqual([]);
    expect(problem).toMatch(/^MASTODON_TOKEN holds a line break .* expected one line: an access token/);
    expect(problem).not.toMatch(/first|second/);
  });

  it('say that X has nothing to sign in with', () => {
    expect(problemsOf({ X_USER_ID: '44' })).toEqual([
      'X has no credentials; set X_APP_KEY, X_APP_SECRET, X_ACCESS_TOKEN, X_ACCESS_SECRET (to read and answer) or X_BEARER_TOKEN',
    ]);
  });

  it('say that an X handle is not an id', () => {
    expect(problemsOf({ X_BEARER_TOKEN: 'b', X_USER_ID: '@brand' })).toEqual([
      'X_USER_ID is "@brand"; expected the numeric id of the brand account, not its handle',
    ]);
  });

  it.each(['ftp://mastodon.example', 'javascript:alert(1)', 'mastodon.example'])('refuse "%s" as an address', (url) => {
    expect(problemsOf({ MASTODON_URL: url, MASTODON_TOKEN: 'm' })).toEqual([
      `MASTODON_URL is "${url}"; expected a web address such as https://example.org`,
    ]);
  });

  it('never repeat a secret', () => {
    const env = {
      ...X_KEYS,
      X_ACCESS_SECRET: '',
      SLACK_WEBHOOK_URL: 'hooks.slack.example/T1/B2/s3cret',
      MASTODON_TOKEN: 'tok3n',
    };
    expect(problemsOf({ ...env, X_APP_SECRET: 'hidd3n' }).join()).not.toMatch(/s3cret|tok3n|hidd3n/);
  });

  it.each(['1.5', '-1', '1e9', 'NaN', '0x', 'ten'])('refuse "%s" as seconds between polls', (seconds) => {
    expect(problemsOf({ POLL_SECONDS: seconds })).toHaveLength(1);
  });
});
