// Writing down what a customer said elsewhere: once, only for somebody who exists, and as fast for who has very many contacts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { House } from '../../lib/composition.ts';
import { addContact } from '../../lib/flows/add-contact.ts';
import type { Db } from '../../lib/store/db.ts';
import { type Correspondence, startCorrespondence } from '../support/correspondence.ts';
import { refuseFirst } from '../support/table-faults.ts';

let mails: Correspondence;
beforeAll(async () => {
  mails = await startCorrespondence();
});
afterAll(() => mails.stop());

const contactOf = (customerId: string, id = 'one') =>
  ({ id, customerId, channel: 'call', at: '2026-11-21T08:00:00.000Z', summary: 'Asked again', by: 'Ana' }) as const;

/** What a worker asks the table for, by the kind of call. */
function callsOf({ client }: Db): string[] {
  const calls: string[] = [];
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        calls.push(String(commandName));
        return next(args);
      },
    { step: 'initialize' },
  );
  return calls;
}

describe('a contact that is written down', () => {
  let house: House;
  beforeAll(async () => {
    house = await mails.freshHouse();
  });

  it('takes one call of the table, whatever the customer has already', async () => {
    const customerId = await mails.write(mails.somebody());
    const calls = callsOf(house.db());
    expect(await addContact(house.db(), contactOf(customerId))).toBe('added');
    expect(calls).toEqual(['TransactWriteItemsCommand']);
    expect(await mails.contactsOf(customerId)).toHaveLength(2);
  });

  it('stands there once when it is given twice, also at one moment', async () => {
    const customerId = await mails.write(mails.somebody());
    const add = () => addContact(house.db(), contactOf(customerId));
    expect(await Promise.all([add(), add(), add()])).toEqual(['added', 'added', 'added']);
    expect(await mails.contactsOf(customerId)).toHaveLength(2);
  });

  it('is refused for nobody', async () => {
    expect(await addContact(house.db(), contactOf('nobody'))).toEqual({ refused: 'no-such-customer' });
  });

  it('is not refused because another transaction was in the way', async () => {
    const customerId = await mails.write(mails.somebody());
    const { db } = await mails.freshHouse();
    refuseFirst(db(), customerId);
    expect(await addContact(db(), contactOf(customerId))).toBe('added');
    expect(await mails.contactsOf(customerId)).toHaveLength(2);
  });
});
