// An answer that somebody else must agree to: it waits, nobody else can answer meanwhile, and it leaves once or not at all.
import { ulid } from 'ulid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plus } from '../../lib/domain/time.ts';
import { approveReply } from '../../lib/flows/approve-reply.ts';
import { refuseReply } from '../../lib/flows/refuse-reply.ts';
import { type Answering, type Colleague, startAnswering } from '../support/answering.ts';
import { type Death, mortal } from '../support/crashes.ts';
import { startFakeX } from '../support/fake-x.ts';

describe('an answer that needs agreement', () => {
  let house: Answering;
  let ana: Colleague;
  let ben: Colleague;
  let lea: Colleague;
  let olu: Colleague;

  beforeAll(async () => {
    house = await startAnswering(startFakeX);
    ana = house.colleague('Ana', 'agent');
    ben = house.colleague('Ben', 'agent');
    lea = house.colleague('Lea', 'lead');
    olu = house.colleague('Olu', 'admin');
  });
  afterAll(() => house.stop());
  beforeEach(() => house.earshot.errors.splice(0));

  /** A complaint at a level at which an agent asks the lead. */
  async function escalated(author: string, level = 2) {
    const { id, version } = await house.complaint(author);
    const done = await lea.act(id, { type: 'escalate', level, reason: 'a known journalist', version });
    expect(done.status).toBe(200);
    return done.body as Awaited<ReturnType<Answering['complaint']>>;
  }

  it('waits, is listed for those who may agree, and leaves only when one of them does', async () => {
    const thread = await escalated('maya');
    const asked = await ana.reply(thread.id);
    expect(asked).toMatchObject({ status: 200, body: { state: 'to-approve', needs: 'lead', by: 'Ana' } });
    await house.timePasses(3);
    expect(house.answersTo(thread.latestPostId)).toEqual([]);
    const page = await house.page(thread.id);
    expect(page.thread).toMatchObject({ list: 'approval', approval: { by: 'Ana', needs: 'lead' } });

    const agreed = await lea.act(thread.id, { type: 'approve-reply', replyId: asked.body.id });
    expect(agreed.status).toBe(200);
    expect(agreed.body.approval).toBeUndefined();
    await house.earshot.processAll();
    expect(house.answersTo(thread.latestPostId)).toEqual([]);
    await house.holdPasses();
    expect(house.answersTo(thread.latestPostId)).toHaveLength(1);
    const after = await house.page(thread.id);
    expect(after.replies).toMatchObject([{ state: 'sent', by: 'Ana' }]);
    expect(after.events.map(({ text }) => text)).toContain('Lea agreed to the answer');
    expect(house.earshot.errors).toEqual([]);
  });

  it('leaves at once where its writer needs nobody', async () => {
    const thread = await escalated('milo');
    expect((await lea.reply(thread.id)).body).toMatchObject({ state: 'queued' });
    await house.holdPasses();
    expect(house.answersTo(thread.latestPostId)).toHaveLength(1);
  });

  it('is not agreed to by its writer, nor by somebody whose role is too small', async () => {
    const thread = await escalated('nina', 5);
    const { id: replyId } = (await lea.reply(thread.id)).body;
    expect((await lea.act(thread.id, { type: 'approve-reply', replyId })).body).toMatchObject({ code: 'own-reply' });
    for (const type of ['approve-reply', 'refuse-reply']) {
      const tried = await ben.act(thread.id, { type, replyId, reason: 'no' });
      expect(tried).toMatchObject({ status: 403, body: { code: 'forbidden', detail: 'an admin must agree to it' } });
    }
    await house.timePasses(1);
    expect(house.answersTo(thread.latestPostId)).toEqual([]);
    expect((await olu.act(thread.id, { type: 'approve-reply', replyId })).status).toBe(200);
    await house.holdPasses();
    expect(house.answersTo(thread.latestPostId)).toHaveLength(1);
  });

  it('does not leave with a promise whose time has passed while it waited; its words can be written anew', async () => {
    const thread = await escalated('olga');
    const dueAt = plus(house.clock.now(), { minutes: 30 });
    const promise = { id: ulid(), text: 'We call you', dueAt };
    const { id: replyId } = (await ana.reply(thread.id, { promise })).body;
    house.clock.advance({ minutes: 31 });
    const late = await lea.act(thread.id, { type: 'approve-reply', replyId });
    expect(late).toMatchObject({ status: 400, body: { detail: expect.stringContaining(dueAt) } });
    await house.timePasses(1);
    expect(house.answersTo(thread.latestPostId)).toEqual([]);
    expect((await lea.act(thread.id, { type: 'refuse-reply', replyId, reason: 'too late' })).status).toBe(200);
    expect((await house.page(thread.id)).draft).toMatchObject({ by: 'Ana' });
  });

  it('is not found by an id that nobody can have given', async () => {
    const thread = await escalated('oren');
    const replyId = 'r'.repeat(5000);
    for (const type of ['approve-reply', 'refuse-reply', 'withdraw-reply'])
      expect((await lea.act(thread.id, { type, replyId, reason: 'no' })).status).toBe(400);
  });

  it('needs the higher agreement when the thread is escalated while it waits', async () => {
    const thread = await escalated('noah');
    const { id: replyId } = (await ana.reply(thread.id)).body;
    const { version } = (await house.page(thread.id)).thread;
    await lea.act(thread.id, { type: 'escalate', level: 5, reason: 'the press has it', version });
    expect((await lea.act(thread.id, { type: 'approve-reply', replyId })).body).toMatchObject({ code: 'forbidden' });
    expect((await olu.act(thread.id, { type: 'approve-reply', replyId })).status).toBe(200);
  });

  it('keeps everybody else from answering while it waits', async () => {
    const thread = await escalated('omar');
    await ana.reply(thread.id);
    expect(await lea.reply(thread.id)).toMatchObject({ status: 409, body: { code: 'already-answered' } });
    const { version } = (await house.page(thread.id)).thread;
    expect(await lea.act(thread.id, { type: 'resolve', version })).toMatchObject({ body: { code: 'reply-pending' } });
  });

  it('is its writer’s draft again when it is refused, with the reason, and the post may be answered anew', async () => {
    const thread = await escalated('otis');
    const text = 'We are sorry, Otis. It was not our fault though.';
    const { id: replyId } = (await ana.reply(thread.id, { text })).body;
    const refuse = { type: 'refuse-reply', replyId, reason: 'Do not argue.' };
    expect((await lea.act(thread.id, refuse)).status).toBe(200);
    expect((await lea.act(thread.id, refuse)).status).toBe(200);
    const page = await house.page(thread.id);
    expect(page.draft).toMatchObject({ text, by: 'Ana', isBehind: false });
    expect(page.thread).toMatchObject({ list: 'open', status: 'open' });
    expect(page.thread.pendingReply).toBeUndefined();
    expect(page.replies).toMatchObject([{ state: 'withdrawn', problem: 'Lea did not agree: Do not argue.' }]);
    expect((await lea.act(thread.id, { type: 'approve-reply', replyId })).body).toMatchObject({ code: 'too-late' });
    expect((await lea.reply(thread.id)).status).toBe(200);
    await house.timePasses(2);
    expect(house.answersTo(thread.latestPostId)).toHaveLength(1);
  });

  it('does not write over what a colleague has begun meanwhile when it is refused', async () => {
    const thread = await escalated('olga');
    const { id: replyId } = (await ana.reply(thread.id, { text: 'Sorry about that, Olga.' })).body;
    const draft = { method: 'PUT', body: { text: 'Dear Olga, we', version: 0 } };
    expect((await ben.call(`/threads/${thread.id}/draft`, draft)).status).toBe(200);
    await lea.act(thread.id, { type: 'refuse-reply', replyId, reason: 'Too short.' });
    expect((await house.page(thread.id)).draft).toMatchObject({ text: 'Dear Olga, we', by: 'Ben' });
  });

  it('is taken back by its writer, not by a colleague', async () => {
    const thread = await escalated('pola');
    const { id: replyId } = (await ana.reply(thread.id)).body;
    expect(await ben.act(thread.id, { type: 'withdraw-reply', replyId })).toMatchObject({
      body: { code: 'forbidden' },
    });
    expect((await ana.act(thread.id, { type: 'withdraw-reply', replyId })).body).toMatchObject({ list: 'open' });
    expect((await lea.act(thread.id, { type: 'approve-reply', replyId })).body).toMatchObject({ code: 'too-late' });
    await house.timePasses(2);
    expect(house.answersTo(thread.latestPostId)).toEqual([]);
  });

  it('is sent once when two agree at the same moment', async () => {
    const thread = await escalated('rita');
    const { id: replyId } = (await ana.reply(thread.id)).body;
    const agree = { type: 'approve-reply', replyId };
    const both = await Promise.all([lea.act(thread.id, agree), olu.act(thread.id, agree)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const { events } = await house.page(thread.id);
    expect(events.filter(({ type }) => type === 'approval-given')).toHaveLength(1);
    await house.holdPasses();
    expect(house.answersTo(thread.latestPostId)).toHaveLength(1);
  });

  it('does not answer what the customer writes while it waits: that has a deadline of its own', async () => {
    const thread = await escalated('saul');
    const { id: replyId } = (await ana.reply(thread.id)).body;
    house.clock.advance({ minutes: 2 });
    house.network.addMention({
      author: 'saul',
      text: '@acornmobile hello?! Still no refund',
      inReplyTo: thread.latestPostId,
    });
    await house.earshot.hear();
    await lea.act(thread.id, { type: 'approve-reply', replyId });
    await house.holdPasses();
    const { thread: after, replies } = await house.page(thread.id);
    expect(replies[0]).toMatchObject({ state: 'sent' });
    expect(after).toMatchObject({ status: 'open', posts: 2 });
    expect(after.dueAt).toBeDefined();
  });

  it('is sent once, whoever dies at whatever step of agreeing', async () => {
    const { earshot } = house;
    const db = earshot.house.db();
    const mortality = mortal(db, earshot.house.sqs());
    const deaths: Death[] = [0, 1, 2, 3, 4].flatMap((step) =>
      [true, false].map((afterEffect) => ({ step, afterEffect })),
    );
    let died = 0;
    for (const [place, death] of deaths.entries()) {
      const thread = await escalated(`tom${place}`);
      const { id: replyId } = (await ana.reply(thread.id)).body;
      const deps = { db, outbox: earshot.house.queue('outboxQueue'), clock: house.clock.now };
      const approval = { threadId: thread.id, replyId, by: 'Lea', role: 'lead' } as const;
      if (await mortality.run(death, () => approveReply(deps, approval))) died += 1;
      expect((await lea.act(thread.id, { type: 'approve-reply', replyId })).status).toBe(200);
      await house.timePasses(2);
      expect(house.answersTo(thread.latestPostId)).toHaveLength(1);
    }
    expect(died).toBeGreaterThan(5);
  });

  it('is refused once, whoever dies at whatever step of refusing: its place is free and its words are a draft', async () => {
    const { earshot } = house;
    const db = earshot.house.db();
    const mortality = mortal(db, earshot.house.sqs());
    for (const [place, step] of [0, 1, 2, 3, 4, 5].entries()) {
      const thread = await escalated(`uma${place}`);
      const text = `Hello ${'abcdef'.charAt(place)}`;
      const { id: replyId } = (await ana.reply(thread.id, { text })).body;
      const refusal = { threadId: thread.id, replyId, by: 'Lea', role: 'lead', reason: 'no' } as const;
      await mortality.run({ step, afterEffect: place % 2 === 0 }, () =>
        refuseReply({ db, clock: house.clock.now }, refusal),
      );
      expect((await lea.act(thread.id, { type: 'refuse-reply', replyId, reason: 'no' })).status).toBe(200);
      const page = await house.page(thread.id);
      expect(page.draft).toMatchObject({ text, by: 'Ana' });
      expect(page.events.filter(({ type }) => type === 'approval-refused')).toHaveLength(1);
      expect((await lea.reply(thread.id)).status).toBe(200);
    }
  });
});
