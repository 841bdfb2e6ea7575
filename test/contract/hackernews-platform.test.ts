// Hacker News against its scripted stand-in: the contract, and what only Hacker News does.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import { createHackerNewsPlatform } from '../../lib/platforms/hackernews/hackernews-platform.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { CursorExpired, NotFound, ReplyNotPermitted, Unavailable } from '../../lib/platforms/platform-errors.ts';
import { startFakeHackerNews } from '../support/fake-hackernews.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { type ContractSubject, orderFor, readAll, readPage, START, scene } from '../support/platform-scene.ts';
import { describePlatform } from './platform.contract.ts';

const connect = (
  fake: FakeNetwork,
  options: { clock: () => string; keywords?: string[]; fetch?: typeof fetch },
): Platform =>
  createHackerNewsPlatform({
    account: parseSettings(fake.env()).accounts.hackerNews!,
    keywords: ['acme', '#acme', '@Acme'],
    fetch,
    ...options,
  });

const hackerNews: ContractSubject = {
  name: 'Hacker News',
  // Its ids are small numbers, and its one source is a search.
  lacks: ['account', 'searches', 'pageTokens', 'keys', 'longIds', 'answers'],
  start: startFakeHackerNews,
  connect: (fake, { clock, ...options }) => connect(fake, { clock: clock.now, ...options }),
};

describePlatform(hackerNews);

describe('Hacker News', () => {
  const at = scene(hackerNews, 100);

  it('searches each watched phrase once, in quotes, without the marks of hashtags and handles', async () => {
    const { fake, clock } = at();
    const keywords = ['Acorn Mobile', '#acme', '@acme', '"acme"', 'acme  "plus"', '#'];
    const { sources } = connect(fake, { clock: clock.now, keywords });
    expect(sources.map(({ kind, query }) => [kind, query])).toEqual([
      ['search', 'acorn mobile'],
      ['search', 'acme'],
      ['search', 'acme plus'],
    ]);
    await readPage(connect(fake, { clock: clock.now, keywords }));
    expect(Object.fromEntries(fake.calls().at(-1)!.query)).toMatchObject({
      query: '"acorn mobile"',
      tags: '(story,comment)',
      numericFilters: `created_at_i>=${Date.parse(START) / 1000}`,
      restrictSearchableAttributes: 'title,story_text,comment_text,url',
    });
  });

  it('reads a story with its title, its own words and the page it is about', async () => {
    const { fake, platform } = at();
    const { id } = fake.addMention({ author: 'ann', text: 'refunds' });
    fake.failNext(
      hits({
        objectID: id,
        title: 'Acme & refunds',
        story_text: 'I <i>waited</i><p>for weeks',
        url: 'https://ann.example/acme',
      }),
    );
    const [item] = (await readPage(platform)).items;
    expect(item!.mention).toMatchObject({
      text: 'Acme & refunds\n\nI waited\n\nfor weeks\n\nhttps://ann.example/acme',
      url: `https://news.ycombinator.com/item?id=${id}`,
      author: { id: 'ann', handle: 'ann', url: 'https://news.ycombinator.com/user?id=ann' },
      threadRoot: id,
      addressed: false,
    });
    expect(item!.mention.inReplyTo).toBeUndefined();
  });

  it('reads a comment as text, with its story and the comment it answers', async () => {
    const { platform, fake } = at();
    const comment_text =
      'Acme&#x27;s support is <i>gone</i>.<p><a href="https:&#x2F;&#x2F;acme.example&#x2F;a" rel="nofollow">https:&#x2F;&#x2F;acme.example&#x2F;a</a>';
    fake.failNext(hits({ objectID: '46000009', comment_text, story_id: 46000001, parent_id: 46000005 }));
    const [item] = (await readPage(platform)).items;
    expect(item!.mention).toMatchObject({
      text: "Acme's support is gone.\n\nhttps://acme.example/a",
      inReplyTo: '46000005',
      threadRoot: '46000001',
    });
  });

  it('reads a comment whose story is not known yet', async () => {
    const { platform, fake } = at();
    fake.failNext(hits({ objectID: '46000009', comment_text: 'acme', story_id: null, parent_id: 46000005 }));
    const [item] = (await readPage(platform)).items;
    expect(item!.mention.threadRoot).toBeUndefined();
  });

  it('reads more than the thousand posts that page numbers reach, each once', async () => {
    const { fake, clock, platform } = at();
    for (let i = 0; i < 1150; i += 1) {
      fake.addMention({ author: 'ann', text: `complaint ${i}` });
      if (i % 3 === 0) clock.advance({ seconds: 1 });
    }
    const { items, pages } = await readAll(platform);
    expect(items).toHaveLength(1150);
    expect(new Set(items.map(({ mention }) => mention.id)).size).toBe(1150);
    expect(pages.length).toBeLessThan(14);
  });

  it('reads a second that holds more posts than a page', async () => {
    const { clock } = at();
    const fake = await startFakeHackerNews({ clock: clock.now, pageSize: 3 });
    fake.addMention({ author: 'ann', text: 'before' });
    clock.advance({ seconds: 1 });
    for (let i = 0; i < 8; i += 1) fake.addMention({ author: 'ann', text: `complaint ${i}` });
    clock.advance({ seconds: 1 });
    fake.addMention({ author: 'ann', text: 'after' });
    const { items } = await readAll(connect(fake, { clock: clock.now }));
    await fake.close();
    expect(items).toHaveLength(10);
    expect(new Set(items.map(({ mention }) => mention.id)).size).toBe(10);
  });

  it('comes to an end, and says what may be missing, where the search gives the same posts again', async () => {
    const { clock } = at();
    const fake = await startFakeHackerNews({ clock: clock.now, pageSize: 3, ignoresFilters: true });
    for (let i = 0; i < 5; i += 1) fake.addMention({ author: 'ann', text: `complaint ${i}` });
    const { items, unreadable, pages } = await readAll(connect(fake, { clock: clock.now }));
    await fake.close();
    expect(new Set(items.map(({ mention }) => mention.id)).size).toBe(items.length);
    expect(pages.length).toBeLessThan(5);
    expect(unreadable[0]!.reason).toContain('same 3 posts');
  });

  it('cannot read on from a token that is not its own', async () => {
    const { platform } = at();
    await expect(readPage(platform, { pageToken: 'soon' })).rejects.toThrow(CursorExpired);
    await expect(readPage(platform, { pageToken: '{"page":-1}' })).rejects.toThrow(CursorExpired);
  });

  it('takes an answer in another form for a failure, not for an empty page', async () => {
    const { fake, platform } = at();
    fake.failNext({ status: 200, json: { message: 'Index does not exist', status: 404 } });
    await expect(readPage(platform)).rejects.toThrow(Unavailable);
  });

  it('says that it cannot be answered, and where a person can', async () => {
    const { platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    expect(platform.permit(order.post)).toMatchObject({ allowed: false, openUrl: order.post.url, costMicros: 0 });
    expect(platform.permit(order.post).reason).toContain('by hand');
    expect(platform.measure('Sorry!', order.post)).toEqual({ length: 6, max: 0, unit: 'character', fits: false });
    await expect(platform.reply(order)).rejects.toThrow(ReplyNotPermitted);
    expect(await platform.findOwnReply(order)).toBeUndefined();
  });

  it('keeps a post that the search has lost but the site still has', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    fake.failNext(search([]), 1, 'other');
    const found = await platform.refresh!.look([post]);
    expect(found).toEqual([{ id: post.id, mention: expect.objectContaining({ id: post.id, text: post.text }) }]);
    expect(fake.calls().at(-1)!.path).toBe(`/api/v1/items/${post.id}`);
  });

  it('calls a post gone that is still listed, without author and words', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    fake.failNext(search([]), 1, 'other');
    const emptied = { id: Number(post.id), created_at_i: 1, type: 'comment', author: null, text: null, parent_id: 1 };
    fake.failNext({ status: 200, json: emptied }, 1, 'other');
    expect(await platform.refresh!.look([post])).toEqual([{ id: post.id, gone: true }]);
  });

  it('takes no post for gone when the second look fails', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    fake.failNext(search([]), 1, 'other');
    fake.failNext('server-error', 1, 'other');
    await expect(platform.refresh!.look([post])).rejects.toThrow(Unavailable);
    expect(await platform.refresh!.look([])).toEqual([]);
  });

  it('never takes a post for one of its own that was imported under the name of the network', async () => {
    const { fake, platform } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const calls = fake.calls().length;
    const imported = [
      { ...post, replyRef: {} },
      { ...post, id: '1 OR objectID:2', replyRef: { item: '1 OR objectID:2' } },
    ];
    expect(await platform.refresh!.look(imported)).toEqual([]);
    expect(fake.calls()).toHaveLength(calls);
  });

  it('is not stopped by a post that cannot be read, however it is asked for', async () => {
    const { fake, clock, platform } = at();
    const first = await orderFor(at(), 'Sorry!');
    clock.advance({ minutes: 1 });
    const second = await orderFor(at(), 'Sorry!');
    const whole = { created_at_i: 1, title: 'Acme', author: 'ann' };
    const unreadable = { ...whole, objectID: first.post.id, author: 'a'.repeat(301) };
    fake.failNext(search([unreadable, { ...whole, objectID: second.post.id }]), 1, 'other');
    expect(await platform.refresh!.look([first.post, second.post])).toMatchObject([
      { id: second.post.id, mention: {} },
    ]);
    fake.failNext(search([{ ...whole, objectID: second.post.id }]), 1, 'other');
    fake.failNext({ status: 200, json: { id: null } }, 1, 'other');
    expect(await platform.refresh!.look([first.post, second.post])).toMatchObject([
      { id: second.post.id, mention: {} },
    ]);
  });

  it('asks a slow search for no further post after twenty seconds, and tells what it has seen', async () => {
    const { fake, clock } = at();
    const { post } = await orderFor(at(), 'Sorry!');
    const slowly: typeof fetch = (...call) => {
      clock.advance({ seconds: 9 });
      return fetch(...call);
    };
    const platform = connect(fake, { clock: clock.now, fetch: slowly });
    fake.failNext(search([]), 1, 'other');
    expect(await platform.refresh!.look([post, post, post])).toHaveLength(2);
  });

  it('says which search it is connected to, and when there is none', async () => {
    const { fake, platform } = at();
    expect(await platform.whoAmI()).toEqual({ handle: new URL(fake.url).host });
    fake.failNext({ status: 404, json: { error: 'Not Found' } }, 1, 'other');
    await expect(platform.whoAmI()).rejects.toThrow(NotFound);
  });
});

function hits(part: object) {
  return search([{ objectID: '46000001', created_at_i: Date.parse(START) / 1000, author: 'ann', ...part }]);
}

function search(found: readonly unknown[]) {
  return { status: 200, json: { hits: found, page: 0, nbPages: found.length > 0 ? 1 : 0, hitsPerPage: 100 } };
}
