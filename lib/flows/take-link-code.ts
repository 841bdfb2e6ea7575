// Takes a code out of what somebody sent: it shows that whoever sent it is the customer it was given to.
import type { Identity, Link } from '../domain/customer.ts';
import { derivedId } from '../domain/derived-id.ts';
import { codesIn, type LinkCode } from '../domain/link-code.ts';
import { utcDay } from '../domain/time.ts';
import { getBelonging } from '../store/customers.ts';
import { TRIES, transact } from '../store/db.ts';
import { getLinkCode, useLinkCode } from '../store/link-codes.ts';
import type { KnowDeps } from './know-author.ts';
import { linkWrites } from './link-customer.ts';

export interface Sent {
  /** Who sent it. */
  readonly identity: Identity;
  readonly text: string;
  /** From where, for a person: `ines@customer.test`. */
  readonly from: string;
  /** Everybody can read it. */
  readonly isPublic?: boolean;
}

/**
 * Links the sender to the customer whose code they sent, and uses the code up, in one step. A code that is wrong, used or
 * has run out does nothing, nor does one that comes from an identity of the same customer: it would show nothing new. Shown
 * to everybody it counts no longer: whoever reads it there could send it on.
 */
export async function takeLinkCode(deps: KnowDeps, sent: Sent): Promise<void> {
  for (const text of codesIn(sent.text)) {
    const code = await getLinkCode(deps.db, text);
    if (code && code.expiresAt > deps.clock() && (await link(deps, sent, code))) return;
  }
}

async function link(deps: KnowDeps, { identity, from, isPublic }: Sent, given: LinkCode): Promise<boolean> {
  const { db, clock } = deps;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const [code, before] = await Promise.all([getLinkCode(db, given.code), getBelonging(db, identity)]);
    if (!code) return false;
    if (before?.customerId === code.customerId) {
      if (isPublic && !(await transact(db, useLinkCode(code))).done) continue;
      return false;
    }
    const at = clock();
    const proved: Omit<Link, 'previous'> = {
      ...identity,
      id: derivedId('link', `${code.code} ${code.expiresAt} ${identity.kind}/${identity.value}`),
      customerId: code.customerId,
      basis: 'told-us',
      evidence: `sent the code ${code.code} from ${from} on ${utcDay(at)}`,
      by: code.by,
      at,
    };
    const writes = [...(await linkWrites(db, proved, before)), ...useLinkCode(code)];
    if ((await transact(db, writes)).done) return true;
  }
  throw new Error(`a code could not be taken in ${TRIES} tries: what belongs to whom kept changing; it comes again`);
}
