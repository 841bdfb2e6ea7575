// YouTube when it is slow or its pages do not end: each page is done in time, the rest is read with the next, and nothing hangs.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secondsBetween } from '../../lib/domain/time.ts';
import type { Page, Platform } from '../../lib/platforms/platform.ts';
import { googleSays } from '../support/fake-google-token.ts';
import type { Served } from '../support/fake-network.ts';
import { type FakeYoutube, startFakeYoutube } from '../support/fake-youtube.ts';
import { orderFor, readAll, START } from '../support/platform-scene.ts';
import { type TestClock, testClock } from '../support/test-clock.ts';
import { connectYoutube } from '../support/youtube-scene.ts';

/** So that two of them fit a run, which is cut off after 55 s. */
const PAGE_SECONDS = 25;
/** A list of threads takes so long, and five lists of answers at the same time no longer. */
const SLOW_SECONDS = { '/youtube/v3/commentThreads': 10, '/youtube/v3/comments': 2 };
const MOST_PAGES = 20;

let clock: TestClock;
let fake: FakeYoutube;
beforeEach(async () => {
  clock = testClock(START);
  fake = await startFakeYoutube({ clock: clock.now, pageSize: 8, inline: 0 });
});
afterEach(() => fake.close());

function slow(): Platform {
  const took = new Map(Object.entries(SLOW_SECONDS));
  return connectYoutube(fake, {
    clock: clock.now,
    fetch: (url, request) => {
      clock.advance({ seconds: took.get(new URL(String(url)).pathname) ?? 0 });
      return fetch(url, request);
    },
  });
}

/** Comments with so many answers each; the ids of the answers. */
function conversations(comments: number, answers: number): string[] {
  const roots = Array.from({ length: comments }, (_, n) => fake.addMention({ author: 'ann', text: `comment ${n}` }));
  return roots.flatMap(({ id: inReplyTo }) =>
    Array.from({ length: answers }, (_, n) => fake.addMention({ author: 'bob', text: `answer ${n}`, inReplyTo }).id),
  );
}

async function readAnswers(platform: Platform, between: (page: Page) => void = () => undefined): Promise<Page[]> {
  const pages: Page[] = [];
  let pageToken: string | undefined;
  do {
    const began = clock.now();
    const source = platform.sources[1]!;
    const page = await platform.poll({ source, downTo: START, ...(pageToken ? { pageToken } : {}) });
    expect(secondsBetween(began, clock.now())).toBeLessThanOrEqual(PAGE_SECONDS);
    pages.push(page);
    between(page);
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined && pages.length < 50);
  return pages;
}

function heard(pages: readonly Page[]): string[] {
  return pages.flatMap(({ items }) => items.map(({ mention }) => mention.id));
}

/** Lists of answers that name each other as the next. */
function circle(...tokens: string[]): void {
  for (let i = 0; i < 3 * MOST_PAGES; i += 1) {
    const nextPageToken = tokens[i % tokens.length];
    const list: Served = { status: 200, json: { kind: 'youtube#commentListResponse', nextPageToken } };
    fake.failNext(list, 1, 'other');
  }
}

function answersCalls(): number {
  return fake.calls().filter(({ path, query }) => path.endsWith('/comments') && query.has('parentId')).length;
}

describe('YouTube, when it is slow,', () => {
  it('has every answer heard once, in pages that are done in time', async () => {
    const ids = conversations(10, 20);
    const pages = await readAnswers(slow());
    expect(heard(pages).toSorted()).toEqual(ids.toSorted());
    expect(pages.length).toBeGreaterThan(3);
  });

  it('loses no answer when comments come and go between two pages', async () => {
    const ids = conversations(10, 20);
    let changes = 0;
    const pages = await readAnswers(slow(), ({ items }) => {
      changes += 1;
      if (changes < 3) fake.addMention({ author: 'cid', text: `new ${changes}` });
      if (changes === 1) fake.remove(items.at(-1)!.mention.threadRoot!);
    });
    const gone = ids.filter((id) => !heard(pages).includes(id));
    expect(new Set(gone.map((id) => id.split('.')[0])).size).toBeLessThan(2);
    expect(heard(pages).length).toBeGreaterThanOrEqual(180);
  });

  it('has a thread begun again whose place in its answers has gone stale', async () => {
    const ids = conversations(1, 60);
    let changes = 0;
    const pages = await readAnswers(slow(), () => {
      changes += 1;
      if (changes === 1) fake.failNext(googleSays(400, 'invalidPageToken', 'Not valid.'), 1, 'other');
    });
    expect(changes).toBeGreaterThan(1);
    expect(new Set(heard(pages))).toEqual(new Set(ids));
  });

  it('is asked for 20 seconds what became of comments; nothing is said of the others', async () => {
    for (let n = 0; n < 30; n += 1) fake.addMention({ author: 'ann', text: `comment ${n}` });
    const posts = (await readAll(connectYoutube(fake, { clock: clock.now }))).items.map(({ mention }) => mention);
    for (const { id } of posts) fake.remove(id);
    const began = clock.now();
    const found = await slow().refresh!.look(posts);
    expect(secondsBetween(began, clock.now())).toBe(20);
    expect(found).toEqual(posts.slice(0, 9).map(({ id }) => ({ id, gone: true })));
  });
});

describe('YouTube, when the pages of a thread do not end,', () => {
  it.each([
    ['name themselves', ['again'], 2],
    ['name each other', ['one', 'other'], MOST_PAGES],
  ])('is read no further once they %s, and says so', async (_how, tokens, calls) => {
    conversations(1, 1);
    const platform = connectYoutube(fake, { clock: clock.now });
    await platform.whoAmI();
    circle(...tokens);
    const [page, ...more] = await readAnswers(platform);
    expect(more).toEqual([]);
    expect(page!.unreadable).toEqual([expect.objectContaining({ reason: expect.stringContaining('do not end') })]);
    expect(answersCalls()).toBe(calls);
  });

  it('is not asked for ever for an answer of ours', async () => {
    const platform = connectYoutube(fake, { clock: clock.now });
    const order = await orderFor({ clock, fake, platform }, 'Sorry!');
    circle('one', 'other');
    expect(await platform.findOwnReply(order)).toBeUndefined();
    expect(answersCalls()).toBe(3);
  });
});
