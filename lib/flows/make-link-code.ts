// Makes the code that a customer sends from another channel, to show that it is theirs.
import { codeFrom, expiryOfCode, type LinkCode } from '../domain/link-code.ts';
import { getCustomer } from '../store/customers.ts';
import { TRIES } from '../store/db.ts';
import { getCodeOf, putLinkCode } from '../store/link-codes.ts';
import type { LinkDeps } from './link-customer.ts';

/** A new code for a customer; the one before it, if any, counts no longer. */
export async function makeLinkCode(
  { db, clock, newId }: LinkDeps,
  { customerId, by }: Pick<LinkCode, 'customerId' | 'by'>,
): Promise<LinkCode | { readonly refused: 'no-such-customer' }> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = await getCodeOf(db, customerId);
    const code: LinkCode = { code: codeFrom(newId()), customerId, by, expiresAt: expiryOfCode(clock()) };
    if ((await putLinkCode(db, code, before)).done) return code;
    if (!(await getCustomer(db, customerId))) return { refused: 'no-such-customer' };
    // Taken already, or a colleague made one at this moment.
  }
  throw new Error(`no free code was found in ${TRIES} tries; try again`);
}
