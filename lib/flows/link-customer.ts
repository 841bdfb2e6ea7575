// Says that an identity belongs to a customer, with its proof, and takes it back so that exactly what was before is again.
import { type Customer, type Identity, isCurrent, type Link } from '../domain/customer.ts';
import type { Clock } from '../domain/time.ts';
import {
  type Belonging,
  freeIdentity,
  getBelonging,
  getCustomerRecord,
  getLink,
  moveIdentity,
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

export type LinkRefusal = {
  readonly refused: 'no-such-customer' | 'no-such-author' | 'no-such-link' | 'changed-meanwhile';
};

/** Links an identity in its normal form (see parseIdentity). Linking what belongs there already changes nothing. */
export async function linkCustomer(deps: LinkDeps, order: NewLinkOrder): Promise<Customer | LinkRefusal> {
  const record = await getCustomerRecord(deps.db, order.customerId);
  if (!record) return { refused: 'no-such-customer' };
  const before = await getBelonging(deps.db, order);
  if (before?.customerId === order.customerId) return record.customer;
  // An account nobody has heard of cannot be anybody's yet.
  if (order.kind === 'author' && !before) return { refused: 'no-such-author' };
  const previous = before && (await getLink(deps.db, before.customerId, before.linkId));
  const link: Link = {
    ...order,
    id: deps.newId(),
    at: deps.clock(),
    ...(previous ? { previous: { customerId: previous.customerId, linkId: previous.id } } : {}),
  };
  const writes: Write[] = [
    ...putLink(link, before),
    ...(previous ? [putChangedLink({ ...previous, movedBy: link.id })] : []),
  ];
  return (await transact(deps.db, writes)).done ? record.customer : { refused: 'changed-meanwhile' };
}

/** Ends a link; the identity belongs again where it belonged before, or to nobody. */
export async function unlinkCustomer(
  deps: LinkDeps,
  order: { readonly customerId: string; readonly linkId: string; readonly by: string },
): Promise<Customer | LinkRefusal> {
  const record = await getCustomerRecord(deps.db, order.customerId);
  const link = record?.links.find(({ id }) => id === order.linkId);
  if (!record || !link) return { refused: record ? 'no-such-link' : 'no-such-customer' };
  if (link.endedAt) return record.customer;
  // The account a customer began with is not a link anybody made.
  if (link.basis === 'own-account') return { refused: 'no-such-link' };
  const ended = putChangedLink({ ...link, endedAt: deps.clock(), endedBy: order.by });
  const belonging = await getBelonging(deps.db, link);
  const restored = isCurrent(link) && belonging ? await restore(deps.db, link, belonging) : [];
  return (await transact(deps.db, [ended, ...restored])).done ? record.customer : { refused: 'changed-meanwhile' };
}

async function restore(db: Db, link: Link, belonging: Belonging): Promise<Write[]> {
  const previous = link.previous && (await getLink(db, link.previous.customerId, link.previous.linkId));
  if (!previous) return [freeIdentity(link satisfies Identity, belonging)];
  const { movedBy: _, ...current } = previous;
  return [putChangedLink(current), moveIdentity(current, belonging)];
}
