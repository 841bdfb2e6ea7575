// Keeps the proofs that people were erased, and how far an erasure that is under way has come.
import type { Identity } from '../domain/customer.ts';
import type { Erasure } from '../domain/erasure.ts';
import type { NativeRef } from '../domain/mention.ts';
import { epochMs, type Instant } from '../domain/time.ts';
import { type Db, type Outcome, read, readNewest, transact, type Write } from './db.ts';
import { key } from './table.ts';

/** An erasure that has begun; vanishes with the customer. */
export interface Erasing {
  readonly proof: Erasure;
  /** Makes the names that stand in place of the accounts; forgotten with the rest, so that nobody can make them again. */
  readonly salt: string;
  /** The customer, and those that they began as. */
  readonly customerIds: readonly string[];
  readonly identities: readonly Identity[];
  /** By which their accounts are found. */
  readonly handles: readonly (NativeRef & { readonly handle: string })[];
}

/** So long a request that is repeated finds what came of it. */
const ASKED_AGAIN_DAYS = 7;
const DAY_SECONDS = 86_400;

export async function getErasing(db: Db, customerId: string): Promise<Erasing | undefined> {
  return read<Erasing>(db, key.erasing(customerId));
}

/** Refused when it has begun already, or the customer is gone. */
export async function beginErasing(db: Db, customerId: string, erasing: Erasing): Promise<Outcome> {
  return transact(db, [
    { check: key.customer(customerId), when: 'exists' },
    { put: key.erasing(customerId), doc: erasing, when: 'new' },
  ]);
}

/** What stands afterwards: the proof, and for some days where it is found. */
export function endErasing(customerId: string, { proof }: Erasing, now: Instant): Write[] {
  const ttl = Math.ceil(epochMs(now) / 1000) + ASKED_AGAIN_DAYS * DAY_SECONDS;
  return [
    { put: key.erasure(proof.at, proof.id), doc: proof },
    { put: key.erased(customerId), doc: { at: proof.at, id: proof.id }, ttl },
    { remove: key.erasing(customerId) },
  ];
}

/** The proof of an erasure of these days. */
export async function getErasureOf(db: Db, customerId: string): Promise<Erasure | undefined> {
  const found = await read<Pick<Erasure, 'at' | 'id'>>(db, key.erased(customerId));
  return found && read<Erasure>(db, key.erasure(found.at, found.id));
}

/** The newest first; every one begins with its year. */
export async function listErasures(db: Db, limit: number): Promise<Erasure[]> {
  return readNewest<Erasure>(db, { pk: 'ERASURES', prefix: '2', limit });
}
