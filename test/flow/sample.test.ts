// The sample can be worked with like real posts, and never pretends to be any.

import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOLD_SECONDS } from '../../lib/domain/reply.ts';
import { sampleMentions } from '../../lib/local/sample/sample-mentions.ts';
import { sendMentions } from '../../lib/queues/mentions-queue.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';

describe('the sample', () => {
  let earshot: TestEarshot;
  beforeAll(async () => {
    earshot = await startEarshot();
    await feed();
    await feed();
  });
  afterAll(() => earshot.stop());

  async function feed(): Promise<void> {
    await sendMentions(earshot.house.queue('mentionsQueue'), sampleMentions(earshot.clock.now()));
    await earshot.processAll();
  }

  it('is taken in once, however often the product is started, and every thread of it is marked', async () => {
    const threads = await earshot.allThreads();
    const posts = threads.reduce((sum, thread) => sum + thread.posts, 0);
    expect(posts).toBe(sampleMentions(earshot.clock.now()).length);
    expect(threads.filter(({ sample }) => !sample)).toEqual([]);
    expect(earshot.errors).toEqual([]);
  });

  it('holds complaints, praise, questions, risks, several networks and languages', async () => {
    const threads = await earshot.allThreads();
    const kinds = new Set(threads.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual(['complaint', 'other', 'praise', 'question']);
    expect(new Set(threads.map(({ network }) => network)).size).toBeGreaterThanOrEqual(4);
    expect(new Set(threads.flatMap(({ risks }) => risks)).size).toBeGreaterThanOrEqual(3);
    expect(threads.some(({ language }) => !language.known)).toBe(true);
  });

  it('can be answered to try it, and says that nothing is sent anywhere', async () => {
    const [thread] = await earshot.threads();
    const { permit } = await earshot.thread(thread?.id ?? '');
    expect(permit).toMatchObject({ allowed: true, reason: expect.stringContaining('sent nowhere') });
    const body = { id: ulid(), text: 'We are sorry.', version: thread?.version };
    await earshot.call(`/threads/${thread?.id}/replies`, { method: 'POST', body });
    earshot.clock.advance({ seconds: HOLD_SECONDS });
    await earshot.processAll();
    const { replies } = await earshot.thread(thread?.id ?? '');
    expect(replies).toMatchObject([{ state: 'sent', nativeId: `sample-${body.id}` }]);
    expect(replies[0]?.url).toBeUndefined();
  });
});
