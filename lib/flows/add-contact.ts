// Writes down that a customer called, wrote, came by or chatted.
import type { Contact } from '../domain/customer.ts';
import { putContact } from '../store/customers.ts';
import type { Db } from '../store/db.ts';

export type AddedContact = 'added' | { readonly refused: 'no-such-customer' };

/** Adds a contact; the same contact twice is added once. */
export async function addContact(db: Db, contact: Contact): Promise<AddedContact> {
  return (await putContact(db, contact)) ? 'added' : { refused: 'no-such-customer' };
}
