// Erases one person completely, over everything that belongs to them, and leaves a proof that says nothing of them.
import { authorOf, type Identity, isCurrent } from '../domain/customer.ts';
import { derivedId } from '../domain/derived-id.ts';
import { nobody } from '../domain/erased-thread.ts';
import { digestOf, type Erasure, KEPT } from '../domain/erasure.ts';
import { type Called, isOneOf, nameIn } from '../domain/erasure-order.ts';
import type { NativeRef } from '../domain/mention.ts';
import { isForOneOf } from '../domain/thread-filter.ts';
import { getCustomer, listLinks } from '../store/customers.ts';
import { type Db, TRIES, transact, type Write, write } from '../store/db.ts';
import { beginErasing, type Erasing, endErasing, getErasing, getErasureOf } from '../store/erasures.ts';
import { allAuthorThreads, type Person } from '../store/people.ts';
import { listSavedViews, removeSavedView } from '../store/saved-views.ts';
import { key } from '../store/table.ts';
import { eraseThread } from './erase-thread.ts';
import { customerLeft, type Erased, eraseContacts, eraseIdentity, freed, isSomethingLeft } from './erase-traces.ts';
import { type Gathered, gatherPerson } from './gather-person.ts';
import type { LinkDeps } from './link-customer.ts';

/** A transaction takes a hundred items. */
const AT_ONCE = 80;

export interface EraseCustomerDeps extends LinkDeps {
  /** Country in which a phone number without a country code is read. */
  readonly country: string;
}

export interface ErasureOrdered {
  readonly customerId: string;
  /** A case number, an identity or a handle of theirs, typed again. */
  readonly confirm: string;
  /** Stays in the proof: it must not say who it was. */
  readonly reason: string;
  readonly by: string;
}

export type ErasureRefusal =
  | { readonly refused: 'no-such-customer' | 'not-confirmed' | 'reply-pending' }
  /** The reason holds this. */
  | { readonly refused: 'names-person'; readonly name: string };

/**
 * Ordering it again after a crash goes on where it broke off, and after it was done gives the same proof for some days. What
 * stands of others stays; of theirs, what KEPT says.
 */
export async function eraseCustomer(deps: EraseCustomerDeps, order: ErasureOrdered): Promise<Erasure | ErasureRefusal> {
  const begun = (await getErasing(deps.db, order.customerId)) ?? (await begin(deps, order));
  if ('refused' in begun) return begun;
  if (!('salt' in begun)) return begun;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if ((await eraseAll(deps, begun)) === 'reply-pending') return { refused: 'reply-pending' };
    if (await end(deps, order.customerId, begun)) return afterwards(deps.db, begun);
  }
  throw new Error(
    `an erasure could not be ended in ${TRIES} tries: what belongs to whom kept changing; order it again`,
  );
}

/** What was written down at the very moment of the end; with a new customer of theirs it is that customer's. */
async function afterwards(db: Db, { proof, customerIds }: Erasing): Promise<Erasure> {
  for (const customerId of customerIds)
    if (!(await getCustomer(db, customerId)))
      await eraseContacts(db, customerId, { identities: [], customerIds, at: proof.at });
  return proof;
}

async function begin(deps: EraseCustomerDeps, order: ErasureOrdered): Promise<Erasing | Erasure | ErasureRefusal> {
  const { db, newId } = deps;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const gathered = await gatherPerson(db, order.customerId);
    // Who has nothing any more was erased, or never was anybody.
    const before = gathered?.identities.length ? undefined : await getErasureOf(db, order.customerId);
    if (before || !gathered) return before ?? { refused: 'no-such-customer' };
    const refusal = refusalOf(gathered, order, deps.country);
    if (refusal) return refusal;
    const { customerIds, identities, person } = gathered;
    const handles = handlesOf(person);
    const proof = proofOf(deps, order, person);
    const erasing: Erasing = { proof, salt: newId(), customerIds, identities, handles };
    if ((await beginErasing(db, order.customerId, erasing)).done) return erasing;
    const other = await getErasing(db, order.customerId);
    if (other) return other;
  }
  throw new Error(`an erasure could not be begun in ${TRIES} tries; order it again`);
}

function refusalOf(
  { identities, person }: Gathered,
  order: ErasureOrdered,
  country: string,
): ErasureRefusal | undefined {
  const called = calledOf(identities, person);
  if (!isOneOf(order.confirm, called, country)) return { refused: 'not-confirmed' };
  const name = nameIn(order.reason, called);
  if (name !== undefined) return { refused: 'names-person', name };
  return person.threads.some(({ thread }) => thread.pendingReply) ? { refused: 'reply-pending' } : undefined;
}

function calledOf(identities: readonly Identity[], { customers, accounts, threads }: Person): Called {
  const people = [...accounts, ...threads.map(({ thread }) => thread.author)];
  const names = [...people.flatMap(({ handle, name }) => [handle, name]), ...customers.map(({ name }) => name)];
  return {
    identities,
    caseNumbers: threads.map(({ thread }) => thread.caseNumber),
    names: names.filter((name) => name !== undefined),
  };
}

/** All handles that were ever heard: by each of them an account would be found. */
function handlesOf({ accounts, threads }: Person): Erasing['handles'] {
  const last = accounts.flatMap(({ network, id, handle, formerHandles = [] }) =>
    [handle, ...formerHandles].map((each) => ({ network, id, handle: each.toLowerCase() })),
  );
  const heard = threads.flatMap(({ posts }) =>
    posts.map(({ mention: { network, author } }) => ({ network, id: author.id, handle: author.handle.toLowerCase() })),
  );
  return [...new Map([...last, ...heard].map((one) => [JSON.stringify(one), one])).values()];
}

function proofOf({ clock, newId }: EraseCustomerDeps, { by, reason }: ErasureOrdered, person: Person): Erasure {
  const of = (kind: 'posts' | 'replies' | 'notes') =>
    person.threads.map((one) => one[kind].length).reduce((sum, many) => sum + many, 0);
  const { accounts, threads, contacts, links, suggestions } = person;
  return {
    id: newId(),
    at: clock(),
    by,
    reason,
    erased: {
      accounts: accounts.length,
      threads: threads.length,
      posts: of('posts'),
      replies: of('replies'),
      notes: of('notes'),
      contacts: contacts.length,
      links: links.length,
      suggestions: suggestions.length,
    },
    kept: KEPT,
    digest: digestOf(person),
  };
}

/** Everything but who they are, so that a run that breaks off finds them again. */
async function eraseAll({ db }: EraseCustomerDeps, erasing: Erasing): Promise<'erased' | 'reply-pending'> {
  const identities = await stillTheirs(db, erasing);
  for (const author of identities.filter(isAccount).map(authorOf))
    if ((await eraseThreads(db, author, erasing)) === 'reply-pending') return 'reply-pending';
  const erased: Erased = { identities, customerIds: erasing.customerIds, at: erasing.proof.at };
  for (const customerId of erasing.customerIds) await eraseContacts(db, customerId, erased);
  for (const identity of identities) await eraseIdentity(db, identity, erased);
  return 'erased';
}

function isAccount({ kind }: Identity): boolean {
  return kind === 'author';
}

/** Without what was linked to somebody else meanwhile, and with what was linked to them. */
async function stillTheirs(db: Db, { identities, customerIds }: Erasing): Promise<Identity[]> {
  const links = (await Promise.all(customerIds.map((id) => listLinks(db, id)))).flat().filter(isCurrent);
  const all = [...identities, ...links.map(({ kind, value }) => ({ kind, value }))];
  const single = [...new Map(all.map((identity) => [`${identity.kind}/${identity.value}`, identity])).values()];
  const free = await Promise.all(single.map(async (one) => ((await freed(db, one, customerIds)) ? [one] : [])));
  return free.flat();
}

async function eraseThreads(db: Db, author: NativeRef, { proof, salt }: Erasing): Promise<'erased' | 'reply-pending'> {
  const pseudonym = `erased-${derivedId(`erased ${salt}`, `${author.network}/${author.id}`)}`;
  const erasure = { author, nobody: nobody(pseudonym), at: proof.at, by: proof.by };
  for (const { key: at, doc } of await allAuthorThreads(db, author)) {
    if ((await eraseThread(db, doc.threadId, erasure)) === 'reply-pending') return 'reply-pending';
    await write(db, [{ remove: at }]);
  }
  return 'erased';
}

/** False when a post, a link or a contact came meanwhile: then all is looked at again. */
async function end({ db, clock }: EraseCustomerDeps, customerId: string, erasing: Erasing): Promise<boolean> {
  const { customerIds, handles } = erasing;
  const theirs = await stillTheirs(db, erasing);
  const accounts = theirs.filter(isAccount).map(authorOf);
  const threads = await Promise.all(accounts.map((author) => allAuthorThreads(db, author)));
  const words = await Promise.all(customerIds.map((id) => isSomethingLeft(db, id)));
  if (threads.flat().length > 0 || words.includes(true)) return false;
  if (!(await dropTheirViews(db, handles))) return false;
  for (const { handle, ...author } of handles) await write(db, [{ remove: key.handle(handle, author) }]);
  const belongings = await Promise.all(theirs.map((identity) => freed(db, identity, customerIds)));
  const customers = await Promise.all(customerIds.map((id) => customerLeft(db, id)));
  const last: Write[] = [
    ...accounts.map((author) => ({ remove: key.author(author) })),
    ...belongings.flatMap((writes) => writes ?? []),
    ...customers,
  ];
  while (last.length > AT_ONCE) if (!(await transact(db, last.splice(0, AT_ONCE))).done) return false;
  return (await transact(db, [...last, ...endErasing(customerId, erasing, clock())])).done;
}

/** A saved view that looks for them would tell who they were, and finds nobody any more. False when one was changed meanwhile. */
async function dropTheirViews(db: Db, handles: Erasing['handles']): Promise<boolean> {
  const theirs = new Set(handles.map(({ handle }) => handle));
  const views = (await listSavedViews(db)).filter(({ name, query }) =>
    [name, query].some((text) => isForOneOf(text, theirs)),
  );
  const dropped = await Promise.all(views.map((view) => removeSavedView(db, view)));
  return dropped.every(({ done }) => done);
}
