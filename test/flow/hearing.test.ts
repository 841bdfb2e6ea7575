// Nothing lost, nothing doubled, on the way from a network to a thread.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClassifier } from '../../lib/classifier/classifier.ts';
import { PAGES_PER_RUN } from '../../lib/domain/source.ts';
import { plus, secondsBetween } from '../../lib/domain/time.ts';
import { ingestMention } from '../../lib/flows/ingest-mention.ts';
import { pollSource } from '../../lib/flows/poll-source.ts';
import { mentionOf, startEarshot, type TestEarshot } from '../support/earshot.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { startFakeX } from '../support/fake-x.ts';
import { refuseFirst } from '../support/table-faults.ts';
import { testClock } from '../support/test-clock.ts';

/** Lambda ends a poll then. */
const RUN_SECONDS = 55;

async function postsHeard(earshot: TestEarshot): Promise<string[]> {
  const pages = await Promise.all((await earshot.allThreads()).map(({ id }) => earshot.thread(id)));
  return pages.flatMap(({ posts }) => posts.map(({ id }) => id)).toSorted();
}

describe('hearing posts', () => {
  let earshot: TestEarshot;
  beforeEach(async () => {
    earshot = await startEarshot();
  });
  afterEach(() => earshot.stop());

  it('stores a post once when the queue delivers it many times, also at the same moment', async () => {
    const post = { id: '1', author: 'ada' };
    await earshot.receive(...Array.from({ length: 10 }, () => post));
    await earshot.receive(post);
    expect(await postsHeard(earshot)).toEqual(['1']);
    expect(earshot.errors).toEqual([]);
  });

  it('joins posts of one author in one conversation, in whatever order they arrive', async () => {
    const first = { id: '1', author: 'bo', createdAt: '2026-11-21T08:00:00.000Z' };
    const second = {
      id: '2',
      author: 'bo',
      inReplyTo: '1',
      createdAt: '2026-11-21T08:05:00.000Z',
      text: 'Hello? Still no refund!',
    };
    const third = {
      id: '3',
      author: 'bo',
      inReplyTo: '2',
      createdAt: '2026-11-21T08:09:00.000Z',
      text: 'I am losing my patience',
    };
    await earshot.receive(third, second, first);
    const [thread, ...others] = await earshot.threads();
    expect(others).toEqual([]);
    expect(thread).toMatchObject({ posts: 3, excerpt: third.text, latestPostId: '3' });
    const page = await earshot.thread(thread?.id ?? '');
    expect(page.posts.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('gives a bystander in the same conversation a thread of their own', async () => {
    await earshot.receive(
      { id: '1', author: 'cleo' },
      { id: '2', author: 'dirk', inReplyTo: '1', text: 'Same here! No refund for weeks, awful service.' },
    );
    const authors = (await earshot.threads()).map(({ author }) => author.handle);
    expect(authors.toSorted()).toEqual(['cleo', 'dirk']);
  });

  it("knows the customer also when two first posts of one author get in each other's way in the table", async () => {
    const { house, clock } = earshot;
    const db = house.db();
    refuseFirst(db, 'AUTHOR#');
    const complaints = house.queue('complaintsQueue');
    const { businessHours, deadlines } = house.watchlist();
    const post = mentionOf({ id: '1' }, clock.now());
    const assessment = createClassifier().assess(post.text, { companies: [] });
    await ingestMention({ ...house, db, complaints, businessHours, deadlines, assess: () => assessment }, post);
    const [thread] = await earshot.threads();
    expect((await earshot.thread(thread?.id ?? '')).customer?.links).toHaveLength(1);
  });

  it('keeps a post with a script in it as the words it is', async () => {
    const text = '<script>alert(1)</script> worst service ever, my refund never came';
    await earshot.receive({ id: '1', author: 'eve', text });
    const [thread] = await earshot.threads();
    expect((await earshot.thread(thread?.id ?? '')).posts[0]?.text).toBe(text);
  });

  it('sets a poisoned message aside after three tries, visibly, and goes on with the others', async () => {
    const { SendMessageCommand } = await import('@aws-sdk/client-sqs');
    const { client, url } = earshot.house.queue('mentionsQueue');
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: '{"mention":{"network":7}}' }));
    await earshot.receive({ id: '1', author: 'fay' });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      earshot.clock.advance({ minutes: 4 });
      await earshot.processAll();
    }
    expect(await postsHeard(earshot)).toEqual(['1']);
    const { body } = await earshot.call('/status');
    expect(body.deadLetters).toBe(1);
    expect(earshot.errors.filter((error) => error.includes('UnreadableMessage'))).toHaveLength(3);
  });
});

describe('polling a network', () => {
  const clock = testClock();
  let network: FakeNetwork;
  let earshot: TestEarshot;
  beforeEach(async () => {
    network = await startFakeX({ clock: clock.now, pageSize: 10 });
    earshot = await startEarshot({ clock, env: { ...network.env(), POLL_SECONDS: '60' } });
    await earshot.hear();
  });
  afterEach(async () => {
    await earshot.stop();
    await network.close();
  });

  const sources = async () =>
    (await earshot.call('/status')).body.sources as { id: string; gaps: number; lamp: string; text: string }[];
  const mentions = async () => (await sources()).find(({ id }) => id.startsWith('x:mentions'));
  const add = (count: number) => {
    return Array.from({ length: count }, (_, index) => {
      clock.advance({ milliseconds: 40 });
      return network.addMention({
        author: `a${index}`,
        text: `@acornmobile where is my refund? number ${index}, this is awful`,
      }).id;
    });
  };

  it('starts now: what stood there before is not heard', async () => {
    const fresh = await startFakeX({ clock: clock.now });
    fresh.addMention({ author: 'old', text: '@acornmobile awful service last week' });
    clock.advance({ minutes: 30 });
    const other = await startEarshot({ clock, env: fresh.env() });
    await other.hear();
    await other.hear();
    expect(await postsHeard(other)).toEqual([]);
    await other.stop();
    await fresh.close();
  });

  it('leaves what does not fit one run as a gap, says so, and fills it in the next runs', async () => {
    const ids = add(PAGES_PER_RUN * 10 + 55);
    await earshot.hear();
    expect(await mentions()).toMatchObject({
      gaps: 1,
      lamp: 'late',
      text: expect.stringContaining('1 gap being filled'),
    });
    await earshot.hear();
    await earshot.hear();
    expect(await mentions()).toMatchObject({ gaps: 0, lamp: 'fresh' });
    expect(await postsHeard(earshot)).toEqual(ids.toSorted());
  });

  it('loses nothing when the network fails in the middle of a poll', async () => {
    const ids = add(35);
    network.failNext('server-error', 1, 'poll');
    await earshot.hear();
    expect((await mentions())?.lamp).toBe('failing');
    await earshot.hear();
    await earshot.hear();
    expect(await postsHeard(earshot)).toEqual(ids.toSorted());
    expect((await mentions())?.lamp).toBe('fresh');
  });

  it('finds in the nightly sweep what the network showed hours late, and calls nothing missing meanwhile', async () => {
    add(3);
    await earshot.hear();
    clock.advance({ hours: 5 });
    await earshot.hear();
    const hidden = network.addMention({
      author: 'hidden',
      text: '@acornmobile no refund, this is awful',
      at: plus(clock.now(), { hours: -4 }),
    });
    await earshot.hear();
    expect(await postsHeard(earshot)).not.toContain(hidden.id);
    clock.advance({ hours: 13 });
    await earshot.hear();
    expect((await mentions())?.gaps).toBe(0);
    await earshot.hear();
    expect(await postsHeard(earshot)).toContain(hidden.id);
  });

  it('ends a run in time on a slow network and reads on in the next, instead of beginning again for ever', async () => {
    const { house } = earshot;
    const [fast] = house.platforms();
    const source = fast?.sources[0];
    if (!fast || !source) throw new Error('no source is connected');
    const poll: typeof fast.poll = (request) => {
      clock.advance({ seconds: 10 });
      return fast.poll(request);
    };
    const ids = add(95);
    const { businessHours } = house.watchlist();
    const deps = { ...house, db: house.db(), mentions: house.queue('mentionsQueue'), businessHours };
    for (let run = 1; run <= 12; run += 1) {
      clock.advance({ minutes: 1 });
      const began = clock.now();
      await pollSource(deps, { ...fast, poll }, source);
      expect(secondsBetween(began, clock.now())).toBeLessThan(RUN_SECONDS);
    }
    await earshot.processAll();
    expect(await postsHeard(earshot)).toEqual(ids.toSorted());
    expect(await mentions()).toMatchObject({ gaps: 0 });
  });

  it('makes no call while the network has asked it to wait', async () => {
    network.failNext('rate-limited', 2, 'poll');
    await earshot.hear();
    const before = network.calls().length;
    await earshot.hear();
    expect(network.calls().length).toBe(before);
  });

  it('keeps a piece that cannot be read in the dead-letter queue with the reason, once, and hears the rest', async () => {
    network.addBrokenItem();
    const [id] = add(1);
    await earshot.hear();
    await earshot.hear();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      clock.advance({ minutes: 4 });
      await earshot.processAll();
    }
    expect(await postsHeard(earshot)).toEqual([id]);
    const { body } = await earshot.call('/status');
    expect(body.deadLetters).toBe(1);
  });
});
