// One person given out or erased whole: nothing of them is left, the figures are, and a proof says so.
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apiOf } from '../../functions/api.ts';
import type { CustomerView } from '../../lib/api/customer-schemas.ts';
import { digestOf } from '../../lib/domain/erasure.ts';
import { replay } from '../../lib/domain/replay.ts';
import { eraseCustomer } from '../../lib/flows/erase-customer.ts';
import { takeCall } from '../../lib/flows/take-call.ts';
import { takeSms } from '../../lib/flows/take-sms.ts';
import { getThreadRecord } from '../../lib/store/threads.ts';
import { type Correspondence, startCorrespondence } from '../support/correspondence.ts';
import { mortal } from '../support/crashes.ts';
import { mailOf } from '../support/mails.ts';

let mails: Correspondence;
let people = 0;
let other: string;
beforeAll(async () => {
  mails = await startCorrespondence();
  await mails.earshot.receive({ id: '1', author: 'somebody_else' });
  other = (await mails.find('somebody_else'))?.id ?? '';
});
afterAll(() => mails.stop());
afterEach(() => {
  const errors = mails.earshot.errors.splice(0);
  if (errors.length > 0) throw new Error(`something failed inside: ${errors.join('; ')}`);
});

const send = (path: string, body: object) => mails.earshot.call(path, { method: 'POST', body });
const deps = () => {
  const { clock, newId } = mails.earshot.house;
  return { db: mails.earshot.house.db(), clock, newId, country: 'GB' };
};

/** Somebody new; their tag stands in every word of theirs, and their number's end is theirs alone. */
function somebody() {
  people += 1;
  const tag = `ada${people}qz`;
  const end = String(900_100 + people);
  const phone = `+447700${end}`;
  const complaint = `My ${tag} parcel is three weeks late and nobody answers. Disgraceful, I want my money back!`;
  const address = `${tag}@lovelace.test`;
  const mail = { from: `${tag} Lovelace <${address}>`, messageId: `1-${address}`, subject: `My ${tag} parcel` };
  return {
    tag,
    end,
    phone,
    address,
    post: { id: `${people}001`, author: tag, text: complaint, createdAt: '2026-11-21T08:00:00.000Z' },
    mail: { ...mail, body: `I am at ${phone}, and still waiting for the ${tag} parcel.` },
    sms: { id: `sms-${people}`, from: phone, text: `the ${tag} parcel, please`, at: '2026-11-21T08:30:00.000Z' },
    call: { contactId: `call-${people}`, direction: 'in', number: phone } as const,
    order: { confirm: address, reason: 'asked for it in the call of 21 November' },
  };
}
type Somebody = ReturnType<typeof somebody>;

/** With an account on two networks, an address, a number, and something of every kind that is kept. */
async function writesEverywhere({ tag, post, mail, sms, call, address, phone }: Somebody): Promise<CustomerView> {
  const { earshot } = mails;
  await earshot.receive(post, { ...post, id: `${post.id}2`, author: `${tag}_new`, network: 'mastodon' });
  await mails.write(mail);
  await takeSms(deps(), sms);
  await takeCall(deps(), call, earshot.clock.now());
  const { id } = await found(`@${tag}`);
  const identities = [
    { kind: 'email', value: address },
    { kind: 'phone', value: phone },
    { kind: 'crm', value: `CRM-${tag}` },
    { kind: 'author', value: `mastodon/${tag}_new-1` },
  ];
  for (const identity of identities)
    await send(`/customers/${id}/links`, { ...identity, basis: 'told-us', evidence: `${tag} said so in the call` });
  await send(`/customers/${id}/codes`, {});
  const contact = { channel: 'visit', at: earshot.clock.now(), summary: `${tag} came by` };
  await send(`/customers/${id}/contacts`, { id: ulid(), ...contact });
  const customer = await found(`@${tag}`);
  await actOn(tag, customer);
  for (const query of [`from:@${tag.toUpperCase()}`, `from:"${tag}"`, `@${tag}_new x`, 'from:@somebody_else'])
    await keepView(query);
  await askBetween(mail, customer);
  return customer;
}

async function found(text: string): Promise<CustomerView> {
  const customer = await mails.find(text);
  if (!customer) throw new Error(`nobody was found by ${text}: ${mails.earshot.errors.join('; ')}`);
  return customer;
}

async function keepView(query: string): Promise<void> {
  const view = { id: ulid(), name: 'A customer', list: 'open', shared: false, query };
  await mails.earshot.call(`/views/${view.id}`, { method: 'PUT', body: view });
}

const threadsOf = ({ timeline }: CustomerView) => timeline.flatMap((one) => (one.type === 'thread' ? [one] : []));

async function actOn(tag: string, customer: CustomerView): Promise<void> {
  const [entry] = threadsOf(customer);
  const act = (body: object) => send(`/threads/${entry?.threadId}/events`, body);
  await act({ type: 'note', id: ulid(), text: `${tag} is right` });
  await act({ type: 'promise', promise: { id: ulid(), text: `${tag} gets it`, dueAt: '2026-11-27T17:00:00.000Z' } });
  const { version } = (await mails.earshot.thread(entry?.threadId ?? '')).thread;
  await act({ type: 'escalate', level: 2, reason: `${tag} is furious`, version });
}

/** A question at somebody else's whether this person's address is theirs, and one the other way round. */
async function askBetween(mail: Somebody['mail'], customer: CustomerView): Promise<void> {
  const [theirs] = threadsOf((await mails.earshot.call(`/customers/${other}`)).body);
  await mails.write({ ...mail, messageId: `2-${mail.messageId}`, body: `like case ${theirs?.caseNumber}` });
  await mails.write({ ...mails.somebody(), body: `a friend of mine has case ${threadsOf(customer)[0]?.caseNumber}` });
}

/** Every item of the table in which anything of the person stands. */
async function traces({ tag, end }: Somebody): Promise<string[]> {
  const { client, table } = mails.earshot.house.db();
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
  const words = new RegExp(`${tag}|${end}`, 'i');
  return Items.map((item) => JSON.stringify(item)).filter((item) => words.test(item));
}

const erase = (customerId: string, order: object) => send(`/customers/${customerId}/erasure`, order);

describe('a person who is erased', () => {
  it('is nowhere in the table afterwards; figures, times and everybody else are', async () => {
    const ada = somebody();
    const customer = await writesEverywhere(ada);
    expect((await traces(ada)).length).toBeGreaterThan(30);
    const before = await Promise.all(threadsOf(customer).map(({ threadId }) => mails.earshot.thread(threadId)));
    const { status, body } = await erase(customer.id, ada.order);
    expect({ status, body }).toMatchObject({ status: 200, body: { by: 'Ana', reason: ada.order.reason } });
    const counts = { accounts: 2, threads: 2, posts: 2, notes: 1, contacts: 5, suggestions: 1 };
    expect(body.erased).toMatchObject(counts);
    expect(await traces(ada)).toEqual([]);
    expect((await mails.earshot.call('/views')).body.items).toMatchObject([{ query: 'from:@somebody_else' }]);
    for (const { thread, events } of before) {
      const { id, caseNumber, openedAt, causes, severity } = thread;
      const after = await mails.earshot.thread(id);
      expect(after.thread).toMatchObject({ caseNumber, openedAt, causes, severity, status: 'resolved', excerpt: '' });
      expect(after.events).toHaveLength(events.length + 1);
      expect(after.customer).toMatchObject({ links: [], timeline: [] });
      expect(after.permit.allowed).toBe(false);
    }
    const { body: stranger } = await mails.earshot.call(`/customers/${other}`);
    expect(stranger).toMatchObject({ suggestions: [], links: [{ label: 'somebody_else' }] });
    expect(stranger.timeline).toHaveLength(1);
  });

  it('leaves threads whose state still follows from their events alone', async () => {
    const ada = somebody();
    const customer = await writesEverywhere(ada);
    await erase(customer.id, ada.order);
    for (const { threadId } of threadsOf(customer)) {
      const record = await getThreadRecord(mails.earshot.house.db(), threadId);
      expect(replay(record?.events ?? [])).toEqual(record?.thread);
    }
  });

  it('is not brought back by what is delivered again', async () => {
    const ada = somebody();
    await erase((await writesEverywhere(ada)).id, ada.order);
    const now = mails.earshot.clock.now();
    await mails.earshot.receive(ada.post, { ...ada.post, text: `Other words of ${ada.tag}`, editedAt: now });
    expect(await mails.take(mailOf(ada.mail))).toEqual({ outcome: 'known' });
    expect(await takeSms(deps(), ada.sms)).toBe('known');
    expect(await takeCall(deps(), { ...ada.call, endedAt: now }, now)).toBe('known');
    expect(await traces(ada)).toEqual([]);
  });

  it('is owed nothing any more, whatever is done to what is left', async () => {
    const ada = somebody();
    const customer = await writesEverywhere(ada);
    await erase(customer.id, ada.order);
    const threadId = threadsOf(customer)[0]?.threadId ?? '';
    const { version } = (await mails.earshot.thread(threadId)).thread;
    const act = async (action: object) => (await send(`/threads/${threadId}/events`, { ...action, version })).body;
    expect((await act({ type: 'reopen' })).code).toBe('erased');
    expect((await act({ type: 'judge', decision: 'complaint' })).code).toBe('erased');
    expect((await mails.earshot.thread(threadId)).thread).toMatchObject({ status: 'resolved', version });
  });

  it('is somebody new when they write again, also below their old post', async () => {
    const ada = somebody();
    await erase((await writesEverywhere(ada)).id, ada.order);
    const below = { id: `${ada.post.id}9`, inReplyTo: ada.post.id, createdAt: '2026-11-21T08:59:00.000Z' };
    await mails.earshot.receive({ ...ada.post, ...below });
    const again = await found(`@${ada.tag}`);
    expect(again.links).toHaveLength(1);
    expect(threadsOf(again)).toHaveLength(1);
    expect(threadsOf(again)[0]?.continues).toBeUndefined();
    await mails.write({ ...ada.mail, messageId: `9-${ada.mail.messageId}` });
    expect((await found(ada.address)).timeline).toHaveLength(1);
  });

  it('is sealed by a digest that an export made right before bears, and anybody can compute again', async () => {
    const ada = somebody();
    const { id } = await writesEverywhere(ada);
    const { body: exported } = await mails.earshot.call(`/customers/${id}/export`);
    expect(exported).toMatchObject({ schema: 'earshot.person/1' });
    expect(digestOf(exported.person)).toBe(exported.digest);
    const words = JSON.stringify(exported.person);
    const kept = [ada.post.text, `${ada.tag} is right`, `CRM-${ada.tag}`, ada.mail.messageId, `${ada.tag} said so`];
    for (const said of kept) expect(words).toContain(said);
    expect(words).not.toContain('somebody_else');
    const { body: proof } = await erase(id, ada.order);
    expect(proof.digest).toBe(exported.digest);
    expect((await mails.earshot.call('/erasures')).body.items).toContainEqual(proof);
  });

  it('gives the same proof when it is ordered again, and nobody is left to export', async () => {
    const ada = somebody();
    const { id } = await writesEverywhere(ada);
    const { body: proof } = await erase(id, ada.order);
    expect((await erase(id, ada.order)).body).toEqual(proof);
    expect((await mails.earshot.call(`/customers/${id}/export`)).body.code).toBe('no-such-customer');
  });

  it('is erased to the end by the next order, wherever a worker died', async () => {
    const ada = somebody();
    const { id: customerId } = await writesEverywhere(ada);
    const house = await mails.freshHouse();
    const worker = mortal(house.db(), house.sqs());
    const run = () =>
      eraseCustomer({ ...house, db: house.db(), country: 'GB' }, { customerId, by: 'Ana', ...ada.order });
    const proofs = async () => (await mails.earshot.call('/erasures')).body.items.length;
    const before = await proofs();
    let deaths = 0;
    // Each worker comes further than the one before, whether or not its last step took effect.
    for (let step = 9; await worker.run({ step, afterEffect: step % 2 === 0 }, run); step += 9) deaths += 1;
    expect(deaths).toBeGreaterThan(5);
    expect(await traces(ada)).toEqual([]);
    expect(await proofs()).toBe(before + 1);
  });

  it('keeps nothing of somebody else: what was linked on stays theirs, and finds home', async () => {
    const ada = somebody();
    const { id } = await writesEverywhere(ada);
    const account = { kind: 'author', value: `mastodon/${ada.tag}_new-1`, basis: 'told-us', evidence: 'they said so' };
    const linked = await send(`/customers/${other}/links`, account);
    await erase(id, ada.order);
    expect((await found(`@${ada.tag}_new`)).id).toBe(other);
    const link = linked.body.links.find(({ value }: { value: string }) => value === account.value);
    await mails.earshot.call(`/customers/${other}/links/${link.id}`, { method: 'DELETE' });
    const home = await found(`@${ada.tag}_new`);
    expect(home).toMatchObject({ links: [{ basis: 'own-account' }] });
    expect(home.timeline).toHaveLength(1);
  });
});

describe('an order to erase', () => {
  let ada: Somebody;
  let id: string;
  beforeAll(async () => {
    ada = somebody();
    ({ id } = await writesEverywhere(ada));
  });

  it('is refused to an agent, as are the export and the proofs', async () => {
    const api = apiOf(mails.earshot.house, { identify: () => ({ name: 'Kim', role: 'agent' }), sample: false });
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(ada.order) };
    expect((await api.request(`/api/customers/${id}/erasure`, request)).status).toBe(403);
    for (const path of [`/api/customers/${id}/export`, '/api/erasures'])
      expect((await api.request(path)).status).toBe(403);
    expect((await found(`@${ada.tag}`)).id).toBe(id);
  });

  it.each(['yes', 'somebody_else', '1234-5674', 'other@lovelace.test'])(
    'confirmed by %s, which is not the customer’s, is refused',
    async (confirm) => {
      expect((await erase(id, { ...ada.order, confirm })).body.code).toBe('not-confirmed');
      expect((await traces(ada)).length).toBeGreaterThan(30);
    },
  );

  it('must not name the person in the reason that stays', async () => {
    const ways = [`${ada.tag.toUpperCase()} wanted it`, `mail from ${ada.address}`, `called from 07700 ${ada.end}`];
    for (const reason of ways) {
      const refused = await erase(id, { ...ada.order, reason });
      expect(refused).toMatchObject({ status: 422, body: { code: 'names-person' } });
    }
  });

  it('waits for an answer that is on its way', async () => {
    const { post, tag, address } = somebody();
    await mails.earshot.receive({ ...post, sample: true });
    const customer = await found(`@${tag}`);
    const { thread } = await mails.earshot.thread(threadsOf(customer)[0]?.threadId ?? '');
    const reply = { id: ulid(), text: 'We are sorry.', version: thread.version };
    expect((await send(`/threads/${thread.id}/replies`, reply)).status).toBe(200);
    const order = { confirm: tag, reason: 'asked for it' };
    expect((await erase(customer.id, order)).body.code).toBe('reply-pending');
    await send(`/threads/${thread.id}/events`, { type: 'withdraw-reply', replyId: reply.id });
    expect((await erase(customer.id, { ...order, confirm: address })).body.code).toBe('not-confirmed');
    expect((await erase(customer.id, { ...order, confirm: thread.caseNumber })).status).toBe(200);
  });
});
