// X by OAuth 2.0: refresh tokens that can be used once, shared by runs that know nothing of each other.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import { plus } from '../../lib/domain/time.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { RateLimited, SignInExpired } from '../../lib/platforms/platform-errors.ts';
import type { SharedSessions } from '../../lib/platforms/sessions.ts';
import { createXPlatform } from '../../lib/platforms/x/x-platform.ts';
import type { XSession } from '../../lib/platforms/x/x-user-token.ts';
import { type FakeX, startFakeX } from '../support/fake-x.ts';
import { orderFor, readPage, START } from '../support/platform-scene.ts';
import { type TestClock, testClock } from '../support/test-clock.ts';

/** The table's session store in one process; `saves` tells what was kept, in order. */
function sharedInMemory() {
  let kept: XSession | undefined;
  let heldUntil = '';
  const saves: XSession[] = [];
  const sessions: SharedSessions<XSession> = {
    load: async () => kept,
    hold: async (now, until) => {
      if (heldUntil > now) return undefined;
      heldUntil = until;
      const release = async (): Promise<void> => {
        heldUntil = '';
      };
      return {
        release,
        save: async (session) => {
          kept = session;
          saves.push(session);
          await release();
          return true;
        },
      };
    },
  };
  return { sessions, saves };
}

interface Scene extends ReturnType<typeof sharedInMemory> {
  readonly clock: TestClock;
  readonly fake: FakeX;
  /** Another process on the same account. */
  readonly run: (env?: Record<string, string>) => Platform;
}

async function onX(test: (scene: Scene) => Promise<void>): Promise<void> {
  const clock = testClock(START);
  const fake = await startFakeX({ clock: clock.now });
  const shared = sharedInMemory();
  const run = (env = fake.oauth2Env()): Platform =>
    createXPlatform({
      account: parseSettings(env).accounts.x!,
      keywords: [],
      clock: clock.now,
      fetch,
      sessions: shared.sessions,
    });
  await test({ clock, fake, run, ...shared }).finally(fake.close);
}

describe('X by OAuth 2.0', () => {
  it('signs in with the refresh token of the settings, once for all runs', () =>
    onX(async ({ fake, run }) => {
      fake.addMention({ author: 'ann', text: 'hello' });
      expect((await readPage(run())).items).toHaveLength(1);
      expect((await readPage(run())).items).toHaveLength(1);
      expect(fake.app.refreshes()).toBe(1);
      expect(fake.calls().at(-1)!.headers.authorization).toBe('Bearer user-token-1');
    }));

  it('renews once when the two hours are over, keeps the new pair before it uses it, and answers', () =>
    onX(async ({ fake, clock, run, saves }) => {
      const platform = run();
      const order = await orderFor({ fake, platform, clock }, 'Sorry!');
      clock.advance({ hours: 3 });
      await platform.reply(order);
      expect(fake.replies()).toHaveLength(1);
      expect(fake.app.refreshes()).toBe(2);
      expect(saves.map(({ accessToken, refreshToken }) => [accessToken, refreshToken])).toEqual([
        ['user-token-1', 'refresh-1'],
        ['user-token-2', 'refresh-2'],
      ]);
    }));

  it('shares one renewal between calls that find the token run out at the same time', () =>
    onX(async ({ fake, clock, run }) => {
      const platform = run();
      await readPage(platform);
      clock.advance({ hours: 3 });
      await Promise.all([readPage(platform), readPage(platform), readPage(platform)]);
      expect(fake.app.refreshes()).toBe(2);
    }));

  it('never spends a refresh token on a refusal', () =>
    onX(async ({ fake, clock, run }) => {
      const platform = run();
      const order = await orderFor({ fake, platform, clock }, 'Sorry!');
      fake.failNext('not-permitted', 1, 'reply');
      await expect(platform.reply(order)).rejects.toMatchObject({ name: 'ReplyNotPermitted' });
      expect(fake.app.refreshes()).toBe(1);
    }));

  it('lets only one run renew, and the others come back for what it has stored', () =>
    onX(async ({ fake, clock, run, sessions }) => {
      const right = await sessions.hold(clock.now(), plus(clock.now(), { seconds: 40 }));
      const error: unknown = await readPage(run()).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(RateLimited);
      expect(error).toMatchObject({ retryAt: plus(clock.now(), { seconds: 5 }) });
      expect(fake.app.refreshes()).toBe(0);
      await right!.release();
      await readPage(run());
      expect(fake.app.refreshes()).toBe(1);
    }));

  it('goes on after a run that died while it renewed', () =>
    onX(async ({ fake, clock, run, sessions }) => {
      await sessions.hold(clock.now(), plus(clock.now(), { seconds: 40 }));
      clock.advance({ seconds: 41 });
      expect((await readPage(run())).items).toEqual([]);
      expect(fake.app.refreshes()).toBe(1);
    }));

  it('takes the pair another run has stored when its own refresh token turns out to be spent', () =>
    onX(async ({ fake, clock, run, sessions, saves }) => {
      await readPage(run());
      clock.advance({ hours: 3 });
      const renewedElsewhere = { ...saves[0]!, ...fake.app.spendRefreshToken() };
      let loads = 0;
      // What the other run has stored is seen only after ours has asked X.
      const late: typeof sessions = {
        ...sessions,
        load: async () => {
          loads += 1;
          return fake.app.refreshes() > 1 ? renewedElsewhere : sessions.load();
        },
      };
      const account = parseSettings(fake.oauth2Env()).accounts.x!;
      const platform = createXPlatform({ account, keywords: [], clock: clock.now, fetch, sessions: late });
      expect((await readPage(platform)).items).toEqual([]);
      expect(loads).toBeGreaterThan(0);
      expect(fake.calls().at(-1)!.headers.authorization).toBe(`Bearer ${renewedElsewhere.accessToken}`);
    }));

  it('says that a person must sign in again when the refresh token is spent for good, and names no secret', () =>
    onX(async ({ fake, clock, run, sessions }) => {
      await readPage(run());
      clock.advance({ hours: 3 });
      fake.app.spendRefreshToken();
      const error: unknown = await readPage(run()).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(SignInExpired);
      expect(String(error)).toContain('X_OAUTH2_REFRESH_TOKEN');
      expect(String(error)).not.toMatch(/refresh-\d|user-token|client-secret/);
      expect(await sessions.hold(clock.now(), clock.now())).toBeDefined();
    }));

  it('begins anew with another refresh token in the settings', () =>
    onX(async ({ fake, run }) => {
      await readPage(run());
      const { refreshToken } = fake.app.spendRefreshToken();
      await readPage(run({ ...fake.oauth2Env(), X_OAUTH2_REFRESH_TOKEN: refreshToken }));
      expect(fake.app.refreshes()).toBe(2);
      expect(fake.calls().at(-1)!.headers.authorization).toBe('Bearer user-token-3');
    }));

  it('is left alone where the four keys of OAuth 1.0a are given', () =>
    onX(async ({ fake, run }) => {
      await readPage(run({ ...fake.oauth2Env(), ...fake.env() }));
      expect(fake.calls().at(-1)!.headers.authorization).toMatch(/^OAuth /);
      expect(fake.app.refreshes()).toBe(0);
    }));
});
