// What authors change or take back is followed: new words are read anew, and what is gone is erased wherever it stood.
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ThreadPage } from '../../lib/api/schemas.ts';
import { openHouse } from '../../lib/composition.ts';
import type { Span } from '../../lib/domain/time.ts';
import { exportLabels } from '../../lib/flows/export-labels.ts';
import { type Followed, followPosts } from '../../lib/flows/follow-posts.ts';
import { sendMentions } from '../../lib/queues/mentions-queue.ts';
import { getThreadRecord } from '../../lib/store/threads.ts';
import { mortal } from '../support/crashes.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { startFakeMastodon } from '../support/fake-mastodon.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { startSlack } from '../support/fake-slack.ts';
import { testClock } from '../support/test-clock.ts';

const COMPLAINT = 'Still waiting for my refund, three weeks now and nobody answers. This is a disgrace.';
const PRAISE = 'Thank you, wonderful service, you made my day!';
const DAY: Span = { hours: 20 };
const HOUR: Span = { hours: 1 };

let clock: ReturnType<typeof testClock>;
let network: FakeNetwork;
let chat: Awaited<ReturnType<typeof startSlack>>;
let earshot: TestEarshot;
beforeEach(async () => {
  clock = testClock();
  network = await startFakeMastodon({ clock: clock.now });
  chat = await startSlack();
  earshot = await startEarshot({ clock, env: { ...network.env(), SLACK_WEBHOOK_URL: chat.url } });
  await earshot.hear();
});
afterEach(async () => {
  await earshot.stop();
  await network.close();
  chat.close();
});

/** Somebody writes, and it is heard. */
async function write(text: string, author = 'maya'): Promise<{ id: string; threadId: string }> {
  clock.advance({ seconds: 5 });
  const { id } = network.addMention({ author, text });
  await earshot.hear();
  const thread = (await earshot.allThreads()).find(({ latestPostId }) => latestPostId === id);
  if (!thread) throw new Error(`the post of ${author} did not open a thread: ${earshot.errors.join('; ')}`);
  return { id, threadId: thread.id };
}

async function look(after: Span): Promise<Followed> {
  clock.advance(after);
  const followed = await earshot.invoke('follow');
  await earshot.processAll();
  return followed as Followed;
}

const posts = ({ posts: all }: ThreadPage) => all.map(({ text, goneAt }) => (goneAt ? 'gone' : text));

async function eventsOf(threadId: string, type: string) {
  const record = await getThreadRecord(earshot.house.db(), threadId);
  return record?.events.filter((event) => event.type === type) ?? [];
}

/** Every item of the table that holds these words. */
async function placesWith(words: string): Promise<string[]> {
  const { client, table } = earshot.house.db();
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
  return Items.filter((item) => JSON.stringify(item).includes(words)).map(({ pk, sk }) => `${pk} ${sk}`);
}

const answer = (threadId: string, version: number) =>
  earshot.call(`/threads/${threadId}/replies`, {
    method: 'POST',
    body: { id: ulid(), text: 'We are sorry.', version },
  });

describe('a post that its author edits', () => {
  it('has its new words once, however often it is looked at', async () => {
    const { id, threadId } = await write(COMPLAINT);
    network.edit!(id, 'No refund since May and nobody answers, this is a disgrace.');
    const editedAt = clock.now();
    expect(await look(DAY)).toEqual({ looked: 1, edited: 1, gone: 0 });
    expect(await look(DAY)).toEqual({ looked: 1, edited: 0, gone: 0 });
    const page = await earshot.thread(threadId);
    expect(page.posts).toMatchObject([{ text: expect.stringContaining('since May'), editedAt }]);
    expect(page.thread).toMatchObject({ excerpt: expect.stringContaining('since May'), posts: 1 });
    expect(await eventsOf(threadId, 'post-edited')).toHaveLength(1);
    expect(await placesWith('three weeks now')).toEqual([expect.stringContaining(' EVENT#')]);
  });

  it('is judged anew: what becomes a complaint is owed an answer, and the team is told of it', async () => {
    const { id, threadId } = await write(PRAISE);
    expect((await earshot.thread(threadId)).thread.status).toBe('not-complaint');
    expect(chat.messages).toEqual([]);
    network.edit!(id, COMPLAINT);
    await look(DAY);
    const { thread, posts: shown } = await earshot.thread(threadId);
    expect(thread).toMatchObject({ status: 'open', decision: 'complaint', dueAt: expect.any(String) });
    expect(thread.dueAt! > clock.now()).toBe(true);
    expect(shown[0]?.assessment.decision).toBe('complaint');
    expect(chat.messages).toHaveLength(1);
  });

  it('is followed also where a poll brings the new words first', async () => {
    const { id, threadId } = await write(PRAISE);
    network.edit!(id, COMPLAINT);
    await earshot.hear();
    expect((await earshot.thread(threadId)).thread.status).toBe('open');
    expect(await look(DAY)).toMatchObject({ edited: 0 });
    expect(await eventsOf(threadId, 'post-edited')).toHaveLength(1);
  });

  it('keeps its newest words when an older version is delivered late, and twice', async () => {
    const { id, threadId } = await write('First words, awful service, no refund for weeks');
    const [first] = (await getThreadRecord(earshot.house.db(), threadId))?.posts ?? [];
    network.edit!(id, 'Second words, awful service, no refund for weeks');
    await look(DAY);
    const [second] = (await getThreadRecord(earshot.house.db(), threadId))?.posts ?? [];
    const late = [first!.mention, { ...first!.mention, editedAt: first!.mention.createdAt }, second!.mention];
    await sendMentions(earshot.house.queue('mentionsQueue'), late);
    await earshot.processAll();
    expect(posts(await earshot.thread(threadId))).toEqual([expect.stringContaining('Second words')]);
    expect(await eventsOf(threadId, 'post-edited')).toHaveLength(1);
  });

  it('loses a label that was about its old words', async () => {
    const { id, threadId } = await write(PRAISE);
    const { version } = (await earshot.thread(threadId)).thread;
    await earshot.call(`/threads/${threadId}/events`, {
      method: 'POST',
      body: { type: 'judge', decision: 'not', version },
    });
    const labels = () => exportLabels({ db: earshot.house.db(), clock: clock.now, onRow: () => undefined });
    expect(await labels()).toMatchObject({ labels: 1 });
    network.edit!(id, COMPLAINT);
    await look(DAY);
    expect(await labels()).toMatchObject({ labels: 0, withoutText: 0 });
  });
});

describe('a post that its author takes back', () => {
  it('is erased after a second look an hour later, and not before', async () => {
    const { id, threadId } = await write(COMPLAINT);
    network.remove(id);
    expect(await look({ hours: 19 })).toMatchObject({ looked: 0 });
    expect(await look({ hours: 1 })).toEqual({ looked: 1, edited: 0, gone: 0 });
    expect(await look({ minutes: 59 })).toMatchObject({ looked: 0 });
    expect(posts(await earshot.thread(threadId))).toEqual([expect.stringContaining('three weeks now')]);
    expect(await look({ minutes: 1 })).toEqual({ looked: 1, edited: 0, gone: 1 });
    expect(await earshot.thread(threadId)).toMatchObject({
      posts: [{ text: '', goneAt: clock.now(), assessment: { because: [], decision: 'complaint' } }],
      thread: { excerpt: '', status: 'open', posts: 1 },
    });
    expect(await look(DAY)).toEqual({ looked: 0, edited: 0, gone: 0 });
  });

  it('is erased everywhere it stood, with all its versions; deadlines, figures and decisions stay', async () => {
    const { id, threadId } = await write(`Old zebra quilt. ${COMPLAINT}`);
    await earshot.hear();
    network.edit!(id, `New zebra quilt. ${COMPLAINT}`);
    await earshot.hear();
    const other = await write(PRAISE, 'noor');
    const { version } = (await earshot.thread(threadId)).thread;
    for (const body of [
      { type: 'judge', decision: 'complaint', severity: 3, version },
      { type: 'note', id: ulid(), text: 'called her' },
    ]) {
      const answered = await earshot.call(`/threads/${threadId}/events`, { method: 'POST', body });
      expect(answered.status).toBe(200);
    }
    const before = (await earshot.thread(threadId)).thread;
    expect((await placesWith('zebra quilt')).length).toBeGreaterThan(3);
    const labels = () => exportLabels({ db: earshot.house.db(), clock: clock.now, onRow: () => undefined });
    expect(await labels()).toMatchObject({ labels: 1, withoutText: 0 });
    network.remove(id);
    await look(DAY);
    await look(HOUR);
    expect(await placesWith('zebra')).toEqual([]);
    expect(JSON.stringify(await earshot.thread(threadId))).not.toContain('zebra');
    expect(JSON.stringify(await earshot.threads())).not.toContain('zebra');
    const { thread, notes } = await earshot.thread(threadId);
    const { status, dueAt, severity, causes, caseNumber } = before;
    expect(thread).toMatchObject({ status, dueAt, severity, causes, caseNumber });
    expect(notes).toMatchObject([{ text: 'called her' }]);
    expect(await labels()).toMatchObject({ labels: 0, withoutText: 1 });
    expect(posts(await earshot.thread(other.threadId))).toEqual([expect.stringContaining('wonderful service')]);
  });

  it('does not come back when it is delivered once more, by whatever version', async () => {
    const { id, threadId } = await write(COMPLAINT);
    const [stored] = (await getThreadRecord(earshot.house.db(), threadId))?.posts ?? [];
    network.remove(id);
    await look(DAY);
    await look(HOUR);
    await sendMentions(earshot.house.queue('mentionsQueue'), [
      stored!.mention,
      { ...stored!.mention, text: 'Other words, no refund', editedAt: clock.now() },
    ]);
    await earshot.processAll();
    expect(posts(await earshot.thread(threadId))).toEqual(['gone']);
    expect(await placesWith('no refund')).toEqual([]);
  });

  it('stays when it is shown again at the second look, and then needs two looks anew', async () => {
    const { id, threadId } = await write(COMPLAINT);
    hideOnce();
    expect(await look(DAY)).toEqual({ looked: 1, edited: 0, gone: 0 });
    expect(await look(HOUR)).toEqual({ looked: 1, edited: 0, gone: 0 });
    network.remove(id);
    expect(await look(HOUR)).toMatchObject({ looked: 0 });
    expect(await look({ hours: 19 })).toEqual({ looked: 1, edited: 0, gone: 0 });
    expect(posts(await earshot.thread(threadId))).toEqual([expect.stringContaining('three weeks now')]);
    expect(await look(HOUR)).toMatchObject({ gone: 1 });
  });

  it('is not taken for gone because the network fails, at the first look or at the second', async () => {
    const { id, threadId } = await write(COMPLAINT);
    network.failNext('server-error', 1, 'other');
    expect(await look(DAY)).toEqual({ looked: 0, edited: 0, gone: 0 });
    network.remove(id);
    expect(await look({ minutes: 1 })).toMatchObject({ looked: 1, gone: 0 });
    for (const failure of ['server-error', 'cut-before', 'signed-out', 'not-json'] as const) {
      network.failNext(failure, 1, 'other');
      expect(await look(HOUR)).toMatchObject({ gone: 0 });
      expect(posts(await earshot.thread(threadId))).toEqual([expect.stringContaining('three weeks now')]);
    }
    expect(earshot.errors).toHaveLength(5);
    expect(await look({ minutes: 1 })).toMatchObject({ gone: 1 });
  });

  it('is erased also when it is found gone on the last day on which it is followed', async () => {
    const { id, threadId } = await write(COMPLAINT);
    const { version } = (await earshot.thread(threadId)).thread;
    await earshot.call(`/threads/${threadId}/events`, { method: 'POST', body: { type: 'resolve', version } });
    for (let looks = 0; looks < 35; looks += 1) await look(DAY);
    network.remove(id);
    expect(await look(DAY)).toMatchObject({ looked: 1, gone: 0 });
    expect(await look(HOUR)).toMatchObject({ looked: 1, gone: 1 });
    expect(posts(await earshot.thread(threadId))).toEqual(['gone']);
  });

  it('cannot be answered any more, and is said to be gone before anyone types', async () => {
    const { id, threadId } = await write(COMPLAINT);
    network.remove(id);
    await look(DAY);
    await look(HOUR);
    const { permit, thread } = await earshot.thread(threadId);
    const reason = 'This post is no longer on the network.';
    expect(permit).toMatchObject({ allowed: false, reason });
    expect(await answer(threadId, thread.version)).toMatchObject({
      status: 422,
      body: { code: 'not-permitted', detail: reason },
    });
    expect(network.calls().filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('leaves the other posts of its thread as they are', async () => {
    const { id, threadId } = await write(COMPLAINT);
    const second = network.addMention({ author: 'maya', text: 'Hello? Still no refund!', inReplyTo: id });
    await earshot.hear();
    network.remove(second.id);
    await look(DAY);
    await look(HOUR);
    const page = await earshot.thread(threadId);
    expect(posts(page)).toEqual([expect.stringContaining('three weeks now'), 'gone']);
    expect(page.thread).toMatchObject({ excerpt: '', posts: 2 });
  });
});

describe('a worker that follows posts and dies', () => {
  /** Looks with a worker that dies at that step, and a minute later with one that lives; whether the first one died. */
  async function dyingAt(step: number, afterEffect: boolean, after: Span): Promise<boolean> {
    const outside = { clock: clock.now, newId: earshot.house.newId, log: { error: () => undefined } };
    const house = await openHouse(earshot.env, outside);
    const mentions = house.queue('mentionsQueue');
    const worker = mortal(house.db(), house.sqs());
    clock.advance(after);
    const died = await worker.run({ step, afterEffect }, () =>
      followPosts({ ...house, db: house.db(), mentions }, house.platforms()),
    );
    await look({ minutes: 1 });
    return died;
  }

  it.each([false, true])('at any step (after its effect: %s) leaves an edit read once', async (afterEffect) => {
    const { id, threadId } = await write(COMPLAINT);
    let edits = 0;
    let died = true;
    for (let step = 0; died && step < 30; step += 1) {
      edits += 1;
      const words = `Version ${edits}, no refund, awful`;
      network.edit!(id, words);
      died = await dyingAt(step, afterEffect, DAY);
      expect({ step, posts: posts(await earshot.thread(threadId)) }).toEqual({
        step,
        posts: [expect.stringContaining(words)],
      });
      expect(await eventsOf(threadId, 'post-edited')).toHaveLength(edits);
    }
    expect(edits).toBeGreaterThan(4);
    expect(died).toBe(false);
  });

  it.each([false, true])('at any step (after its effect: %s) leaves what is gone erased once', async (afterEffect) => {
    let died = true;
    let step = 0;
    for (; died && step < 30; step += 1) {
      const { id, threadId } = await write(`Zebra ${step}. ${COMPLAINT}`, `author${step}`);
      network.remove(id);
      const first = await dyingAt(step, afterEffect, DAY);
      expect(posts(await earshot.thread(threadId))).toEqual([expect.stringContaining('Zebra')]);
      const second = await dyingAt(step, afterEffect, HOUR);
      died = first || second;
      expect({ step, left: await placesWith('Zebra') }).toEqual({ step, left: [] });
      expect(await eventsOf(threadId, 'post-gone')).toHaveLength(1);
    }
    expect(step).toBeGreaterThan(4);
    expect(died).toBe(false);
  });
});

/** The server does not show the post this one time, neither in the list nor by itself. */
function hideOnce(): void {
  network.failNext({ status: 200, json: [] }, 1, 'other');
  network.failNext({ status: 404, json: { error: 'Record not found' } }, 1, 'other');
}
