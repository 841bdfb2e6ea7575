// Knows the author of a post as last seen; a new one begins as a customer of their own.
import { authorIdentity, type Link, ownCustomerId, ownLinkId } from '../domain/customer.ts';
import type { Clock } from '../domain/time.ts';
import { addAuthor, getAuthor, refreshAuthor, type StoredAuthor } from '../store/customers.ts';
import { type Db, TRIES } from '../store/db.ts';

export interface KnowDeps {
  readonly db: Db;
  readonly clock: Clock;
}

/** Every account is a customer of its own until somebody shows that two are one person. */
export async function knowAuthor(deps: KnowDeps, author: StoredAuthor): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const known = await getAuthor(deps.db, author);
    if (known) {
      if (known.handle !== author.handle || known.name !== author.name || known.followers !== author.followers)
        await refreshAuthor(deps.db, { ...author, ...formerHandles(known, author) });
      return;
    }
    // Read again afterwards: DynamoDB may refuse both of two workers that write at the same moment.
    await addOwnCustomer(deps, author);
  }
  throw new Error(
    `author ${authorIdentity(author).value} could not be stored in ${TRIES} tries; the post is delivered again`,
  );
}

/** Kept with the account, so that whoever erases it finds them all. */
function formerHandles(known: StoredAuthor, { handle }: StoredAuthor): Pick<StoredAuthor, 'formerHandles'> {
  const former = new Set([...(known.formerHandles ?? []), known.handle]);
  former.delete(handle);
  return former.size > 0 ? { formerHandles: [...former] } : {};
}

async function addOwnCustomer({ db, clock }: KnowDeps, author: StoredAuthor): Promise<void> {
  const at = clock();
  const identity = authorIdentity(author);
  const customer = {
    id: ownCustomerId(identity),
    createdAt: at,
    ...(author.name ? { name: author.name } : {}),
  };
  const link: Link = {
    ...identity,
    id: ownLinkId(identity),
    customerId: customer.id,
    basis: 'own-account',
    evidence: 'wrote from this account',
    by: 'earshot',
    at,
  };
  await addAuthor(db, author, { customer, link });
}
