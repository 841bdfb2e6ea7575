// Answers to e-mails: each leaves once, whatever the server or Earshot itself does in between.
import { ulid } from 'ulid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerEmail } from '../../lib/flows/answer-email.ts';
import { parseMail } from '../../lib/mail/mail-parser.ts';
import { mailSenderFor } from '../../lib/mail/mail-sender-for.ts';
import { type Correspondence, startCorrespondence } from '../support/correspondence.ts';
import { startFakeSes } from '../support/fake-ses.ts';
import { mailOf } from '../support/mails.ts';
import { dieAfter, refuseFirst } from '../support/table-faults.ts';

let mails: Correspondence;
beforeAll(async () => {
  mails = await startCorrespondence();
});
afterAll(() => mails.stop());

function post(path: string, text: string) {
  return mails.earshot.call(`/customers/${path}/answers`, { method: 'POST', body: { id: ulid(), text } });
}

describe('an answer by e-mail', () => {
  let given: ReturnType<Correspondence['somebody']>;
  let customerId: string;
  let contactId: string;
  beforeEach(async () => {
    mails.smtp.behave('accept');
    mails.smtp.received.length = 0;
    given = mails.somebody();
    customerId = await mails.write({ ...given, subject: 'Where is my refund', references: ['before@customer.test'] });
    contactId = (await mails.contactsOf(customerId))[0]!.id;
  });
  afterEach(() => mails.smtp.behave('accept'));

  const answer = (order: { id?: string; text?: string; seen?: string[]; agent?: string } = {}) => {
    const { agent = 'Ana', ...body } = order;
    return mails.earshot.call(`/customers/${customerId}/contacts/${contactId}/answers`, {
      method: 'POST',
      agent,
      body: { id: ulid(), text: 'It is on its way.\n\nAna, Acme', ...body },
    });
  };
  const answers = async () =>
    (await mails.contactsOf(customerId)).filter(({ message }) => message?.direction === 'out');

  it('does not leave while all sending is switched off, says who did that, and leaves afterwards', async () => {
    const id = ulid();
    const stop = (stopped: boolean) =>
      mails.earshot.call('/stops', { method: 'POST', body: { what: 'sending', stopped, reason: 'wrong text' } });
    await stop(true);
    expect(await answer({ id })).toMatchObject({
      status: 422,
      body: { code: 'sending-stopped', detail: expect.stringMatching(/by Ana .*wrong text/) },
    });
    expect(mails.smtp.received).toEqual([]);
    await stop(false);
    expect((await answer({ id })).status).toBe(200);
    await stop(true);
    expect((await answer({ id })).status).toBe(200);
    await stop(false);
    expect(mails.smtp.received).toHaveLength(1);
  });

  it('leaves once, joined to the conversation, and stands in the timeline', async () => {
    const id = ulid();
    expect((await answer({ id })).status).toBe(200);
    expect((await answer({ id })).status).toBe(200);
    expect(mails.smtp.received).toHaveLength(1);
    expect(mails.smtp.received[0]?.to).toEqual([given.from]);
    expect(await parseMail(Buffer.from(mails.smtp.received[0]!.raw))).toMatchObject({
      from: { address: 'help@acme.example', name: 'Acme Support' },
      subject: 'Re: Where is my refund',
      messageId: `${id.toLowerCase()}@acme.example`,
      inReplyTo: given.messageId,
      references: ['before@customer.test', given.messageId],
      text: 'It is on its way.\n\nAna, Acme',
    });
    expect(await answers()).toMatchObject([
      { id, channel: 'email', by: 'Ana', summary: 'It is on its way.\n\nAna, Acme', message: { state: 'sent' } },
    ]);
  });

  it('leaves once when it is sent twice at one moment', async () => {
    const id = ulid();
    await Promise.all([answer({ id }), answer({ id }), answer({ id })]);
    expect(mails.smtp.received).toHaveLength(1);
    expect(await answers()).toHaveLength(1);
  });

  it('leaves once when two colleagues answer the same e-mail at one moment; the other one is told', async () => {
    const both = await Promise.all([answer(), answer({ agent: 'Ben' })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'already-answered',
      detail: expect.stringContaining('Somebody has answered this e-mail meanwhile'),
    });
    expect(mails.smtp.received).toHaveLength(1);
    expect(await answers()).toHaveLength(1);
  });

  it('can be followed by another one of a colleague who has seen it, and by no third one of who has not', async () => {
    const [first, second] = [ulid(), ulid()];
    await answer({ id: first });
    expect((await answer({ agent: 'Ben', seen: ['something else'] })).status).toBe(409);
    expect((await answer({ id: second, agent: 'Ben', seen: [first] })).status).toBe(200);
    expect((await answer({ seen: [first] })).status).toBe(409);
    expect((await answer({ id: first, seen: [] })).status).toBe(200);
    expect((await answer({ seen: [second, first] })).status).toBe(200);
    expect(mails.smtp.received).toHaveLength(3);
  });

  it('keeps no colleague from answering when it has certainly not left, and does when it may have', async () => {
    mails.smtp.behave({ at: 'recipient', code: 550 });
    await answer();
    mails.smtp.behave('hang-up-after-data');
    await answer({ agent: 'Ben' });
    mails.smtp.behave('accept');
    expect((await answer()).status).toBe(409);
    expect((await answers()).map(({ message }) => message?.state).toSorted()).toEqual(['failed', 'unknown']);
  });

  it('that has left says so, though DynamoDB refused to write it down at first', async () => {
    const house = await mails.freshHouse();
    refuseFirst(house.db(), '"state":"sent"');
    const deps = { ...house, db: house.db(), mail: mailSenderFor(house.settings.mail, house.clock) };
    const order = { customerId, contactId, id: ulid(), text: 'On its way.', by: 'Ana', seen: [] };
    expect(await answerEmail(deps, order)).toEqual({ state: 'sent' });
    expect(await answers()).toMatchObject([{ message: { state: 'sent' } }]);
  });

  it('is answered in turn, and that lands with the same customer', async () => {
    const id = ulid();
    await answer({ id });
    expect(await mails.write({ ...mails.somebody(), inReplyTo: `${id.toLowerCase()}@acme.example` })).toBe(customerId);
    const copy = mailOf({
      ...mails.somebody(),
      from: 'Acme <other@acme.example>',
      messageId: `${id.toLowerCase()}@acme.example`,
    });
    expect(await mails.take(copy)).toEqual({ outcome: 'known' });
  });

  it('is answered in turn under the id that SES gave it, and that lands with the same customer', async () => {
    const ses = await startFakeSes((response) => response.end(JSON.stringify({ MessageId: '0102-abc' })));
    const { db, clock } = mails.earshot.house;
    const order = { customerId, contactId, id: ulid(), text: 'On its way.', by: 'Ana', seen: [] };
    expect(await answerEmail({ db: db(), clock, mail: ses.sender }, order)).toEqual({ state: 'sent' });
    await ses.close();
    const inReplyTo = '0102-abc@eu-west-2.amazonses.com';
    expect(await mails.write({ ...mails.somebody(), inReplyTo })).toBe(customerId);
  });

  it('names the case of the customer’s thread, once', async () => {
    await mails.earshot.receive({ id: `post-${given.messageId}`, author: given.messageId });
    const thread = (await mails.earshot.threads()).find(({ author }) => author.handle === given.messageId)!;
    const account = { kind: 'author', value: `x/${thread.author.id}`, basis: 'told-us', evidence: 'said so' };
    expect((await mails.earshot.call(`/customers/${customerId}/links`, { method: 'POST', body: account })).status).toBe(
      200,
    );
    await answer();
    const { subject } = await parseMail(Buffer.from(mails.smtp.received[0]!.raw));
    expect(subject).toBe(`Re: Where is my refund [${thread.caseNumber}]`);
  });

  it('has failed when the server refuses it, and can be written anew', async () => {
    mails.smtp.behave({ at: 'recipient', code: 550 });
    const id = ulid();
    await answer({ id });
    expect(await answers()).toMatchObject([{ message: { state: 'failed', problem: expect.stringContaining('550') } }]);
    mails.smtp.behave('accept');
    await answer({ id });
    expect(mails.smtp.received).toHaveLength(0);
    await answer();
    expect(mails.smtp.received).toHaveLength(1);
  });

  it('is for a person to look into when the server hangs up before it answers; it never leaves twice', async () => {
    mails.smtp.behave('hang-up-after-data');
    const id = ulid();
    await answer({ id });
    expect(await answers()).toMatchObject([{ message: { state: 'unknown' } }]);
    mails.smtp.behave('accept');
    await answer({ id });
    await mails.earshot.processAll();
    expect(mails.smtp.received).toHaveLength(1);
    expect(await answers()).toMatchObject([{ message: { state: 'unknown' } }]);
  });

  it('is for a person to look into when Earshot died while it was sent; it never leaves twice', async () => {
    const dying = await mails.freshHouse();
    dieAfter(dying.db(), 1);
    const id = ulid();
    const deps = { ...dying, db: dying.db(), mail: mailSenderFor(dying.settings.mail, dying.clock) };
    const order = { customerId, contactId, id, text: 'On its way.', by: 'Ana', seen: [] };
    await expect(answerEmail(deps, order)).rejects.toThrow('the worker died');
    expect(await answers()).toMatchObject([{ message: { state: 'sending' } }]);
    mails.earshot.clock.advance({ minutes: 1 });
    expect(await answers()).toMatchObject([{ message: { state: 'unknown' } }]);
    await answer({ id });
    expect(mails.smtp.received).toHaveLength(1);
  });

  it('is not sent by a worker that died before it could claim it', async () => {
    const dying = await mails.freshHouse();
    dieAfter(dying.db(), 0);
    const deps = { ...dying, db: dying.db(), mail: mailSenderFor(dying.settings.mail, dying.clock) };
    const order = { customerId, contactId, id: ulid(), text: 'On its way.', by: 'Ana', seen: [] };
    await expect(answerEmail(deps, order)).rejects.toThrow('the worker died');
    expect(mails.smtp.received).toHaveLength(0);
  });

  it('is refused for a contact that is no e-mail of the customer, and without words', async () => {
    expect((await post(`${customerId}/contacts/nothing`, 'x')).body.code).toBe('no-such-email');
    expect((await post(`nobody/contacts/${contactId}`, 'x')).body.code).toBe('no-such-customer');
    expect((await post(`${customerId}/contacts/${contactId}`, ' ')).status).toBe(400);
    const id = ulid();
    await answer({ id });
    expect((await post(`${customerId}/contacts/${id}`, 'x')).body.code).toBe('no-such-email');
  });

  it('is refused where no mail server is connected', async () => {
    const { db, clock } = mails.earshot.house;
    const order = { customerId, contactId, id: ulid(), text: 'x', by: 'Ana', seen: [] };
    expect(await answerEmail({ db: db(), clock, mail: undefined }, order)).toEqual({ refused: 'no-mail-server' });
  });
});
