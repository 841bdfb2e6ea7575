// Reads everything that is kept of one person, for an export or an erasure: bounded by nothing but what they told.
import { authorOf, type Contact, type Customer, type Identity, type Link } from '../domain/customer.ts';
import type { NativeRef } from '../domain/mention.ts';
import type { Suggestion } from '../domain/suggestion.ts';
import { getAuthor, type StoredAuthor } from './customers.ts';
import { type Db, docsUnder, type Found, readPartition } from './db.ts';
import { key } from './table.ts';
import { getThreadRecord, type ThreadRecord } from './threads.ts';

/** The customers, what belongs to them, and all of their threads. */
export interface Person {
  readonly customers: readonly Customer[];
  /** Ended ones too. */
  readonly links: readonly Link[];
  readonly accounts: readonly StoredAuthor[];
  readonly threads: readonly ThreadRecord[];
  readonly contacts: readonly Contact[];
  readonly suggestions: readonly Suggestion[];
}

export async function readPerson(
  db: Db,
  { customerIds, identities }: { readonly customerIds: readonly string[]; readonly identities: readonly Identity[] },
): Promise<Person> {
  const found = (await Promise.all(customerIds.map((id) => customerItems(db, id)))).flat();
  const authors = identities.filter(({ kind }) => kind === 'author').map(authorOf);
  const accounts = await Promise.all(authors.map((author) => getAuthor(db, author)));
  const threadIds = (await Promise.all(authors.map((author) => allAuthorThreads(db, author)))).flat();
  const threads = await Promise.all(threadIds.map(({ doc }) => getThreadRecord(db, doc.threadId)));
  return {
    customers: docsUnder<Customer>(found, 'CUSTOMER'),
    links: docsUnder<Link>(found, 'LINK#'),
    accounts: accounts.filter((account) => account !== undefined),
    threads: threads.filter((thread) => thread !== undefined),
    contacts: docsUnder<Contact>(found, 'CONTACT#'),
    suggestions: docsUnder<Suggestion>(found, 'SUGGESTION#'),
  };
}

/** All that stands with a customer. */
export async function customerItems(db: Db, customerId: string): Promise<Found<unknown>[]> {
  return readPartition(db, key.customerPartition(customerId));
}

/** Where each thread of an author is found from, the oldest first. */
export async function allAuthorThreads(db: Db, author: NativeRef): Promise<Found<{ readonly threadId: string }>[]> {
  return readPartition(db, key.author(author).pk, 'THREAD#');
}

/** Where an identity was ever linked or suggested; `linkId` or `suggestionId` says which. */
export interface IdentityTrace {
  readonly customerId: string;
  readonly linkId?: string;
  readonly suggestionId?: string;
}

export async function identityTraces(db: Db, identity: Identity): Promise<Found<IdentityTrace>[]> {
  const { pk, sk } = key.identity(identity);
  return (await readPartition<IdentityTrace>(db, pk)).filter((found) => found.key.sk !== sk);
}
