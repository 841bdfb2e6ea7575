// Signing in at Reddit: one token a day for all runs, renewed when it runs out, and words for a person when that is refused.
import { describe, expect, it } from 'vitest';
import { SignInExpired } from '../../lib/platforms/platform-errors.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import type { FakeReddit } from '../support/fake-reddit.ts';
import { readAll, readPage, scene } from '../support/platform-scene.ts';
import { connectReddit, reddit, redditSessions } from '../support/reddit-subject.ts';

describe('Reddit, signed in for a day,', () => {
  const at = scene(reddit, 100);

  it('gives one token for every run', async () => {
    const { fake, clock } = at();
    const sessions = redditSessions();
    for (let run = 0; run < 3; run += 1) await readPage(connectReddit(fake, { clock: clock.now, sessions }));
    expect(tokens(fake)).toBe(1);
    clock.advance({ hours: 24 });
    await readPage(connectReddit(fake, { clock: clock.now, sessions }));
    expect(tokens(fake)).toBe(2);
  });

  it('gives one new token to calls that find theirs run out at the same time', async () => {
    const { fake, platform, clock } = at();
    await readPage(platform);
    (fake as FakeReddit).expireAccess();
    await Promise.all([readPage(platform), readPage(platform), readAll(platform, 'search')]);
    expect(tokens(fake)).toBe(2);
    clock.advance({ hours: 24 });
    await Promise.all([readPage(platform), readPage(platform)]);
    expect(tokens(fake)).toBe(3);
  });

  it('takes over the token that another run has fetched', async () => {
    const { fake, clock } = at();
    const sessions = redditSessions();
    const [one, other] = [
      connectReddit(fake, { clock: clock.now, sessions }),
      connectReddit(fake, { clock: clock.now, sessions }),
    ];
    await readPage(one);
    await readPage(other);
    (fake as FakeReddit).expireAccess();
    await readPage(one);
    await readPage(other);
    expect(tokens(fake)).toBe(2);
  });

  it('uses no token of other settings', async () => {
    const { fake, clock } = at();
    const sessions = redditSessions({ of: 'other', accessToken: 'foreign', endsAt: '2027-01-01T00:00:00.000Z' });
    await readPage(connectReddit(fake, { clock: clock.now, sessions }));
    expect(fake.calls().some(({ headers }) => headers.authorization === 'Bearer foreign')).toBe(false);
  });

  it('says what to do when the permission has been taken back, and works once it is given again', async () => {
    const { fake, platform } = at();
    (fake as FakeReddit).revoke();
    const error: unknown = await readPage(platform).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SignInExpired);
    expect(String(error)).toMatch(/invalid_grant.*REDDIT_REFRESH_TOKEN/);
    expect(String(error)).not.toContain('reddit-refresh-token');
    fake.failNext('server-error', 1, 'other');
    await expect(readPage(platform)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: false });
  });

  it('renews nothing because of a refusal', async () => {
    const { fake, platform } = at();
    await readPage(platform);
    fake.failNext({ status: 403, json: { message: 'Forbidden', error: 403 } });
    await expect(readPage(platform)).rejects.toThrow(SignInExpired);
    expect(tokens(fake)).toBe(1);
  });
});

function tokens(fake: FakeNetwork): number {
  return fake.calls().filter(({ path }) => path === '/api/v1/access_token').length;
}
