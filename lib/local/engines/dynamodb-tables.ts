// The tables of the embedded DynamoDB: created, described, deleted, and when their items expire.
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { IndexDescription, TableDescription } from 'dynalite';
import { type Clock, epochMs } from '../../domain/time.ts';
import { refusal } from './aws-refusal.ts';
import { query } from './sqlite-file.ts';

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/';

export const TABLE_SCHEMA = `
  CREATE TABLE IF NOT EXISTS dynamo_table (
    id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, description TEXT NOT NULL, expiry_attribute TEXT
  );
`;

export interface Table {
  readonly id: number;
  readonly description: TableDescription;
  /** The table without its indexes, for dynalite's writes: the items keep the indexes themselves. */
  readonly bare: TableDescription;
  readonly indexes: readonly IndexDescription[];
  /** The attribute with the second (since 1970) after which an item may be deleted. */
  readonly expiryAttribute: string | undefined;
}

export interface Tables {
  readonly names: () => readonly string[];
  /** Throws ResourceNotFoundException. */
  readonly get: (name: string) => Table;
  /** Throws ResourceInUseException when the name is taken. */
  readonly create: (wanted: TableDescription) => TableDescription;
  readonly remove: (name: string) => void;
  readonly expireBy: (name: string, attribute: string | undefined) => void;
}

interface TableRow {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly expiry_attribute: string | null;
}

export function openTables(database: DatabaseSync, clock: Clock): Tables {
  const rows = query<TableRow>(database, 'SELECT * FROM dynamo_table ORDER BY name');
  const insert = database.prepare('INSERT INTO dynamo_table (name, description) VALUES (?, ?)');
  const drop = database.prepare('DELETE FROM dynamo_table WHERE name = ?');
  const setExpiry = database.prepare('UPDATE dynamo_table SET expiry_attribute = ? WHERE name = ?');
  // Every request needs its table: they are few, so they are kept parsed.
  let known = load();

  function load(): ReadonlyMap<string, Table> {
    return new Map(rows.all().map((row) => [row.name, tableOf(row)]));
  }

  return {
    names: () => [...known.keys()],
    get: (name) => known.get(name) ?? missing(name),
    create: (wanted) => {
      const name = wanted.TableName;
      if (known.has(name)) throw dynamoError('ResourceInUseException', `Table already exists: ${name}`);
      const description = describe(wanted, clock);
      insert.run(name, JSON.stringify(description));
      known = load();
      return description;
    },
    remove: (name) => {
      drop.run(name);
      known = load();
    },
    expireBy: (name, attribute) => {
      setExpiry.run(attribute ?? null, name);
      known = load();
    },
  };
}

export function dynamoError(name: string, message: string, fields?: Readonly<Record<string, unknown>>) {
  return refusal(`com.amazonaws.dynamodb.v20120810#${name}`, message, fields ? { fields } : {});
}

function missing(name: string): never {
  throw dynamoError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
}

function describe(wanted: TableDescription, clock: Clock): TableDescription {
  const arn = ARN + wanted.TableName;
  const ready = (index: IndexDescription) => ({
    ...index,
    IndexStatus: 'ACTIVE',
    IndexArn: `${arn}/index/${index.IndexName}`,
  });
  const { LocalSecondaryIndexes: local, GlobalSecondaryIndexes: global, ...table } = wanted;
  const made = {
    TableStatus: 'ACTIVE',
    TableArn: arn,
    TableId: randomUUID(),
    CreationDateTime: epochMs(clock()) / 1000,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  };
  return {
    ...table,
    ...made,
    ...(local && { LocalSecondaryIndexes: local.map(ready) }),
    ...(global && { GlobalSecondaryIndexes: global.map(ready) }),
  };
}

function tableOf(row: TableRow): Table {
  const description: TableDescription = JSON.parse(row.description);
  const { LocalSecondaryIndexes: local = [], GlobalSecondaryIndexes: global = [], ...bare } = description;
  const expiryAttribute = row.expiry_attribute ?? undefined;
  return { id: row.id, description, bare, indexes: [...local, ...global], expiryAttribute };
}
