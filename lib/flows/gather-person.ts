// Gathers who a customer is, over everything that belongs to them, and all that is kept of that person.
import { type Identity, isCurrent, type Link } from '../domain/customer.ts';
import { getBelonging, getCustomerRecord, listLinks } from '../store/customers.ts';
import type { Db } from '../store/db.ts';
import { type Person, readPerson } from '../store/people.ts';
import { formerHomes } from './former-homes.ts';

export interface Gathered {
  /** The customer, and those that they began as. */
  readonly customerIds: readonly string[];
  /** What belongs to them, and what did and belongs to nobody now. */
  readonly identities: readonly Identity[];
  readonly person: Person;
}

/** Undefined when there is no such customer. */
export async function gatherPerson(db: Db, customerId: string): Promise<Gathered | undefined> {
  const record = await getCustomerRecord(db, customerId);
  if (!record) return undefined;
  const homes = await formerHomes(db, customerId, record.links);
  const customerIds = [customerId, ...homes];
  const links = [...record.links, ...(await Promise.all(homes.map((id) => listLinks(db, id)))).flat()];
  const identities = await identitiesOf(db, links);
  return { customerIds, identities, person: await readPerson(db, { customerIds, identities }) };
}

async function identitiesOf(db: Db, links: readonly Link[]): Promise<Identity[]> {
  const theirs = new Set(links.filter(isCurrent).map(nameOf));
  const known = new Map(links.map(({ kind, value }) => [nameOf({ kind, value }), { kind, value }]));
  const kept = await Promise.all(
    [...known].map(async ([name, identity]) =>
      theirs.has(name) || !(await getBelonging(db, identity)) ? [identity] : [],
    ),
  );
  return kept.flat();
}

function nameOf({ kind, value }: Identity): string {
  return `${kind}/${value}`;
}
