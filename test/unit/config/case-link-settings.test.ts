// With what the links to customers' pages are made, and where there are none.
import { describe, expect, it } from 'vitest';
import { openHouse } from '../../../lib/composition.ts';
import type { Environment } from '../../../lib/config/setting-reader.ts';
import { BrokenSettings, parseSettings } from '../../../lib/config/settings.ts';
import { caseToken } from '../../../lib/domain/case-link.ts';

const SECRET = 'a secret of the tests, long enough to sign with';
const NOW = '2026-11-21T09:00:00.000Z';

function problemsOf(env: Environment): readonly string[] {
  try {
    parseSettings(env);
  } catch (error) {
    if (error instanceof BrokenSettings) return error.problems;
    throw error;
  }
  return [];
}

async function linkOf(env: Environment, sample = false): Promise<string | undefined> {
  const outside = { clock: () => NOW, newId: () => 'id', log: { error: () => undefined } };
  const house = await openHouse(env, outside);
  return house.caseLinks({ sample })?.('t1');
}

describe('the settings of the customer page', () => {
  it('are a secret, and an address where it is not the one of the desk', () => {
    expect(parseSettings({ CASE_LINK_SECRET: SECRET, CASE_LINK_URL: 'https://help.acme.example/' }).caseLink).toEqual({
      secret: SECRET,
      url: 'https://help.acme.example',
    });
    expect(parseSettings({})).not.toHaveProperty('caseLink');
  });

  it('refuse a secret that could be guessed, without repeating it', () => {
    expect(problemsOf({ CASE_LINK_SECRET: 'hunter2' })).toEqual([
      'CASE_LINK_SECRET has 7 characters; expected at least 32, e.g. from: openssl rand -hex 32',
    ]);
  });

  it.each(['https://acme.example/help', 'https://acme.example/?a=b', 'https://user@acme.example'])(
    'refuse %s, where the page could not be served',
    (url) => {
      expect(problemsOf({ CASE_LINK_SECRET: SECRET, CASE_LINK_URL: url })).toEqual([
        `CASE_LINK_URL is "${url}"; expected nothing after the host, e.g. https://help.acme.example`,
      ]);
    },
  );
});

describe('a link to the customer page', () => {
  const path = `/case/${caseToken(SECRET, 't1', NOW)}`;
  const signed = { CASE_LINK_SECRET: SECRET };

  it('leads to the address that was set, or to the desk on the web', async () => {
    const env = { ...signed, EARSHOT_DESK_URL: 'https://desk.example' };
    expect(await linkOf(env)).toBe(`https://desk.example${path}`);
    expect(await linkOf({ ...env, CASE_LINK_URL: 'https://help.acme.example' })).toBe(
      `https://help.acme.example${path}`,
    );
  });

  it('is not offered from a laptop, where no customer could open it, except to look at the sample', async () => {
    const env = { ...signed, EARSHOT_DESK_URL: 'http://127.0.0.1:4000' };
    expect(await linkOf(env)).toBeUndefined();
    expect(await linkOf(env, true)).toBe(`http://127.0.0.1:4000${path}`);
  });

  it('is not offered where nothing signs it', async () => {
    expect(await linkOf({ EARSHOT_DESK_URL: 'https://desk.example' })).toBeUndefined();
  });
});
