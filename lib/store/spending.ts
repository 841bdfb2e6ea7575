// Keeps what each network has charged, month by month.
import type { Spending } from '../domain/spending.ts';
import { type Db, read, TRIES, transact } from './db.ts';
import { key } from './table.ts';

type Kept = Spending & { readonly version: number };

/** Nothing spent yet where nothing is kept. */
export async function getSpending(db: Db, network: string, month: string): Promise<Spending> {
  return (await getKept(db, network, month)) ?? { network, month, readMicros: 0, answerMicros: 0 };
}

/** Adds to the month's amounts, whoever else adds at the same moment. */
export async function addSpending(db: Db, added: Spending): Promise<void> {
  const { network, month } = added;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = await getKept(db, network, month);
    const after: Kept = {
      network,
      month,
      readMicros: (before?.readMicros ?? 0) + added.readMicros,
      answerMicros: (before?.answerMicros ?? 0) + added.answerMicros,
      version: (before?.version ?? 0) + 1,
    };
    const when = before ? { version: before.version } : ('new' as const);
    const outcome = await transact(db, [
      { put: key.spending(network, month), doc: after, version: after.version, when },
    ]);
    if (outcome.done) return;
  }
  throw new Error(`the spending of ${network} kept changing: ${TRIES} tries to add to it were overtaken`);
}

async function getKept(db: Db, network: string, month: string): Promise<Kept | undefined> {
  return read<Kept>(db, key.spending(network, month));
}
