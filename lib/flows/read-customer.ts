// One customer's story: the newest threads on every network, the newest contacts on every channel, and what is to be asked.
import { authorOf, type Contact, type Customer, type Identity, isCurrent, type Link } from '../domain/customer.ts';
import type { Story } from '../domain/customer-summary.ts';
import type { Suggestion } from '../domain/suggestion.ts';
import type { Thread } from '../domain/thread.ts';
import { getAuthor, getBelonging, getCustomerRecord, listAuthorThreads, listContacts } from '../store/customers.ts';
import type { Db } from '../store/db.ts';
import { listSuggestions } from '../store/suggestions.ts';
import { getThread } from '../store/threads.ts';
import { formerHomes } from './former-homes.ts';
import { readDeeds } from './read-deeds.ts';

/** What is read of one customer at most, so that who has told very much is found as fast as who has told little. */
const MOST_CONTACTS = 50;
const MOST_THREADS = 20;
const MOST_SUGGESTIONS = 50;
/** Threads in which is looked for what the brand did last. */
const MOST_LOOKED_INTO = 3;

export interface CustomerStory extends Story {
  readonly customer: Customer;
  /** Current links only, each with what people call it: an account's handle, else the value itself. */
  readonly links: readonly (Link & { readonly label: string })[];
  /** Newest first, and not more than can be shown. */
  readonly contacts: readonly Contact[];
  /** There are older threads or contacts than these. */
  readonly more: boolean;
  /** What nobody has answered yet. */
  readonly suggestions: readonly OpenSuggestion[];
}

export interface OpenSuggestion extends Suggestion {
  readonly label: string;
  /** The customer it belongs to now. */
  readonly ownerId?: string;
}

export async function readCustomer(db: Db, customerId: string): Promise<CustomerStory | undefined> {
  const record = await getCustomerRecord(db, customerId);
  if (!record) return undefined;
  const current = record.links.filter(isCurrent);
  const [links, accounts, contacts, suggestions] = await Promise.all([
    Promise.all(current.map((link) => withLabel(db, link))),
    Promise.all(current.filter(({ kind }) => kind === 'author').map((link) => threadsOf(db, link))),
    contactsOf(db, customerId, current),
    openSuggestions(db, customerId),
  ]);
  const threads = accounts.flatMap((account) => account.threads);
  const lastChanged = threads.toSorted((a, b) => (a.changedAt < b.changedAt ? 1 : -1)).slice(0, MOST_LOOKED_INTO);
  const deeds = await Promise.all(lastChanged.map((thread) => readDeeds(db, thread)));
  return {
    customer: record.customer,
    links,
    threads,
    contacts: contacts.slice(0, MOST_CONTACTS),
    more: contacts.length > MOST_CONTACTS || accounts.some(({ more }) => more),
    deeds: deeds.flat(),
    suggestions,
  };
}

async function withLabel<T extends Identity>(db: Db, identity: T): Promise<T & { readonly label: string }> {
  const author = identity.kind === 'author' ? await getAuthor(db, authorOf(identity)) : undefined;
  return { ...identity, label: author?.handle ?? identity.value };
}

async function threadsOf(db: Db, link: Link): Promise<{ readonly threads: Thread[]; readonly more: boolean }> {
  const ids = await listAuthorThreads(db, authorOf(link), MOST_THREADS + 1);
  const threads = await Promise.all(ids.slice(0, MOST_THREADS).map((id) => getThread(db, id)));
  return { threads: threads.filter((thread) => thread !== undefined), more: ids.length > MOST_THREADS };
}

/** Also what was written down before the links were made, where all of that person belongs here now. */
async function contactsOf(db: Db, customerId: string, links: readonly Link[]): Promise<Contact[]> {
  const homes = [customerId, ...(await formerHomes(db, customerId, links))];
  const found = await Promise.all(homes.map((id) => listContacts(db, id, MOST_CONTACTS + 1)));
  return found.flat().toSorted((a, b) => (a.at < b.at ? 1 : -1));
}

async function openSuggestions(db: Db, customerId: string): Promise<OpenSuggestion[]> {
  const asked = await listSuggestions(db, customerId, MOST_SUGGESTIONS);
  const open = await Promise.all(asked.filter(({ answered }) => !answered).map((one) => withOwner(db, one)));
  // Linked meanwhile by another way: there is nothing left to ask.
  return open.filter(({ ownerId }) => ownerId !== customerId);
}

async function withOwner(db: Db, suggestion: Suggestion): Promise<OpenSuggestion> {
  const [labelled, owner] = await Promise.all([withLabel(db, suggestion), getBelonging(db, suggestion)]);
  return { ...labelled, ...(owner ? { ownerId: owner.customerId } : {}) };
}
