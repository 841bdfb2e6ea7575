// From a feed to a thread, with the memory of the feed in the table.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plus } from '../../lib/domain/time.ts';
import { type PollDeps, pollSource } from '../../lib/flows/poll-source.ts';
import type { FeedMemory } from '../../lib/platforms/rss/feed-memory.ts';
import { sessionStore } from '../../lib/store/sessions.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { type FakeRss, startFakeRss } from '../support/fake-rss.ts';
import { connectFeed } from '../support/rss-scene.ts';

const COMPLAINT = 'Still waiting for my refund, three weeks now. This is a disgrace.';

describe('hearing feeds', () => {
  let earshot: TestEarshot;
  let site: FakeRss;
  beforeEach(async () => {
    earshot = await startEarshot();
    site = await startFakeRss({ clock: earshot.clock.now, validator: 'etag' });
  });
  afterEach(async () => {
    await site.close();
    await earshot.stop();
  });

  async function poll(faulty: Partial<PollDeps> = {}): Promise<void> {
    const { house, clock } = earshot;
    clock.advance({ minutes: 15 });
    const db = house.db();
    const platform = connectFeed(site, { clock: clock.now, memories: (id) => sessionStore<FeedMemory>(db, id) });
    const { businessHours } = house.watchlist();
    const deps = { ...house, db, mentions: house.queue('mentionsQueue'), businessHours, ...faulty };
    await pollSource(deps, platform, platform.sources[0]!);
    await earshot.processAll();
  }

  const heard = async (): Promise<string[]> => (await earshot.allThreads()).map(({ excerpt }) => excerpt);

  it('opens a thread for what is new, also when it is dated long ago, and for nothing else', async () => {
    const long = plus(earshot.clock.now(), { days: -3 });
    site.addPost({ author: 'ann', text: `History. ${COMPLAINT}`, at: long });
    await poll();
    expect(await heard()).toEqual([]);
    site.addPost({ author: 'bob', text: COMPLAINT, at: plus(long, { days: 1 }) });
    for (let run = 0; run < 3; run += 1) await poll();
    expect(await heard()).toEqual([COMPLAINT]);
    expect(site.calls().at(-1)!.headers['if-none-match']).toBeDefined();
  });

  it('loses nothing when a run dies between the feed and the queue', async () => {
    await poll();
    site.addPost({ author: 'bob', text: COMPLAINT, at: plus(earshot.clock.now(), { days: -1 }) });
    const nowhere = { ...earshot.house.queue('mentionsQueue'), url: 'http://127.0.0.1:1/none' };
    await expect(poll({ mentions: nowhere })).rejects.toThrow(/.+/);
    expect(await heard()).toEqual([]);
    await poll();
    expect(await heard()).toEqual([COMPLAINT]);
    expect(earshot.errors).toEqual([]);
  });
});
