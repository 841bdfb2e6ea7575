// The keys of the doors for other systems: none opens by accident, none opens with a key that can be guessed.
import { describe, expect, it } from 'vitest';
import { BrokenSettings, parseSettings } from '../../../lib/config/settings.ts';

const SECRET = 'acme-import-secret-of-32-characters!';

function problemsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    parseSettings(env);
  } catch (error) {
    if (error instanceof BrokenSettings) return error.problems;
    throw error;
  }
  return [];
}

describe('the keys of the doors for other systems', () => {
  it('are read when they are set', () => {
    const settings = parseSettings({ IMPORT_SECRET: SECRET, META_APP_SECRET: 'app', META_VERIFY_TOKEN: 'words' });
    expect(settings).toMatchObject({ importSecret: SECRET, meta: { appSecret: 'app', verifyToken: 'words' } });
  });

  it('are absent when they are not, or empty', () => {
    const settings = parseSettings({ IMPORT_SECRET: '', META_APP_SECRET: ' ', META_VERIFY_TOKEN: '' });
    expect(settings).not.toHaveProperty('importSecret');
    expect(settings).not.toHaveProperty('meta');
  });

  it('must be long enough that nobody guesses them; the message says how to make one and not what was set', () => {
    expect(problemsOf({ IMPORT_SECRET: SECRET.slice(0, 31) })).toEqual([
      'IMPORT_SECRET has 31 characters; expected at least 32, e.g. from: openssl rand -hex 32',
    ]);
    expect(problemsOf({ IMPORT_SECRET: SECRET.slice(0, 32) })).toEqual([]);
  });

  it('of Meta come together or not at all', () => {
    expect(problemsOf({ META_APP_SECRET: 'app' })).toEqual([
      'META_VERIFY_TOKEN is missing; set it to any words of yours; type the same ones at Meta as Verify token',
    ]);
    expect(problemsOf({ META_VERIFY_TOKEN: 'words' })).toEqual([
      'META_APP_SECRET is missing; set it to the app secret from App settings, Basic, of the app at Meta',
    ]);
  });
});
