// A Mastodon server against its scripted stand-in: the contract, and what only Mastodon does.
import { describe, expect, it } from 'vitest';
import { RateLimited, SignInExpired, TooLong } from '../../lib/platforms/platform-errors.ts';
import { startFakeMastodon } from '../support/fake-mastodon.ts';
import { connectMastodon as connect, mastodon } from '../support/mastodon-subject.ts';
import { limitsInMemory, orderFor, readPage, START, scene } from '../support/platform-scene.ts';
import { describePlatform } from './platform.contract.ts';

describePlatform(mastodon);

describe('Mastodon', () => {
  const at = scene(mastodon, 80);

  it.each([
    [['read', 'write'], []],
    [['read:notifications', 'read:statuses', 'write:statuses'], []],
    [['read'], ['answer']],
    [['write:statuses', 'read:statuses'], ['hear mentions']],
    [undefined, []],
  ])('says which rights it lacks where the application has %j', async (scopes, lacking) => {
    const { clock } = at();
    const fake = await startFakeMastodon({ clock: clock.now, ...(scopes ? { scopes } : {}) });
    const { lacks = [] } = await connect(fake, { clock: clock.now }).whoAmI();
    expect(lacks.map((lack) => /may not (.*?);/.exec(lack)?.[1])).toEqual(lacking);
    await fake.close();
  });

  it('reads the text of a post with its words apart and its links whole', async () => {
    const { fake, platform } = at();
    const link =
      '<a href="https://ann.example/a/long/path"><span class="invisible">https://</span><span class="ellipsis">ann.example/a/lo</span><span class="invisible">ng/path</span></a>';
    fake.failNext(page({ content: `<p>Never again<br>really</p><p>See ${link} &amp; weep</p>` }));
    const [item] = (await readPage(platform)).items;
    expect(item!.mention.text).toBe('Never again\nreally\n\nSee https://ann.example/a/long/path & weep');
  });

  it('hears a post that is longer than can be kept, as far as it goes', async () => {
    const { fake, platform } = at();
    fake.failNext(page({ content: `<p>${'Never again! '.repeat(2000)}</p>` }));
    const { items, unreadable } = await readPage(platform);
    expect(unreadable).toEqual([]);
    expect(items[0]!.mention.text).toMatch(/^Never again! .*…$/);
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
    ['limited', 'direct'],
    ['local', 'direct'],
    ['something-new', 'direct'],
    ['', 'direct'],
  ])('never answers a %s post more publicly than it was made', async (visibility, answered) => {
    const { fake, platform } = at();
    const { id } = fake.addMention({ author: 'ann', text: 'hello' });
    fake.failNext(page({ id, visibility }));
    const [item] = (await readPage(platform)).items;
    await platform.reply({ post: item!.mention, text: 'Sorry!', sendKey: 'key', since: START });
    expect(fake.calls().at(-1)!.body).toMatchObject({ visibility: answered });
  });

  it('answers no more publicly than the server says the post is now', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    const { json } = page({ id: order.post.id, visibility: 'private' });
    fake.failNext({ status: 200, json: (json as { status: object }[])[0]!.status }, 1, 'other');
    await platform.reply(order);
    expect(fake.calls().at(-1)!.body).toMatchObject({ visibility: 'private' });
  });

  it('writes to the author alone when asked to, however public the post is', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'Sorry! Please write to help@acorn.example with your order number.');
    expect(platform.permit(order.post).direct).toMatchObject({ allowed: true });
    await platform.reply({ ...order, visibility: 'direct' });
    expect(fake.calls().at(-1)!.body).toMatchObject({ visibility: 'direct', in_reply_to_id: order.post.id });
    expect(fake.replies()[0]!.text).toContain('@ann@elsewhere.example Sorry!');
  });

  it.each([
    'Sorry! Ask @bob@elsewhere.example',
    'Sorry.@bob@elsewhere.example knows more',
    'Sorry! Ask=@bob@elsewhere.example',
  ])('sends nothing in private that names somebody else, who would read it, too: %s', async (text) => {
    const { fake, platform } = at();
    const order = await orderFor(at(), text);
    const direct = platform.reply({ ...order, visibility: 'direct' });
    await expect(direct).rejects.toMatchObject({ name: 'ReplyNotPermitted', reason: expect.stringContaining('@bob') });
    expect(fake.replies()).toEqual([]);
  });

  it('drags nobody else into an answer whom the post names', async () => {
    const { fake, platform, clock } = at();
    const root = fake.addMention({ author: 'bob', text: 'Where is my refund?' });
    clock.advance({ minutes: 1 });
    const post = { author: 'ann', text: '@bob@elsewhere.example mine neither', inReplyTo: root.id };
    const order = await orderFor(at(), 'Sorry!', post);
    await platform.reply(order);
    expect(fake.replies()[0]!.text).toBe('@ann@elsewhere.example Sorry!');
  });

  it('hears who quotes the brand, where the server tells of it', async () => {
    const { fake, clock } = at();
    for (const [api_versions, types] of [
      [{ mastodon: 7 }, ['mention', 'quote']],
      [{ mastodon: 6 }, ['mention']],
      ['soon', ['mention']],
    ] as const) {
      fake.failNext({ status: 200, json: { api_versions } }, 1, 'other');
      const { json } = page({});
      fake.failNext({ status: 200, json: (json as object[]).map((item) => ({ ...item, type: 'quote' })) });
      const [item] = (await readPage(connect(fake, { clock: clock.now }))).items;
      expect(item!.mention).toMatchObject({ addressed: true, text: 'hello' });
      expect(fake.calls().at(-1)!.query.getAll('types[]')).toEqual(types);
    }
  });

  it('lets answers use the calls that are kept back from reads', async () => {
    const { fake, clock } = at();
    const limits = limitsInMemory();
    const order = await orderFor(at(), 'Sorry!');
    await limits.save('all', { remaining: 20, most: 300, resetAt: '2026-11-21T09:10:00.000Z' });
    const platform = connect(fake, { clock: clock.now, limits });
    await expect(readPage(platform)).rejects.toThrow(RateLimited);
    expect(await platform.findOwnReply(order)).toBeUndefined();
    await platform.reply(order);
    expect(fake.replies()).toHaveLength(1);
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

  it('carries with each post how long an answer may be, so that no call is needed to show it', async () => {
    const { fake, clock, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const elsewhere = connect(fake, { clock: clock.now });
    const calls = fake.calls().length;
    for (const one of [platform, elsewhere]) {
      expect(one.measure('x', post).max).toBe(600);
      expect(one.permit(post).maxLength).toBe(600);
    }
    expect(fake.calls()).toHaveLength(calls);
  });

  it.each([
    ['says it under an older name', { oldInstance: true }, 5000],
    ['does not say it', { bare: true }, 500],
  ])('knows how long an answer may be on a server that %s', async (_how, options, most) => {
    const { clock } = at();
    const fake = await startFakeMastodon({ clock: clock.now, ...options });
    fake.addMention({ author: 'ann', text: 'hello' });
    const platform = connect(fake, { clock: clock.now });
    const [item] = (await readPage(platform)).items;
    await fake.close();
    expect(platform.permit(item!.mention).maxLength).toBe(most);
  });

  it("goes by Mastodon's own limits while the server fails to say its own, and asks again", async () => {
    const { fake, platform } = at();
    fake.addMention({ author: 'ann', text: 'hello' });
    fake.failNext('server-error', 1, 'other');
    const [before] = (await readPage(platform)).items;
    expect(platform.permit(before!.mention).maxLength).toBe(500);
    const [after] = (await readPage(platform)).items;
    expect(platform.permit(after!.mention).maxLength).toBe(600);
  });

  it('sends nothing that is longer than the server allows', async () => {
    const { fake, platform } = at();
    const order = await orderFor(at(), 'a'.repeat(600));
    const calls = fake.calls().length;
    await expect(platform.reply(order)).rejects.toThrow(TooLong);
    expect(fake.calls()).toHaveLength(calls);
  });

  it('counts links at their fixed length, of addresses the name only, and the address it adds', async () => {
    const { platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const added = '@ann '.length;
    expect(platform.measure('abc', post).length).toBe(3 + added);
    expect(platform.measure('https://acme.example/a/very/long/path/to/something', post).length).toBe(23 + added);
    expect(platform.measure('@ann@elsewhere.example abc', post).length).toBe(3 + added);
    expect(platform.measure('https://acme.example/a. (https://acme.example/b)', post).length).toBe(2 * 23 + 4 + added);
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
