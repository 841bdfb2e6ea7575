// One customer's whole story: every thread on any network and every contact on any channel, newest first.
import { type Contact, type Customer, isCurrent, type Link } from '../domain/customer.ts';
import type { Thread } from '../domain/thread.ts';
import {
  getAuthor,
  getBelonging,
  getCustomerRecord,
  listAuthorThreads,
  addContact as putContact,
} from '../store/customers.ts';
import type { Db } from '../store/db.ts';
import { getThread } from '../store/threads.ts';

export interface CustomerStory {
  readonly customer: Customer;
  /** Current links only, each with what people call it: an account's handle, else the value itself. */
  readonly links: readonly (Link & { readonly label: string })[];
  readonly threads: readonly Thread[];
  readonly contacts: readonly Contact[];
}

export async function readCustomer(db: Db, customerId: string): Promise<CustomerStory | undefined> {
  const record = await getCustomerRecord(db, customerId);
  if (!record) return undefined;
  const links = await Promise.all(record.links.filter(isCurrent).map((link) => withLabel(db, link)));
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

async function withLabel(db: Db, link: Link) {
  const author = link.kind === 'author' ? await getAuthor(db, accountOf(link.value)) : undefined;
  return { ...link, label: author?.handle ?? link.value };
}

/** `network/id` */
function accountOf(value: string): { network: string; id: string } {
  const slash = value.indexOf('/');
  return { network: value.slice(0, slash), id: value.slice(slash + 1) };
}

async function threadsOf(db: Db, value: string): Promise<Thread[]> {
  const ids = await listAuthorThreads(db, accountOf(value));
  const threads = await Promise.all(ids.map((id) => getThread(db, id)));
  return threads.filter((thread) => thread !== undefined);
}
