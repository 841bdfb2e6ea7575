// Says that an identity belongs to a customer, with its proof.
import { authorOf, type Customer, isCurrent, type Link } from '../domain/customer.ts';
import { type LinkRuling, mayLink } from '../domain/link-rule.ts';
import type { Clock } from '../domain/time.ts';
import {
  type Belonging,
  getBelonging,
  getCustomerRecord,
  getLink,
  putChangedLink,
  putLink,
} from '../store/customers.ts';
import { type Db, transact, type Write } from '../store/db.ts';

export interface LinkDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type NewLinkOrder = Pick<Link, 'customerId' | 'kind' | 'value' | 'basis' | 'evidence' | 'by'>;

export type LinkRefusal =
  | { readonly refused: 'no-such-customer' | 'no-such-author' | 'changed-meanwhile' }
  /** A network of theirs does not allow this proof; `why` is its rule. */
  | { readonly refused: 'basis-not-allowed'; readonly why: string };

/** Links an identity in its normal form (see parseIdentity). Linking what belongs there already changes nothing. */
export async function linkCustomer(deps: LinkDeps, order: NewLinkOrder): Promise<Customer | LinkRefusal> {
  const record = await getCustomerRecord(deps.db, order.customerId);
  if (!record) return { refused: 'no-such-customer' };
  const before = await getBelonging(deps.db, order);
  if (before?.customerId === order.customerId) return record.customer;
  // An account nobody has heard of cannot be anybody's yet.
  if (order.kind === 'author' && !before) return { refused: 'no-such-author' };
  const ruling = rulingOn(order, record.links);
  if (!ruling.allowed) return { refused: 'basis-not-allowed', why: ruling.why };
  const writes = await linkWrites(deps.db, { ...order, id: deps.newId(), at: deps.clock() }, before);
  return (await transact(deps.db, writes)).done ? record.customer : { refused: 'changed-meanwhile' };
}

/** The rule of every network whose account would be tied to something: the one that is linked, and those that are there. */
function rulingOn(order: NewLinkOrder, links: readonly Link[]): LinkRuling {
  const accounts = [order, ...links.filter(isCurrent)].filter(({ kind }) => kind === 'author');
  const rulings = accounts.map((account) => mayLink(authorOf(account).network, order.basis));
  return rulings.find(({ allowed }) => !allowed) ?? { allowed: true };
}

/** What makes a link current, and remembers where its identity belonged before; refused when that has changed since. */
export async function linkWrites(
  db: Db,
  link: Omit<Link, 'previous'>,
  before: Belonging | undefined,
): Promise<Write[]> {
  const previous = before && (await getLink(db, before.customerId, before.linkId));
  if (!previous) return putLink(link, before);
  return [
    ...putLink({ ...link, previous: { customerId: previous.customerId, linkId: previous.id } }, before),
    putChangedLink({ ...previous, movedBy: link.id }),
  ];
}
