// The customer's page when they call: what was said, done and promised, what is next, from a bounded number of reads.
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerView } from '../../lib/api/customer-schemas.ts';
import type { House } from '../../lib/composition.ts';
import { addContact } from '../../lib/flows/add-contact.ts';
import { findCustomers } from '../../lib/flows/find-customers.ts';
import { readCustomer } from '../../lib/flows/read-customer.ts';
import type { Db } from '../../lib/store/db.ts';
import { type Correspondence, startCorrespondence } from '../support/correspondence.ts';

let mails: Correspondence;
beforeAll(async () => {
  mails = await startCorrespondence();
});
afterAll(() => mails.stop());

const at = (minute: number) => `2026-11-20T10:${String(minute).padStart(2, '0')}:00.000Z`;

async function found(text: string): Promise<CustomerView> {
  const customer = await mails.find(text);
  if (!customer) throw new Error(`nobody was found by ${text}`);
  return customer;
}

const contact = (id: string, body: object) =>
  mails.earshot.call(`/customers/${id}/contacts`, { method: 'POST', body: { id: ulid(), ...body } });
const act = (threadId: string, body: object) =>
  mails.earshot.call(`/threads/${threadId}/events`, { method: 'POST', body });

describe('what was said, done and promised', () => {
  it('stands at the top: the last words, the last deed, what is promised, what is next', async () => {
    await mails.earshot.receive({ id: 'glance', author: 'ada' });
    const [thread] = await mails.earshot.threads();
    if (!thread) throw new Error('the thread should be open');
    const { id, summary } = await found('@ada');
    expect(summary).toMatchObject({
      said: { text: thread.excerpt, where: 'x' },
      promised: [],
      next: { what: 'Answer' },
      openThreadId: thread.id,
    });
    expect(summary.done).toBeUndefined();
    mails.earshot.clock.advance({ minutes: 10 });
    const now = mails.earshot.clock.now();
    await contact(id, { channel: 'call', at: now, summary: 'Asked for the refund again' });
    const later = { text: 'refund by Friday', dueAt: '2026-11-27T17:00:00.000Z' };
    await act(thread.id, { type: 'promise', promise: { id: ulid(), ...later } });
    await contact(id, {
      channel: 'note',
      at: '2026-11-20T10:00:00.000Z',
      summary: 'The parcel was found',
      promise: { text: 'a call back', dueAt: '2026-11-20T18:00:00.000Z' },
    });
    const after = (await found('@ada')).summary;
    expect(after.said).toEqual({ text: 'Asked for the refund again', where: 'call', at: now });
    expect(after.done).toMatchObject({ text: 'Promised: refund by Friday', by: 'Ana' });
    expect(after.promised).toMatchObject([
      { text: 'a call back', isBroken: true },
      { ...later, isBroken: false, threadId: thread.id },
    ]);
  });

  it('names an answer by e-mail as what was done', async () => {
    const id = await mails.write({ ...mails.somebody(), body: 'Where is it?' });
    const { timeline } = (await mails.earshot.call(`/customers/${id}`)).body as CustomerView;
    const mail = timeline.find(({ type }) => type === 'contact');
    if (mail?.type !== 'contact') throw new Error('the e-mail should be a contact');
    const path = `/customers/${id}/contacts/${mail.id}/answers`;
    await mails.earshot.call(path, { method: 'POST', body: { id: ulid(), text: 'It is on its way.' } });
    const { summary } = (await mails.earshot.call(`/customers/${id}`)).body as CustomerView;
    expect(summary.done).toMatchObject({ text: 'Answered by e-mail: It is on its way.', by: 'Ana' });
    expect(summary.said?.text).toBe('Where is it?');
  });

  it('takes no contact that is still to come', async () => {
    const { id } = await found('@ada');
    const given = { channel: 'call', at: '2027-01-01T00:00:00.000Z', summary: 'will call' };
    expect(await contact(id, given)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });
});

/** Items that a worker read from the table. */
function itemsRead({ client }: Db): { count: number } {
  const read = { count: 0 };
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const output = result.output as { Items?: unknown[]; Item?: unknown };
      read.count += output.Items?.length ?? (output.Item ? 1 : 0);
      return result;
    },
    { step: 'initialize' },
  );
  return read;
}

describe('who has told very much', () => {
  let house: House;
  let id: string;
  beforeAll(async () => {
    house = await mails.freshHouse();
    const posts = Array.from({ length: 24 }, (_, index) => ({
      id: `many-${index}`,
      author: 'grace',
      createdAt: at(index),
    }));
    await mails.earshot.receive(...posts);
    ({ id } = await found('@grace'));
    for (let index = 0; index < 60; index += 1)
      await addContact(
        { db: house.db(), clock: house.clock },
        { id: `c${index}`, customerId: id, channel: 'call', at: at(index), summary: `Call ${index}`, by: 'Ana' },
      );
  });

  it('is shown with what is newest, and that there is more', async () => {
    const { timeline, more } = await found('@grace');
    const contacts = timeline.filter(({ type }) => type === 'contact');
    expect(contacts).toHaveLength(50);
    expect(contacts[0]).toMatchObject({ summary: 'Call 59' });
    expect(timeline.filter(({ type }) => type === 'thread')).toHaveLength(20);
    expect(more).toBe(true);
  });

  it('is found with as many reads as who has twice as much', async () => {
    const read = itemsRead(house.db());
    const deps = { db: house.db(), country: 'GB' };
    const look = async () => {
      read.count = 0;
      const [customerId] = await findCustomers(deps, '@grace');
      await readCustomer(deps.db, customerId ?? '');
      return read.count;
    };
    const before = await look();
    for (let index = 24; index < 30; index += 1)
      await mails.earshot.receive({ id: `many-${index}`, author: 'grace', createdAt: at(index) });
    expect(await look()).toBe(before);
    expect(before).toBeLessThan(150);
  });
});
