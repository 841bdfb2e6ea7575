// Says that an identity belongs to a customer, with its proof.
import type { Customer, Link } from '../domain/customer.ts';
import type { Clock } from '../domain/time.ts';
import { getBelonging, getCustomerRecord, getLink, putChangedLink, putLink } from '../store/customers.ts';
import { type Db, transact, type Write } from '../store/db.ts';

export interface LinkDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type NewLinkOrder = Pick<Link, 'customerId' | 'kind' | 'value' | 'basis' | 'evidence' | 'by'>;

export type LinkRefusal = {
  readonly refused: 'no-such-customer' | 'no-such-author' | 'changed-meanwhile';
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
