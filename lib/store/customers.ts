// Keeps customers: who is known, which identities belong to whom on what proof, and every contact they had.
import type { Contact, Customer, Identity, Link } from '../domain/customer.ts';
import type { Author, NativeRef } from '../domain/mention.ts';
import type { Thread } from '../domain/thread.ts';
import { type Db, read, readFirst, readNewest, readPartition, TRIES, transact, type Write } from './db.ts';
import { key } from './table.ts';

/** An account on a network, as last seen. */
export interface StoredAuthor extends Author {
  readonly network: string;
  /** Handles it had before; they still find it. */
  readonly formerHandles?: readonly string[];
}

/** To whom an identity belongs now, and by which link. */
export interface Belonging {
  readonly customerId: string;
  readonly linkId: string;
  readonly version: number;
}

export interface CustomerRecord {
  readonly customer: Customer;
  /** Ended links included. */
  readonly links: readonly Link[];
}

export async function getAuthor(db: Db, author: NativeRef): Promise<StoredAuthor | undefined> {
  return read<StoredAuthor>(db, key.author(author));
}

/** A new author with a customer of their own; changes nothing when they are known, or written by another worker now. */
export async function addAuthor(db: Db, author: StoredAuthor, own: { customer: Customer; link: Link }): Promise<void> {
  await transact(db, [
    { put: key.author(author), doc: author, when: 'new' },
    ...addressedBy(author),
    { put: key.customer(own.customer.id), doc: own.customer, when: 'new' },
    ...putLink(own.link),
  ]);
}

/** A customer of whom one identity is known; changes nothing when it belongs to somebody already. */
export async function addCustomer(db: Db, own: { customer: Customer; link: Link }): Promise<void> {
  await transact(db, [{ put: key.customer(own.customer.id), doc: own.customer, when: 'new' }, ...putLink(own.link)]);
}

/** The author's newest name, handle and reach; old handles still find them. */
export async function refreshAuthor(db: Db, author: StoredAuthor): Promise<void> {
  await transact(db, [{ put: key.author(author), doc: author, when: 'exists' }, ...addressedBy(author)]);
}

function addressedBy(author: StoredAuthor): Write[] {
  return [{ put: key.handle(author.handle, author), doc: { network: author.network, id: author.id } }];
}

/** More accounts under one handle than there are networks: whoever looks for them needs another word. */
const MOST_OF_A_HANDLE = 20;

export async function findAuthorsByHandle(db: Db, handle: string): Promise<NativeRef[]> {
  return readFirst<NativeRef>(db, `HANDLE#${handle.toLowerCase()}`, MOST_OF_A_HANDLE);
}

export async function getBelonging(db: Db, identity: Identity): Promise<Belonging | undefined> {
  return read<Belonging>(db, key.identity(identity));
}

export async function getCustomer(db: Db, customerId: string): Promise<Customer | undefined> {
  return read<Customer>(db, key.customer(customerId));
}

/** Who it is and what belongs to them; not the contacts, of which there may be any number. */
export async function getCustomerRecord(db: Db, customerId: string): Promise<CustomerRecord | undefined> {
  const [customer, links] = await Promise.all([getCustomer(db, customerId), listLinks(db, customerId)]);
  return customer && { customer, links };
}

/** All links of a customer, ended ones too. */
export async function listLinks(db: Db, customerId: string): Promise<Link[]> {
  const found = await readPartition<Link>(db, key.customerPartition(customerId), 'LINK#');
  return found.map(({ doc }) => doc);
}

/** The newest contacts of a customer, the newest first. */
export async function listContacts(db: Db, customerId: string, limit: number): Promise<Contact[]> {
  return readNewest<Contact>(db, { pk: key.customerPartition(customerId), prefix: 'CONTACT#', limit });
}

/** A new link that is current from now on: its identity belongs to its customer. Refused when the identity has moved since `before` was read. */
export function putLink(link: Link, before?: Belonging): Write[] {
  return [
    { put: key.link(link.customerId, link.id), doc: link, when: 'new' },
    { put: key.identityLink(link, link), doc: { customerId: link.customerId, linkId: link.id } },
    moveIdentity(link, before),
  ];
}

/** A link that stands already, with what has become of it. */
export function putChangedLink(link: Link): Write {
  return { put: key.link(link.customerId, link.id), doc: link, when: 'exists' };
}

/** Lets an identity belong to `link`; refused when it has moved since `before` was read. */
export function moveIdentity(link: Link, before: Belonging | undefined): Write {
  const belonging: Belonging = { customerId: link.customerId, linkId: link.id, version: (before?.version ?? 0) + 1 };
  const when = before ? { version: before.version } : ('new' as const);
  return { put: key.identity(link), doc: belonging, version: belonging.version, when };
}

/** Lets an identity belong to nobody again; refused when it has moved since `before` was read. */
export function freeIdentity(identity: Identity, before: Belonging): Write {
  return { remove: key.identity(identity), when: { version: before.version } };
}

export async function getLink(db: Db, customerId: string, linkId: string): Promise<Link | undefined> {
  return read<Link>(db, key.link(customerId, linkId));
}

/** True when the contact stands there, as it may have before; false when there is no such customer. */
export async function putContact(db: Db, contact: Contact): Promise<boolean> {
  const { customerId, at, id } = contact;
  const place = key.contact(customerId, at, id);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const writes = [
      { check: key.customer(customerId), when: 'exists' } as const,
      { put: place, doc: contact, when: 'new' } as const,
    ];
    if ((await transact(db, writes)).done || (await read(db, place))) return true;
    if (!(await read(db, key.customer(customerId)))) return false;
    // Neither: another transaction touched the same items at this moment.
  }
  throw new Error(`a contact could not be stored in ${TRIES} tries; try again`);
}

/** Where a thread of an author is found from the customer's page. */
export function markAuthorThread(thread: Pick<Thread, 'id' | 'network' | 'author'>, openedAt: string): Write {
  return {
    put: key.authorThread({ network: thread.network, id: thread.author.id }, openedAt, thread.id),
    doc: { threadId: thread.id },
  };
}

/** Ids of the threads an author began last, the newest first. */
export async function listAuthorThreads(db: Db, author: NativeRef, limit: number): Promise<string[]> {
  const range = { pk: key.author(author).pk, prefix: 'THREAD#', limit };
  return (await readNewest<{ threadId: string }>(db, range)).map(({ threadId }) => threadId);
}
