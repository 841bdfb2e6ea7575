// A matter that comes back within two weeks, here or on another network, goes on where it was, with its history.
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ThreadView } from '../../lib/api/schemas.ts';
import { getSeenPost } from '../../lib/store/posts.ts';
import { type PostGiven, startEarshot, type TestEarshot } from '../support/earshot.ts';

let earshot: TestEarshot;
let people = 0;
beforeAll(async () => {
  earshot = await startEarshot();
});
afterAll(() => earshot.stop());

const somebody = () => {
  people += 1;
  return `person${people}`;
};

/** Somebody writes now; the thread it opened or joined. */
async function write(author: string, given: Partial<PostGiven> = {}): Promise<ThreadView> {
  const id = ulid();
  await earshot.receive({ id, author, ...given });
  const seen = await getSeenPost(earshot.house.db(), { network: given.network ?? 'x', id });
  if (!seen?.threadId) throw new Error(`the post was not stored: ${earshot.errors.join('; ')}`);
  return (await earshot.thread(seen.threadId)).thread;
}
const threadNow = async ({ id }: ThreadView) => (await earshot.thread(id)).thread;
const resolve = ({ id, version }: ThreadView) =>
  earshot.call(`/threads/${id}/events`, { method: 'POST', body: { type: 'resolve', version } });

describe('a complaint within two weeks after another', () => {
  it('continues the earlier one, which is told of it', async () => {
    const author = somebody();
    const first = await write(author);
    earshot.clock.advance({ days: 13 });
    const second = await write(author);
    expect(second.continues).toEqual({ threadId: first.id, caseNumber: first.caseNumber });
    const before = await earshot.thread(first.id);
    expect(before.thread).toMatchObject({
      outcome: 'came-back',
      continuedBy: { threadId: second.id, caseNumber: second.caseNumber },
    });
    expect(before.events.at(-1)?.text).toContain(second.caseNumber);
    const { body } = await earshot.call(`/customers?find=${author}`);
    expect(body.items[0].timeline[0]).toMatchObject({ threadId: second.id, continues: first.caseNumber });
  });

  it('leaves a solved one solved, and says so', async () => {
    const author = somebody();
    const first = await write(author);
    await resolve(first);
    const second = await write(author);
    expect(second.continues?.threadId).toBe(first.id);
    expect(await threadNow(first)).toMatchObject({ status: 'resolved', outcome: 'came-back' });
  });

  it('is found on another network by the links of its customer', async () => {
    const [here, there] = [somebody(), somebody()];
    const first = await write(here, { network: 'mastodon' });
    await write(there, { network: 'bluesky', text: 'Thank you all, the best support ever, I love it!' });
    const { body } = await earshot.call(`/customers?find=${here}`);
    const proof = { basis: 'told-us', evidence: 'said so in the call of 3 May' };
    const account = { kind: 'author', value: `bluesky/${there}-1`, ...proof };
    await earshot.call(`/customers/${body.items[0].id}/links`, { method: 'POST', body: account });
    expect((await write(there, { network: 'bluesky' })).continues?.threadId).toBe(first.id);
  });

  it('continues the newest of several', async () => {
    const author = somebody();
    await write(author);
    earshot.clock.advance({ hours: 1 });
    const second = await write(author);
    earshot.clock.advance({ hours: 1 });
    expect((await write(author)).continues?.threadId).toBe(second.id);
  });

  it('continues it once, and one thread alone, however often the post is delivered', async () => {
    const author = somebody();
    const first = await write(author);
    const post = { id: ulid(), author, createdAt: earshot.clock.advance({ minutes: 1 }) };
    await earshot.receive(post, post, post);
    await earshot.receive(post);
    const { events } = await earshot.thread(first.id);
    expect(events.filter(({ type }) => type === 'came-back')).toHaveLength(1);
  });
});

describe('nothing is continued', () => {
  it('after two weeks', async () => {
    const author = somebody();
    await write(author);
    earshot.clock.advance({ days: 15 });
    expect((await write(author)).continues).toBeUndefined();
  });

  it('by praise, nor where the earlier thread was praise', async () => {
    const author = somebody();
    const praise = 'Thank you all, the best support ever, I love it!';
    expect((await write(author, { text: praise })).status).toBe('not-complaint');
    const complaint = await write(author);
    expect(complaint.continues).toBeUndefined();
    earshot.clock.advance({ minutes: 1 });
    expect((await write(author, { text: praise })).continues).toBeUndefined();
    expect((await threadNow(complaint)).outcome).toBeUndefined();
  });

  it('by what is loaded from history, nor by a post that was written before the earlier one', async () => {
    const author = somebody();
    const thread = await write(author);
    const before = { createdAt: '2026-11-20T08:00:00.000Z' };
    expect((await write(author, before)).continues).toBeUndefined();
    earshot.clock.advance({ days: 1 });
    expect((await write(author, { backfill: true })).continues).toBeUndefined();
    expect((await threadNow(thread)).outcome).toBeUndefined();
  });

  it('of somebody else', async () => {
    await write(somebody());
    expect((await write(somebody())).continues).toBeUndefined();
  });
});
