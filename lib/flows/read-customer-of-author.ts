// Whose account it is: the whole story of the customer it belongs to now.
import { authorIdentity } from '../domain/customer.ts';
import type { Thread } from '../domain/thread.ts';
import { getBelonging } from '../store/customers.ts';
import { type KnowDeps, knowAuthor } from './know-author.ts';
import { type CustomerStory, readCustomer } from './read-customer.ts';

/**
 * Undefined when the customer was erased. A post that came while its author was being erased may have found them and lost
 * them again: they are somebody new.
 */
export async function readCustomerOfAuthor(
  deps: KnowDeps,
  { network, author, erasedAt }: Pick<Thread, 'network' | 'author' | 'erasedAt'>,
): Promise<CustomerStory | undefined> {
  if (erasedAt) return undefined;
  const identity = authorIdentity({ network, id: author.id });
  const known = await getBelonging(deps.db, identity);
  if (!known) await knowAuthor(deps, { ...author, network });
  const belonging = known ?? (await getBelonging(deps.db, identity));
  return belonging && readCustomer(deps.db, belonging.customerId);
}
