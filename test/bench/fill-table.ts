// Puts very many items into the table on disk, by the engine's own hands and without its HTTP: a million threads in minutes.
import type { Item } from 'dynalite';
import rules from 'dynalite/db/index.js';
import type { Clock } from '../../lib/domain/time.ts';
import { openItems } from '../../lib/local/engines/dynamodb-items.ts';
import { DYNAMODB_SCHEMA } from '../../lib/local/engines/dynamodb-operations.ts';
import { openTables } from '../../lib/local/engines/dynamodb-tables.ts';
import { atomically, openSqlite } from '../../lib/local/engines/sqlite-file.ts';

/** Items in one transaction of the file. */
const AT_ONCE = 50_000;

/**
 * Fills the one table of the file at `path`, which must be there and open nowhere else. What `items` gives is stored as if it
 * had been put: with its places in the indexes and its expiry.
 */
export async function fillTable(path: string, clock: Clock, items: AsyncIterable<readonly Item[]>): Promise<void> {
  const database = openSqlite(path, DYNAMODB_SCHEMA);
  // The keys come in no order: the more of the file is at hand, the less is read again and again.
  database.exec('PRAGMA cache_size = -1000000');
  const tables = openTables(database, clock);
  const [name = ''] = tables.names();
  const table = tables.get(name);
  const stored = openItems(database);
  const together = atomically(database);
  let waiting: Item[] = [];
  const flush = () => {
    // In the order of their keys, as they stand in the file.
    const keyed = waiting.map((item) => [rules.createKey(item, table.description), item] as const);
    keyed.sort(([one], [other]) => (one < other ? -1 : 1));
    together(() => {
      for (const [key, item] of keyed) stored.put(table, key, item);
    });
    waiting = [];
  };
  try {
    for await (const some of items) {
      waiting.push(...some);
      if (waiting.length >= AT_ONCE) flush();
    }
    flush();
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}
