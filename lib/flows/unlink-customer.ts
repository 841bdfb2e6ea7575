// Takes a link back, so that exactly what was before is again.
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
} from '../store/customers.ts';
import { type Db, transact, type Write } from '../store/db.ts';

export type UnlinkRefusal = { readonly refused: 'no-such-customer' | 'no-such-link' | 'changed-meanwhile' };

/** Ends a link; the identity belongs again where it belonged before, or to nobody. */
export async function unlinkCustomer(
  deps: { readonly db: Db; readonly clock: Clock },
  order: { readonly customerId: string; readonly linkId: string; readonly by: string },
): Promise<Customer | UnlinkRefusal> {
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
  const previous = await lastStanding(db, link);
  if (!previous) return [freeIdentity(link satisfies Identity, belonging)];
  const { movedBy: _, ...current } = previous;
  return [putChangedLink(current), moveIdentity(current, belonging)];
}

/** The link by which the identity belonged before, and which nobody has ended since. */
async function lastStanding(db: Db, { previous }: Link): Promise<Link | undefined> {
  const link = previous && (await getLink(db, previous.customerId, previous.linkId));
  return link?.endedAt ? lastStanding(db, link) : link;
}
