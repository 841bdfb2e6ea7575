// Keeps what each network has charged, month by month.
import type { Spending } from '../domain/spending.ts';
import { count, type Db, readCounts } from './db.ts';
import { key } from './table.ts';

/** Nothing spent yet where nothing is kept. */
export async function getSpending(db: Db, network: string, month: string): Promise<Spending> {
  const { readMicros = 0, answerMicros = 0 } = await readCounts(db, key.spending(network, month));
  return { network, month, readMicros, answerMicros };
}

/** Adds to the month's amounts, whoever else adds at the same moment. */
export async function addSpending(db: Db, { network, month, readMicros, answerMicros }: Spending): Promise<void> {
  await count(db, key.spending(network, month), { readMicros, answerMicros });
}
