// One customer's whole story: every thread on any network and every contact on any channel, newest first.
import { type Contact, type Customer, isCurrent, type Link } from '../domain/customer.ts';
import type { Thread } from '../domain/thread.ts';
import { getBelonging, getCustomerRecord, listAuthorThreads, addContact as putContact } from '../store/customers.ts';
import type { Db } from '../store/db.ts';
import { getThread } from '../store/threads.ts';

export interface CustomerStory {
  readonly customer: Customer;
  /** Current links only. */
  readonly links: readonly Link[];
  readonly threads: readonly Thread[];
  readonly contacts: readonly Contact[];
}

export async function readCustomer(db: Db, customerId: string): Promise<CustomerStory | undefined> {
  const record = await getCustomerRecord(db, customerId);
  if (!record) return undefined;
  const links = record.links.filter(isCurrent);
  const threads = await Promise.all(
    links.filter(({ kind }) => kind === 'author').map(({ value }) => threadsOf(db, value)),
  );
  const newestFirst = threads.flat().toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
  return { customer: record.customer, links, threads: newestFirst, contacts: record.contacts.toReversed() };
}

/** The customer an account belongs to now. */
export async function readCustomerOfAuthor(
  db: Db,
  author: { network: string; id: string },
): Promise<CustomerStory | undefined> {
  const belonging = await getBelonging(db, { kind: 'author', value: `${author.network}/${author.id}` });
  return belonging && readCustomer(db, belonging.customerId);
}

export type AddedContact = 'added' | { readonly refused: 'no-such-customer' };

/** Adds a contact; the same contact twice is added once. */
export async function addContact(db: Db, contact: Contact): Promise<AddedContact> {
  if (!(await getCustomerRecord(db, contact.customerId))) return { refused: 'no-such-customer' };
  await putContact(db, contact);
  return 'added';
}

async function threadsOf(db: Db, value: string): Promise<Thread[]> {
  const slash = value.indexOf('/');
  const ids = await listAuthorThreads(db, { network: value.slice(0, slash), id: value.slice(slash + 1) });
  const threads = await Promise.all(ids.map((id) => getThread(db, id)));
  return threads.filter((thread) => thread !== undefined);
}
