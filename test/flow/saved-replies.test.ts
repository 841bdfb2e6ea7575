// What a team answers with: brought along, made its own, suggested by cause, and counted once for what it does.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendReply } from '../../lib/flows/send-reply.ts';
import { countOutcome } from '../../lib/store/saved-replies.ts';
import { getThreadRecord } from '../../lib/store/threads.ts';
import { type Answering, type Colleague, startAnswering } from '../support/answering.ts';
import { mortal } from '../support/crashes.ts';
import { startFakeMastodon } from '../support/fake-mastodon.ts';

describe('saved replies', () => {
  let house: Answering;
  let ana: Colleague;
  let lea: Colleague;

  beforeAll(async () => {
    house = await startAnswering(startFakeMastodon);
    ana = house.colleague('Ana', 'agent');
    lea = house.colleague('Lea', 'lead');
  });
  afterAll(() => house.stop());

  interface Item {
    readonly id: string;
    readonly title: string;
    readonly text: string;
    readonly causes: readonly string[];
    readonly uses: number;
    readonly thanked: number;
    readonly cameBack: number;
    readonly changedBy: string;
  }

  const items = async (): Promise<Item[]> => (await ana.call('/saved-replies')).body.items;
  const total = async () => (await items()).reduce((sum, { uses }) => sum + uses, 0);
  const item = async (id: string) => (await items()).find((one) => one.id === id);
  const suggestions = async (threadId: string) => (await ana.call(`/threads/${threadId}/suggestions`)).body;

  it('are there from the first day, for every cause, with the variables they may hold', async () => {
    const { body } = await ana.call('/saved-replies');
    expect(body.items).toHaveLength(22);
    expect(new Set(body.items.flatMap((one: Item) => one.causes)).size).toBe(10);
    expect(body.variables.map(({ name }: { name: string }) => name)).toContain('next-open');
    expect(body.items[0]).toMatchObject({ uses: 0, changedBy: 'earshot' });
  });

  it('begin an answer with the wording for the cause, which is sent as it is, and the wordings take turns', async () => {
    const first = await house.complaint('ada');
    const one = (await suggestions(first.id)).draft;
    expect(one.text).toMatch(/ada|Ada/);
    expect(one.text).toContain('– Ana');
    expect(one.source).toMatch(/^Saved reply “.+” for .+, English; not used yet$/);
    const { text, savedReplyId } = one;
    expect((await ana.reply(first.id, { text, savedReplyId })).status).toBe(200);
    await house.holdPasses();
    expect(await item(savedReplyId)).toMatchObject({ uses: 1 });

    const second = await house.complaint('bea');
    const other = (await suggestions(second.id)).draft;
    expect(other.savedReplyId).not.toBe(savedReplyId);
    expect((await item(other.savedReplyId))?.causes).toEqual((await item(savedReplyId))?.causes);
  });

  it('count an answer once when it is delivered twice, and its thanks once however often they are seen', async () => {
    const { id: threadId } = await house.complaint('cara');
    const { text, savedReplyId } = (await suggestions(threadId)).draft;
    const before = await item(savedReplyId);
    const { body } = await ana.reply(threadId, { text, savedReplyId });
    await house.holdPasses();
    const db = house.earshot.house.db();
    const deps = { db, platforms: house.earshot.house.platforms(), clock: house.clock.now };
    for (let time = 0; time < 3; time += 1) await sendReply(deps, { threadId, replyId: body.id });
    const { events = [] } = (await getThreadRecord(db, threadId)) ?? {};
    for (const outcome of ['thanked', 'thanked', 'deleted', 'angrier'] as const)
      await countOutcome(db, events, outcome);
    const uses = (before?.uses ?? 0) + 1;
    const thanked = (before?.thanked ?? 0) + 1;
    expect(await item(savedReplyId)).toMatchObject({ uses, thanked, cameBack: 0 });
    await countOutcome(db, events, 'came-back');
    expect(await item(savedReplyId)).toMatchObject({ uses, thanked, cameBack: 1 });
  });

  it('count an answer once, whoever dies at whatever step of sending it', async () => {
    const { earshot, clock } = house;
    const db = earshot.house.db();
    const mortality = mortal(db, earshot.house.sqs());
    const deps = { db, platforms: earshot.house.platforms(), clock: clock.now };
    const savedReplyId = 'starter-unreachable-2';
    const before = (await item(savedReplyId))?.uses ?? 0;
    const steps = [3, 5, 7, 9, 10, 11, 12, 13];
    for (const [place, step] of steps.entries()) {
      const { id: threadId } = await house.complaint(`cleo${place}`);
      const { body } = await ana.reply(threadId, { savedReplyId });
      clock.advance({ seconds: 11 });
      const order = { threadId, replyId: body.id };
      await mortality.run({ step, afterEffect: place % 2 === 0 }, () => sendReply(deps, order));
      await house.timePasses(4);
      // As the queue does with what was not finished.
      await sendReply(deps, order);
      const [reply] = (await house.page(threadId)).replies;
      // Who died before the call left it to a person to look.
      if (reply?.state === 'unknown') await ana.act(threadId, { type: 'settle-reply', replyId: body.id, stands: true });
      expect((await house.page(threadId)).replies).toMatchObject([{ state: 'sent' }]);
    }
    expect((await item(savedReplyId))?.uses).toBe(before + steps.length);
  });

  it('count nothing of an answer that was taken back or written by hand', async () => {
    const before = await total();
    const { id } = await house.complaint('dora');
    const { text, savedReplyId } = (await suggestions(id)).draft;
    const { body } = await ana.reply(id, { text, savedReplyId });
    await ana.act(id, { type: 'withdraw-reply', replyId: body.id });
    await ana.reply(id);
    await house.holdPasses();
    const db = house.earshot.house.db();
    await countOutcome(db, (await getThreadRecord(db, id))?.events ?? [], 'thanked');
    expect(await total()).toBe(before);
  });

  it('never suggest what would be refused as the same words to too many', async () => {
    const texts = [];
    for (let place = 0; place < 11; place += 1) {
      const { id } = await house.complaint(`emil${place}`, 'My parcel never arrived, this is a disgrace');
      const { draft, saved } = await suggestions(id);
      expect(saved.length).toBeGreaterThan(0);
      if (!draft) continue;
      texts.push(draft.text);
      expect((await ana.reply(id, { text: draft.text, savedReplyId: draft.savedReplyId })).status).toBe(200);
    }
    // Two wordings for the cause, to five people each.
    expect(texts).toHaveLength(10);
  });

  it('say nothing where a person must find the words: at risk, answered, decided, or in another language', async () => {
    const risky = await house.complaint('finn', '@acme your charger caught fire and burned my hand, I call my lawyer');
    expect((await suggestions(risky.id)).draft).toBeUndefined();
    const { id, version } = await house.complaint('fred');
    expect((await lea.act(id, { type: 'resolve', version })).status).toBe(200);
    expect((await suggestions(id)).draft).toBeUndefined();
    expect((await ana.call('/threads/none/suggestions')).status).toBe(404);
  });

  it('are the team’s own from the first change on: the others stay, and what is removed does not come back', async () => {
    const given = await item('starter-billing-1');
    const changed = { ...given, kind: 'reply', language: 'en', text: 'Hi {name}, your refund is our fault. – {agent}' };
    const put = await lea.call('/saved-replies/starter-billing-1', { method: 'PUT', body: changed });
    expect(put.status).toBe(200);
    expect(put.body.items).toHaveLength(22);
    expect(await item('starter-billing-1')).toMatchObject({ text: changed.text, changedBy: 'Lea', uses: given?.uses });
    // Who changes the words of a thank-you does not make an answer to complaints of it.
    const thanks = {
      id: 'starter-praise-1',
      kind: 'reply',
      title: 'Thanks',
      text: 'Thank you!',
      language: 'en',
      causes: [],
    };
    await lea.call('/saved-replies/starter-praise-1', { method: 'PUT', body: thanks });
    expect(await item('starter-praise-1')).toMatchObject({ text: 'Thank you!', praise: true });
    for (const { id } of await items()) await lea.call(`/saved-replies/${id}`, { method: 'DELETE' });
    expect(await items()).toEqual([]);
    const article = {
      id: 'a1',
      kind: 'article',
      title: 'Refunds',
      text: 'How long it takes',
      language: 'en',
      causes: [],
    };
    const url = 'https://acorn.example/refunds';
    await lea.call('/saved-replies/a1', { method: 'PUT', body: { ...article, url } });
    const { id } = await house.complaint('gina');
    expect(await suggestions(id)).toMatchObject({ saved: [{ id: 'a1', kind: 'article', url }] });
    expect((await suggestions(id)).draft).toBeUndefined();
  });

  it('are changed by leads and admins only, and only as they are described', async () => {
    const body = { id: 'b1', kind: 'reply', title: 'Hi', text: 'Hi', language: 'en', causes: [] };
    expect(await ana.call('/saved-replies/b1', { method: 'PUT', body })).toMatchObject({ status: 403 });
    expect(await ana.call('/saved-replies/a1', { method: 'DELETE' })).toMatchObject({ status: 403 });
    for (const wrong of [
      { ...body, id: 'b2' },
      { ...body, language: 'English' },
      { ...body, url: 'javascript:1' },
      { ...body, text: ' ' },
    ])
      expect(await lea.call('/saved-replies/b1', { method: 'PUT', body: wrong })).toMatchObject({ status: 400 });
    expect(await item('b1')).toBeUndefined();
  });
});
