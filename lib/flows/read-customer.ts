// One customer's whole story: every thread on any network and every contact on any channel.
import { authorOf, type Contact, type Customer, isCurrent, type Link } from '../domain/customer.ts';
import type { Thread } from '../domain/thread.ts';
import { getAuthor, getCustomerRecord, listAuthorThreads } from '../store/customers.ts';
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
  const threads = await Promise.all(links.filter(({ kind }) => kind === 'author').map((link) => threadsOf(db, link)));
  return { customer: record.customer, links, threads: threads.flat(), contacts: record.contacts };
}

async function withLabel(db: Db, link: Link) {
  const author = link.kind === 'author' ? await getAuthor(db, authorOf(link)) : undefined;
  return { ...link, label: author?.handle ?? link.value };
}

async function threadsOf(db: Db, link: Link): Promise<Thread[]> {
  const ids = await listAuthorThreads(db, authorOf(link));
  const threads = await Promise.all(ids.map((id) => getThread(db, id)));
  return threads.filter((thread) => thread !== undefined);
}
