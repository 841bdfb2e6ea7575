// The items of the embedded DynamoDB and their places in the indexes, in SQLite, always changed together.
import type { DatabaseSync } from 'node:sqlite';
import type { IndexDescription, Item, KeyRange } from 'dynalite';
import { INDEX_ENTRY_SCHEMA, openIndexEntries, projected } from './dynamodb-index-entries.ts';
import type { Table } from './dynamodb-tables.ts';
import { type Query, query } from './sqlite-file.ts';

export const ITEM_SCHEMA = `
  CREATE TABLE IF NOT EXISTS item (
    id INTEGER PRIMARY KEY, table_id INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires_at INTEGER,
    UNIQUE (table_id, key)
  );
  CREATE INDEX IF NOT EXISTS item_expiry ON item (table_id, expires_at) WHERE expires_at IS NOT NULL;
  ${INDEX_ENTRY_SCHEMA}
`;

export interface Items {
  readonly get: (table: Table, key: string) => Item | undefined;
  readonly put: (table: Table, key: string, item: Item) => void;
  readonly remove: (table: Table, key: string) => void;
  /** In the order of their keys; with an index, in its order and as it projects them. */
  readonly range: (table: Table, index: IndexDescription | undefined, range: KeyRange) => Iterable<Item>;
  /** Keys of items whose expiry lies between the two seconds since 1970. */
  readonly expired: (table: Table, from: number, until: number) => readonly string[];
  /** Notes anew when each item of the table expires. */
  readonly readExpiry: (table: Table) => void;
  readonly clear: (table: Table) => void;
}

interface ItemRow {
  readonly id: number;
  readonly value: string;
}

export function openItems(database: DatabaseSync): Items {
  const find = query<ItemRow>(database, 'SELECT id, value FROM item WHERE table_id = ? AND key = ?');
  const upsert = query<{ id: number }>(
    database,
    `INSERT INTO item (table_id, key, value, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at RETURNING id`,
  );
  const remove = database.prepare('DELETE FROM item WHERE id = ?');
  const expired = query<{ key: string }>(
    database,
    'SELECT key FROM item WHERE table_id = ? AND expires_at BETWEEN ? AND ?',
  );
  const noteExpiry = database.prepare(
    `UPDATE item SET expires_at = CAST(json_extract(value, '$.' || json_quote(?) || '.N') AS INTEGER) WHERE table_id = ?`,
  );
  const clear = database.prepare('DELETE FROM item WHERE table_id = ?');
  const select = rangeQueries(database);
  const indexes = openIndexEntries(database);

  const stored = (table: Table, key: string) => {
    const row = find.first(table.id, key);
    return row && { id: row.id, key, before: itemOf(row) };
  };

  return {
    get: (table, key) => stored(table, key)?.before,
    put: (table, key, item) => {
      const before = stored(table, key)?.before;
      const row = upsert.first(table.id, key, JSON.stringify(item), expiresAt(table, item));
      if (!row) throw new Error(`the item "${key}" was not written`);
      indexes.move(table, { id: row.id, key, before, after: item });
    },
    remove: (table, key) => {
      const change = stored(table, key);
      if (!change) return;
      indexes.move(table, change);
      remove.run(change.id);
    },
    *range(table, index, range) {
      for (const row of select(table, index, range)) yield index ? projected(table, index, itemOf(row)) : itemOf(row);
    },
    expired: (table, from, until) => expired.all(table.id, from, until).map((row) => row.key),
    readExpiry: (table) => noteExpiry.run(table.expiryAttribute ?? '', table.id),
    clear: (table) => {
      indexes.clear(table);
      clear.run(table.id);
    },
  };
}

type Select = (
  table: Table,
  index: IndexDescription | undefined,
  range: KeyRange,
) => Iterable<{ readonly value: string }>;

/** Keys are hexadecimal text, so '' stands before and '~' after all of them. */
function rangeQueries(database: DatabaseSync): Select {
  const prepared = new Map<string, Query<{ value: string }>>();
  return (table, index, { gt, gte, lt, lte, reverse = false, limit = -1 }) => {
    const source = index ? 'index_entry AS place JOIN item ON item.id = place.item_id' : 'item AS place';
    const where = `place.table_id = ? AND place.key ${gt === undefined ? '>=' : '>'} ? AND place.key ${lte === undefined ? '<' : '<='} ?`;
    const sql = `SELECT ${index ? 'item' : 'place'}.value FROM ${source} WHERE ${index ? 'place.index_name = ? AND ' : ''}${where}
      ORDER BY place.key ${reverse ? 'DESC' : 'ASC'} LIMIT ?`;
    let rows = prepared.get(sql);
    if (!rows) prepared.set(sql, (rows = query(database, sql)));
    const bounds = [table.id, gt ?? gte ?? '', lte ?? lt ?? '~', limit];
    return rows.each(...(index ? [index.IndexName, ...bounds] : bounds));
  };
}

function itemOf(row: { readonly value: string }): Item {
  return JSON.parse(row.value);
}

function expiresAt(table: Table, item: Item): number | null {
  const value = table.expiryAttribute === undefined ? undefined : item[table.expiryAttribute]?.['N'];
  return typeof value === 'string' ? Math.floor(Number(value)) : null;
}
