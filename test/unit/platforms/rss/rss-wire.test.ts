// What is read out of a feed's XML.
import { describe, expect, it } from 'vitest';
import { itemSchema, parseFeed } from '../../../../lib/platforms/rss/rss-wire.ts';

describe('a feed', () => {
  it('is known by its root, wherever that stands', () => {
    expect(parseFeed('\uFEFF<?xml version="1.0"?><!-- x --><rss><channel><title>a</title></channel></rss>')).toEqual({
      title: 'a',
      items: [],
    });
    for (const other of ['', 'rss', '<html><rss></rss></html>', '<rss><channel>', '{"items":[]}'])
      expect(parseFeed(other)).toBeUndefined();
  });

  it('expands no entity of its own', () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>`;
    const feed = parseFeed(`${bomb}${rss('<item><title>&b; &f; &amp; &#233; &eacute;</title></item>')}`);
    expect(feed!.items[0]!.title).toBe('&b; &f; & é é');
  });

  it('is read by the whole names of its elements', () => {
    const item = one(
      rss('<item><media:title>no</media:title><title>yes</title><atom:link href="https://x.example/"/></item>'),
    );
    expect(item).toMatchObject({ title: 'yes', link: '' });
  });

  it('prefers the whole text to the summary', () => {
    const long = '<content:encoded><![CDATA[<p>All of it</p><style>p{}</style>]]></content:encoded>';
    expect(one(rss(`<item><description>Some</description>${long}</item>`)).text).toBe('All of it');
    expect(one(atom('<entry><summary>Some</summary><content>All</content></entry>')).text).toBe('All');
  });

  it.each([
    ['<title>1 &lt; 2 &amp;amp; 3</title>', '1 < 2 &amp; 3'],
    ['<title type="html">&lt;b&gt;Acme&lt;/b&gt; &amp;amp; you</title>', 'Acme & you'],
    ['<title type="xhtml"><div>Acme <b>and</b> you</div></title>', 'Acme and you'],
    ['<title type="text/plain">a &lt;b&gt;</title>', 'a <b>'],
  ])('has texts of every kind in Atom: %s', (title, text) => {
    expect(one(atom(`<entry>${title}</entry>`)).title).toBe(text);
  });

  it('takes the link to the page, not to the feed or an attachment', () => {
    const links = '<link rel="self" href="/self"/><link rel="enclosure" href="/a.mp3"/><link href="/page"/>';
    expect(one(atom(`<entry>${links}</entry>`)).link).toBe('/page');
    expect(one(rss('<item><guid>https://blog.example/1</guid></item>')).link).toBe('https://blog.example/1');
    expect(one(rss('<item><guid isPermaLink="false">1</guid></item>')).link).toBe('');
  });

  it.each([
    ['ann@acorn.example (Ann Smith)', 'Ann Smith'],
    ['ann@acorn.example', 'ann'],
    ['Ann Smith', 'Ann Smith'],
    ['@ann', '@ann'],
  ])('names people, not their addresses: %s', (author, name) => {
    expect(one(rss(`<item><author>${author}</author></item>`)).author).toBe(name);
    expect(one(rss(`<item><dc:creator>${author}</dc:creator></item>`)).author).toBe(name);
  });

  it.each([
    ['Sat, 21 Nov 2026 09:00:00 GMT', '2026-11-21T09:00:00.000Z'],
    ['Sat, 21 Nov 2026 09:00:00 +0100', '2026-11-21T08:00:00.000Z'],
    ['21 Nov 26 09:00 EST', '2026-11-21T14:00:00.000Z'],
    ['Sat, 21 Nov 2026 09:00:00', '2026-11-21T09:00:00.000Z'],
    ['Sat, 21 Nov 2026', '2026-11-21T00:00:00.000Z'],
    ['2026-11-21T09:00:00+02:00', '2026-11-21T07:00:00.000Z'],
    ['2026-11-21T09:00:00.5Z', '2026-11-21T09:00:00.500Z'],
    ['2026-11-21T09:00:00', '2026-11-21T09:00:00.000Z'],
    ['2026-11-21', '2026-11-21T00:00:00.000Z'],
    ['yesterday', undefined],
    ['', undefined],
  ])('is dated %s', (date, instant) => {
    const item = one(rss(`<item><title>x</title><pubDate>${date}</pubDate></item>`));
    expect(itemSchema.parse(item).published).toBe(instant);
  });

  it.each(['@', '\u00a0', '<', '<a href="https://x.example/">x</a>', '<p>x', '. '])(
    'is read at once however often it repeats %j',
    (piece) => {
      const text = `<![CDATA[${piece.repeat(1_500_000 / piece.length)}]]>`;
      for (const name of ['title', 'author', 'description', 'pubDate', 'link', 'guid']) {
        const item = one(rss(`<item><${name}>${text}</${name}></item>`));
        expect(itemSchema.safeParse(item).data?.text.length ?? 0).toBeLessThan(1_500_001);
      }
    },
  );

  it('keeps the words of an article that is nested too deep to be read', () => {
    const html = `${'<b>'.repeat(5000)}help${'</b>'.repeat(5000)}`;
    expect(one(rss(`<item><description><![CDATA[${html}]]></description></item>`)).text).toBe('help');
  });
});

function rss(items: string): string {
  return `<rss><channel><title>Blog</title>${items}</channel></rss>`;
}

function atom(entries: string): string {
  return `<feed><title>Blog</title>${entries}</feed>`;
}

function one(xml: string) {
  return parseFeed(xml)!.items[0]!;
}
