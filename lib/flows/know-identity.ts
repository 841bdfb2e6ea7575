// Knows whose an e-mail address or phone number is; a new one begins as a customer of their own.
import { type Identity, type Link, ownCustomerId, ownLinkId } from '../domain/customer.ts';
import { addCustomer, getBelonging } from '../store/customers.ts';
import { TRIES } from '../store/db.ts';
import type { KnowDeps } from './know-author.ts';

/** How somebody was met: the name they gave, and what a colleague can check. */
export interface Meeting {
  readonly name?: string;
  readonly evidence: string;
  /** Who met them; absent: Earshot itself. */
  readonly by?: string;
}

/** The id of the customer to whom the identity belongs. Never by name: an identity that is not known is a new customer. */
export async function knowIdentity(deps: KnowDeps, identity: Identity, meeting: Meeting): Promise<string> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const known = await getBelonging(deps.db, identity);
    if (known) return known.customerId;
    // Read again afterwards: another worker may have met them at the same moment.
    await addCustomer(deps.db, ownCustomer(identity, meeting, deps.clock()));
  }
  throw new Error(`${identity.kind} of a customer could not be stored in ${TRIES} tries; what they sent comes again`);
}

function ownCustomer(identity: Identity, { name, evidence, by = 'earshot' }: Meeting, at: string) {
  const { kind, value } = identity;
  const customer = { id: ownCustomerId(identity), createdAt: at, ...(name ? { name } : {}) };
  const link: Link = {
    kind,
    value,
    id: ownLinkId(identity),
    customerId: customer.id,
    basis: 'own-account',
    evidence,
    by,
    at,
  };
  return { customer, link };
}
