// A Mastodon server against its scripted stand-in: the contract, and what only Mastodon does.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import { createMastodonPlatform } from '../../lib/platforms/mastodon/mastodon-platform.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { SignInExpired, TooLong } from '../../lib/platforms/platform-errors.ts';
import { startFakeMastodon } from '../support/fake-mastodon.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { type ContractSubject, orderFor, readAll, readPage, START, scene } from '../support/platform-scene.ts';
import { describePlatform } from './platform.contract.ts';

const connect = (fake: FakeNetwork, options: { clock: () => string; timeoutMs?: number }): Platform =>
  createMastodonPlatform({
    account: parseSettings(fake.env()).accounts.mastodon!,
    keywords: ['acme', '#acme'],
    fetch,
    ...options,
  });

const mastodon: ContractSubject = {
  name: 'Mastodon',
  lacks: ['refresh'],
  start: startFakeMastodon,
  connect: (fake, { clock, ...options }) => connect(fake, { clock: clock.now, ...options }),
};

describePlatform(mastodon);

describe('Mastodon', () => {
  const at = scene(mastodon, 80);

  it('reads the text of a post with its words apart and its links whole', async () => {
    const { fake, platform } = at();
    const link =
      '<a href="https://ann.example/a/long/path"><span class="invisible">https://</span><span class="ellipsis">ann.example/a/lo</span><span class="invisible">ng/path</span></a>';
    fake.failNext(page({ content: `<p>Never again<br>really</p><p>See ${link} &amp; weep</p>` }));
    const [item] = (await readPage(platform)).items;
    expect(item!.mention.text).toBe('Never again\nreally\n\nSee https://ann.example/a/long/path & weep');
  });

  it('shows a content warning before the text', async () => {
    const { fake, platform } = at();
    fake.failNext(page({ spoiler_text: 'complaint' }));
    expect((await readPage(platform)).items[0]!.mention.text).toBe('complaint\n\nhello');
  });

  it.each([
    ['public', 'unlisted'],
    ['unlisted', 'unlisted'],
    ['private', 'private'],
    ['direct', 'direct'],
    ['something-new', 'direct'],
  ])('never answers a %s post more publicly than it was made', async (visibility, answered) => {
    const { fake, platform } = at();
    const { id } = fake.addMention({ author: 'ann', text: 'hello' });
    fake.failNext(page({ id, visibility }));
    const [item] = (await readPage(platform)).items;
    await platform.reply({ post: item!.mention, text: 'Sorry!', sendKey: 'key', since: START });
    expect(fake.calls().at(-1)!.body).toMatchObject({ visibility: answered });
  });

  it('addresses the author, unless the text does so already', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    await platform.reply(order);
    await platform.reply({ ...order, text: 'Sorry @Ann@elsewhere.example!', sendKey: 'other' });
    await platform.reply({ ...order, text: 'Sorry @ann!', sendKey: 'third' });
    expect(fake.replies().map(({ text }) => text)).toEqual([
      '@ann@elsewhere.example Sorry!',
      'Sorry @Ann@elsewhere.example!',
      '@ann@elsewhere.example Sorry @ann!',
    ]);
  });

  it('finds its answer although the server has added the address and turned it into HTML', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry & thanks <3 https://acme.example/refunds?a=1&b=2 *soon*');
    const sent = await platform.reply(order);
    expect(await platform.findOwnReply(order)).toEqual(sent);
    expect(fake.replies()).toHaveLength(1);
  });

  it('learns from the server how long an answer may be', async () => {
    const { platform } = at();
    const post = { replyRef: { acct: 'ann' }, author: { id: '1', handle: 'ann' } } as unknown as Parameters<
      Platform['measure']
    >[1];
    expect(platform.measure('x', post).max).toBe(500);
    await readPage(platform);
    expect(platform.measure('x', post).max).toBe(600);
    expect(platform.permit(post).maxLength).toBe(600);
  });

  it('counts links at their fixed length, of addresses the name only, and the address it adds', async () => {
    const { platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const added = '@ann '.length;
    expect(platform.measure('abc', post).length).toBe(3 + added);
    expect(platform.measure('https://acme.example/a/very/long/path/to/something', post).length).toBe(23 + added);
    expect(platform.measure('@ann@elsewhere.example abc', post).length).toBe(3 + added);
    expect(platform.measure('e\u0301', post).length).toBe(1 + added);
  });

  it('sends the same key with every attempt, so that the server publishes it once', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.failNext('cut-after', 1, 'reply');
    await platform.reply(order).catch(() => undefined);
    await platform.reply(order);
    expect(fake.replies()).toHaveLength(1);
  });

  it('comes through a server that cannot page without an end or a doubled post, and says what may be missing', async () => {
    const { clock } = at();
    const bare = await startFakeMastodon({ clock: clock.now, pageSize: 3, bare: true });
    for (let i = 0; i < 5; i += 1) {
      clock.advance({ minutes: 1 });
      bare.addMention({ author: 'ann', text: `complaint ${i}` });
    }
    const { items, unreadable, pages } = await readAll(connect(bare, { clock: clock.now }));
    await bare.close();
    expect(items).toHaveLength(3);
    expect(new Set(items.map(({ mention }) => mention.id)).size).toBe(3);
    expect(pages).toHaveLength(2);
    expect(unreadable[0]!.reason).toContain('max_id');
  });

  it('searches hashtags only, because no server has a search for words to rely on', () => {
    const { platform } = at();
    expect(platform.sources.filter(({ kind }) => kind === 'search').map(({ query }) => query)).toEqual(['#acme']);
  });

  it('leaves out what is no mention and what is only passed on', async () => {
    const { fake, platform } = at();
    fake.failNext({ status: 200, json: [{ id: '1', type: 'favourite', created_at: START }] });
    expect(await readPage(platform)).toMatchObject({ items: [], unreadable: [] });
    fake.failNext(page({ reblog: { id: '2' } }));
    expect(await readPage(platform)).toMatchObject({ items: [], unreadable: [] });
  });

  it('tells a text that is too long from credentials that may not write', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    fake.failNext(
      { status: 422, json: { error: 'Validation failed: Text character limit of 500 exceeded' } },
      1,
      'reply',
    );
    await expect(platform.reply(order)).rejects.toThrow(TooLong);
    fake.failNext({ status: 403, json: { error: 'This action is outside the authorized scopes' } }, 1, 'reply');
    await expect(platform.reply(order)).rejects.toThrow(SignInExpired);
  });

  it('does not answer a post that came from another server', async () => {
    const { platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    expect(platform.permit({ ...post, replyRef: {} })).toMatchObject({ allowed: false, openUrl: post.url });
  });
});

function page(part: object): { status: number; json: unknown } {
  const account = { id: '1777', acct: 'ann@elsewhere.example' };
  const status = {
    id: '116000000000000001',
    created_at: START,
    content: '<p>hello</p>',
    visibility: 'public',
    account,
    ...part,
  };
  return { status: 200, json: [{ id: '117', type: 'mention', created_at: START, account, status }] };
}
