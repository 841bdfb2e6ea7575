// Erases what stands with the customers and identities of a person: contacts, links, questions, codes.
import { type Contact, type Identity, isCurrent, type Link, ownCustomerId, ownLinkId } from '../domain/customer.ts';
import type { Suggestion } from '../domain/suggestion.ts';
import type { Instant } from '../domain/time.ts';
import { eraseCall, eraseSms } from '../store/contact-events.ts';
import { getBelonging, getCustomer, listLinks } from '../store/customers.ts';
import { type Db, type Found, type Write, write } from '../store/db.ts';
import { eraseMail } from '../store/mails.ts';
import { customerItems, type IdentityTrace, identityTraces } from '../store/people.ts';
import { key } from '../store/table.ts';

/** A transaction takes a hundred items. */
const AT_ONCE = 80;

export interface Erased {
  readonly identities: readonly Identity[];
  readonly customerIds: readonly string[];
  readonly at: Instant;
}

/** All that stands with a customer but the customer. Running it again changes nothing. */
export async function eraseContacts(db: Db, customerId: string, erased: Erased): Promise<void> {
  const items = await customerItems(db, customerId);
  await inTurn(
    db,
    items.flatMap((item) => left(item, erased)),
  );
}

function left({ key: at, doc }: Found<unknown>, erased: Erased): Write[] {
  const [kind] = at.sk.split('#');
  switch (kind) {
    case 'CONTACT':
      return [...traces(doc as Contact, erased.at), { remove: at }];
    case 'LINK':
      return linkLeft(doc as Link, erased);
    case 'SUGGESTION': {
      const suggestion = doc as Suggestion;
      return [{ remove: key.identitySuggestion(suggestion, suggestion) }, { remove: at }];
    }
    case 'CODE':
      return [{ remove: key.linkCode((doc as { readonly code: string }).code) }, { remove: at }];
    default:
      return [];
  }
}

/** By which a contact would be found, and taken again. */
function traces({ id, channel, message, knownAs = [] }: Contact, at: Instant): Write[] {
  const mails = new Set(message ? [message.messageId, ...knownAs] : []);
  return [
    ...[...mails].flatMap(eraseMail),
    ...(message ? [{ remove: key.emailAnswers(id) }] : []),
    ...(channel === 'sms' ? knownAs.map(eraseSms) : []),
    ...(channel === 'call' ? knownAs.map((known) => eraseCall(known, at)) : []),
  ];
}

/** A link of what is somebody else's now stays as far as theirs goes back to it, without what a colleague wrote of it. */
function linkLeft(link: Link, { identities, at }: Erased): Write[] {
  const isErased = identities.some(({ kind, value }) => kind === link.kind && value === link.value);
  if (isErased) return [{ remove: key.link(link.customerId, link.id) }];
  if (link.basis === 'own-account') return [];
  const ended = { endedAt: at, endedBy: 'earshot', ...link, evidence: '', by: 'earshot' };
  return [{ put: key.link(link.customerId, link.id), doc: ended satisfies Link }];
}

/** What stands elsewhere of an identity: links that are over, questions to others, a name that came with it. */
export async function eraseIdentity(db: Db, identity: Identity, { customerIds }: Erased): Promise<void> {
  const found = await identityTraces(db, identity);
  const home = ownCustomerId(identity);
  const writes = [
    ...found.flatMap(({ key: at, doc }) => [...traceLeft(doc), { remove: at }]),
    { remove: key.link(home, ownLinkId(identity)) },
    ...(customerIds.includes(home) ? [] : await nameless(db, home)),
  ];
  await inTurn(db, writes);
}

function traceLeft({ customerId, linkId, suggestionId }: IdentityTrace): Write[] {
  return [
    ...(linkId ? [{ remove: key.link(customerId, linkId) }] : []),
    ...(suggestionId ? [{ remove: key.suggestion(customerId, suggestionId) }] : []),
  ];
}

/** Others belong to the customer who began with this identity: they stay, and its name goes. */
async function nameless(db: Db, customerId: string): Promise<Write[]> {
  const customer = await getCustomer(db, customerId);
  if (!customer) return [];
  const { id, createdAt } = customer;
  return [{ put: key.customer(id), doc: { id, createdAt }, when: 'exists' }];
}

/** What lets an identity go; nothing when it belongs to nobody, undefined when it belongs to somebody else by now. */
export async function freed(db: Db, identity: Identity, customerIds: readonly string[]): Promise<Write[] | undefined> {
  const owner = await getBelonging(db, identity);
  if (!owner) return [];
  if (!customerIds.includes(owner.customerId)) return undefined;
  return [{ remove: key.identity(identity), when: { version: owner.version } }];
}

/** Whether anything of them still stands with a customer. */
export async function isSomethingLeft(db: Db, customerId: string): Promise<boolean> {
  const items = await customerItems(db, customerId);
  return items.some(({ key: { sk }, doc }) => {
    if (sk.startsWith('LINK#')) return isCurrent(doc as Link);
    return /^(CONTACT|SUGGESTION)#|^CODE$/.test(sk);
  });
}

/** A customer with whom somebody else's identity began stays, without a name: it may have to go back there. */
export async function customerLeft(db: Db, customerId: string): Promise<Write> {
  const [customer, links] = await Promise.all([getCustomer(db, customerId), listLinks(db, customerId)]);
  if (!customer || !links.some(({ basis }) => basis === 'own-account')) return { remove: key.customer(customerId) };
  const { id, createdAt } = customer;
  return { put: key.customer(id), doc: { id, createdAt } };
}

/** No item twice in one transaction: what comes last counts. */
async function inTurn(db: Db, writes: readonly Write[]): Promise<void> {
  const single = [...new Map(writes.map((one) => [placeOf(one), one])).values()];
  while (single.length > 0) await write(db, single.splice(0, AT_ONCE));
}

function placeOf(one: Write): string {
  const at = 'put' in one ? one.put : 'remove' in one ? one.remove : one.check;
  return JSON.stringify([at.pk, at.sk]);
}
