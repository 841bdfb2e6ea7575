// Writes down that a customer called, wrote, came by or chatted.
import { type Contact, isAhead } from '../domain/customer.ts';
import { putContact } from '../store/customers.ts';
import type { KnowDeps } from './know-author.ts';

export type AddedContact =
  | 'added'
  /** `ahead`: its time is still to come. */
  | { readonly refused: 'no-such-customer' | 'ahead' };

/** Adds a contact; the same contact twice is added once. */
export async function addContact({ db, clock }: KnowDeps, contact: Contact): Promise<AddedContact> {
  if (isAhead(contact.at, clock())) return { refused: 'ahead' };
  return (await putContact(db, contact)) ? 'added' : { refused: 'no-such-customer' };
}
