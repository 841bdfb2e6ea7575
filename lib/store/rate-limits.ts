// Keeps what a network last said of its limits, so that every run respects what another one has learnt.
import { epochMs, type Instant } from '../domain/time.ts';
import { type Db, read, readPartition, write } from './db.ts';
import { key } from './table.ts';

/** The newest word counts: two runs that learn at the same moment learn much the same. */
export function rateLimitStore<Limit extends { readonly resetAt: Instant }>(db: Db, network: string) {
  return {
    load: (bucket: string): Promise<Limit | undefined> => read<Limit>(db, key.rateLimit(network, bucket)),
    save: async (bucket: string, limit: Limit): Promise<void> => {
      const ttl = Math.ceil(epochMs(limit.resetAt) / 1000);
      await write(db, [{ put: key.rateLimit(network, bucket), doc: limit, ttl }]);
    },
  };
}

export interface KeptLimit {
  readonly bucket: string;
  readonly remaining: number;
  readonly resetAt: Instant;
}

/** Everything that is kept of a network's limits. */
export async function listLimits(db: Db, network: string): Promise<KeptLimit[]> {
  const found = await readPartition<Omit<KeptLimit, 'bucket'>>(db, key.rateLimit(network, '').pk);
  return found.map(({ key: { sk }, doc: { remaining, resetAt } }) => ({ bucket: sk, remaining, resetAt }));
}
