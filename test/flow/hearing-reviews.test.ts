// From a store's review to a thread, and from the words its author gives it later to a new judgement of it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { type FakeAppStore, startFakeAppStore } from '../support/fake-app-store.ts';
import { type FakeGooglePlay, startFakeGooglePlay } from '../support/fake-google-play.ts';
import { DAY } from '../support/following-scene.ts';
import { testClock } from '../support/test-clock.ts';

const PRAISE = 'Lovely app, thank you.';
const COMPLAINT = 'It crashes since the update and nobody answers, I want my money back. This is a disgrace.';

const STORES = [
  ['Google Play', startFakeGooglePlay],
  ['the App Store', startFakeAppStore],
] as const;

describe.each(STORES)('hearing reviews in %s', (_name, start) => {
  const clock = testClock();
  let store: FakeAppStore | FakeGooglePlay;
  let earshot: TestEarshot;
  beforeEach(async () => {
    store = await start({ clock: clock.now });
    earshot = await startEarshot({ clock, env: store.env() });
    await hear();
  });
  afterEach(async () => {
    await earshot.stop();
    await store.close();
  });

  async function hear(): Promise<void> {
    clock.advance({ minutes: 10 });
    await earshot.hear();
  }

  async function follow(): Promise<void> {
    clock.advance(DAY);
    await earshot.invoke('follow');
    await earshot.processAll();
  }

  /** Heard with five stars. */
  async function praised(): Promise<{ id: string; threadId: string; createdAt: string }> {
    const { id } = store.addMention({ author: 'Ann', text: PRAISE });
    store.rate(id, 5, PRAISE);
    const createdAt = clock.now();
    await hear();
    const [thread] = await earshot.allThreads();
    expect(thread).toMatchObject({ status: 'not-complaint', posts: 1 });
    return { id, threadId: thread!.id, createdAt };
  }

  const postOf = async (threadId: string) => {
    const { thread, posts } = await earshot.thread(threadId);
    expect(posts).toHaveLength(1);
    expect(earshot.errors).toEqual([]);
    return { status: thread.status, ...posts[0]! };
  };

  it.each([1, 8])('judges a review anew when its five stars become one after %i days', async (days) => {
    const { id, threadId, createdAt } = await praised();
    clock.advance({ days });
    store.rate(id, 1, COMPLAINT);
    const editedAt = clock.now();
    await hear();
    await hear();
    expect(await postOf(threadId)).toMatchObject({
      status: 'open',
      text: expect.stringMatching(/money back[^]*1 of 5 stars$/),
      createdAt,
      editedAt,
    });
    store.rate(id, 1, `${COMPLAINT} Still waiting!`);
    await hear();
    expect((await postOf(threadId)).text).toContain('Still waiting!');
  });

  it('keeps the stars alone of a review whose author takes the words away', async () => {
    const { id, threadId } = await praised();
    clock.advance({ hours: 1 });
    store.rate(id, 5, '');
    await follow();
    expect((await postOf(threadId)).text).not.toContain(PRAISE);
    expect((await postOf(threadId)).text).toContain('5 of 5 stars');
  });

  it('judges it anew when the store does not show it among the newest, as soon as it is looked at again', async () => {
    const { id, threadId } = await praised();
    if ('setMovesDates' in store) store.setMovesDates(false);
    for (const words of [COMPLAINT, `${COMPLAINT} Still waiting!`]) {
      clock.advance({ hours: 1 });
      store.rate(id, 1, words);
      await follow();
      expect(await postOf(threadId)).toMatchObject({ status: 'open', text: expect.stringContaining(words) });
    }
  });
});
