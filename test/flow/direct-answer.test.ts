// An answer that only the customer reads, where the network allows it; elsewhere the way there, or why not.
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answering, type Colleague, startAnswering } from '../support/answering.ts';
import { startFakeMastodon } from '../support/fake-mastodon.ts';
import { startFakeX } from '../support/fake-x.ts';

describe('an answer in private', () => {
  let house: Answering;
  let ana: Colleague;

  beforeAll(async () => {
    house = await startAnswering(startFakeMastodon);
    ana = house.colleague('Ana', 'lead');
  });
  afterAll(() => house.stop());

  it('reaches the customer alone, may hold what must not stand in public, and is shown as what it is', async () => {
    const thread = await house.complaint('ada');
    const text = 'Hi Ada, sorry! Is ada@example.org still your address? – Ana';
    const open = await ana.reply(thread.id, { text });
    expect(open).toMatchObject({ status: 422, body: { code: 'personal-data' } });
    expect(open.body.detail).not.toContain('ada@example.org');
    const direct = await ana.reply(thread.id, { text, visibility: 'direct' });
    expect(direct).toMatchObject({ status: 200, body: { visibility: 'direct' } });
    await house.holdPasses();
    expect(house.network.calls().at(-1)?.body).toMatchObject({ visibility: 'direct' });
    expect((await house.page(thread.id)).replies).toMatchObject([{ state: 'sent', visibility: 'direct' }]);
  });

  it('is found again on the network when its outcome was lost, and stands there once', async () => {
    const thread = await house.complaint('bob');
    house.network.failNext('cut-after', 1, 'reply');
    await ana.reply(thread.id, { text: 'Hi Bob, which order is it? – Ana', visibility: 'direct' });
    await house.holdPasses();
    await house.timePasses(5);
    expect((await house.page(thread.id)).replies).toMatchObject([{ state: 'sent' }]);
    expect(house.answersTo(thread.latestPostId)).toHaveLength(1);
  });

  it('is refused on X, with the link by which the customer can begin', async () => {
    const x = await startAnswering(startFakeX);
    try {
      const thread = await x.complaint('cy');
      const { permit } = await x.page(thread.id);
      expect(permit.direct).toMatchObject({ allowed: false, inviteUrl: expect.stringContaining('recipient_id=') });
      const refused = await x.colleague('Ana', 'agent').reply(thread.id, { visibility: 'direct' });
      expect(refused).toMatchObject({ status: 422, body: { code: 'not-permitted', detail: permit.direct?.reason } });
    } finally {
      await x.stop();
    }
  });

  it('carries what it promises, which stands only while the answer does', async () => {
    const thread = await house.complaint('dan');
    const promise = { id: ulid(), text: 'I will write to you here by Friday', dueAt: '2026-11-27T17:00:00.000Z' };
    const given = { text: 'Hi Dan, I will write to you here by Friday. – Ana', visibility: 'direct', promise };
    const { body } = await ana.reply(thread.id, given);
    expect((await house.page(thread.id)).thread.promises).toMatchObject([{ id: promise.id, by: 'Ana' }]);
    await ana.act(thread.id, { type: 'withdraw-reply', replyId: body.id });
    expect((await house.page(thread.id)).thread.promises).toEqual([]);
    const late = { ...given, promise: { ...promise, dueAt: '2026-11-20T17:00:00.000Z' } };
    expect(await ana.reply(thread.id, late)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });

  it('like any other is refused while a variable in it is empty', async () => {
    const { id } = await house.complaint('eve');
    const refused = await ana.reply(id, { text: 'Hi {name}, sorry! – Ana', visibility: 'direct' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'unfilled-variable' } });
    expect(refused.body.detail).toContain('{name}');
  });
});
