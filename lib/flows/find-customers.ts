// Finds who somebody is by what they say of themselves: phone number, e-mail, handle or case number.
import { parseCaseNumber } from '../domain/case-number.ts';
import { authorIdentity, type Identity } from '../domain/customer.ts';
import { parseIdentity } from '../domain/identity.ts';
import { findAuthorsByHandle, getBelonging } from '../store/customers.ts';
import type { Db } from '../store/db.ts';
import { getCaseThread } from '../store/posts.ts';
import { getThread } from '../store/threads.ts';

export interface FindDeps {
  readonly db: Db;
  /** Country in which a phone number without a country code is read, e.g. `GB`. */
  readonly country: string;
}

/** More than these nobody would look through; who searches needs another word. */
const MOST = 10;

/** Ids of the customers that fit, the likeliest first. Every look-up goes by key: the time does not grow with the customers. */
export async function findCustomers(deps: FindDeps, text: string): Promise<string[]> {
  const identities = [
    ...(await byCaseNumber(deps.db, text)),
    ...asGiven(deps, text),
    ...(await byHandle(deps.db, text)),
  ];
  const owners = await Promise.all(identities.map((identity) => getBelonging(deps.db, identity)));
  return [...new Set(owners.flatMap((owner) => (owner ? [owner.customerId] : [])))].slice(0, MOST);
}

async function byCaseNumber(db: Db, text: string): Promise<Identity[]> {
  const caseNumber = parseCaseNumber(text.trim());
  const threadId = caseNumber && (await getCaseThread(db, caseNumber));
  const thread = threadId ? await getThread(db, threadId) : undefined;
  return thread ? [authorIdentity({ network: thread.network, id: thread.author.id })] : [];
}

function asGiven({ country }: FindDeps, text: string): Identity[] {
  return (['email', 'phone', 'crm', 'author'] as const).flatMap((kind) => {
    const parsed = parseIdentity(kind, text, country);
    return 'problem' in parsed ? [] : [parsed];
  });
}

async function byHandle(db: Db, text: string): Promise<Identity[]> {
  const authors = await findAuthorsByHandle(db, text.trim().replace(/^@/, ''));
  return authors.map(authorIdentity);
}
