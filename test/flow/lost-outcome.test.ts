// A reply whose call brought no answer: it may stand on the network or not, and never stands there twice.

import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOLD_SECONDS } from '../../lib/domain/reply.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { startFakeBluesky } from '../support/fake-bluesky.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { startFakeX } from '../support/fake-x.ts';
import { testClock } from '../support/test-clock.ts';

describe('a reply of which nobody knows what became', () => {
  const clock = testClock();
  /** X: a person decides whether it is sent again. */
  let network: FakeNetwork;
  /** Bluesky: sending again can do no harm. */
  let repeatable: FakeNetwork;
  let earshot: TestEarshot;

  beforeAll(async () => {
    network = await startFakeX({ clock: clock.now });
    repeatable = await startFakeBluesky({ clock: clock.now });
    earshot = await startEarshot({ clock, env: { ...network.env(), ...repeatable.env() } });
    await earshot.hear();
  });
  afterAll(async () => {
    await earshot.stop();
    await network.close();
    await repeatable.close();
  });

  it('is answered once when the connection breaks after the network has acted', async () => {
    const thread = await newComplaint('uma');
    network.failNext('cut-after', 1, 'reply');
    await reply(thread.id, thread.version);
    await holdPasses();
    expect((await earshot.thread(thread.id)).replies[0]?.state).toBe('unknown');
    await timePasses();
    expect((await earshot.thread(thread.id)).replies[0]?.state).toBe('sent');
    expect(answersTo(thread.latestPostId)).toHaveLength(1);
  });

  it('is answered once when the connection breaks before the network has acted', async () => {
    const thread = await newComplaint('vera', repeatable);
    repeatable.failNext('cut-before', 1, 'reply');
    await reply(thread.id, thread.version);
    await holdPasses();
    await timePasses();
    expect((await earshot.thread(thread.id)).replies[0]?.state).toBe('sent');
    expect(answersTo(thread.latestPostId)).toHaveLength(1);
  });

  it('stays with a person when the answer is not found and the network knows no way to send it safely again', async () => {
    const thread = await newComplaint('vito');
    network.failNext('cut-before', 1, 'reply');
    await reply(thread.id, thread.version);
    await holdPasses();
    await timePasses();
    const { replies } = await earshot.thread(thread.id);
    expect(replies).toMatchObject([
      { state: 'unknown', problem: expect.stringContaining('look there before sending') },
    ]);
    expect(answersTo(thread.latestPostId)).toEqual([]);
  });

  it('stays with a person when an earlier try may stand there and a later one is refused', async () => {
    const thread = await newComplaint('viola', repeatable);
    repeatable.failNext('cut-before', 1, 'reply');
    repeatable.failNext('not-permitted', 1, 'reply');
    await reply(thread.id, thread.version);
    await holdPasses();
    await timePasses(8);
    const page = await earshot.thread(thread.id);
    expect(page.replies).toMatchObject([
      { state: 'unknown', problem: expect.stringContaining('an earlier try may stand there') },
    ]);
    expect(await reply(thread.id, page.thread.version)).toMatchObject({
      status: 409,
      body: { code: 'already-answered' },
    });
    const seen = { type: 'settle-reply', replyId: page.replies[0]?.id, stands: false };
    const [first, second] = await Promise.all([
      earshot.call(`/threads/${thread.id}/events`, { method: 'POST', body: seen }),
      earshot.call(`/threads/${thread.id}/events`, { method: 'POST', body: { ...seen, stands: true }, agent: 'Ben' }),
    ]);
    expect([first.status, second.status].toSorted()).toEqual([200, 409]);
  });

  it('is answered when looking for an answer of unknown outcome is itself refused for a while', async () => {
    const thread = await newComplaint('yara');
    network.failNext('cut-after', 1, 'reply');
    network.failNext('rate-limited', 3, 'other');
    await reply(thread.id, thread.version);
    await holdPasses();
    await timePasses(50);
    expect((await earshot.thread(thread.id)).replies[0]?.state).toBe('sent');
    expect(answersTo(thread.latestPostId)).toHaveLength(1);
  });

  async function newComplaint(author: string, on = network) {
    const text = '@acornmobile my refund is three weeks late and nobody answers. Disgraceful, I want my money back!';
    const { id } = on.addMention({ author, text });
    await earshot.hear();
    const thread = (await earshot.threads()).find(({ latestPostId }) => latestPostId === id);
    if (!thread) throw new Error(`the mention ${id} of ${author} did not open a thread: ${earshot.errors.join('; ')}`);
    return thread;
  }

  function reply(threadId: string, version: number) {
    const text = `We are sorry. Ana will call you today about ${threadId.slice(0, 8)}.`;
    return earshot.call(`/threads/${threadId}/replies`, { method: 'POST', body: { id: ulid(), text, version } });
  }

  async function holdPasses(): Promise<void> {
    clock.advance({ seconds: HOLD_SECONDS });
    await earshot.processAll();
  }

  async function timePasses(minutes = 5): Promise<void> {
    for (let minute = 0; minute < minutes; minute += 1) {
      clock.advance({ minutes: 1 });
      await earshot.invoke('timers');
      await holdPasses();
    }
  }

  function answersTo(postId: string) {
    return [...network.replies(), ...repeatable.replies()].filter(({ inReplyTo }) => inReplyTo === postId);
  }
});
