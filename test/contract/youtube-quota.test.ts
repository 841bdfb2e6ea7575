// How YouTube lets Earshot in and how it counts: one token for all runs, and units that are kept for answers.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import { plus } from '../../lib/domain/time.ts';
import { RateLimited, SignInExpired } from '../../lib/platforms/platform-errors.ts';
import { createYoutubePlatform } from '../../lib/platforms/youtube/youtube-platform.ts';
import { googleSays, googleSessionsInMemory } from '../support/fake-google-token.ts';
import type { FakeYoutube } from '../support/fake-youtube.ts';
import { limitsInMemory, orderFor, readPage, START, scene } from '../support/platform-scene.ts';
import { connectYoutube, readAnswers, youtube } from '../support/youtube-scene.ts';

/** 00:00 in California on the day after START. */
const MIDNIGHT = '2026-11-22T08:00:00.000Z';

describe('YouTube counts units', () => {
  const at = scene(youtube, 100);

  it('stops reading while answers can still be paid for, until midnight in California', async () => {
    const { fake, clock } = at();
    const limits = limitsInMemory();
    const platform = connectYoutube(fake, { clock: clock.now, limits });
    const order = await orderFor({ ...at(), platform }, 'Sorry!');
    await limits.save('units', { remaining: 1_500, resetAt: MIDNIGHT, most: 10_000 });
    const calls = fake.calls().length;
    await expect(readPage(platform)).rejects.toMatchObject({ name: 'RateLimited', retryAt: MIDNIGHT });
    expect(fake.calls()).toHaveLength(calls);
    await platform.reply(order);
    expect(fake.replies()).toHaveLength(1);
    clock.advance({ hours: 24 });
    await readPage(platform);
  });

  it('looks for answers in old threads only while half of the day is left', async () => {
    const { fake, clock } = at();
    const limits = limitsInMemory();
    const platform = connectYoutube(fake, { clock: clock.now, limits });
    await limits.save('units', { remaining: 5_000, resetAt: MIDNIGHT, most: 10_000 });
    await expect(readAnswers(platform, START)).rejects.toThrow(RateLimited);
    await readPage(platform);
  });

  it('counts what YouTube counts', async () => {
    const { fake, clock } = at();
    const limits = limitsInMemory();
    const platform = connectYoutube(fake, { clock: clock.now, limits });
    const order = await orderFor({ ...at(), platform }, 'Sorry!');
    await platform.reply(order);
    await platform.findOwnReply(order);
    await platform.refresh!.look([order.post as never]);
    expect((await limits.load('units'))!.remaining).toBe(10_000 - (fake as FakeYoutube).units());
  });

  it.each(['poll', 'reply'] as const)('waits for the new day when YouTube says that all is used: %s', async (on) => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.failNext('out-of-credit', 1, on);
    const run = (): Promise<unknown> => (on === 'poll' ? readPage(platform) : platform.reply(order));
    await expect(run()).rejects.toMatchObject({ name: 'RateLimited', retryAt: MIDNIGHT });
    const calls = fake.calls().length;
    await expect(run()).rejects.toThrow(RateLimited);
    expect(fake.calls()).toHaveLength(calls);
  });

  it('waits a minute when calls come too fast, which YouTube says with 403', async () => {
    const { fake, platform } = at();
    fake.failNext('rate-limited');
    await expect(readPage(platform)).rejects.toMatchObject({
      name: 'RateLimited',
      retryAt: plus(START, { seconds: 60 }),
    });
  });
});

describe('YouTube signs in', () => {
  const at = scene(youtube, 100);
  const tokens = ({ fake }: ReturnType<typeof at>): FakeYoutube['tokens'] => (fake as FakeYoutube).tokens;

  it('fetches one token for all runs of an hour', async () => {
    const { fake, clock } = at();
    const sessions = googleSessionsInMemory();
    for (let run = 0; run < 4; run += 1) await readPage(connectYoutube(fake, { clock: clock.now, sessions }));
    expect(tokens(at()).given()).toBe(1);
    clock.advance({ minutes: 59 });
    await readPage(connectYoutube(fake, { clock: clock.now, sessions }));
    expect(tokens(at()).given()).toBe(2);
  });

  it('renews a token once that Google no longer takes, for all calls that find it so', async () => {
    const { platform } = at();
    await readPage(platform);
    tokens(at()).expire();
    await Promise.all([readPage(platform), readPage(platform), platform.whoAmI()]);
    expect(tokens(at()).given()).toBe(2);
  });

  it('does not renew a token for missing rights', async () => {
    const { fake, platform } = at();
    fake.failNext(googleSays(403, 'insufficientPermissions', 'Insufficient Permission'));
    await expect(readPage(platform)).rejects.toThrow(SignInExpired);
    expect(tokens(at()).given()).toBe(1);
  });

  it('does not use a token of other credentials', async () => {
    const { fake, clock } = at();
    const foreign = { of: 'another', accessToken: 'foreign', endsAt: plus(START, { hours: 1 }) };
    await readPage(connectYoutube(fake, { clock: clock.now, sessions: googleSessionsInMemory(foreign) }));
    expect(fake.calls().some(({ headers }) => headers.authorization === 'Bearer foreign')).toBe(false);
  });

  it('says what to do when the consent was taken back', async () => {
    const { fake, platform } = at();
    (fake as FakeYoutube).revoke();
    const error: unknown = await readPage(platform).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SignInExpired);
    expect(String(error)).toContain('YOUTUBE_REFRESH_TOKEN');
    expect(String(error)).not.toContain(fake.env()['YOUTUBE_REFRESH_TOKEN']!);
  });

  it('says when another channel than the one in the settings has signed in', async () => {
    const { fake, clock } = at();
    const account = { ...parseSettings(fake.env()).accounts.youtube!, channelId: 'UCother' };
    const platform = createYoutubePlatform({ account, clock: clock.now, fetch, sessions: googleSessionsInMemory() });
    await expect(platform.whoAmI()).rejects.toThrow(/UCacmebrand.*UCother/);
  });
});
