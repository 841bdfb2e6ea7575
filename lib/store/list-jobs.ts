// Remembers which list of posts a network is working on, from one run to the next.
import type { Instant } from '../domain/time.ts';
import { type Db, read, write } from './db.ts';
import { key } from './table.ts';

export interface ListJob {
  /** The network's name of the job; absent while none is at work. */
  readonly job?: string;
  /** When the first list of this round was started: together its lists hold all posts. */
  readonly startedAt: Instant;
  /** Where the next list of the round begins; absent when this one is the last. */
  readonly next?: string;
  /** No step is taken before. */
  readonly nextStepAt: Instant;
}

export async function getListJob(db: Db, network: string): Promise<ListJob | undefined> {
  return read<ListJob>(db, key.compliance(network));
}

export async function putListJob(db: Db, network: string, job: ListJob): Promise<void> {
  await write(db, [{ put: key.compliance(network), doc: job }]);
}
