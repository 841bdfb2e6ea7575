// What people decide on a thread, and that taking a decision back leaves it as it was.

import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ThreadView } from '../../lib/api/schemas.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';

describe('triage', () => {
  let earshot: TestEarshot;
  beforeAll(async () => {
    earshot = await startEarshot();
  });
  afterAll(() => earshot.stop());

  async function newThread(author: string): Promise<ThreadView> {
    await earshot.receive({ id: author, author });
    const thread = (await earshot.threads()).find(({ author: { handle } }) => handle === author);
    if (!thread) throw new Error(`no thread of ${author}`);
    return thread;
  }

  const act = (thread: ThreadView, action: object, agent = 'Ana') => {
    return earshot.call(`/threads/${thread.id}/events`, { method: 'POST', body: action, agent });
  };

  it.each([
    ['resolved', { type: 'resolve' }, { type: 'reopen' }],
    ['judged harmless', { type: 'judge', decision: 'not' }, { type: 'judge', decision: 'complaint' }],
  ])('gives no new time to a thread that was %s when that is taken back', async (name, done, undone) => {
    const thread = await newThread(name);
    earshot.clock.advance({ hours: 3 });
    const after = await act(thread, { ...done, version: thread.version });
    expect(after.body.dueAt).toBeUndefined();
    const back = await act(thread, { ...undone, version: after.body.version });
    expect(back.body).toMatchObject({ status: 'open', dueAt: thread.dueAt });
  });

  it('leaves a thread as it was when a judgement is taken back, once however often that is sent', async () => {
    const thread = await newThread('taken back');
    const judged = await act(thread, { type: 'judge', decision: 'not', version: thread.version });
    expect(judged.body.status).toBe('not-complaint');
    const withdraw = { type: 'withdraw-judgement', version: judged.body.version };
    expect((await act(thread, withdraw, 'Ben')).body.status).toBe('not-complaint');
    const back = await act(thread, withdraw);
    expect(back.body).toMatchObject({
      status: 'open',
      dueAt: thread.dueAt,
      decision: thread.decision,
      kind: thread.kind,
    });
    expect((await act(thread, withdraw)).body.code).toBe('stale');
    const { events } = await earshot.thread(thread.id);
    expect(events.at(-1)?.text).toBe('Ana took their judgement back');
  });

  it('watches the deadline of a loaded old thread from the moment its customer writes again', async () => {
    const text = 'Still no refund after three weeks, this is a disgrace!';
    await earshot.receive({
      id: 'old',
      author: 'returns',
      createdAt: '2026-11-01T09:00:00.000Z',
      backfill: true,
      text,
    });
    await earshot.receive({ id: 'new', author: 'returns', inReplyTo: 'old', text });
    const thread = (await earshot.threads()).find(({ author: { handle } }) => handle === 'returns');
    earshot.clock.advance({ days: 7 });
    await earshot.invoke('timers');
    const { events } = await earshot.thread(thread?.id ?? '');
    expect(events.map(({ type }) => type)).toContain('deadline-missed');
  });

  it('lets one person work on a thread until the claim is released or has lapsed', async () => {
    const thread = await newThread('claimed');
    expect((await act(thread, { type: 'claim' })).body.claim.agent).toBe('Ana');
    const refused = await act(thread, { type: 'claim' }, 'Ben');
    expect(refused).toMatchObject({ status: 409, body: { code: 'claimed', detail: 'Ana has it' } });
    earshot.clock.advance({ minutes: 31 });
    expect((await act(thread, { type: 'claim' }, 'Ben')).body.claim.agent).toBe('Ben');
    expect((await act(thread, { type: 'release' }, 'Ben')).body.claim).toBeUndefined();
  });

  it('lists what an agent has claimed as theirs', async () => {
    const thread = await newThread('mine');
    await act(thread, { type: 'claim' }, 'Caro');
    const { body } = await earshot.call('/threads?owner=Caro');
    expect(body.items.map(({ id }: ThreadView) => id)).toEqual([thread.id]);
  });

  it('keeps a note once however often it is sent, and refuses nobody to write one', async () => {
    const thread = await newThread('noted');
    await act(thread, { type: 'claim' });
    const note = { type: 'note', id: ulid(), text: 'Called her: she sends the receipt.' };
    await act(thread, note, 'Ben');
    await act(thread, note, 'Ben');
    const { notes, events } = await earshot.thread(thread.id);
    expect(notes).toMatchObject([{ text: note.text, by: 'Ben' }]);
    expect(events.filter(({ type }) => type === 'noted')).toHaveLength(1);
  });

  it('refuses a decision made on an older version, unless only Earshot itself has noted something since', async () => {
    const thread = await newThread('stale');
    const heard = { ...thread, version: 1 };
    expect((await earshot.thread(thread.id)).events.map(({ type }) => type)).toContain('alerted');
    expect((await act(heard, { type: 'judge', severity: 4, version: heard.version })).status).toBe(200);
    expect(await act(heard, { type: 'resolve', version: heard.version })).toMatchObject({
      status: 412,
      body: { code: 'stale' },
    });
  });
});
