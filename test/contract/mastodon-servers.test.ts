// Servers that speak Mastodon's API each in their own way: pages that are not as they should be, posts looked at again.
import { describe, expect, it } from 'vitest';
import { plus } from '../../lib/domain/time.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { SignInExpired } from '../../lib/platforms/platform-errors.ts';
import { type FakeMastodonOptions, startFakeMastodon } from '../support/fake-mastodon.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { connectMastodon, mastodon } from '../support/mastodon-subject.ts';
import { orderFor, readAll, readPage, START, scene } from '../support/platform-scene.ts';
import { type TestClock, testClock } from '../support/test-clock.ts';

const POSTS = 11;

describe('the pages of a server with the Mastodon API', () => {
  const quirks = [undefined, 'repeats-last-item', 'odd-order', 'ignores-limit'] as const;
  const cases = quirks.flatMap((paging) =>
    [false, true].flatMap((opaqueIds) => [1, 0].map((minutes) => ({ paging, opaqueIds, minutes }))),
  );

  it.each(cases)('are read to the end, each post once: %o', async ({ paging, opaqueIds, minutes }) => {
    await onServer({ ...(paging ? { paging } : {}), opaqueIds }, async ({ fake, clock, platform }) => {
      const ids = complaints(fake, clock, minutes);
      for (const from of ['main', 'search'] as const) {
        const { items, unreadable } = await readAll(platform, from);
        // Posts of one moment under ids that tell no order may be shown twice; they keep their ids.
        const heard = items.map(({ mention }) => mention.id);
        expect(opaqueIds && minutes === 0 ? [...new Set(heard)].toSorted() : heard.toSorted()).toEqual(ids.toSorted());
        expect(unreadable).toEqual([]);
      }
    });
  });

  it.each([false, true])(
    'are given up with a word to a person where there is only one: opaque ids %s',
    async (opaqueIds) => {
      await onServer({ bare: true, opaqueIds }, async ({ fake, clock, platform }) => {
        complaints(fake, clock, 1);
        const { items, unreadable, pages } = await readAll(platform);
        expect(items).toHaveLength(3);
        expect(new Set(items.map(({ mention }) => mention.id)).size).toBe(3);
        expect(pages).toHaveLength(2);
        expect(unreadable[0]!.reason).toContain('max_id');
      });
    },
  );

  it('end at such a server although new posts come in between two pages', async () => {
    await onServer({ bare: true }, async ({ fake, clock, platform }) => {
      complaints(fake, clock, 1);
      const first = await readPage(platform);
      complaints(fake, clock, 1);
      const second = await readPage(platform, { pageToken: first.nextPageToken! });
      expect(second).toMatchObject({ items: [], unreadable: [{ reason: expect.stringContaining('max_id') }] });
      expect(second.nextPageToken).toBeUndefined();
    });
  });

  it('are read on from a token that an earlier version has kept', async () => {
    await onServer({}, async ({ fake, clock, platform }) => {
      const ids = complaints(fake, clock, 1);
      const page = await readPage(platform, { pageToken: ids[3]! });
      expect(page.items.map(({ mention }) => mention.id)).toEqual(ids.slice(0, 3).toReversed());
    });
  });
});

describe('posts looked at again on a server with the Mastodon API', () => {
  const at = scene(mastodon, 80);

  it.each([
    ['one call, and those that it left out once more', {}, 2],
    ['a call for each, where the server does not know lists', { lists: 404 }, 4],
    ['a call for each, where it does not allow them', { lists: 405 }, 4],
    ['a call for each, where its list is always empty', { lists: 'empty' }, 4],
  ] as const)('are asked for with %s', async (_how, options, calls) => {
    await onServer(options, async ({ fake, clock, platform }) => {
      const posts = await heard(fake, clock, platform);
      fake.edit!(posts[0]!.id, 'other words');
      fake.remove(posts[1]!.id);
      const before = statusCalls(fake);
      const found = await platform.refresh!.look(posts);
      expect(statusCalls(fake) - before).toBe(calls);
      expect(found).toMatchObject([
        { id: posts[0]!.id, mention: { id: posts[0]!.id, text: expect.stringContaining('other words') } },
        { id: posts[1]!.id, gone: true },
        { id: posts[2]!.id, mention: { text: expect.stringContaining('complaint'), addressed: true } },
      ]);
    });
  });

  it('are not gone because a list leaves them out', async () => {
    const { fake, clock, platform } = at();
    const posts = await heard(fake, clock, platform);
    const first = { id: posts[0]!.id, created_at: START, content: '<p>hello</p>', visibility: 'public' };
    const account = { id: posts[0]!.author.id, acct: posts[0]!.author.handle };
    fake.failNext({ status: 200, json: [{ ...first, account }] }, 1, 'other');
    const found = await platform.refresh!.look(posts);
    expect(found.map((each) => [each.id, 'gone' in each])).toEqual(posts.map(({ id }) => [id, false]));
  });

  it('are left for later where asking for each takes too long', async () => {
    await onServer({ lists: 404 }, async ({ fake, clock, platform }) => {
      const posts = await heard(fake, clock, platform);
      fake.remove(posts[2]!.id);
      const slow = connectMastodon(fake, { clock: () => plus(START, { seconds: 12 * statusCalls(fake) }) });
      const found = await slow.refresh!.look(posts);
      expect(found.map(({ id }) => id)).toEqual([posts[0]!.id]);
    });
  });

  it('are no longer asked for in one call once a server did not know that', async () => {
    await onServer({ lists: 404 }, async ({ fake, clock, platform }) => {
      const posts = await heard(fake, clock, platform);
      await platform.refresh!.look(posts);
      const before = statusCalls(fake);
      await platform.refresh!.look(posts);
      expect(statusCalls(fake) - before).toBe(3);
    });
  });

  it('are all gone when the server shows none of them, by itself or in a list', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    fake.remove(post.id);
    expect(await platform.refresh!.look([post])).toEqual([{ id: post.id, gone: true }]);
  });

  it('keep their name on a server that gives an edited post another id', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const status = { created_at: START, content: '<p>new words</p>', visibility: 'public' };
    fake.failNext({ status: 404, json: {} }, 1, 'other');
    fake.failNext(
      { status: 200, json: { ...status, id: 'another', account: { id: post.author.id, acct: post.author.handle } } },
      1,
      'other',
    );
    const [found] = await platform.refresh!.look([post]);
    expect(found).toMatchObject({ id: post.id, mention: { id: post.id, threadRoot: post.id, text: 'new words' } });
  });

  it('are left alone where the server says nothing clear of them, or where they came from elsewhere', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    fake.failNext({ status: 200, json: [{ id: post.id, content: null }] }, 1, 'other');
    expect(await platform.refresh!.look([post])).toEqual([]);
    const calls = fake.calls().length;
    expect(await platform.refresh!.look([{ ...post, replyRef: {} }])).toEqual([]);
    expect(fake.calls()).toHaveLength(calls);
  });

  it('are not gone because the account is signed out', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    fake.failNext('signed-out', 5, 'other');
    await expect(platform.refresh!.look([post])).rejects.toThrow(SignInExpired);
  });

  it('keep the limits that they carried when the server does not say any now', async () => {
    await onServer({ bare: true }, async ({ fake, clock, platform }) => {
      const [post] = await heard(fake, clock, platform);
      const replyRef = { ...post!.replyRef, maxCharacters: '700', perLink: '30' };
      const [found] = await platform.refresh!.look([{ ...post!, replyRef }]);
      expect(found).toMatchObject({ mention: { replyRef } });
    });
  });

  it('were heard with their newest words when they had been edited before', async () => {
    const { fake, clock, platform } = at();
    const { id } = fake.addMention({ author: 'ann', text: 'first words' });
    const editedAt = clock.advance({ minutes: 1 });
    fake.edit!(id, 'other words');
    const [item] = (await readPage(platform)).items;
    expect(item!.mention).toMatchObject({ id, createdAt: START, editedAt });
    expect(item!.mention.text).toContain('other words');
  });
});

interface Server {
  readonly fake: FakeNetwork;
  readonly clock: TestClock;
  readonly platform: Platform;
}

async function onServer(options: Partial<FakeMastodonOptions>, story: (server: Server) => Promise<void>) {
  const clock = testClock(START);
  const fake = await startFakeMastodon({ clock: clock.now, pageSize: 3, ...options });
  try {
    await story({ fake, clock, platform: connectMastodon(fake, { clock: clock.now }) });
  } finally {
    await fake.close();
  }
}

function complaints(fake: FakeNetwork, clock: TestClock, minutes: number): string[] {
  return Array.from({ length: POSTS }, (_, i) => {
    clock.advance({ minutes });
    return fake.addMention({ author: 'ann', text: `complaint ${i} #acme` }).id;
  });
}

async function heard(fake: FakeNetwork, clock: TestClock, platform: Platform) {
  for (const text of ['complaint 0', 'complaint 1', 'complaint 2']) {
    clock.advance({ minutes: 1 });
    fake.addMention({ author: 'ann', text });
  }
  const { items } = await readAll(platform, 'main', plus(START, { minutes: -1 }));
  return items.map(({ mention }) => mention).toReversed();
}

function statusCalls(fake: FakeNetwork): number {
  return fake.calls().filter(({ path }) => path.startsWith('/api/v1/statuses')).length;
}
