import { describe, expect, it } from 'vitest';
import type { Mention } from '../../../lib/domain/mention.ts';
import { maskPersonalData } from '../../../lib/domain/personal-data.ts';
import { secondsBetween } from '../../../lib/domain/time.ts';
import { sampleMentions } from '../../../lib/local/sample/sample-mentions.ts';

const NOW = '2026-11-21T12:00:00.000Z';
const sample = sampleMentions(NOW);
const matching = (pattern: RegExp) => sample.filter(({ text }) => pattern.test(text));

describe('the sample', () => {
  it('has at least sixty posts of the last days on at least four networks, oldest first', () => {
    expect(sample.length).toBeGreaterThanOrEqual(60);
    expect(new Set(sample.map(({ network }) => network)).size).toBeGreaterThanOrEqual(4);
    expect(sample.map(({ createdAt }) => createdAt)).toEqual(sample.map(({ createdAt }) => createdAt).toSorted());
    expect(sample.at(0)?.createdAt.slice(0, 10)).toBe('2026-11-18');
    expect(sample.at(-1)?.createdAt.slice(0, 10)).toBe('2026-11-21');
  });

  it('is marked as sample on every post', () => {
    expect(sample.filter((mention) => !mention.sample || mention.source !== 'sample')).toEqual([]);
  });

  it('keeps its ids when it is fed on another day, so that nothing doubles', () => {
    const ids = sample.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(sampleMentions('2027-02-03T04:05:06.000Z').map(({ id }) => id)).toEqual(ids);
  });

  it('has a spike: an outage with at least a dozen posts in one hour, where earlier hours have three at most', () => {
    const inOneHour = sample.map(({ createdAt }) =>
      sample.filter((other) => within(secondsBetween(createdAt, other.createdAt), 3600)),
    );
    const spike = inOneHour.toSorted((one, other) => other.length - one.length).at(0) ?? [];
    const about = spike.filter(({ text }) => /leeds|LS6|headingley|signal|network|hotspot|999|still/i.test(text));
    expect(about.length).toBeGreaterThanOrEqual(12);
    const before = inOneHour.filter((posts) => (posts.at(-1)?.createdAt ?? '') < (spike.at(0)?.createdAt ?? ''));
    expect(Math.max(...before.map((posts) => posts.length))).toBeLessThanOrEqual(3);
  });

  it('has customers who write again in the same thread and some who come back with another matter', () => {
    const byAuthor = Map.groupBy(sample, (mention) => `${mention.network}/${mention.author.id}`);
    const again = [...byAuthor.values()].filter((posts) => posts.some(({ inReplyTo }) => inReplyTo));
    const elsewhere = [...byAuthor.values()].filter((posts) => conversations(posts) > 1);
    expect(again.length).toBeGreaterThanOrEqual(5);
    expect(elsewhere.length).toBeGreaterThanOrEqual(5);
  });

  it('has two accounts on two networks that complain about the same order', () => {
    const order = matching(/AC-20418/);
    expect(new Set(order.map(({ network }) => network)).size).toBe(2);
    expect(new Set(order.map(({ author }) => author.id)).size).toBe(2);
  });

  it('answers only posts that come before or the brand’s own', () => {
    const ids = sample.map(({ id }) => id);
    const dangling = sample.filter(
      ({ inReplyTo }, at) =>
        inReplyTo && !inReplyTo.startsWith('sample-brand-') && !ids.slice(0, at).includes(inReplyTo),
    );
    expect(dangling).toEqual([]);
  });

  it.each([
    ['a legal threat', /small claims|solicitor/],
    ['the press', /journalist/],
    ['a data leak', /someone else's bill/],
    ['danger', /smell of burning/],
    ['thanks after a solution', /sim came this morning/],
    ['a competitor’s customer', /Birchtel customer service/],
    ['spam', /win-a-phone\.example/],
    ['a complaint that is only polite', /do not wish to be a bother/],
    ['praise that speaks of bad service', /never had bad customer service/],
    ['an acorn mobile that is a toy', /cot this weekend/],
    ['German', /Seit Montag kein Netz/],
    ['Spanish', /Llevo tres semanas/],
    ['French', /merci à toute/],
    ['Polish', /brak zasięgu/],
    ['Welsh', /Dim signal/],
  ])('has %s in it', (_what, words) => {
    expect(matching(words)).not.toEqual([]);
  });

  it('shows what is masked: an e-mail address and a phone number in public', () => {
    const told = matching(/\S@example\.org/);
    expect(told.map(({ text }) => maskPersonalData(text))).toEqual([expect.stringMatching(/\[e-mail\], \[phone\]/)]);
  });
});

describe('nobody real in the sample', () => {
  it('every address ends in a reserved name', () => {
    const texts = sample.flatMap(({ text, url }) => [url ?? '', ...(text.match(/https?:\/\/\S+/g) ?? [])]);
    const hosts = texts.map((address) => new URL(address).hostname);
    expect(hosts.filter((host) => !host.endsWith('.example'))).toEqual([]);
    const accounts = sample.filter(({ network }) => network === 'bluesky' || network === 'mastodon');
    expect(accounts.filter(({ author }) => !author.handle.endsWith('.example'))).toEqual([]);
  });

  it('every handle on X is longer than X allows', () => {
    const short = sample.filter(({ network, author }) => network === 'x' && author.handle.length <= 15);
    expect(short).toEqual([]);
  });

  it('every e-mail address and phone number is one kept free for stories', () => {
    const words = sample.map(({ text }) => text).join('\n');
    const emails = words.match(/(?<!\S)[\w.+-]+@[\w-]+\.[\w.-]*\w/g) ?? [];
    expect(emails.filter((email) => !email.endsWith('@example.org'))).toEqual([]);
    // Ofcom keeps 020 7946 0000 to 0999 free for drama.
    const phones = words.match(/\+?\d[\d ]{8,}\d/g) ?? [];
    expect(phones.length).toBeGreaterThan(0);
    expect(phones.filter((phone) => !/^020 7946 0\d{3}$/.test(phone))).toEqual([]);
  });
});

function conversations(posts: readonly Mention[]): number {
  return new Set(posts.map(({ id, threadRoot }) => threadRoot ?? id)).size;
}

function within(seconds: number, span: number): boolean {
  return seconds >= 0 && seconds <= span;
}
