// Writing down what a customer said elsewhere: once, only for somebody who exists, and as fast for who has very many contacts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { House } from '../../lib/composition.ts';
import { plus } from '../../lib/domain/time.ts';
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

const depsOf = ({ db, clock }: House) => ({ db: db(), clock });

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
    expect(await addContact(depsOf(house), contactOf(customerId))).toBe('added');
    expect(calls).toEqual(['TransactWriteItemsCommand']);
    expect(await mails.contactsOf(customerId)).toHaveLength(2);
  });

  it('stands there once when it is given twice, also at one moment', async () => {
    const customerId = await mails.write(mails.somebody());
    const add = () => addContact(depsOf(house), contactOf(customerId));
    expect(await Promise.all([add(), add(), add()])).toEqual(['added', 'added', 'added']);
    expect(await mails.contactsOf(customerId)).toHaveLength(2);
  });

  it('is refused for nobody', async () => {
    expect(await addContact(depsOf(house), contactOf('nobody'))).toEqual({ refused: 'no-such-customer' });
  });

  it('is refused when its time is still to come, beyond what clocks differ by', async () => {
    const customerId = await mails.write(mails.somebody());
    const at = (minutes: number) => ({ ...contactOf(customerId), at: plus(house.clock(), { minutes }) });
    expect(await addContact(depsOf(house), at(6))).toEqual({ refused: 'ahead' });
    expect(await addContact(depsOf(house), at(4))).toBe('added');
    expect(await mails.contactsOf(customerId)).toHaveLength(2);
  });

  it('is not refused because another transaction was in the way', async () => {
    const customerId = await mails.write(mails.somebody());
    const { db, clock } = await mails.freshHouse();
    refuseFirst(db(), customerId);
    expect(await addContact({ db: db(), clock }, contactOf(customerId))).toBe('added');
    expect(await mails.contactsOf(customerId)).toHaveLength(2);
  });
});
