// Posts of the last days are read again by another model: what it finds is stored once, and nobody's word is overridden.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ThreadView } from '../../lib/api/schemas.ts';
import { openHouse } from '../../lib/composition.ts';
import { type Rescoring, rescorePosts } from '../../lib/flows/rescore-posts.ts';
import { transact } from '../../lib/store/db.ts';
import { key } from '../../lib/store/table.ts';
import { getThreadRecord } from '../../lib/store/threads.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { assessAs } from '../support/other-models.ts';
import { dieAfter, refuseFirst } from '../support/table-faults.ts';

const HARMLESS = 'The new shop opens at nine tomorrow.';

describe('reading posts again', () => {
  let earshot: TestEarshot;
  beforeEach(async () => {
    earshot = await startEarshot();
  });
  afterEach(() => earshot.stop());

  /** By the given model; the running functions go on with the shipped one. */
  function rescore(
    by: 'alarmed' | 'calm',
    options: Partial<Rescoring> & { db?: ReturnType<TestEarshot['house']['db']> } = {},
  ) {
    const { db = earshot.house.db(), days = 30, dryRun = false } = options;
    const { businessHours, deadlines } = earshot.house.watchlist();
    const deps = {
      db,
      clock: earshot.clock.now,
      businessHours,
      deadlines,
      assess: assessAs(earshot, by),
      onProgress: () => undefined,
    };
    return rescorePosts(deps, { days, dryRun });
  }

  async function threadOf(author: string): Promise<ThreadView> {
    const thread = (await earshot.allThreads()).find(({ author: { handle } }) => handle === author);
    if (!thread) throw new Error(`no thread of ${author}`);
    return thread;
  }

  async function eventsOf(author: string): Promise<string[]> {
    return (await earshot.thread((await threadOf(author)).id)).events.map(({ type }) => type);
  }

  const act = (thread: ThreadView, action: object) =>
    earshot.call(`/threads/${thread.id}/events`, { method: 'POST', body: { ...action, version: thread.version } });

  /** A worker of its own, to die alone. */
  const anotherDb = async () => (await openHouse(earshot.env, earshot.house)).db();

  it('puts what turns out to be a complaint into the list that needs a reply, from now on', async () => {
    await earshot.receive({ id: '1', text: HARMLESS });
    expect((await threadOf('ines')).status).toBe('not-complaint');
    earshot.clock.advance({ days: 2 });
    const { posts, changed, decisions, moved } = await rescore('alarmed');
    expect({ posts, changed, decisions, moved }).toEqual({
      posts: 1,
      changed: 1,
      decisions: [{ from: 'not', to: 'complaint', posts: 1 }],
      moved: { open: 1 },
    });
    const thread = await threadOf('ines');
    expect(thread).toMatchObject({ status: 'open', decision: 'complaint' });
    expect(thread.dueAt && thread.dueAt > earshot.clock.now()).toBe(true);
    const page = await earshot.thread(thread.id);
    expect(page.posts[0]?.assessment).toMatchObject({ model: 'alarmed', decision: 'complaint' });
    expect(page.posts[0]?.assessment.because).not.toEqual([]);
    expect(page.events.at(-1)?.text).toBe('Earshot assessed this again and moved it to another list');
  });

  it('alerts nobody to it: not then, not when the network shows the post again, not when the deadline passes', async () => {
    await earshot.receive({ id: '1', text: HARMLESS });
    await rescore('alarmed');
    await earshot.receive({ id: '1', text: HARMLESS });
    earshot.clock.advance({ days: 7 });
    await earshot.invoke('timers');
    await earshot.processAll();
    expect(await eventsOf('ines')).toEqual(['opened', 'reassessed']);
    await earshot.receive({ id: '2', inReplyTo: '1', text: 'Still no refund, this is a disgrace, nobody answers!' });
    expect(await eventsOf('ines')).toEqual(['opened', 'reassessed', 'heard', 'alerted']);
  });

  it('takes what turns out to be none from the list, unless somebody has dealt with it', async () => {
    for (const author of ['untouched', 'judged', 'resolved', 'claimed']) await earshot.receive({ id: author, author });
    const said = { decision: 'complaint', severity: 4, causes: ['billing'] };
    const judged = await act(await threadOf('judged'), { type: 'judge', ...said });
    await act(await threadOf('resolved'), { type: 'resolve' });
    await act(await threadOf('claimed'), { type: 'claim' });
    expect((await rescore('calm')).moved).toEqual({ 'not-complaint': 1 });
    expect(await threadOf('untouched')).toMatchObject({ status: 'not-complaint', decision: 'not' });
    expect(await threadOf('judged')).toMatchObject({ status: 'open', ...said, dueAt: judged.body.dueAt });
    expect((await threadOf('resolved')).status).toBe('resolved');
    expect((await threadOf('claimed')).status).toBe('open');
  });

  it('leaves a person who decides at the same time their decision', async () => {
    await earshot.receive({ id: '1', text: HARMLESS });
    const seen = await threadOf('ines');
    await rescore('alarmed');
    expect((await act(seen, { type: 'judge', decision: 'not' })).body).toMatchObject({ status: 'not-complaint' });
    expect((await rescore('calm')).moved).toEqual({});
  });

  it('done twice is done once', async () => {
    await earshot.receive({ id: '1', text: HARMLESS }, { id: '2', author: 'bo' });
    expect((await rescore('alarmed')).changed).toBe(2);
    const after = await earshot.allThreads();
    expect(await rescore('alarmed')).toEqual({ posts: 2, withoutText: 0, changed: 0, decisions: [], moved: {} });
    expect(await earshot.allThreads()).toEqual(after);
  });

  it('says the same without changing anything', async () => {
    await earshot.receive({ id: '1', text: HARMLESS }, { id: '2', author: 'bo' });
    const before = await earshot.allThreads();
    const said = await rescore('calm', { dryRun: true });
    expect(await earshot.allThreads()).toEqual(before);
    expect(said.moved).toEqual({ 'not-complaint': 1 });
    expect(await rescore('calm')).toEqual(said);
  });

  it.each([0, 1, 2])('goes on where it died after %i threads', async (written) => {
    for (const author of ['a', 'b', 'c']) await earshot.receive({ id: author, author, text: HARMLESS });
    const db = await anotherDb();
    dieAfter(db, written);
    await expect(rescore('alarmed', { db })).rejects.toThrow('the worker died');
    expect(await earshot.threads()).toHaveLength(written);
    expect((await rescore('alarmed')).changed).toBe(3 - written);
    for (const author of ['a', 'b', 'c']) expect(await eventsOf(author)).toEqual(['opened', 'reassessed']);
  });

  it('reads a thread anew that changes at the same moment', async () => {
    await earshot.receive({ id: '1', text: HARMLESS });
    const db = await anotherDb();
    refuseFirst(db, 'THREAD#');
    expect((await rescore('alarmed', { db })).moved).toEqual({ open: 1 });
    expect(await eventsOf('ines')).toEqual(['opened', 'reassessed']);
  });

  it('reads a long thread whole, some posts at a time', async () => {
    const first = { id: '0', text: HARMLESS };
    const others = Array.from({ length: 59 }, (_, i) => ({ id: `${i + 1}`, inReplyTo: '0', text: HARMLESS }));
    await earshot.receive(first, ...others);
    expect(await rescore('alarmed')).toMatchObject({ posts: 60, changed: 60, moved: { open: 1 } });
    const { posts, events } = await earshot.thread((await threadOf('ines')).id);
    expect(new Set(posts.map(({ assessment }) => assessment.model))).toEqual(new Set(['alarmed']));
    expect(events.filter(({ type }) => type === 'reassessed')).toHaveLength(3);
  });

  it('passes over posts that have no text, and says how many', async () => {
    await earshot.receive({ id: '1' }, { id: '2', author: 'bo' });
    const { id } = await threadOf('bo');
    const db = earshot.house.db();
    const [post] = (await getThreadRecord(db, id))?.posts ?? [];
    if (!post) throw new Error('no post');
    const erased = { ...post, mention: { ...post.mention, text: '' } };
    await transact(db, [{ put: key.post(id, post.mention.createdAt, '2'), doc: erased }]);
    expect(await rescore('calm')).toMatchObject({ posts: 1, withoutText: 1, changed: 1 });
    expect((await earshot.thread(id)).posts[0]?.text).toBe('');
  });

  it('reads what was written in those days, over all days since', async () => {
    await earshot.receive({ id: 'old', author: 'old' });
    earshot.clock.advance({ days: 40 });
    await earshot.receive({ id: 'new', author: 'new' });
    earshot.clock.advance({ days: 5 });
    await earshot.receive({ id: 'again', author: 'old', inReplyTo: 'old' });
    expect(await rescore('calm', { dryRun: true })).toMatchObject({ posts: 2 });
    expect(await rescore('calm', { dryRun: true, days: 3 })).toMatchObject({ posts: 1 });
    expect(await rescore('calm', { days: 60 })).toMatchObject({ posts: 3, moved: { 'not-complaint': 2 } });
  });
});
