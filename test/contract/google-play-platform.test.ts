// Google Play against its scripted stand-in: the contract, and what only Google Play does.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import { plus } from '../../lib/domain/time.ts';
import type { AccessSessions } from '../../lib/platforms/access-token.ts';
import { createGooglePlayPlatform } from '../../lib/platforms/google-play/google-play-platform.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import {
  CursorExpired,
  NotFound,
  RateLimited,
  ReplyNotPermitted,
  SignInExpired,
  TooLong,
} from '../../lib/platforms/platform-errors.ts';
import type { RateLimits } from '../../lib/platforms/rate-limits.ts';
import { type FakeGooglePlay, REFUSED_WORD, startFakeGooglePlay } from '../support/fake-google-play.ts';
import { googleSays, googleSessionsInMemory } from '../support/fake-google-token.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import {
  type ContractSubject,
  limitsInMemory,
  orderFor,
  readAll,
  readPage,
  START,
  scene,
} from '../support/platform-scene.ts';
import { describePlatform } from './platform.contract.ts';

interface Connected {
  readonly clock: () => string;
  readonly timeoutMs?: number;
  readonly sessions?: AccessSessions;
  readonly limits?: RateLimits;
}

const connect = (fake: FakeNetwork, options: Connected): Platform =>
  createGooglePlayPlatform({
    account: parseSettings(fake.env()).accounts.googlePlay!,
    fetch,
    sessions: googleSessionsInMemory(),
    ...options,
  });

const googlePlay: ContractSubject = {
  name: 'Google Play',
  lacks: ['account', 'searches', 'conversations'],
  start: startFakeGooglePlay,
  connect: (fake, { clock, ...options }) => connect(fake, { clock: clock.now, ...options }),
};

describePlatform(googlePlay);

describe('Google Play', () => {
  const at = scene(googlePlay, 100);
  const play = (): FakeGooglePlay => at().fake as FakeGooglePlay;

  it('shows title, words and stars of a review, and opens it in the store', async () => {
    const { fake, platform } = at();
    const { id } = fake.addMention({ author: 'Ann', text: 'Broken\tIt crashes since the update.' });
    const [item] = (await readPage(platform)).items;
    expect(item!.mention).toMatchObject({
      text: 'Broken\nIt crashes since the update.\n\n1 of 5 stars',
      author: { handle: 'Ann', name: 'Ann' },
      url: `https://play.google.com/store/apps/details?id=com.acme.app&reviewId=${encodeURIComponent(id)}`,
      addressed: true,
    });
  });

  it('never takes two reviewers of one name for one person', async () => {
    const { fake, platform } = at();
    fake.addMention({ author: 'A Google user', text: 'one' });
    fake.addMention({ author: 'A Google user', text: 'two' });
    const { items } = await readPage(platform);
    expect(new Set(items.map(({ mention }) => mention.author.id)).size).toBe(2);
  });

  it('hears an edited review again under its own name', async () => {
    const { fake, clock, platform } = at();
    const { id } = fake.addMention({ author: 'Ann', text: 'fine' });
    const downTo = clock.advance({ hours: 2 });
    fake.edit!(id, 'not fine at all');
    const { items } = await readPage(platform, { downTo });
    expect(items).toMatchObject([{ at: downTo, mention: { id, text: expect.stringContaining('not fine at all') } }]);
  });

  it('never overwrites an answer that somebody gave in the Play Console', async () => {
    const { platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    play().answerByHand(order.post.id, 'Please call us.');
    await expect(platform.reply(order)).rejects.toThrow(ReplyNotPermitted);
    expect(play().replies()).toMatchObject([{ text: 'Please call us.' }]);
    const [item] = (await readPage(platform)).items;
    expect(platform.permit(item!.mention)).toMatchObject({ allowed: false, openUrl: order.post.url });
  });

  it('counts its own answer as sent when it stands there already, tags left out', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry, <b>Ann</b>!');
    const sent = await platform.reply(order);
    const calls = fake.calls().length;
    expect(await platform.reply(order)).toEqual(sent);
    expect(
      fake
        .calls()
        .slice(calls)
        .map(({ method }) => method),
    ).toEqual(['GET']);
    expect(await platform.findOwnReply(order)).toEqual(sent);
  });

  it('names an answer otherwise than the review it stands under', async () => {
    const { platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    expect((await platform.reply(order)).nativeId).not.toBe(order.post.id);
  });

  it('says that some reviews take no answer, which Google says like missing rights', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!', { author: 'Ann', text: `bad ${REFUSED_WORD}` });
    await expect(platform.reply(order)).rejects.toThrow(ReplyNotPermitted);
    fake.failNext(googleSays(403, 'forbidden', 'The caller does not have permission'));
    await expect(readPage(platform)).rejects.toThrow(SignInExpired);
  });

  it('tells a text that is too long', async () => {
    const { platform } = at();
    await expect(platform.reply(await orderFor(at(), 'a'.repeat(351)))).rejects.toThrow(TooLong);
  });

  it('takes no review for gone only because it is too old to be shown, and says so when it is answered', async () => {
    const { fake, clock, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    clock.advance({ days: 8 });
    expect(await platform.refresh!.look([order.post])).toEqual([]);
    await expect(platform.reply(order)).rejects.toMatchObject({
      name: 'ReplyNotPermitted',
      reason: expect.stringContaining('seven days'),
    });
    expect(fake.replies()).toEqual([]);
  });

  it('looks again at a review that was written long ago and changed in the last days', async () => {
    const { fake, clock, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    clock.advance({ days: 8 });
    fake.edit!(post.id, 'still broken');
    const [item] = (await readPage(platform)).items;
    const revised = { ...item!.mention, createdAt: post.createdAt };
    fake.remove(post.id);
    expect(await platform.refresh!.look([revised])).toEqual([{ id: post.id, gone: true }]);
  });

  it('finds nothing of its own under a review that is gone', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.remove(order.post.id);
    expect(await platform.findOwnReply(order)).toBeUndefined();
    await expect(platform.reply(order)).rejects.toThrow(NotFound);
  });

  it('says that a page token is no longer good', async () => {
    const { platform } = at();
    await expect(readPage(platform, { pageToken: 'stale' })).rejects.toThrow(CursorExpired);
  });
});

describe('Google Play lets Earshot in', () => {
  const at = scene(googlePlay, 100);

  it('with a token that its key has signed, once for all runs of an hour', async () => {
    const { fake, clock } = at();
    const sessions = googleSessionsInMemory();
    for (let run = 0; run < 3; run += 1) await readPage(connect(fake, { clock: clock.now, sessions }));
    expect((fake as FakeGooglePlay).tokens.given()).toBe(1);
    clock.advance({ hours: 1 });
    await readPage(connect(fake, { clock: clock.now, sessions }));
    expect((fake as FakeGooglePlay).tokens.given()).toBe(2);
  });

  it('not with a key that is none, and says which setting is wrong', async () => {
    const { fake, clock } = at();
    const privateKey = '-----BEGIN PRIVATE KEY-----\ncut short';
    const account = { ...parseSettings(fake.env()).accounts.googlePlay!, privateKey };
    const sessions = googleSessionsInMemory();
    const platform = createGooglePlayPlatform({ account, clock: clock.now, fetch, sessions });
    const error: unknown = await readPage(platform).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SignInExpired);
    expect(String(error)).toContain('PLAY_SERVICE_ACCOUNT');
    expect(String(error)).not.toContain('cut short');
  });

  it('and shows no part of its key when the token server echoes it', async () => {
    const { fake, platform } = at();
    const { privateKey } = parseSettings(fake.env()).accounts.googlePlay!;
    const line = privateKey.split('\n')[1]!;
    fake.failNext({ status: 500, json: { error: privateKey } }, 1, 'other');
    const error: unknown = await readPage(platform).catch((caught: unknown) => caught);
    expect(String(error)).toContain('***');
    expect(String(error)).not.toContain(line);
  });

  it('two hundred times an hour, of which reading leaves some for answers', async () => {
    const { fake, clock } = at();
    const limits = limitsInMemory();
    const platform = connect(fake, { clock: clock.now, limits });
    const order = await orderFor({ ...at(), platform }, 'Sorry!');
    for (let i = 0; i < 149; i += 1) await readPage(platform);
    await expect(readPage(platform)).rejects.toMatchObject({ retryAt: plus(START, { hours: 1, minutes: 1 }) });
    await expect(platform.refresh!.look([order.post])).rejects.toThrow(RateLimited);
    await platform.reply(order);
    expect(fake.replies()).toHaveLength(1);
    clock.advance({ hours: 2 });
    expect((await readAll(platform)).items).toHaveLength(1);
  });

  it.each([
    ['poll', '2026-11-21T10:01:00.000Z'],
    ['reply', '2026-11-22T08:00:00.000Z'],
  ] as const)('until Google says that all is used: %s', async (on, retryAt) => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.failNext('out-of-credit', 1, on);
    const run = (): Promise<unknown> => (on === 'poll' ? readPage(platform) : platform.reply(order));
    await expect(run()).rejects.toMatchObject({ name: 'RateLimited', retryAt });
    await expect(run()).rejects.toThrow(RateLimited);
  });
});
