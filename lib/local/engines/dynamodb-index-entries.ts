// Where the items of the embedded DynamoDB stand in its indexes, in the order of the index keys.
import type { DatabaseSync } from 'node:sqlite';
import type { IndexDescription, Item } from 'dynalite';
import rules from 'dynalite/db/index.js';
import type { Table } from './dynamodb-tables.ts';

/** An entry only points at its item: an update that leaves the index keys alone touches no index. */
export const INDEX_ENTRY_SCHEMA = `
  CREATE TABLE IF NOT EXISTS index_entry (
    table_id INTEGER NOT NULL, index_name TEXT NOT NULL, key TEXT NOT NULL, item_id INTEGER NOT NULL,
    PRIMARY KEY (table_id, index_name, key)
  ) WITHOUT ROWID;
`;

/** One item before and after a write; absent where there is none. */
interface ItemChange {
  readonly id: number;
  readonly key: string;
  readonly before?: Item | undefined;
  readonly after?: Item | undefined;
}

export interface IndexEntries {
  readonly move: (table: Table, change: ItemChange) => void;
  readonly clear: (table: Table) => void;
}

export function openIndexEntries(database: DatabaseSync): IndexEntries {
  const enter = database.prepare('INSERT INTO index_entry (table_id, index_name, key, item_id) VALUES (?, ?, ?, ?)');
  const leave = database.prepare('DELETE FROM index_entry WHERE table_id = ? AND index_name = ? AND key = ?');
  const clear = database.prepare('DELETE FROM index_entry WHERE table_id = ?');
  return {
    move: (table, { id, key, before, after }) => {
      for (const index of table.indexes) {
        const old = before && indexKey({ table, index, item: before, itemKey: key });
        const now = after && indexKey({ table, index, item: after, itemKey: key });
        if (old === now) continue;
        if (old !== undefined) leave.run(table.id, index.IndexName, old);
        if (now !== undefined) enter.run(table.id, index.IndexName, now, id);
      }
    },
    clear: (table) => {
      clear.run(table.id);
    },
  };
}

export interface Place {
  readonly table: Table;
  readonly index: IndexDescription;
  readonly item: Item;
  /** The key of the item in its table. */
  readonly itemKey: string;
}

/** The item's place in an index as sortable text, or undefined when it does not stand there. */
export function indexKey({ table, index, item, itemKey }: Place): string | undefined {
  for (const { AttributeName } of index.KeySchema) {
    const value = item[AttributeName];
    if (value === undefined) return undefined;
    // Source: DynamoDB refuses empty index keys; dynalite lets them through.
    if (value['S'] === '' || value['B'] === '') {
      throw rules.validationError(
        'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ' +
          `string value. IndexName: ${index.IndexName}, IndexKey: ${AttributeName}`,
      );
    }
  }
  // dynalite ends an index key with 24 bits of hash, so that two items could share it; the whole item key cannot be shared.
  return rules.createKey(item, table.description, index.KeySchema) + itemKey;
}

/** The part of `item` that an index holds. */
export function projected(table: Table, index: IndexDescription, item: Item): Item {
  const { ProjectionType, NonKeyAttributes = [] } = index.Projection;
  if (ProjectionType === 'ALL') return item;
  const keys = [...table.description.KeySchema, ...index.KeySchema].map((key) => key.AttributeName);
  const held = new Set([...keys, ...NonKeyAttributes]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => held.has(name)));
}
