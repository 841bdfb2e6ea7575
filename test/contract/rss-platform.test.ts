// Feeds against a scripted web site: the contract, and what only feeds do.
import { describe, expect, it } from 'vitest';
import { plus } from '../../lib/domain/time.ts';
import {
  NotFound,
  QuotaExhausted,
  RateLimited,
  ReplyNotPermitted,
  SignInExpired,
  Unavailable,
} from '../../lib/platforms/platform-errors.ts';
import { type FakeRss, startFakeRss } from '../support/fake-rss.ts';
import { type ContractSubject, orderFor, readPage, START, scene } from '../support/platform-scene.ts';
import { connectFeed, texts } from '../support/rss-scene.ts';
import { describePlatform } from './platform.contract.ts';

const rss: ContractSubject = {
  name: 'A feed',
  lacks: ['account', 'searches', 'pages', 'conversations', 'keys', 'longIds', 'answers', 'refresh', 'edits'],
  start: (options) => startFakeRss({ validator: 'etag', ...options }),
  connect: (fake, { clock, ...options }) => connectFeed(fake, { clock: clock.now, ...options }),
};

describePlatform(rss);

describe('A feed', () => {
  const at = scene(rss, 20);
  const fakeAt = () => at().fake as FakeRss;

  it.each(['rss', 'atom', 'rdf'] as const)('is read as %s: words, author, page and time', async (as) => {
    const { clock } = at();
    const fake = await startFakeRss({ clock: clock.now, as });
    const { id } = fake.addPost({ author: 'Ann', text: 'Acme & the <refund>' });
    const [item] = (await readPage(connectFeed(fake, { clock: clock.now }))).items;
    await fake.close();
    expect(item).toMatchObject({
      at: START,
      mention: {
        network: 'rss',
        id,
        text: 'Acme & the <refund>',
        author: { handle: 'Ann' },
        url: id,
        createdAt: START,
        threadRoot: id,
        addressed: false,
      },
    });
    expect(item!.mention.author.url).toBe(as === 'atom' ? 'https://blog.example/Ann' : undefined);
  });

  it('is one source for each address, polled every five minutes', () => {
    const { fake, clock } = at();
    const FEEDS = 'https://blog.example/feed https://www.example.org/alerts/1,https://blog.example/feed';
    const { sources } = connectFeed(fake, { clock: clock.now, env: { FEEDS } });
    expect(sources).toHaveLength(2);
    expect(sources[0]).toMatchObject({ kind: 'feed', network: 'rss', everySeconds: 300 });
    expect(sources[0]!.id).toMatch(/^rss:feed:blog\.example:[0-9a-f]{12}$/);
    expect(sources[0]!.id).not.toBe(sources[1]!.id);
  });

  it('reads an older stretch again without regard to what it has been told', async () => {
    const { clock, platform } = at();
    const { fake } = at();
    fake.addPost({ author: 'ann', text: 'first' });
    await readPage(platform);
    clock.advance({ minutes: 20 });
    const stretch = { downTo: START, readBefore: plus(START, { minutes: 10 }), upTo: plus(START, { minutes: 5 }) };
    const again = await platform.poll({ source: platform.sources[0]!, ...stretch });
    expect(texts(again)).toEqual(['first']);
    expect(fake.calls().at(-1)!.headers['if-none-match']).toBeUndefined();
  });

  it('takes no item for one of the future', async () => {
    const { fake, platform, clock } = at();
    fake.addPost({ author: 'ann', text: 'soon', at: plus(START, { hours: 5 }) });
    const [item] = (await readPage(platform)).items;
    expect(item).toMatchObject({ at: clock.now(), mention: { createdAt: clock.now() } });
  });

  it('tells items of two feeds apart that have only numbers for names, and joins those with an address', async () => {
    const { clock } = at();
    const ids: string[][] = [];
    for (const guid of ['1', 'https://blog.example/1', 'tag:example.org,2026:alerts/1']) {
      const named: string[] = [];
      for (let feed = 0; feed < 2; feed += 1) {
        const fake = await startFakeRss({ clock: clock.now });
        fake.show(served(channel(`<item><guid>${guid}</guid><title>x</title>${DATE}</item>`)));
        const [item] = (await readPage(connectFeed(fake, { clock: clock.now }))).items;
        named.push(item!.mention.id);
        await fake.close();
      }
      ids.push(named);
    }
    expect(ids[0]![0]).not.toBe(ids[0]![1]);
    expect(ids.slice(1)).toEqual([
      ['https://blog.example/1', 'https://blog.example/1'],
      ['tag:example.org,2026:alerts/1', 'tag:example.org,2026:alerts/1'],
    ]);
  });

  it('takes the feed for the author where none is named', async () => {
    const { platform } = at();
    fakeAt().show(served(channel(`<item><guid>1</guid><title>x</title>${DATE}</item>`, 'Status of Acorn')));
    const [item] = (await readPage(platform)).items;
    expect(item!.mention.author.handle).toBe('Status of Acorn');
  });

  it.each([
    ['an address that is gone', { status: 404, text: '' }, NotFound],
    ['a feed for members', { status: 403, text: 'members only' }, SignInExpired],
    ['a bill', { status: 402, text: '' }, QuotaExhausted],
    ['a server that asks for patience', { status: 429, text: '' }, RateLimited],
    ['a page instead of a feed', { status: 200, text: '<!doctype html><html><p>rss</p></html>' }, Unavailable],
    ['JSON instead of a feed', { status: 200, text: '{"items":[]}' }, Unavailable],
    ['a feed that was cut short', { status: 200, text: '<rss><channel><item><title>x</ti' }, Unavailable],
    ['nothing', { status: 200, text: '' }, Unavailable],
    ['too much', { status: 200, text: `<rss>${' '.repeat(2 * 1024 * 1024)}</rss>` }, Unavailable],
    ['an error without an end', { status: 500, text: '<'.repeat(1_000_000) }, Unavailable],
    ['tags without an end', { status: 200, text: `<rss><channel>${'<a>'.repeat(300_000)}</rss>` }, Unavailable],
  ])('fails, and says so, when it meets %s', async (_what, answer, failure) => {
    const { platform } = at();
    fakeAt().show(answer);
    await expect(readPage(platform)).rejects.toThrow(failure);
  });

  it('names no key that stands in a feed address in a failure', async () => {
    const { fake, clock } = at();
    const FEEDS = fake.env()['FEEDS']!.replace('http://', 'http://ann:hush@').concat('?key=very-secret');
    const platform = connectFeed(fake, { clock: clock.now, env: { FEEDS } });
    fake.failNext('server-error');
    const error: unknown = await readPage(platform).catch((caught: unknown) => caught);
    expect(String(error)).toContain(new URL(fake.url).host);
    expect(String(error)).not.toMatch(/hush|very-secret|feed\.xml/);
    expect(fake.calls().at(-1)!.headers.authorization).toBe(`Basic ${btoa('ann:hush')}`);
    expect(fake.calls().at(-1)!.query.get('key')).toBe('very-secret');
  });

  it('names no key of its path, even when the site does, and says which feed it is', async () => {
    const { fake, clock } = at();
    const FEEDS = `https://blog.example/feed ${fake.url}/feeds/very-secret/key?a=b&key=very%2Fsecret`;
    const platform = connectFeed(fake, { clock: clock.now, env: { FEEDS } });
    fakeAt().show({ status: 500, text: 'no luck with /feeds/very-secret/key and very/secret' });
    const source = platform.sources[1]!;
    const error: unknown = await platform.poll({ source, downTo: START }).catch((caught: unknown) => caught);
    expect(String(error)).toContain(`Feed of ${new URL(fake.url).host} (number 2 in FEEDS): GET was answered with 500`);
    expect(String(error)).not.toMatch(/very.secret/);
  });

  it('says what a site answers, although a short parameter stands in its words', async () => {
    const { fake, clock } = at();
    const platform = connectFeed(fake, { clock: clock.now, env: { FEEDS: `${fake.url}/feed.xml?1` } });
    fakeAt().show({ status: 500, text: 'error 1121' });
    await expect(readPage(platform)).rejects.toThrow('error 1121');
  });

  it('reads a feed in the encoding it names', async () => {
    const { platform } = at();
    const xml = `<?xml version="1.0" encoding="utf-8"?>${channel(`<item><guid>1</guid><title>Café</title>${DATE}</item>`)}`;
    fakeAt().show(served(xml));
    expect(texts(await readPage(platform))).toEqual(['Café']);
    fakeAt().show({ ...served(xml), headers: { 'content-type': 'text/xml; charset=ISO-8859-1' } });
    expect(texts(await readPage(platform))).toEqual(['CafÃ©']);
  });

  it('says that it cannot be answered, and where a person can', async () => {
    const { platform } = at();
    const order = await orderFor(at(), 'Sorry!');
    expect(platform.permit(order.post)).toMatchObject({ allowed: false, openUrl: order.post.url, costMicros: 0 });
    expect(platform.measure('Sorry!', order.post)).toEqual({ length: 6, max: 0, unit: 'character', fits: false });
    await expect(platform.reply(order)).rejects.toThrow(ReplyNotPermitted);
    expect(await platform.findOwnReply(order)).toBeUndefined();
  });

  it('tells by its title that it can be read', async () => {
    const { fake, platform } = at();
    expect(await platform.whoAmI()).toEqual({ handle: 'Blog' });
    fake.failNext('not-permitted');
    await expect(platform.whoAmI()).rejects.toThrow(SignInExpired);
  });
});

const DATE = `<pubDate>${new Date(START).toUTCString()}</pubDate>`;

function channel(items: string, title = 'Blog'): string {
  return `<rss><channel><title>${title}</title>${items}</channel></rss>`;
}

function served(text: string) {
  return { status: 200, headers: { 'content-type': 'text/xml' }, text };
}
