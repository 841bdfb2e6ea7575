// Gives out everything that is kept of one person, as one document.
import { digestOf } from '../domain/erasure.ts';
import type { Clock, Instant } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import type { Person } from '../store/people.ts';
import { gatherPerson } from './gather-person.ts';

/** Counts up when the document's form changes so that who reads it must know. */
const EXPORT_SCHEMA = 'earshot.person/1';

export interface CustomerExport {
  readonly schema: typeof EXPORT_SCHEMA;
  readonly exportedAt: Instant;
  /** Of `person`: the proof of an erasure made right after it bears the same. */
  readonly digest: string;
  readonly person: Person;
}

export async function exportCustomer(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  customerId: string,
): Promise<CustomerExport | undefined> {
  const gathered = await gatherPerson(db, customerId);
  if (!gathered) return undefined;
  const { person } = gathered;
  return { schema: EXPORT_SCHEMA, exportedAt: clock(), digest: digestOf(person), person };
}
