// Bluesky against its scripted stand-in: the contract, and what only Bluesky does.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import { createBlueskyPlatform } from '../../lib/platforms/bluesky/bluesky-platform.ts';
import type { BlueskySession } from '../../lib/platforms/bluesky/bluesky-session.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { TooLong } from '../../lib/platforms/platform-errors.ts';
import { bluesky, connectBluesky } from '../support/bluesky-subject.ts';
import { type FakeBluesky, startFakeBluesky } from '../support/fake-bluesky.ts';
import { orderFor, readAll, readPage, START, scene } from '../support/platform-scene.ts';
import { sessionsInMemory } from '../support/sessions-in-memory.ts';
import { describePlatform } from './platform.contract.ts';

describePlatform(bluesky);

describe('Bluesky', () => {
  const at = scene(bluesky, 100);

  it('answers inside the conversation: first post as root, answered post as parent', async () => {
    const { fake, platform, clock } = at();
    const root = fake.addMention({ author: 'ann', text: 'Where is my refund?' });
    clock.advance({ minutes: 1 });
    const order = await orderFor(at(), 'Sorry!', { author: 'ann', text: 'Hello?', inReplyTo: root.id });
    await platform.reply(order);
    const { record } = fake.calls().at(-1)!.body as { record: { reply: object } };
    expect(record.reply).toMatchObject({ root: { uri: root.id }, parent: { uri: order.post.id } });
    expect(order.post.threadRoot).toBe(root.id);
  });

  it('marks links and the author by their bytes, after text that takes more than one byte a letter', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Größe 👍🏽 @ann.test see https://acme.example/größe.');
    await platform.reply(order);
    const { record } = fake.calls().at(-1)!.body as { record: { text: string; facets: Facet[] } };
    const bytes = Buffer.from(record.text);
    const marked = record.facets.map(({ index }) => bytes.subarray(index.byteStart, index.byteEnd).toString());
    expect(marked).toEqual(['@ann.test', 'https://acme.example/größe']);
    expect(record.facets[0]!.features[0]).toMatchObject({ did: order.post.author.id });
  });

  it('does not answer a post that came from elsewhere and lacks its references', async () => {
    const { platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    expect(platform.permit({ ...post, replyRef: {} })).toMatchObject({ allowed: false });
  });

  it('counts graphemes and bytes', () => {
    const { platform } = at();
    const post = {} as Parameters<Platform['measure']>[1];
    expect(platform.measure('👨‍👩‍👧‍👦', post)).toMatchObject({ length: 1, max: 300, unit: 'grapheme', fits: true });
    expect(platform.measure('e\u0301'.repeat(300), post)).toMatchObject({ length: 300, fits: true });
    expect(platform.measure('👨‍👩‍👧‍👦'.repeat(150), post)).toMatchObject({ length: 150, fits: false });
    expect(platform.measure('返金'.repeat(150), post)).toMatchObject({ length: 300, fits: true });
    expect(platform.measure(`${'返金'.repeat(150)}.`, post)).toMatchObject({ length: 301, fits: false });
  });

  it('says that a text is too long when the server finds so', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    const json = {
      error: 'InvalidRequest',
      message: 'Invalid record: grapheme too big (maximum 300, got 301) at $.record.text',
    };
    fake.failNext({ status: 400, json }, 1, 'reply');
    await expect(platform.reply(order)).rejects.toThrow(TooLong);
  });

  it('believes the network and not the author about a time in the future', async () => {
    const { fake, platform, clock } = at();
    fake.failNext({
      status: 200,
      json: { notifications: [notification({ createdAt: '2031-01-01T00:00:00Z', indexedAt: clock.now() })] },
    });
    const [item] = (await readPage(platform)).items;
    expect(item!.mention.createdAt).toBe(clock.now());
  });

  it.each([
    ['a day', '2026-11-20T09:00:00.000Z', '2026-11-20T09:00:00.000Z'],
    ['more than a day', '2026-11-20T08:59:59.000Z', START],
    ['sixty years', '1966-11-21T09:00:00.000Z', START],
  ])('believes an author about a time up to a day back and no further: %s', async (_back, createdAt, believed) => {
    const { fake, platform } = at();
    const posts = [notification({ createdAt, indexedAt: START })];
    fake.failNext({ status: 200, json: { posts } });
    const source = platform.sources.find(({ query }) => query === 'acme')!;
    const [item] = (await platform.poll({ source, downTo: '1960-01-01T00:00:00.000Z' })).items;
    expect(item).toMatchObject({ at: createdAt, mention: { createdAt: believed } });
  });

  it('does not take an author for blocked or free because the profile of another cannot be read', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    (fake as FakeBluesky).block('ann', 'author');
    fake.failNext({ status: 200, json: { posts: [] } }, 1, 'other');
    fake.failNext(
      { status: 200, json: { profiles: [{ handle: 'odd' }, { did: post.author.id, viewer: { blockedBy: true } }] } },
      1,
      'other',
    );
    expect(await platform.refresh!.look([post])).toEqual([]);
  });

  it('takes nothing that stands under its key but answers another post for its answer', async () => {
    const { platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    await platform.reply(order);
    const other = { ...order.post, id: `${order.post.id}x` };
    expect(await platform.findOwnReply({ ...order, post: other })).toBeUndefined();
  });

  it('says that a page token is no longer good', async () => {
    const { platform } = at();
    await expect(readPage(platform, { pageToken: 'stale' })).rejects.toMatchObject({ name: 'CursorExpired' });
  });

  it('reads a search over several pages without losing a post between them', async () => {
    const { fake, clock } = at();
    const small = await startFakeBluesky({ clock: clock.now, pageSize: 3 });
    const ids = Array.from({ length: 10 }, (_, i) => {
      if (i % 2 === 0) clock.advance({ minutes: 1 });
      return small.addPost({ author: 'ann', text: `acme complaint ${i}` }).id;
    });
    const { items } = await readAll(connectBluesky(small, { clock: clock.now }), 'search');
    await small.close();
    expect(new Set(items.map(({ mention }) => mention.id))).toEqual(new Set(ids));
    expect(fake.calls()).toEqual([]);
  });

  it('counts a quote and an answer as addressed when a search finds them first', async () => {
    const { fake, platform, clock } = at();
    const uri = `at://${fake.brand.id}/app.bsky.feed.post/3mfake2222222`;
    const quoted = { embed: { $type: 'app.bsky.embed.record', record: { uri, cid: 'bafy' } } };
    const answered = { reply: { root: { uri, cid: 'bafy' }, parent: { uri, cid: 'bafy' } } };
    const posts = [quoted, answered].map((part) =>
      notification({ createdAt: clock.now(), indexedAt: clock.now(), ...part }),
    );
    fake.failNext({ status: 200, json: { posts } });
    const { items } = await readAll(platform, 'search');
    expect(items.map(({ mention }) => mention.addressed)).toEqual([true, true]);
  });

  it('searches the handle of the brand, because a mention typed by hand notifies nobody', async () => {
    const { fake, platform } = at();
    fake.addPost({ author: 'ann', text: 'Hey @Acme.test, where is my refund?' });
    fake.addPost({ author: 'bob', text: 'I ask @acme.test.' });
    fake.addPost({ author: 'cid', text: 'acme.test is a shop' });
    fake.addPost({ author: 'dan', text: 'Hey @acme.test.example and me@acme.test' });
    expect(platform.sources[1]).toMatchObject({ kind: 'search', query: 'acme.test' });
    const { items } = await readAll(platform, 'search');
    const addressed = items.filter(({ mention }) => mention.addressed).map(({ mention }) => mention.author.handle);
    expect(new Set(addressed)).toEqual(new Set(['ann.test', 'bob.test']));
    expect(new Set(items.map(({ mention }) => mention.author.handle)).size).toBe(4);
  });

  it.each(['ana@acme.example', 'did:plc:acmebrand234567abcdefghi'])(
    'searches no handle where it signs in as %s',
    (identifier) => {
      const { fake, clock } = at();
      const account = { ...parseSettings(fake.env()).accounts.bluesky!, identifier };
      const options = {
        account,
        keywords: ['acme'],
        clock: clock.now,
        fetch,
        sessions: sessionsInMemory<BlueskySession>(),
      };
      expect(createBlueskyPlatform(options).sources.flatMap(({ query }) => query ?? [])).toEqual(['acme']);
    },
  );

  it('asks a search for the wanted stretch alone', async () => {
    const { fake, platform } = at();
    const source = platform.sources.find(({ query }) => query === 'acme')!;
    await platform.poll({ source, downTo: START, upTo: '2026-11-21T09:30:00.000Z' });
    const { query } = fake.calls().at(-1)!;
    expect([query.get('since'), query.get('until')]).toEqual([START, '2026-11-21T09:30:00.001Z']);
    await platform.poll({ source, downTo: START });
    expect(fake.calls().at(-1)!.query.has('until')).toBe(false);
  });

  it('reads on in a search that hides everything on a page', async () => {
    const { fake, platform, clock } = at();
    const source = platform.sources.find(({ query }) => query === 'acme')!;
    const { id } = fake.addPost({ author: 'ann', text: 'acme is awful', at: clock.advance({ minutes: 1 }) });
    fake.failNext({ status: 200, json: { posts: [], cursor: 'further' } });
    const empty = await platform.poll({ source, downTo: START });
    expect(empty.items).toEqual([]);
    const page = await platform.poll({ source, downTo: START, pageToken: empty.nextPageToken! });
    expect(fake.calls().at(-1)!.query.get('cursor')).toBe('further');
    expect(page.items.map(({ mention }) => mention.id)).toEqual([id]);
    fake.failNext({ status: 200, json: { posts: [], cursor: 'further' } });
    const end = await platform.poll({ source, downTo: START, pageToken: empty.nextPageToken! });
    expect(end.nextPageToken).toBeUndefined();
  });

  it('reads all of a moment in which more was posted than a page holds', async () => {
    const { clock } = at();
    const small = await startFakeBluesky({ clock: clock.now, pageSize: 3 });
    clock.advance({ minutes: 1 });
    const ids = Array.from({ length: 8 }, (_, i) => small.addPost({ author: 'ann', text: `acme complaint ${i}` }).id);
    const { items } = await readAll(connectBluesky(small, { clock: clock.now }), 'search');
    await small.close();
    expect(new Set(items.map(({ mention }) => mention.id))).toEqual(new Set(ids));
  });
});

interface Facet {
  readonly index: { readonly byteStart: number; readonly byteEnd: number };
  readonly features: readonly object[];
}

function notification({ indexedAt, ...record }: { createdAt: string; indexedAt: string }): unknown {
  const uri = `at://did:plc:ann2222222222222222222222/app.bsky.feed.post/3mfake${JSON.stringify(record).length}`;
  const author = { did: 'did:plc:ann2222222222222222222222', handle: 'ann.test' };
  return { uri, cid: 'bafy', author, record: { text: 'acme?', ...record }, indexedAt };
}
