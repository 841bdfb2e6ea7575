// Answers below old comments, heard although YouTube is so slow that no single run reads through all threads.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { secondsBetween } from '../../lib/domain/time.ts';
import { pollSource } from '../../lib/flows/poll-source.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { type FakeYoutube, startFakeYoutube } from '../support/fake-youtube.ts';
import { connectYoutube } from '../support/youtube-scene.ts';

/** Lambda ends a poll then. */
const RUN_SECONDS = 55;
/** A list of threads takes so long, and five lists of answers at the same time no longer. */
const SLOW_SECONDS = new Map(Object.entries({ '/youtube/v3/commentThreads': 4, '/youtube/v3/comments': 0.8 }));

let earshot: TestEarshot;
let fake: FakeYoutube;
beforeEach(async () => {
  earshot = await startEarshot();
  fake = await startFakeYoutube({ clock: earshot.clock.now, pageSize: 20, inline: 0 });
});
afterEach(async () => {
  await fake.close();
  await earshot.stop();
});

it('hears all of them in as many runs as it takes, and does not begin again for ever', async () => {
  const { house, clock } = earshot;
  const platform = connectYoutube(fake, {
    clock: clock.now,
    fetch: (url, request) => {
      clock.advance({ seconds: SLOW_SECONDS.get(new URL(String(url)).pathname) ?? 0 });
      return fetch(url, request);
    },
  });
  const { businessHours } = house.watchlist();
  const deps = { ...house, db: house.db(), mentions: house.queue('mentionsQueue'), businessHours };
  const poll = async () => {
    const began = clock.now();
    const polled = await pollSource(deps, platform, platform.sources[1]!);
    expect(secondsBetween(began, clock.now())).toBeLessThan(RUN_SECONDS);
    clock.advance({ seconds: 60 - secondsBetween(began, clock.now()) });
    return polled;
  };
  const roots = Array.from({ length: 60 }, (_, n) => fake.addMention({ author: 'ann', text: `comment ${n}` }).id);
  await poll();
  clock.advance({ minutes: 30 });
  const ids = roots.map(
    (inReplyTo, n) => fake.addMention({ author: `bob${n}`, text: `where is my refund, awful ${n}`, inReplyTo }).id,
  );
  let runs = 0;
  let gaps = 1;
  while (gaps > 0 && runs < 12) {
    const polled = await poll();
    runs += 1;
    gaps = 'openGaps' in polled ? polled.openGaps : gaps;
  }
  await earshot.processAll();
  const pages = await Promise.all((await earshot.allThreads()).map(({ id }) => earshot.thread(id)));
  expect(pages.flatMap(({ posts }) => posts.map(({ id }) => id)).toSorted()).toEqual(ids.toSorted());
  expect(runs).toBeGreaterThan(1);
  expect(gaps).toBe(0);
});
