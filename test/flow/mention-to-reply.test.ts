// The story of one complaint, from the network and back to it, on the whole product.

import { ulid } from 'ulid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOLD_SECONDS } from '../../lib/domain/reply.ts';
import { plus } from '../../lib/domain/time.ts';
import { queueReply } from '../../lib/flows/queue-reply.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { startFakeX } from '../support/fake-x.ts';
import { testClock } from '../support/test-clock.ts';

const COMPLAINT =
  '@acornmobile my refund is three weeks late and nobody answers. Disgraceful service, I want my money back!';

describe('a complaint on a network', () => {
  const clock = testClock();
  let network: FakeNetwork;
  let earshot: TestEarshot;

  beforeAll(async () => {
    network = await startFakeX({ clock: clock.now });
    earshot = await startEarshot({ clock, env: network.env() });
    await earshot.hear();
  });
  afterAll(async () => {
    await earshot.stop();
    await network.close();
  });
  beforeEach(() => earshot.errors.splice(0));

  async function newComplaint(author: string, text = COMPLAINT) {
    const { id } = network.addMention({ author, text });
    await earshot.hear();
    const thread = (await earshot.threads()).find(({ latestPostId }) => latestPostId === id);
    if (!thread) throw new Error(`the mention ${id} of ${author} did not open a thread: ${earshot.errors.join('; ')}`);
    return thread;
  }

  const reply = (threadId: string, version: number, given: { readonly text?: string; readonly id?: string } = {}) => {
    // X refuses the same words twice, so each reply has its own.
    const text = `We are sorry. Ana will call you today about ${threadId.slice(0, 8)}.`;
    return earshot.call(`/threads/${threadId}/replies`, {
      method: 'POST',
      body: { id: ulid(), text, version, ...given },
    });
  };

  const holdPasses = async () => {
    clock.advance({ seconds: HOLD_SECONDS });
    await earshot.processAll();
  };

  const answersTo = (postId: string) => network.replies().filter(({ inReplyTo }) => inReplyTo === postId);

  it('is heard, understood, queued, answered, and the answer stands on the network once', async () => {
    const thread = await newComplaint('maya');
    expect(thread).toMatchObject({ status: 'open', decision: 'complaint', network: 'x', posts: 1 });
    expect(thread.dueAt).toBeDefined();
    expect(thread.caseNumber).toMatch(/^\d{4}-\d{4}$/);
    const page = await earshot.thread(thread.id);
    expect(page.permit).toMatchObject({ allowed: true, maxLength: 280, unit: 'x-weighted' });
    expect(page.posts[0]?.assessment.because.length).toBeGreaterThan(0);

    const queued = await reply(thread.id, thread.version);
    expect(queued.status).toBe(200);
    expect(queued.body).toMatchObject({ state: 'queued', by: 'Ana' });
    await earshot.processAll();
    expect(answersTo(thread.latestPostId)).toEqual([]);
    await holdPasses();
    expect(answersTo(thread.latestPostId)).toHaveLength(1);
    const after = await earshot.thread(thread.id);
    expect(after.thread.status).toBe('waiting');
    expect(after.replies[0]).toMatchObject({ state: 'sent', nativeId: answersTo(thread.latestPostId)[0]?.id });
    expect(earshot.errors).toEqual([]);
  });

  it('is not answered when the writer takes the reply back within the hold', async () => {
    const thread = await newComplaint('noor');
    const queued = await reply(thread.id, thread.version);
    const undone = await earshot.call(`/threads/${thread.id}/events`, {
      method: 'POST',
      body: { type: 'withdraw-reply', replyId: queued.body.id },
    });
    expect(undone.status).toBe(200);
    await holdPasses();
    expect(answersTo(thread.latestPostId)).toEqual([]);
    const { replies, thread: open } = await earshot.thread(thread.id);
    expect(replies[0]?.state).toBe('withdrawn');
    expect((await reply(open.id, open.version)).status).toBe(200);
  });

  it('cannot be answered twice, by whomever', async () => {
    const thread = await newComplaint('otto');
    expect((await reply(thread.id, thread.version)).status).toBe(200);
    const second = await earshot.call(`/threads/${thread.id}/replies`, {
      method: 'POST',
      agent: 'Ben',
      body: { id: ulid(), text: 'Me too', version: thread.version + 1 },
    });
    expect(second).toMatchObject({ status: 409, body: { code: 'claimed' } });
    const own = await reply(thread.id, thread.version + 1);
    expect(own).toMatchObject({ status: 409, body: { code: 'already-answered' } });
    await holdPasses();
    expect(answersTo(thread.latestPostId)).toHaveLength(1);
  });

  it('takes the same request twice as one reply', async () => {
    const thread = await newComplaint('pia');
    const id = ulid();
    const [first, second] = await Promise.all([
      reply(thread.id, thread.version, { text: 'Sorry!', id }),
      reply(thread.id, thread.version, { text: 'Sorry!', id }),
    ]);
    expect([first.status, second.status]).toEqual([200, 200]);
    await holdPasses();
    expect(answersTo(thread.latestPostId)).toHaveLength(1);
  });

  it('refuses a reply on a stale version with 412 and keeps nothing of it', async () => {
    const thread = await newComplaint('quinn');
    await earshot.call(`/threads/${thread.id}/events`, {
      method: 'POST',
      body: { type: 'note', id: ulid(), text: 'called her' },
    });
    expect(await reply(thread.id, thread.version)).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect((await earshot.thread(thread.id)).replies).toEqual([]);
  });

  it('refuses a reply that is too long, in words', async () => {
    const thread = await newComplaint('rosa');
    const refused = await reply(thread.id, thread.version, { text: 'sorry '.repeat(60) });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'too-long', detail: 'it counts 359, at most 280 fit' },
    });
  });

  it('says before anyone types that a post which does not address the brand cannot be answered, and refuses the try', async () => {
    const { id } = network.addPost({
      author: 'sami',
      text: 'Acorn Mobile lost my order and nobody answers. Worst service ever, I am furious',
    });
    clock.advance({ minutes: 5 });
    await earshot.hear();
    const thread = (await earshot.threads()).find(({ latestPostId }) => latestPostId === id);
    const page = await earshot.thread(thread?.id ?? '');
    expect(page.permit.allowed).toBe(false);
    expect(page.permit.reason).toBeTruthy();
    expect(page.permit.openUrl).toContain(id);
    expect(await reply(page.thread.id, page.thread.version)).toMatchObject({
      status: 422,
      body: { code: 'not-permitted' },
    });
  });

  it('is told to the writer when the network refuses the answer, and may then be answered anew', async () => {
    const thread = await newComplaint('tara');
    network.failNext('not-permitted', 1, 'reply');
    await reply(thread.id, thread.version);
    await holdPasses();
    const page = await earshot.thread(thread.id);
    expect(page.replies[0]).toMatchObject({ state: 'failed' });
    expect(page.replies[0]?.problem).toBeTruthy();
    expect(page.thread.pendingReply).toBeUndefined();
    expect(
      (await reply(thread.id, page.thread.version, { text: 'Sorry, we will write to you in private.' })).status,
    ).toBe(200);
    await holdPasses();
    expect(answersTo(thread.latestPostId)).toHaveLength(1);
  });

  it('is told to the writer when the network refuses the same words twice', async () => {
    const words = 'We are sorry for the trouble.';
    const first = await newComplaint('tess');
    await reply(first.id, first.version, { text: words });
    const second = await newComplaint('theo');
    await reply(second.id, second.version, { text: words });
    await holdPasses();
    expect((await earshot.thread(first.id)).replies[0]?.state).toBe('sent');
    expect((await earshot.thread(second.id)).replies[0]).toMatchObject({
      state: 'failed',
      problem: 'the network refuses the same words twice; say it differently',
    });
  });

  it('is answered when the rate limit has passed, not before', async () => {
    const thread = await newComplaint('wim');
    network.failNext('rate-limited', 1, 'reply');
    await reply(thread.id, thread.version);
    await holdPasses();
    expect((await earshot.thread(thread.id)).replies[0]?.state).toBe('queued');
    expect(answersTo(thread.latestPostId)).toEqual([]);
    await timePasses(20);
    expect(answersTo(thread.latestPostId)).toHaveLength(1);
  });

  it('is answered within two minutes when the queue hands the reply out before the hold has passed', async () => {
    const thread = await newComplaint('zoe');
    const { house } = earshot;
    const stores = { db: house.db(), outbox: house.queue('outboxQueue'), platforms: house.platforms() };
    const text = 'We are sorry, Zoe. Ana will call you today.';
    const request = {
      id: ulid(),
      threadId: thread.id,
      text,
      by: 'Ana',
      role: 'agent' as const,
      version: thread.version,
    };
    // The clock of the one who took it is ahead by a second.
    await queueReply({ ...stores, clock: () => plus(clock.now(), { seconds: 1 }) }, request);
    await holdPasses();
    expect(answersTo(thread.latestPostId)).toEqual([]);
    await timePasses(1);
    expect(answersTo(thread.latestPostId)).toHaveLength(1);
  });

  it('is one thread when the customer writes again below the answer', async () => {
    const thread = await newComplaint('xena');
    await reply(thread.id, thread.version);
    await holdPasses();
    const [answer] = answersTo(thread.latestPostId);
    network.addMention({
      author: 'xena',
      text: '@acornmobile that does not help at all, still no refund!',
      inReplyTo: answer?.id ?? '',
    });
    await earshot.hear();
    const page = await earshot.thread(thread.id);
    expect(page.posts).toHaveLength(2);
    expect(page.thread).toMatchObject({ status: 'open', posts: 2 });
    expect(page.thread.dueAt).toBeDefined();
  });

  /** Minutes in which the timers run as they do in AWS. */
  async function timePasses(minutes = 5): Promise<void> {
    for (let minute = 0; minute < minutes; minute += 1) {
      clock.advance({ minutes: 1 });
      await earshot.invoke('timers');
      clock.advance({ seconds: HOLD_SECONDS });
      await earshot.processAll();
    }
  }
});
