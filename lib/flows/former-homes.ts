// Finds the customers that somebody began as before it was shown that they are one person with this customer.
import { isCurrent, type Link, ownCustomerId } from '../domain/customer.ts';
import { listLinks } from '../store/customers.ts';
import type { Db } from '../store/db.ts';

/** Identities of one customer that are looked into. */
const MOST = 30;

/**
 * Ids of customers to whom nothing belongs any more, because all of it belongs to the holder of `links` now: what is written
 * down there is theirs, too. A customer who has kept anything stays somebody else.
 */
export async function formerHomes(db: Db, customerId: string, links: readonly Link[]): Promise<string[]> {
  const current = links.filter(isCurrent).slice(0, MOST);
  const begun = new Set(current.map(ownCustomerId));
  begun.delete(customerId);
  const homes = await Promise.all([...begun].map(async (id) => ((await isLeft(db, id)) ? [id] : [])));
  return homes.flat();
}

async function isLeft(db: Db, customerId: string): Promise<boolean> {
  const links = await listLinks(db, customerId);
  return links.length > 0 && !links.some(isCurrent);
}
