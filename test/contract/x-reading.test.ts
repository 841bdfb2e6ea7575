// What only X does when it is read: its complaint watch, its edits, what it does not give and says or does not say so.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import { plus } from '../../lib/domain/time.ts';
import type { Page, Platform } from '../../lib/platforms/platform.ts';
import { createXPlatform } from '../../lib/platforms/x/x-platform.ts';
import { type FakeX, startFakeX } from '../support/fake-x.ts';
import { limitsInMemory, readAll, readPage, START } from '../support/platform-scene.ts';
import { type TestClock, testClock } from '../support/test-clock.ts';

const BRAND = { name: 'Acorn Mobile', handles: ['acornmobile'], aliases: ['Acorn'] };
const RIVAL = { name: 'Beech Telecom', handles: [], aliases: ['BeechTel'] };

interface Scene {
  readonly clock: TestClock;
  readonly fake: FakeX;
  readonly platform: Platform;
}

async function onX(run: (scene: Scene) => Promise<void>, pageSize = 100): Promise<void> {
  const clock = testClock(START);
  const fake = await startFakeX({ clock: clock.now, pageSize });
  const platform = createXPlatform({
    account: parseSettings(fake.env()).accounts.x!,
    keywords: ['acme'],
    watched: [BRAND, RIVAL],
    clock: clock.now,
    limits: limitsInMemory(),
  });
  await run({ clock, fake, platform }).finally(fake.close);
}

async function complaints(platform: Platform): Promise<string[]> {
  const watches = platform.sources.filter(({ query }) => query?.includes('customer service'));
  const pages = await Promise.all(watches.map((source) => platform.poll({ source, downTo: START })));
  return pages.flatMap(({ items }) => items.map(({ mention }) => mention.text));
}

describe("X's complaint watch", () => {
  it('hears who complains of the customer service of the brand or a competitor, by any of its names', () =>
    onX(async ({ fake, platform }) => {
      const heard = [
        'The customer service of Acorn Mobile is awful',
        'worst customer service ever @acornmobile',
        '#acornmobile customer service sucks',
        'BeechTel customer service: poor',
      ];
      for (const text of heard) fake.addPost({ author: 'ann', text });
      fake.addPost({ author: 'ann', text: 'Acorn Mobile has great customer service' });
      fake.addPost({ author: 'ann', text: 'the customer service of my baker is terrible' });
      fake.addPost({ author: 'ann', text: 'Acorn Mobile: bad phone, nice customer, quick service' });
      expect((await complaints(platform)).toSorted()).toEqual(heard.toSorted());
    }));

  it('hears neither reposts nor what only shares a link, but who shows a picture of the matter', () =>
    onX(async ({ fake, platform }) => {
      const text = 'Acorn customer service fail https://t.co/picture';
      fake.addPost({ author: 'ann', text });
      fake.addWith({ author: 'bob', text }, { referenced_tweets: [{ type: 'retweeted', id: '12' }] });
      const source = platform.sources.find(({ query }) => query?.includes('customer service'))!;
      expect((await platform.poll({ source, downTo: START })).items).toHaveLength(1);
      fake.failNext({ status: 200, json: pageOf('@acornmobile https://t.co/a https://t.co/b') });
      const page = await platform.poll({ source, downTo: START });
      expect(page.items).toEqual([]);
      expect(page.reachedBackTo).toBe(START);
      fake.failNext({ status: 200, json: pageOf('@acornmobile https://t.co/a') });
      expect((await readPage(platform)).items).toHaveLength(1);
    }));
});

describe('edits on X', () => {
  it.each([100, 1])('are one mention with the newest words, %s to a page', (pageSize) =>
    onX(async ({ fake, clock, platform }) => {
      const { id } = fake.addMention({ author: 'ann', text: 'wher is my refund' });
      clock.advance({ minutes: 2 });
      const { id: edited } = fake.edit(id, 'Where is my refund?');
      const { items } = await readAll(platform);
      expect(items.map(({ mention }) => [mention.id, mention.text, mention.replyRef['currentId']])).toEqual([
        [id, 'Where is my refund?', edited],
      ]);
      expect(items[0]!.mention).toMatchObject({ createdAt: START, editedAt: clock.now() });
      expect((await readAll(platform)).items).toEqual(items);
    }, pageSize),
  );

  it('are one mention in whatever order a page gives the versions', () =>
    onX(async ({ fake, platform }) => {
      const [older, newer] = ['2083157183716917248', '2083157183716917999'];
      const version = (id: string, text: string) => ({
        id,
        text,
        author_id: '17',
        edit_history_tweet_ids: [older, newer],
      });
      fake.failNext({ status: 200, json: { data: [version(older, 'old'), version(newer, 'new')], meta: {} } });
      const { items } = await readPage(platform, { downTo: '2020-01-01T00:00:00.000Z' });
      expect(items.map(({ mention }) => [mention.id, mention.text])).toEqual([[older, 'new']]);
    }));

  it('are followed to the words that stand when a post is looked at again, and a deletion after them, too', () =>
    onX(async ({ fake, platform }) => {
      const { id } = fake.addMention({ author: 'ann', text: 'first' });
      const [{ mention }] = (await readPage(platform)).items as [Page['items'][number]];
      fake.edit(id, 'second');
      const { id: latest } = fake.edit(id, 'third');
      const [found] = await platform.refresh!.look([mention]);
      expect(found).toMatchObject({ id, mention: { text: 'third', replyRef: { currentId: latest } } });
      fake.remove(id);
      expect(await platform.refresh!.look([mention])).toEqual([{ id, gone: true }]);
    }));
});

describe('looking again at posts on X', () => {
  it('takes a post that may no longer be seen for gone, and says nothing where X says nothing clear', () =>
    onX(async ({ fake, platform }) => {
      for (const text of ['one', 'two']) fake.addMention({ author: 'ann', text });
      const posts = (await readPage(platform)).items.map(({ mention }) => mention);
      const errors = [about('not-authorized-for-resource', posts[0]!), about('internal-error', posts[1]!)];
      fake.failNext({ status: 200, json: { errors } }, 1, 'other');
      expect(await platform.refresh!.look(posts)).toEqual([{ id: posts[0]!.id, gone: true }]);
    }));

  it('keeps the name of the author, which X would charge for again', () =>
    onX(async ({ fake, platform }) => {
      fake.addMention({ author: 'ann', text: 'one' });
      const [item] = (await readPage(platform)).items;
      const known = { ...item!.mention, author: { id: item!.mention.author.id, handle: 'ann', followers: 12 } };
      const [found] = await platform.refresh!.look([known]);
      expect(found).toMatchObject({ mention: { author: known.author, addressed: true } });
      expect(fake.calls().at(-1)!.query.has('expansions')).toBe(false);
    }));
});

describe('what X does not give', () => {
  const LONG_AGO = '2026-11-01T00:00:00.000Z';

  it('is said once for a search that should reach back further than seven days', () =>
    onX(async ({ fake, clock, platform }) => {
      for (let i = 0; i < 3; i += 1) {
        clock.advance({ minutes: 1 });
        fake.addPost({ author: 'ann', text: 'acme is awful' });
      }
      const source = platform.sources.find(({ kind }) => kind === 'search')!;
      const first = await platform.poll({ source, downTo: LONG_AGO });
      expect(first.unreadable).toEqual([]);
      clock.advance({ minutes: 10 });
      const second = await platform.poll({ source, downTo: LONG_AGO, pageToken: first.nextPageToken! });
      expect(second.unreadable).toEqual([
        {
          raw: expect.stringContaining(LONG_AGO),
          reason: `X's search reaches back seven days; from ${LONG_AGO} to 2026-11-14T11:00:00.000Z could not be read.`,
        },
      ]);
      const asked = fake.calls().slice(-2);
      expect(asked[0]!.query.get('since_id')).toBe(asked[1]!.query.get('since_id'));
    }, 2));

  it('is not asked for when all of a stretch is too old', () =>
    onX(async ({ fake, platform }) => {
      const source = platform.sources.find(({ kind }) => kind === 'search')!;
      const page = await platform.poll({ source, downTo: LONG_AGO, upTo: plus(LONG_AGO, { days: 2 }) });
      expect(page).toMatchObject({ items: [], unreadable: [{ reason: expect.stringContaining('seven days') }] });
      expect(fake.calls()).toEqual([]);
    }));

  it('is said of mentions beyond the last 800, and not where fewer were asked for', () =>
    onX(async ({ fake, clock, platform }) => {
      for (let i = 0; i < 830; i += 1) {
        fake.addMention({ author: 'ann', text: `complaint ${i}` });
        clock.advance({ seconds: 1 });
      }
      const { items, unreadable } = await readAll(platform);
      expect(items).toHaveLength(800);
      expect(unreadable.map(({ reason }) => reason)).toEqual([
        `X gives the last 800 mentions of an account: from ${START} to 2026-11-21T09:00:30.000Z some may not have been read.`,
      ]);
      const quiet = await readAll(platform, 'main', plus(START, { seconds: 300 }));
      expect(quiet.items).toHaveLength(530);
      expect(quiet.unreadable).toEqual([]);
    }));

  it('is kept with the reason X gives beside an answer, unless it is about posts that were referred to', () =>
    onX(async ({ fake, platform }) => {
      const problem = { type: 'https://api.x.com/2/problems/internal-error', title: 'Oh', detail: 'One was lost.' };
      const referred = {
        type: 'https://api.x.com/2/problems/resource-not-found',
        parameter: 'referenced_tweets.id',
        value: '12',
      };
      const { data, meta } = pageOf('hello');
      fake.failNext({ status: 200, json: { data, meta, errors: [problem, referred] } });
      const page = await readPage(platform);
      expect(page.items).toHaveLength(1);
      expect(page.unreadable).toEqual([
        { raw: JSON.stringify(problem), reason: 'X left something out: One was lost.' },
      ]);
    }));
});

function pageOf(text: string) {
  const id = ((BigInt(Date.parse(START)) - 1_288_834_974_657n) << 22n).toString();
  return { data: [{ id, text, author_id: '1777777777777777777', edit_history_tweet_ids: [id] }], meta: {} };
}

function about(type: string, { id }: { readonly id: string }) {
  return { type: `https://api.x.com/2/problems/${type}`, title: 'Error', parameter: 'ids', value: id };
}
