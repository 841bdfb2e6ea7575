// The App Store against its scripted stand-in: the contract, and what only the App Store does.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import { plus } from '../../lib/domain/time.ts';
import { createAppStorePlatform } from '../../lib/platforms/app-store/app-store-platform.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import {
  CursorExpired,
  NotFound,
  ReplyNotPermitted,
  SignInExpired,
  TooLong,
} from '../../lib/platforms/platform-errors.ts';
import type { RateLimits } from '../../lib/platforms/rate-limits.ts';
import { type FakeAppStore, startFakeAppStore } from '../support/fake-app-store.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { type ContractSubject, limitsInMemory, orderFor, readPage, START, scene } from '../support/platform-scene.ts';
import { describePlatform } from './platform.contract.ts';

interface Connected {
  readonly clock: () => string;
  readonly timeoutMs?: number;
  readonly limits?: RateLimits;
}

const connect = (fake: FakeNetwork, options: Connected): Platform =>
  createAppStorePlatform({ account: parseSettings(fake.env()).accounts.appStore!, fetch, ...options });

const appStore: ContractSubject = {
  name: 'App Store',
  lacks: ['account', 'searches', 'conversations'],
  start: startFakeAppStore,
  connect: (fake, { clock, ...options }) => connect(fake, { clock: clock.now, ...options }),
};

describePlatform(appStore);

describe('App Store', () => {
  const at = scene(appStore, 200);
  const store = (): FakeAppStore => at().fake as FakeAppStore;

  it('shows title, words and stars of a review, and the time in UTC', async () => {
    const { fake, platform } = at();
    fake.addMention({ author: 'ann99', text: 'It crashes since the update.' });
    const [item] = (await readPage(platform)).items;
    expect(item).toMatchObject({
      at: START,
      mention: {
        text: 'My review\nIt crashes since the update.\n\n1 of 5 stars',
        author: { handle: 'ann99', name: 'ann99' },
        createdAt: START,
        url: 'https://apps.apple.com/app/id1234567890?see-all=reviews',
        addressed: true,
      },
    });
  });

  it('never takes two reviewers of one nickname for one person', async () => {
    const { fake, platform } = at();
    fake.addMention({ author: 'ann99', text: 'one' });
    fake.addMention({ author: 'ann99', text: 'two' });
    const { items } = await readPage(platform);
    expect(new Set(items.map(({ mention }) => mention.author.id)).size).toBe(2);
  });

  it('never overwrites a response that somebody gave in App Store Connect', async () => {
    const { platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    store().answerByHand(order.post.id, 'Please call us.');
    await expect(platform.reply(order)).rejects.toThrow(ReplyNotPermitted);
    expect(store().replies()).toMatchObject([{ text: 'Please call us.' }]);
    const [item] = (await readPage(platform)).items;
    expect(platform.permit(item!.mention)).toMatchObject({
      allowed: false,
      openUrl: 'https://appstoreconnect.apple.com/apps/1234567890',
    });
  });

  it('counts a response that waits to be published as sent', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
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

  it('says which role the key lacks when it may read and not respond', async () => {
    const { platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    store().setRole(false);
    await expect(platform.reply(order)).rejects.toThrow(/Customer Support/);
    await expect(platform.reply(order)).rejects.toThrow(SignInExpired);
  });

  it('tells a text that is too long from a review that takes no response', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'a'.repeat(5_971));
    await expect(platform.reply(order)).rejects.toThrow(TooLong);
    fake.failNext('not-permitted', 1, 'reply');
    await expect(platform.reply(order)).rejects.toThrow(ReplyNotPermitted);
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
    await expect(readPage(platform, { pageToken: 'cursor=stale' })).rejects.toThrow(CursorExpired);
  });

  it('asks for the next page at its own server, whatever address Apple gives', async () => {
    const { fake, platform } = at();
    const next = 'https://elsewhere.example/v1/apps/1/customerReviews?cursor=AoJ%2B&limit=200';
    fake.failNext({ status: 200, json: { data: [], links: { next } } });
    const { nextPageToken } = await readPage(platform);
    await readPage(platform, { pageToken: nextPageToken! }).catch(() => undefined);
    const asked = fake.calls().at(-1)!;
    expect(asked.path).toBe('/v1/apps/1234567890/customerReviews');
    expect(asked.query.get('cursor')).toBe('AoJ+');
    expect(asked.query.get('include')).toBe('response');
  });
});

describe('App Store lets Earshot in', () => {
  const at = scene(appStore, 200);

  it('with one token for a quarter of an hour, and a new one before it ends', async () => {
    const { fake, clock, platform } = at();
    await readPage(platform);
    clock.advance({ minutes: 10 });
    await readPage(platform);
    clock.advance({ minutes: 10 });
    await readPage(platform);
    const tokens = new Set(fake.calls().map(({ headers }) => headers.authorization));
    expect(tokens.size).toBe(2);
  });

  it('not with a key that is none, and says which setting is wrong', async () => {
    const { fake, clock } = at();
    const privateKey = '-----BEGIN PRIVATE KEY-----\ncut short';
    const account = { ...parseSettings(fake.env()).accounts.appStore!, privateKey };
    const error: unknown = await readPage(createAppStorePlatform({ account, clock: clock.now, fetch })).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(SignInExpired);
    expect(String(error)).toContain('APP_STORE_PRIVATE_KEY');
    expect(String(error)).not.toContain('cut short');
  });

  it('and shows no part of its key when the server echoes it', async () => {
    const { fake, platform } = at();
    const { privateKey } = parseSettings(fake.env()).accounts.appStore!;
    fake.failNext({ status: 500, json: { error: privateKey } });
    const error: unknown = await readPage(platform).catch((caught: unknown) => caught);
    expect(String(error)).toContain('***');
    expect(String(error)).not.toContain(privateKey.split('\n')[1]!);
  });

  it('so many times in a rolling hour: reading pauses early, an answer goes through', async () => {
    const { fake, clock } = at();
    const limits = limitsInMemory();
    const platform = connect(fake, { clock: clock.now, limits });
    const order = await orderFor({ ...at(), platform }, 'Sorry!');
    (fake as FakeAppStore).setHourLeft(350);
    await readPage(platform);
    const now = clock.now();
    await expect(readPage(platform)).rejects.toMatchObject({ retryAt: plus(now, { minutes: 5 }) });
    await platform.reply(order);
    expect(fake.replies()).toHaveLength(1);
    (fake as FakeAppStore).setHourLeft(3_000);
    clock.advance({ minutes: 6 });
    await readPage(platform);
    await readPage(platform);
  });
});
