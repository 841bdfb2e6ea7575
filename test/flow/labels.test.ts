// What people decided about posts is handed out as labels: the last word on each, without personal data.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ThreadView } from '../../lib/api/schemas.ts';
import { exportLabels, type LabelRow } from '../../lib/flows/export-labels.ts';
import { transact } from '../../lib/store/db.ts';
import { key } from '../../lib/store/table.ts';
import { getThreadRecord } from '../../lib/store/threads.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';

describe('labels', () => {
  let earshot: TestEarshot;
  beforeEach(async () => {
    earshot = await startEarshot();
  });
  afterEach(() => earshot.stop());

  async function labels(since?: string) {
    const rows: LabelRow[] = [];
    const deps = { db: earshot.house.db(), clock: earshot.clock.now, onRow: (row: LabelRow) => rows.push(row) };
    return { ...(await exportLabels(deps, since)), rows };
  }

  async function judge(author: string, said: object): Promise<ThreadView> {
    const thread = (await earshot.allThreads()).find(({ author: { handle } }) => handle === author);
    if (!thread) throw new Error(`no thread of ${author}`);
    const body = { type: 'judge', ...said, version: thread.version };
    return (await earshot.call(`/threads/${thread.id}/events`, { method: 'POST', body })).body;
  }

  it('hold what a person decided and what had been said, and not who anybody is', async () => {
    const text =
      'Hey @acme_help, @bo.example.org still has my refund. Write to ines@example.org or +44 20 7946 0018, awful service! https://example.com/ines';
    await earshot.receive({ id: '1', author: 'ines', text });
    await judge('ines', { decision: 'complaint', severity: 3, causes: ['billing', 'slow-service'] });
    const { labels: count, rows } = await labels();
    expect(count).toBe(1);
    expect(rows).toEqual([
      {
        text: 'Hey @somebody, @somebody still has my refund. Write to somebody@example.org or +00 00 0000 0000, awful service! https://example.org',
        complaint: 1,
        domain: 'x',
        severity: 3,
        id: 'x/1',
        causes: ['billing', 'slow-service'],
        decidedAt: earshot.clock.now(),
        said: { model: expect.stringMatching(/^complaint-/), decision: 'complaint', probability: expect.any(Number) },
      },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/Ana|ines@|acme/);
  });

  it('hold the last word, and none that was taken back', async () => {
    await earshot.receive({ id: '1', author: 'a' }, { id: '2', author: 'b' }, { id: '3', author: 'c' });
    await judge('a', { decision: 'not' });
    await judge('a', { decision: 'complaint' });
    const { id, version } = await judge('b', { decision: 'not' });
    const body = { type: 'withdraw-judgement', version };
    await earshot.call(`/threads/${id}/events`, { method: 'POST', body });
    expect((await labels()).rows).toMatchObject([{ id: 'x/1', complaint: 1 }]);
  });

  it('are found however long ago they were decided, in whichever list the thread stands now', async () => {
    for (const author of ['a', 'b', 'c', 'd']) await earshot.receive({ id: author, author });
    await judge('a', { decision: 'not' });
    await judge('b', { decision: 'complaint' });
    const { id, version } = await judge('c', { decision: 'complaint' });
    await earshot.call(`/threads/${id}/events`, { method: 'POST', body: { type: 'resolve', version } });
    earshot.clock.advance({ days: 400 });
    const since = earshot.clock.now();
    expect((await labels()).rows.map((row) => row.id).toSorted()).toEqual(['x/a', 'x/b', 'x/c']);
    await judge('d', { decision: 'not' });
    expect((await labels(since)).rows).toMatchObject([{ id: 'x/d', complaint: 0 }]);
    expect((await labels()).labels).toBe(4);
  });

  it('are left out, and counted, when the text of the post was erased', async () => {
    await earshot.receive({ id: '1', author: 'a' }, { id: '2', author: 'b' });
    await judge('a', { decision: 'not' });
    const { id } = await judge('b', { decision: 'not' });
    const db = earshot.house.db();
    const [post] = (await getThreadRecord(db, id))?.posts ?? [];
    if (!post) throw new Error('no post');
    const erased = { ...post, mention: { ...post.mention, text: '' } };
    await transact(db, [{ put: key.post(id, post.mention.createdAt, '2'), doc: erased }]);
    expect(await labels()).toMatchObject({ labels: 1, withoutText: 1, rows: [{ id: 'x/1' }] });
  });
});
