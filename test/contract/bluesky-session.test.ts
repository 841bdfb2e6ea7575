// How Earshot stays signed in at Bluesky: one login, tokens that all runs share, and never two runs that renew at once.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import { createBlueskyPlatform } from '../../lib/platforms/bluesky/bluesky-platform.ts';
import type { BlueskySession, BlueskySessions } from '../../lib/platforms/bluesky/bluesky-session.ts';
import { RateLimited, SignInExpired } from '../../lib/platforms/platform-errors.ts';
import { bluesky, connectBluesky } from '../support/bluesky-subject.ts';
import type { FakeBluesky } from '../support/fake-bluesky.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { limitsInMemory, orderFor, readAll, readPage, START, scene } from '../support/platform-scene.ts';
import { sessionsInMemory } from '../support/sessions-in-memory.ts';

describe("Bluesky's session", () => {
  const at = scene(bluesky, 100);

  it('logs in once and shares the session with every later run', async () => {
    const { fake, clock } = at();
    const sessions = sessionsInMemory<BlueskySession>();
    for (let run = 0; run < 5; run += 1) await readPage(connectBluesky(fake, { clock: clock.now, sessions }));
    expect(called(fake, 'createSession')).toBe(1);
  });

  it('renews a token that has run out, without a login', async () => {
    const { fake, clock } = at();
    const sessions = sessionsInMemory<BlueskySession>();
    const platform = connectBluesky(fake, { clock: clock.now, sessions });
    await readPage(platform);
    (fake as FakeBluesky).expireAccess();
    await readPage(platform);
    expect(called(fake, 'createSession')).toBe(1);
    expect(called(fake, 'refreshSession')).toBe(1);
    expect((await sessions.load())?.accessJwt).toBe('access-2');
  });

  it('takes over the token that another run has renewed', async () => {
    const { fake, clock } = at();
    const sessions = sessionsInMemory<BlueskySession>();
    const [one, other] = [
      connectBluesky(fake, { clock: clock.now, sessions }),
      connectBluesky(fake, { clock: clock.now, sessions }),
    ];
    await readPage(one);
    await readPage(other);
    (fake as FakeBluesky).expireAccess();
    await readPage(one);
    await readPage(other);
    expect(called(fake, 'refreshSession')).toBe(1);
  });

  it('renews once when several calls find the token run out at the same time', async () => {
    const { fake, platform } = at();
    await readPage(platform);
    (fake as FakeBluesky).expireAccess();
    await Promise.all([readPage(platform), readPage(platform), readAll(platform, 'search')]);
    expect(called(fake, 'refreshSession')).toBe(1);
    expect(called(fake, 'createSession')).toBe(1);
  });

  it('logs in again when the whole session has run out', async () => {
    const { fake, platform } = at();
    await readPage(platform);
    (fake as FakeBluesky).expireSession();
    await readPage(platform);
    expect(called(fake, 'createSession')).toBe(2);
  });

  it('does not use a session that belongs to other settings', async () => {
    const { fake, clock } = at();
    const foreign = { service: 'https://elsewhere.example', accessJwt: 'foreign' } as BlueskySession;
    const sessions = sessionsInMemory(foreign);
    await readPage(connectBluesky(fake, { clock: clock.now, sessions }));
    expect(fake.calls().some(({ headers }) => headers.authorization === 'Bearer foreign')).toBe(false);
  });

  it('says which settings are wrong when the password is', async () => {
    const { fake, clock } = at();
    const account = { ...parseSettings(fake.env()).accounts.bluesky!, password: 'wrong' };
    const platform = createBlueskyPlatform({
      account,
      keywords: [],
      clock: clock.now,
      fetch,
      sessions: sessionsInMemory(),
    });
    const error: unknown = await readPage(platform).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SignInExpired);
    expect(String(error)).toContain('BLUESKY_PASSWORD');
    expect(String(error)).not.toContain('wrong');
  });

  it('tries a refused password again after half an hour, and another one at once', async () => {
    const { fake, clock } = at();
    const account = parseSettings(fake.env()).accounts.bluesky!;
    const shared = {
      keywords: [],
      clock: clock.now,
      fetch,
      sessions: sessionsInMemory<BlueskySession>(),
      limits: limitsInMemory(),
    };
    const failures: unknown[] = [];
    for (let minute = 0; minute < 60; minute += 1) {
      const platform = createBlueskyPlatform({ account: { ...account, password: 'wrong' }, ...shared });
      failures.push(await readPage(platform).catch((caught: unknown) => caught));
      if (minute < 59) clock.advance({ minutes: 1 });
    }
    expect(called(fake, 'createSession')).toBe(2);
    expect(failures.every((failure) => failure instanceof SignInExpired)).toBe(true);
    expect(String(failures[1])).toContain('not tried again before 2026-11-21T09:30:00.000Z');
    await readPage(createBlueskyPlatform({ account, ...shared }));
    expect(called(fake, 'createSession')).toBe(3);
  });

  it('tries again to renew after a renewal has failed', async () => {
    const { fake, platform } = at();
    await readPage(platform);
    (fake as FakeBluesky).expireAccess();
    fake.failNext('server-error', 1, 'other');
    await expect(readPage(platform)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: false });
    expect((await readPage(platform)).items).toEqual([]);
    expect(called(fake, 'createSession')).toBe(1);
  });

  it('lets one of two runs renew; the other waits for what that one stores', async () => {
    const { fake, clock } = at();
    const sessions = sessionsInMemory<BlueskySession>();
    const [one, other] = [0, 1].map(() => connectBluesky(fake, { clock: clock.now, sessions }));
    await readPage(one!);
    await readPage(other!);
    (fake as FakeBluesky).expireAccess();
    const [first, second] = await Promise.allSettled([readPage(one!), readPage(other!)]);
    expect(called(fake, 'refreshSession')).toBe(1);
    expect([first.status, second.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    const { reason } = [first, second].find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(RateLimited);
    expect(reason).toMatchObject({ retryAt: expect.stringContaining('T09:00:05') });
    await Promise.all([readPage(one!), readPage(other!)]);
    expect(called(fake, 'refreshSession')).toBe(1);
    expect(called(fake, 'createSession')).toBe(1);
  });

  it('lets one of many runs that begin at the same time log in', async () => {
    const { fake, clock } = at();
    const sessions = sessionsInMemory<BlueskySession>();
    const runs = Array.from({ length: 8 }, () => connectBluesky(fake, { clock: clock.now, sessions }));
    await Promise.allSettled(runs.map((run) => readPage(run)));
    await Promise.all(runs.map((run) => readPage(run)));
    expect(called(fake, 'createSession')).toBe(1);
  });

  it('goes on after a run has died while it alone could sign in', async () => {
    const { fake, clock } = at();
    const sessions = sessionsInMemory<BlueskySession>();
    await sessions.hold(clock.now(), clock.advance({ seconds: 40 }));
    const platform = connectBluesky(fake, { clock: () => START, sessions });
    await expect(readPage(platform)).rejects.toThrow(RateLimited);
    expect(fake.calls()).toEqual([]);
    await readPage(connectBluesky(fake, { clock: clock.now, sessions }));
    expect(called(fake, 'createSession')).toBe(1);
  });

  it('gives the right to sign in back when signing in fails', async () => {
    const { fake, clock } = at();
    const sessions = sessionsInMemory<BlueskySession>();
    fake.failNext('server-error', 1, 'other');
    await expect(readPage(connectBluesky(fake, { clock: clock.now, sessions }))).rejects.toMatchObject({
      name: 'Unavailable',
    });
    await readPage(connectBluesky(fake, { clock: clock.now, sessions }));
    expect(called(fake, 'createSession')).toBe(2);
  });

  it('takes the tokens of the run that signed in meanwhile when its own time was over', async () => {
    const { fake, clock } = at();
    const theirs = sessionsInMemory<BlueskySession>();
    await readPage(connectBluesky(fake, { clock: clock.now, sessions: theirs }));
    let looks = 0;
    const sessions: BlueskySessions = {
      load: async () => ((looks += 1) > 2 ? theirs.load() : undefined),
      hold: async () => ({ save: async () => false, release: async () => undefined }),
    };
    const before = fake.calls().length;
    await readPage(connectBluesky(fake, { clock: clock.now, sessions })).catch(() => undefined);
    const [login, poll] = fake.calls().slice(before);
    expect(login!.path).toContain('createSession');
    expect(poll!.headers.authorization).toBe('Bearer access-1');
  });

  it('renews again when what another run has stored has run out as well', async () => {
    const { fake, clock } = at();
    const sessions = sessionsInMemory<BlueskySession>();
    const [one, other] = [0, 1].map(() => connectBluesky(fake, { clock: clock.now, sessions }));
    await readPage(other!);
    await readPage(one!);
    (fake as FakeBluesky).expireAccess();
    await readPage(one!);
    (fake as FakeBluesky).expireAccess();
    await readPage(other!);
    expect(called(fake, 'refreshSession')).toBe(2);
    expect(called(fake, 'createSession')).toBe(1);
  });

  it('makes no more logins than Bluesky allows, and reads on as soon as it may', async () => {
    const { fake, clock } = at();
    const limits = limitsInMemory();
    for (let run = 0; run < 40; run += 1)
      await readPage(connectBluesky(fake, { clock: clock.now, limits })).catch(() => undefined);
    expect(called(fake, 'createSession')).toBe(30);
    await expect(readPage(connectBluesky(fake, { clock: clock.now, limits }))).rejects.toThrow(RateLimited);
    clock.advance({ minutes: 5, seconds: 1 });
    expect((await limits.load('logins'))!.resetAt <= clock.now()).toBe(true);
  });

  it('keeps reading with the session it has when the logins are used up', async () => {
    const { fake, clock } = at();
    const limits = limitsInMemory();
    const platform = connectBluesky(fake, { clock: clock.now, limits });
    await readPage(platform);
    await limits.save('logins', { remaining: 0, resetAt: clock.advance({ minutes: 5 }) });
    expect((await readPage(platform)).unreadable).toEqual([]);
  });

  it('lets answers use the calls that are kept back from reads', async () => {
    const { fake, clock } = at();
    const limits = limitsInMemory();
    const platform = connectBluesky(fake, { clock: clock.now, limits });
    const order = await orderFor({ ...at(), platform }, 'Sorry!');
    await limits.save('all', { remaining: 200, most: 3000, resetAt: '2026-11-21T09:10:00.000Z' });
    await expect(readPage(platform)).rejects.toThrow(RateLimited);
    expect(await platform.findOwnReply(order)).toBeUndefined();
    await platform.reply(order);
    expect(fake.replies()).toHaveLength(1);
  });

  it('goes on reading when what may be written is used up, and writing when nothing may be read', async () => {
    const { fake, clock, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.failNext('rate-limited', 1, 'reply');
    await expect(platform.reply(order)).rejects.toThrow(RateLimited);
    expect((await readPage(platform)).items).toHaveLength(1);
    clock.advance({ minutes: 6 });
    await platform.reply(order);
    expect(fake.replies()).toHaveLength(1);
  });

  it('tells when the sign-in ends unless it is used before, without a call', async () => {
    const { fake, platform } = at();
    expect(await platform.signInEnds!()).toBeUndefined();
    await readPage(platform);
    const calls = fake.calls().length;
    expect(await platform.signInEnds!()).toBe('2027-02-19T09:00:00.000Z');
    expect(fake.calls()).toHaveLength(calls);
  });

  it('does not guess an end from a token that states none', async () => {
    const { fake, clock } = at();
    const sessions = sessionsInMemory<BlueskySession>();
    await readPage(connectBluesky(fake, { clock: clock.now, sessions }));
    for (const refreshJwt of ['', 'no-jwt', `a.${Buffer.from('{"exp":"soon"}').toString('base64url')}.c`]) {
      const odd = sessionsInMemory({ ...(await sessions.load())!, refreshJwt });
      expect(await connectBluesky(fake, { clock: clock.now, sessions: odd }).signInEnds!()).toBeUndefined();
    }
  });
});

function called(fake: FakeNetwork, method: string): number {
  return fake.calls().filter(({ path }) => path.endsWith(`.${method}`)).length;
}
