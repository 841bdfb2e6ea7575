// What came of an answer, seen in what the customer does next.
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mentionSchema } from '../../lib/domain/mention.ts';
import { erasePost } from '../../lib/flows/erase-post.ts';
import { sendMentions } from '../../lib/queues/mentions-queue.ts';
import { type CaseScene, startCases } from '../support/case-scene.ts';

describe('after an answer', () => {
  let cases: CaseScene;
  beforeAll(async () => {
    cases = await startCases();
  });
  afterAll(() => cases.close());

  /** The customer writes below their own post, and a network may deliver that more than once. */
  async function writesAgain(threadId: string, text: string, times = 1): Promise<string> {
    const [first] = (await cases.earshot.thread(threadId)).posts;
    if (!first) throw new Error(`${threadId} has no post`);
    const { network, author, id: inReplyTo } = first;
    cases.clock.advance({ minutes: 5 });
    const id = `${inReplyTo}-2`;
    const post = mentionSchema.parse({
      network,
      author,
      inReplyTo,
      id,
      text,
      createdAt: cases.clock.now(),
      addressed: true,
      source: 'test',
    });
    await sendMentions(
      cases.earshot.house.queue('mentionsQueue'),
      Array.from({ length: times }, () => post),
    );
    await cases.earshot.processAll();
    return id;
  }

  it('sees that the customer gave thanks', async () => {
    const { id } = await cases.answered('ada');
    const postId = await writesAgain(id, 'Thank you so much, it arrived! Great service.');
    const { events, thread } = await cases.earshot.thread(id);
    expect(thread.outcome).toBe('thanked');
    expect((await cases.stored(id)).version).toBe(events.length);
    expect(events.map(({ type }) => type).slice(-2)).toEqual(['heard', 'outcome-seen']);
    expect(postId).toBe(thread.latestPostId);
  });

  it('sees that the customer is angrier, which moves the thread up a step', async () => {
    const { id } = await cases.answered('bo');
    await writesAgain(id, 'You are liars and thieves. I am calling my lawyer, see you in court!');
    const { thread, events } = await cases.earshot.thread(id);
    expect(thread.outcome).toBe('angrier');
    expect(thread.status).toBe('open');
    expect(events.map(({ type }) => type)).toContain('ruled');
  });

  it('sees nothing in a further complaint as grave as before', async () => {
    const { id } = await cases.answered('cy');
    await writesAgain(id, 'my refund is three weeks late and nobody answers. Disgraceful, I want my money back!');
    expect((await cases.earshot.thread(id)).thread.outcome).toBeUndefined();
  });

  it('sees that the complaint was taken back, once however often that is found', async () => {
    const { id, latestPostId } = await cases.answered('di');
    const deps = { db: cases.earshot.house.db(), clock: cases.clock.now };
    for (const found of [true, false])
      expect(await erasePost(deps, { network: 'mastodon', id: latestPostId })).toBe(found);
    expect((await cases.earshot.thread(id)).thread.outcome).toBe('deleted');
    expect((await cases.eventsOf(id)).filter((type) => type === 'outcome-seen')).toHaveLength(1);
  });

  it('sees nothing in a complaint that was taken back before anybody answered', async () => {
    const { id, latestPostId } = await cases.complain('ed');
    await erasePost(
      { db: cases.earshot.house.db(), clock: cases.clock.now },
      { network: 'mastodon', id: latestPostId },
    );
    expect(await cases.eventsOf(id)).not.toContain('outcome-seen');
  });

  it('counts the thanks for the saved reply of that answer, once when the post is delivered twice', async () => {
    const { call } = cases.earshot;
    const text = 'We are sorry about your {cause}. We look into it and write to you tomorrow. {agent}';
    const saved = { id: 'sorry', kind: 'reply', title: 'Sorry', text, causes: [], language: 'en' };
    const { status } = await call('/saved-replies/sorry', { method: 'PUT', body: saved });
    expect(status).toBe(200);
    const { id, version } = await cases.complain('fay');
    const answer = {
      id: ulid(),
      version,
      text: 'Sorry about your refund, Fay. We look into it.',
      savedReplyId: 'sorry',
    };
    await call(`/threads/${id}/replies`, { method: 'POST', body: answer });
    cases.clock.advance({ seconds: 10 });
    await cases.earshot.processAll();
    await writesAgain(id, 'Thanks a lot, you are great!', 3);
    const { items } = (await call('/saved-replies')).body;
    expect(items.find((each: { id: string }) => each.id === 'sorry')).toMatchObject({ uses: 1, thanked: 1 });
  });
});
