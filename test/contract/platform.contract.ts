// What every network's adapter owes to the rest of Earshot, proved over real HTTP against a scripted network.
import { describe, expect, it } from 'vitest';
import { plus } from '../../lib/domain/time.ts';
import { RateLimited, SignInExpired, Unavailable } from '../../lib/platforms/platform-errors.ts';
import {
  type ContractSubject,
  RATE_LIMIT_FORMS,
  readAll,
  readPage,
  type Scene,
  START,
  scene,
  traitsOf,
} from '../support/platform-scene.ts';
import { comingThrough, comingThroughPages, keepingItsPlace } from './platform-clumsy.contract.ts';
import { followingEdits, refreshing } from './platform-refresh.contract.ts';
import { answering, reconciling, tellingApart } from './platform-reply.contract.ts';

export function describePlatform(subject: ContractSubject): void {
  describe(`${subject.name} keeps the contract of all networks`, () => {
    const at = scene(subject);
    const has = traitsOf(subject);
    reading(at);
    if (has.account) leavingOutOwn(at);
    if (has.pages) paging(at);
    if (has.searches) searching(at);
    if (has.conversations) conversing(at, has.account);
    if (has.longIds) keepingIds(at);
    failing(at);
    comingThrough(at);
    if (has.pages) comingThroughPages(at);
    if (has.pages && has.pageTokens) keepingItsPlace(at);
    heedingLimits(at);
    if (has.keys) signingIn(at);
    if (has.answers) {
      answering(at);
      reconciling(at);
      if (has.conversations) tellingApart(at);
    }
    if (has.refresh) refreshing(at);
    if (has.refresh && has.edits) followingEdits(at);
  });
}

function reading(at: () => Scene): void {
  it('reads down to the wanted time and no further', async () => {
    const { fake, clock, platform } = at();
    for (let i = 0; i < 6; i += 1) {
      fake.addMention({ author: 'ann', text: `complaint ${i}` });
      clock.advance({ minutes: 10 });
    }
    const downTo = plus(clock.now(), { minutes: -25 });
    const { items } = await readAll(platform, 'main', downTo);
    expect(items).toHaveLength(2);
    expect(items.every((item) => item.at >= downTo)).toBe(true);
    expect((await readPage(platform, { downTo })).nextPageToken).toBeUndefined();
  });

  it('gives an empty page when nothing has happened', async () => {
    const { platform } = at();
    expect(await readPage(platform)).toEqual({ items: [], unreadable: [] });
  });

  it('keeps a broken item with its reason and reads the others', async () => {
    const { fake, clock, platform } = at();
    fake.addMention({ author: 'ann', text: 'before' });
    clock.advance({ minutes: 1 });
    fake.addBrokenItem();
    clock.advance({ minutes: 1 });
    fake.addMention({ author: 'ann', text: 'after' });
    const page = await readPage(platform);
    expect(page.items).toHaveLength(2);
    expect(page.unreadable).toHaveLength(1);
    expect(page.unreadable[0]!.reason).not.toBe('');
    expect(JSON.parse(page.unreadable[0]!.raw)).toBeTypeOf('object');
    expect(page.reachedBackTo! <= page.items.at(-1)!.at).toBe(true);
  });

  it('does not report a broken item again once it lies before the wanted time', async () => {
    const { fake, clock, platform } = at();
    fake.addBrokenItem();
    const downTo = clock.advance({ minutes: 10 });
    fake.addMention({ author: 'ann', text: 'after' });
    const page = await readPage(platform, { downTo });
    expect(page.unreadable).toEqual([]);
    expect(page.items).toHaveLength(1);
  });
}

function leavingOutOwn(at: () => Scene): void {
  it('leaves out what the brand itself has posted', async () => {
    const { fake, clock, platform } = at();
    fake.addOwnPost('Acme: we are at @acme #acme');
    clock.advance({ minutes: 1 });
    fake.addMention({ author: 'ann', text: 'acme #acme where is my refund?' });
    for (const from of ['main', 'search'] as const) {
      const { items } = await readAll(platform, from);
      expect(items.map(({ mention }) => mention.author.id)).not.toContain(fake.brand.id);
    }
    expect((await readAll(platform)).items).toHaveLength(1);
  });
}

function failing(at: () => Scene): void {
  it.each(RATE_LIMIT_FORMS)('knows from %s when it may call again', async (_form, headers, retryAt) => {
    const { fake, platform } = at();
    fake.failNext({ status: 429, headers, json: { error: 'RateLimitExceeded' } });
    await expect(readPage(platform)).rejects.toThrow(RateLimited);
    fake.failNext({ status: 429, headers, json: { error: 'RateLimitExceeded' } });
    await expect(readPage(platform)).rejects.toMatchObject({ retryAt });
  });

  it.each(['server-error', 'cut-before', 'hang-before', 'not-json'] as const)(
    'is unavailable, and reads everything afterwards, when a poll meets %s',
    async (failure) => {
      const { fake, platform } = at();
      fake.addMention({ author: 'ann', text: 'hello' });
      fake.failNext(failure);
      await expect(readPage(platform)).rejects.toThrow(Unavailable);
      expect((await readPage(platform)).items).toHaveLength(1);
    },
  );
}

function heedingLimits(at: () => Scene): void {
  it('makes no call while the network has asked it to wait', async () => {
    const { fake, clock, platform } = at();
    fake.failNext({ status: 429, headers: { 'retry-after': '120' }, json: {} });
    await expect(readPage(platform)).rejects.toThrow(RateLimited);
    const calls = fake.calls().length;
    clock.advance({ seconds: 110 });
    await expect(readPage(platform)).rejects.toMatchObject({ retryAt: plus(START, { seconds: 120 }) });
    expect(fake.calls()).toHaveLength(calls);
    clock.advance({ seconds: 11 });
    await readPage(platform);
    expect(fake.calls().length).toBeGreaterThan(calls);
  });
}

function paging(at: () => Scene): void {
  it('reads mentions newest first, each exactly once, over as many pages as it takes', async () => {
    const { fake, clock, platform } = at();
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((text) => {
      clock.advance({ minutes: 1 });
      return fake.addMention({ author: 'ann', text: `complaint ${text}` }).id;
    });
    const { items, pages } = await readAll(platform);
    expect(items.map(({ mention }) => mention.id)).toEqual(ids.toReversed());
    expect(pages.length).toBeGreaterThan(1);
    expect(items.map((item) => item.at)).toEqual(
      items
        .map((item) => item.at)
        .toSorted()
        .toReversed(),
    );
  });

  it('reads a stretch between two times when its page token is lost', async () => {
    const { fake, clock, platform } = at();
    const ids = [0, 1, 2, 3, 4, 5].map((i) => {
      clock.advance({ minutes: 10 });
      return fake.addMention({ author: 'ann', text: `complaint ${i}` }).id;
    });
    const upTo = plus(START, { minutes: 35 });
    const source = platform.sources[0]!;
    const seen: string[] = [];
    let pageToken: string | undefined;
    do {
      const page = await platform.poll({ source, downTo: START, upTo, ...(pageToken ? { pageToken } : {}) });
      seen.push(...page.items.map(({ mention }) => mention.id));
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined);
    expect(seen).toEqual(ids.slice(0, 3).toReversed());
  });

  it('gives equal items when the same page is read twice', async () => {
    const { fake, clock, platform } = at();
    for (let i = 0; i < 5; i += 1) {
      fake.addMention({ author: 'ann', text: `complaint ${i}` });
      clock.advance({ minutes: 1 });
    }
    const first = await readPage(platform);
    expect(await readPage(platform)).toEqual(first);
    const older = await readPage(platform, { pageToken: first.nextPageToken! });
    expect(await readPage(platform, { pageToken: first.nextPageToken! })).toEqual(older);
    expect(older.items[0]!.at < first.items.at(-1)!.at).toBe(true);
  });
}

function searching(at: () => Scene): void {
  it('finds a watched word in posts that do not address the brand', async () => {
    const { fake, platform } = at();
    const { id } = fake.addPost({ author: 'bob', text: 'never again #acme, acme is awful' });
    const { items } = await readAll(platform, 'search');
    expect(items.map(({ mention }) => [mention.id, mention.addressed])).toEqual([[id, false]]);
    expect((await readAll(platform)).items).toEqual([]);
  });
}

function conversing(at: () => Scene, addressed: boolean): void {
  it('says who wrote what, when, where, in answer to what', async () => {
    const { fake, clock, platform } = at();
    const first = fake.addMention({ author: 'ann', text: 'Where is my refund?' });
    clock.advance({ minutes: 1 });
    fake.addMention({ author: 'ann', text: 'Hello?', inReplyTo: first.id });
    const [second, root] = (await readPage(platform)).items;
    expect(root!.mention).toMatchObject({ network: fake.network, createdAt: START, addressed });
    expect(root!.mention.text).toContain('Where is my refund?');
    expect(root!.mention.author.handle).not.toBe('');
    expect(root!.mention.url).toMatch(/^https?:/);
    expect(second!.mention).toMatchObject({ inReplyTo: first.id });
    expect(second!.mention.author.id).toBe(root!.mention.author.id);
  });
}

function keepingIds(at: () => Scene): void {
  it('keeps ids that no number can hold exactly as they are', async () => {
    const { fake, platform } = at();
    const { id } = fake.addMention({ author: 'ann', text: 'hello' });
    const [item] = (await readPage(platform)).items;
    expect(item!.mention.id).toBe(id);
    expect(String(Number(id))).not.toBe(id);
  });
}

function signingIn(at: () => Scene): void {
  it('says that the sign-in has expired', async () => {
    const { fake, platform } = at();
    fake.failNext('signed-out', 3);
    fake.failNext('signed-out', 3, 'other');
    await expect(readPage(platform)).rejects.toThrow(SignInExpired);
  });

  it('names no secret in a failure', async () => {
    const { fake, platform } = at();
    const secrets = Object.entries(fake.env()).filter(([name]) =>
      /(TOKEN|SECRET|PASSWORD|KEY|SERVICE_ACCOUNT)$/.test(name),
    );
    fake.failNext({ status: 500, json: { error: `no luck with ${secrets.map(([, value]) => value).join(' ')}` } });
    const error: unknown = await readPage(platform).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Unavailable);
    expect(secrets.length).toBeGreaterThan(0);
    for (const [, value] of secrets) expect(String(error)).not.toContain(value);
  });
}
