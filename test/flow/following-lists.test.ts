// Networks that answer for whole lists are asked once a day which of the stored posts must go, and these are erased.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHouse } from '../../lib/composition.ts';
import type { Span } from '../../lib/domain/time.ts';
import { followLists } from '../../lib/flows/follow-lists.ts';
import { getThreadRecord } from '../../lib/store/threads.ts';
import { mortal } from '../support/crashes.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { type FakeX, startFakeX } from '../support/fake-x.ts';
import { testClock } from '../support/test-clock.ts';

const COMPLAINT = '@acornmobile still waiting for my refund, three weeks now. This is a disgrace.';
const PRAISE = '@acornmobile thank you, wonderful service, you made my day!';
const A_WHILE: Span = { minutes: 10 };
const DAY: Span = { hours: 20 };

let clock: ReturnType<typeof testClock>;
let network: FakeX;
let earshot: TestEarshot;
beforeEach(async () => {
  clock = testClock();
  network = await startFakeX({ clock: clock.now });
  earshot = await startEarshot({ clock, env: { ...network.env(), X_BEARER_TOKEN: 'app-token' } });
  await earshot.hear();
});
afterEach(async () => {
  await earshot.stop();
  await network.close();
});

async function write(author: string, text = PRAISE): Promise<{ id: string; threadId: string }> {
  clock.advance({ seconds: 5 });
  const { id } = network.addMention({ author, text });
  await earshot.hear();
  const thread = (await earshot.allThreads()).find(({ latestPostId }) => latestPostId === id);
  if (!thread) throw new Error(`the post of ${author} did not open a thread: ${earshot.errors.join('; ')}`);
  return { id, threadId: thread.id };
}

async function follow(after: Span = {}): Promise<void> {
  clock.advance(after);
  await earshot.invoke('follow');
  await earshot.processAll();
}

const calls = (method: string, path: RegExp) =>
  network.calls().filter((seen) => seen.method === method && path.test(seen.path)).length;
const started = () => calls('POST', /\/compliance\/jobs$/);
const asked = () => calls('GET', /\/compliance\/jobs\/\d+$/);

async function isGone(threadId: string): Promise<boolean> {
  const { posts, thread } = await earshot.thread(threadId);
  const gone = posts.map(({ text, goneAt }) => text === '' && goneAt !== undefined);
  expect(thread.excerpt === '').toBe(gone.at(-1));
  return gone.every(Boolean);
}

/** One run that only works on lists, so that nothing is found by looking at posts one by one. */
async function lists(after: Span, idsInAList = 1000): Promise<void> {
  clock.advance(after);
  await followLists({ ...earshot.house, db: earshot.house.db(), idsInAList }, earshot.house.platforms());
}

/** A worker that dies at that step, and a minute later one that lives; whether the first one died. */
async function dyingAt(step: number, afterEffect: boolean, after: Span): Promise<boolean> {
  const outside = { clock: clock.now, newId: earshot.house.newId, log: { error: () => undefined } };
  const house = await openHouse(earshot.env, outside);
  const worker = mortal(house.db(), house.sqs());
  clock.advance(after);
  const died = await worker.run({ step, afterEffect }, () =>
    followLists({ ...house, db: house.db() }, house.platforms()),
  );
  await lists({ minutes: 1 });
  return died;
}

describe('the list of stored posts', () => {
  it('is handed over, asked for every ten minutes, and what must go is erased', async () => {
    const one = await write('maya');
    const two = await write('noor');
    await follow();
    const uploaded = network.calls().find(({ method }) => method === 'PUT');
    expect(String(uploaded?.body['text']).trim().split('\n').toSorted()).toEqual([one.id, two.id].toSorted());
    network.remove(one.id);
    network.app.finishJobs();
    await follow({ minutes: 9 });
    expect(asked()).toBe(0);
    await follow({ minutes: 1 });
    expect(asked()).toBe(1);
    expect([await isGone(one.threadId), await isGone(two.threadId)]).toEqual([true, false]);
    expect(earshot.errors).toEqual([]);
  });

  it('is handed over in parts, one after the other, when there are too many posts for one', async () => {
    const written = [];
    for (const author of ['a1', 'a2', 'a3', 'a4', 'a5']) written.push(await write(author));
    for (const { id } of written.slice(1, 4)) network.remove(id);
    for (let part = 0; part < 3; part += 1) {
      await lists({ minutes: 1 }, 2);
      network.app.finishJobs();
      await lists(A_WHILE, 2);
    }
    const uploads = network.calls().filter(({ method }) => method === 'PUT');
    const parts = uploads.map(({ body }) => String(body['text']).trim().split('\n'));
    expect(parts.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(parts.flat().toSorted()).toEqual(written.map(({ id }) => id).toSorted());
    expect(await Promise.all(written.map(({ threadId }) => isGone(threadId)))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    await lists({ hours: 18 }, 2);
    expect(started()).toBe(3);
    await lists({ hours: 2 }, 2);
    expect(started()).toBe(4);
  });

  it('is waited for as long as the network works on it', async () => {
    await write('maya');
    await follow();
    for (let times = 0; times < 5; times += 1) await follow(A_WHILE);
    expect({ started: started(), asked: asked() }).toEqual({ started: 1, asked: 5 });
  });

  it('is asked for again a day after the last one began, without what is gone', async () => {
    const one = await write('maya');
    const two = await write('noor');
    await follow();
    network.remove(one.id);
    network.app.finishJobs();
    await follow(A_WHILE);
    await follow({ hours: 19 });
    expect(started()).toBe(1);
    await follow({ hours: 1 });
    expect(started()).toBe(2);
    const uploads = network.calls().filter(({ method }) => method === 'PUT');
    expect(String(uploads.at(-1)?.body['text']).trim()).toBe(two.id);
  });

  it('holds posts of matters that were closed long ago, which are not looked at one by one any more', async () => {
    const { id, threadId } = await write('maya');
    for (let day = 0; day < 3; day += 1) {
      await follow(DAY);
      network.app.finishJobs();
    }
    clock.advance({ days: 100 });
    const looks = calls('GET', /\/2\/tweets$/);
    await follow(DAY);
    expect(calls('GET', /\/2\/tweets$/)).toBe(looks);
    network.app.finishJobs();
    await follow(A_WHILE);
    await follow(DAY);
    network.remove(id);
    network.app.finishJobs();
    await follow(A_WHILE);
    expect(await isGone(threadId)).toBe(true);
  });

  it('is handed over anew when the network came to nothing, or has forgotten it', async () => {
    const { id, threadId } = await write('maya');
    await follow();
    network.app.finishJobs('failed');
    await follow(A_WHILE);
    await follow({ minutes: 1 });
    expect(started()).toBe(2);
    network.failNext({ status: 404, json: { title: 'Not Found Error', status: 404 } }, 1, 'other');
    network.app.finishJobs();
    await follow(A_WHILE);
    await follow({ minutes: 1 });
    expect(started()).toBe(3);
    network.remove(id);
    network.app.finishJobs();
    await follow(A_WHILE);
    expect(await isGone(threadId)).toBe(true);
  });

  it('erases nothing when the network fails, and is asked for again an hour later', async () => {
    const { threadId } = await write('maya');
    await follow();
    network.app.finishJobs();
    network.failNext('server-error', 1, 'other');
    await follow(A_WHILE);
    expect(await isGone(threadId)).toBe(false);
    expect(earshot.errors).toEqual([expect.stringContaining('x could not be asked which posts must go')]);
    await follow({ minutes: 59 });
    expect(asked()).toBe(1);
    await follow({ minutes: 1 });
    expect(asked()).toBe(2);
  });

  it('is not handed over again every minute while the network works on that of another program', async () => {
    await write('maya');
    network.failNext({ status: 409, json: { title: 'Conflict', status: 409 } }, 20, 'other');
    for (let minute = 0; minute < 10; minute += 1) await follow({ minutes: 1 });
    expect(started()).toBe(1);
    expect(earshot.errors).toEqual([]);
    await follow({ minutes: 10 });
    expect(started()).toBe(2);
  });

  it('is not asked for while the network is switched off', async () => {
    await write('maya');
    await earshot.call('/stops', { method: 'POST', body: { what: 'network/x', stopped: true } });
    await follow();
    expect(started()).toBe(0);
  });

  it('is not handed over while nothing is stored', async () => {
    await follow();
    expect(started()).toBe(0);
    await write('maya');
    await follow(A_WHILE);
    expect(started()).toBe(1);
  });

  it.each([false, true])(
    'is worked through by a worker that dies at any step (after its effect: %s)',
    async (afterEffect) => {
      let died = true;
      let step = 0;
      for (; died && step < 30; step += 1) {
        const { id, threadId } = await write(`author${step}`, COMPLAINT);
        const first = await dyingAt(step, afterEffect, DAY);
        network.remove(id);
        network.app.finishJobs();
        const second = await dyingAt(step, afterEffect, { minutes: 20 });
        died = first || second;
        network.app.finishJobs();
        await lists({ minutes: 20 });
        network.app.finishJobs();
        await lists({ minutes: 20 });
        expect({ step, isGone: await isGone(threadId) }).toEqual({ step, isGone: true });
        const record = await getThreadRecord(earshot.house.db(), threadId);
        expect(record?.events.filter(({ type }) => type === 'post-gone')).toHaveLength(1);
      }
      expect(step).toBeGreaterThan(4);
      expect(died).toBe(false);
    },
  );
});
