// Remembers which list of posts a network is working on, from one run to the next.
import type { Instant } from '../domain/time.ts';
import { type Db, read, transact } from './db.ts';
import { key } from './table.ts';

export interface ListJob {
  /** The network's name of the job; absent while none is at work. */
  readonly job?: string;
  readonly startedAt: Instant;
  /** No step is taken before. */
  readonly nextStepAt: Instant;
}

export async function getListJob(db: Db, network: string): Promise<ListJob | undefined> {
  return read<ListJob>(db, key.compliance(network));
}

export async function putListJob(db: Db, network: string, job: ListJob): Promise<void> {
  await transact(db, [{ put: key.compliance(network), doc: job }]);
}
