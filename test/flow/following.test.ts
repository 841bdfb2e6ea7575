// What authors change or take back is followed: new words are read anew, and what is gone is erased wherever it stood.
import { ulid } from 'ulid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportLabels } from '../../lib/flows/export-labels.ts';
import { sendMentions } from '../../lib/queues/mentions-queue.ts';
import { getThreadRecord } from '../../lib/store/threads.ts';
import { DAY, type FollowingScene, HOUR, startFollowingScene } from '../support/following-scene.ts';

const COMPLAINT = 'Still waiting for my refund, three weeks now and nobody answers. This is a disgrace.';
const PRAISE = 'Thank you, wonderful service, you made my day!';

let scene: FollowingScene;
beforeEach(async () => {
  scene = await startFollowingScene();
});
afterEach(() => scene.close());

const answer = (threadId: string, version: number) =>
  scene.earshot.call(`/threads/${threadId}/replies`, {
    method: 'POST',
    body: { id: ulid(), text: 'We are sorry.', version },
  });

describe('a post that its author edits', () => {
  it('has its new words once, however often it is looked at', async () => {
    const { id, threadId } = await scene.write(COMPLAINT);
    scene.network.edit!(id, 'No refund since May and nobody answers, this is a disgrace.');
    const editedAt = scene.clock.now();
    expect(await scene.look(DAY)).toEqual({ looked: 1, edited: 1, gone: 0 });
    expect(await scene.look(DAY)).toEqual({ looked: 1, edited: 0, gone: 0 });
    const page = await scene.earshot.thread(threadId);
    expect(page.posts).toMatchObject([{ text: expect.stringContaining('since May'), editedAt }]);
    expect(page.thread).toMatchObject({ excerpt: expect.stringContaining('since May'), posts: 1 });
    expect(await scene.eventsOf(threadId, 'post-edited')).toHaveLength(1);
    expect(await scene.placesWith('three weeks now')).toEqual([expect.stringContaining(' EVENT#')]);
  });

  it('is judged anew: what becomes a complaint is owed an answer, and the team is told of it', async () => {
    const { id, threadId } = await scene.write(PRAISE);
    expect((await scene.earshot.thread(threadId)).thread.status).toBe('not-complaint');
    expect(scene.chat.messages).toEqual([]);
    scene.network.edit!(id, COMPLAINT);
    await scene.look(DAY);
    const { thread, posts: shown } = await scene.earshot.thread(threadId);
    expect(thread).toMatchObject({ status: 'open', decision: 'complaint', dueAt: expect.any(String) });
    expect(thread.dueAt! > scene.clock.now()).toBe(true);
    expect(shown[0]?.assessment.decision).toBe('complaint');
    expect(scene.chat.messages).toHaveLength(1);
  });

  it('is followed also where a poll brings the new words first', async () => {
    const { id, threadId } = await scene.write(PRAISE);
    scene.network.edit!(id, COMPLAINT);
    await scene.earshot.hear();
    expect((await scene.earshot.thread(threadId)).thread.status).toBe('open');
    expect(await scene.look(DAY)).toMatchObject({ edited: 0 });
    expect(await scene.eventsOf(threadId, 'post-edited')).toHaveLength(1);
  });

  it('keeps its newest words when an older version is delivered late, and twice', async () => {
    const { id, threadId } = await scene.write('First words, awful service, no refund for weeks');
    const [first] = (await getThreadRecord(scene.earshot.house.db(), threadId))?.posts ?? [];
    scene.network.edit!(id, 'Second words, awful service, no refund for weeks');
    await scene.look(DAY);
    const [second] = (await getThreadRecord(scene.earshot.house.db(), threadId))?.posts ?? [];
    const late = [first!.mention, { ...first!.mention, editedAt: first!.mention.createdAt }, second!.mention];
    await sendMentions(scene.earshot.house.queue('mentionsQueue'), late);
    await scene.earshot.processAll();
    expect(await scene.posts(threadId)).toEqual([expect.stringContaining('Second words')]);
    expect(await scene.eventsOf(threadId, 'post-edited')).toHaveLength(1);
  });

  it('loses a label that was about its old words', async () => {
    const { id, threadId } = await scene.write(PRAISE);
    const { version } = (await scene.earshot.thread(threadId)).thread;
    await scene.earshot.call(`/threads/${threadId}/events`, {
      method: 'POST',
      body: { type: 'judge', decision: 'not', version },
    });
    const labels = () => exportLabels({ db: scene.earshot.house.db(), clock: scene.clock.now, onRow: () => undefined });
    expect(await labels()).toMatchObject({ labels: 1 });
    scene.network.edit!(id, COMPLAINT);
    await scene.look(DAY);
    expect(await labels()).toMatchObject({ labels: 0, withoutText: 0 });
  });
});

describe('a post that its author takes back', () => {
  it('is erased after a second look an hour later, and not before', async () => {
    const { id, threadId } = await scene.write(COMPLAINT);
    scene.network.remove(id);
    expect(await scene.look({ hours: 19 })).toMatchObject({ looked: 0 });
    expect(await scene.look({ hours: 1 })).toEqual({ looked: 1, edited: 0, gone: 0 });
    expect(await scene.look({ minutes: 59 })).toMatchObject({ looked: 0 });
    expect(await scene.posts(threadId)).toEqual([expect.stringContaining('three weeks now')]);
    expect(await scene.look({ minutes: 1 })).toEqual({ looked: 1, edited: 0, gone: 1 });
    expect(await scene.earshot.thread(threadId)).toMatchObject({
      posts: [{ text: '', goneAt: scene.clock.now(), assessment: { because: [], decision: 'complaint' } }],
      thread: { excerpt: '', status: 'open', posts: 1 },
    });
    expect(await scene.look(DAY)).toEqual({ looked: 0, edited: 0, gone: 0 });
  });

  it('is erased everywhere it stood, with all its versions; deadlines, figures and decisions stay', async () => {
    const { id, threadId } = await scene.write(`Old zebra quilt. ${COMPLAINT}`);
    await scene.earshot.hear();
    scene.network.edit!(id, `New zebra quilt. ${COMPLAINT}`);
    await scene.earshot.hear();
    const other = await scene.write(PRAISE, 'noor');
    const { version } = (await scene.earshot.thread(threadId)).thread;
    for (const body of [
      { type: 'judge', decision: 'complaint', severity: 3, version },
      { type: 'note', id: ulid(), text: 'called her' },
    ]) {
      const answered = await scene.earshot.call(`/threads/${threadId}/events`, { method: 'POST', body });
      expect(answered.status).toBe(200);
    }
    const before = (await scene.earshot.thread(threadId)).thread;
    expect((await scene.placesWith('zebra quilt')).length).toBeGreaterThan(3);
    const labels = () => exportLabels({ db: scene.earshot.house.db(), clock: scene.clock.now, onRow: () => undefined });
    expect(await labels()).toMatchObject({ labels: 1, withoutText: 0 });
    scene.network.remove(id);
    await scene.look(DAY);
    await scene.look(HOUR);
    expect(await scene.placesWith('zebra')).toEqual([]);
    expect(JSON.stringify(await scene.earshot.thread(threadId))).not.toContain('zebra');
    expect(JSON.stringify(await scene.earshot.threads())).not.toContain('zebra');
    const { thread, notes } = await scene.earshot.thread(threadId);
    const { status, dueAt, severity, causes, caseNumber } = before;
    expect(thread).toMatchObject({ status, dueAt, severity, causes, caseNumber });
    expect(notes).toMatchObject([{ text: 'called her' }]);
    expect(await labels()).toMatchObject({ labels: 0, withoutText: 1 });
    expect(await scene.posts(other.threadId)).toEqual([expect.stringContaining('wonderful service')]);
  });

  it('does not come back when it is delivered once more, by whatever version', async () => {
    const { id, threadId } = await scene.write(COMPLAINT);
    const [stored] = (await getThreadRecord(scene.earshot.house.db(), threadId))?.posts ?? [];
    scene.network.remove(id);
    await scene.look(DAY);
    await scene.look(HOUR);
    await sendMentions(scene.earshot.house.queue('mentionsQueue'), [
      stored!.mention,
      { ...stored!.mention, text: 'Other words, no refund', editedAt: scene.clock.now() },
    ]);
    await scene.earshot.processAll();
    expect(await scene.posts(threadId)).toEqual(['gone']);
    expect(await scene.placesWith('no refund')).toEqual([]);
  });

  it('stays when it is shown again at the second look, and then needs two looks anew', async () => {
    const { id, threadId } = await scene.write(COMPLAINT);
    hideOnce();
    expect(await scene.look(DAY)).toEqual({ looked: 1, edited: 0, gone: 0 });
    expect(await scene.look(HOUR)).toEqual({ looked: 1, edited: 0, gone: 0 });
    scene.network.remove(id);
    expect(await scene.look(HOUR)).toMatchObject({ looked: 0 });
    expect(await scene.look({ hours: 19 })).toEqual({ looked: 1, edited: 0, gone: 0 });
    expect(await scene.posts(threadId)).toEqual([expect.stringContaining('three weeks now')]);
    expect(await scene.look(HOUR)).toMatchObject({ gone: 1 });
  });

  it('is not taken for gone because the network fails, at the first look or at the second', async () => {
    const { id, threadId } = await scene.write(COMPLAINT);
    scene.network.failNext('server-error', 1, 'other');
    expect(await scene.look(DAY)).toEqual({ looked: 0, edited: 0, gone: 0 });
    scene.network.remove(id);
    expect(await scene.look({ minutes: 1 })).toMatchObject({ looked: 1, gone: 0 });
    for (const failure of ['server-error', 'cut-before', 'signed-out', 'not-json'] as const) {
      scene.network.failNext(failure, 1, 'other');
      expect(await scene.look(HOUR)).toMatchObject({ gone: 0 });
      expect(await scene.posts(threadId)).toEqual([expect.stringContaining('three weeks now')]);
    }
    expect(scene.earshot.errors).toHaveLength(5);
    expect(await scene.look({ minutes: 1 })).toMatchObject({ gone: 1 });
  });

  it('is erased also when it is found gone on the last day on which it is followed', async () => {
    const { id, threadId } = await scene.write(COMPLAINT);
    const { version } = (await scene.earshot.thread(threadId)).thread;
    await scene.earshot.call(`/threads/${threadId}/events`, { method: 'POST', body: { type: 'resolve', version } });
    for (let looks = 0; looks < 35; looks += 1) await scene.look(DAY);
    scene.network.remove(id);
    expect(await scene.look(DAY)).toMatchObject({ looked: 1, gone: 0 });
    expect(await scene.look(HOUR)).toMatchObject({ looked: 1, gone: 1 });
    expect(await scene.posts(threadId)).toEqual(['gone']);
  });

  it('cannot be answered any more, and is said to be gone before anyone types', async () => {
    const { id, threadId } = await scene.write(COMPLAINT);
    scene.network.remove(id);
    await scene.look(DAY);
    await scene.look(HOUR);
    const { permit, thread } = await scene.earshot.thread(threadId);
    const reason = 'This post is no longer on the network.';
    expect(permit).toMatchObject({ allowed: false, reason });
    expect(await answer(threadId, thread.version)).toMatchObject({
      status: 422,
      body: { code: 'not-permitted', detail: reason },
    });
    expect(scene.network.calls().filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('leaves the other posts of its thread as they are', async () => {
    const { id, threadId } = await scene.write(COMPLAINT);
    const second = scene.network.addMention({ author: 'maya', text: 'Hello? Still no refund!', inReplyTo: id });
    await scene.earshot.hear();
    scene.network.remove(second.id);
    await scene.look(DAY);
    await scene.look(HOUR);
    const page = await scene.earshot.thread(threadId);
    expect(await scene.posts(threadId)).toEqual([expect.stringContaining('three weeks now'), 'gone']);
    expect(page.thread).toMatchObject({ excerpt: '', posts: 2 });
  });
});

/** The server does not show the post this one time, neither in the list nor by itself. */
function hideOnce(): void {
  scene.network.failNext({ status: 200, json: [] }, 1, 'other');
  scene.network.failNext({ status: 404, json: { error: 'Record not found' } }, 1, 'other');
}
