// Every request the embedded DynamoDB answers, by its AWS name.
import type { DatabaseSync } from 'node:sqlite';
import type { Item, TableDescription } from 'dynalite';
import rules from 'dynalite/db/index.js';
import * as z from 'zod';
import { type Clock, epochMs } from '../../domain/time.ts';
import { parseRequest } from './aws-refusal.ts';
import { ITEM_SCHEMA, type Items, openItems } from './dynamodb-items.ts';
import { createLanguage, type Language, type ReadOperation, type WriteOperation } from './dynamodb-language.ts';
import { dynamoError, openTables, TABLE_SCHEMA, type Tables } from './dynamodb-tables.ts';
import { createTransactions, isConditionFailure, TRANSACTION_SCHEMA } from './dynamodb-transactions.ts';
import { atomically } from './sqlite-file.ts';

/** Source: DynamoDB developer guide, time to live: items that expired more than five years ago are left alone. */
const LONGEST_EXPIRED_SECONDS = 5 * 365 * 24 * 60 * 60;

export const DYNAMODB_SCHEMA = TABLE_SCHEMA + ITEM_SCHEMA + TRANSACTION_SCHEMA;

type Operations = Readonly<Record<string, (input: object) => unknown>>;

export interface Dynamodb {
  readonly operations: Operations;
  readonly sweepExpired: () => void;
}

type Atomically = ReturnType<typeof atomically>;

/** The database must hold `DYNAMODB_SCHEMA`. */
export function createDynamodb(database: DatabaseSync, clock: Clock): Dynamodb {
  const tables = openTables(database, clock);
  const items = openItems(database);
  const language = createLanguage(tables, items);
  const transactions = createTransactions({ database, language, items, clock });
  const together = atomically(database);
  return {
    operations: {
      ...tableOperations({ tables, items, language, together }),
      ...writeOperations(language, items, together),
      ...readOperations(language),
      TransactWriteItems: (input) => together(() => transactions.write(input)),
      TransactGetItems: transactions.get,
    },
    sweepExpired: () => {
      const now = Math.floor(epochMs(clock()) / 1000);
      together(() => {
        transactions.forgetOldTokens();
        for (const table of tables.names().map(tables.get)) {
          if (table.expiryAttribute === undefined) continue;
          const expired = items.expired(table, now - LONGEST_EXPIRED_SECONDS, now);
          for (const key of expired) items.remove(table, key);
        }
      });
    },
  };
}

const named = z.object({ TableName: z.string() });
const timeToLive = named.extend({
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }),
});

const tableName = (input: object) => parseRequest(named, input, rules.validationError).TableName;

interface TableParts {
  readonly tables: Tables;
  readonly items: Items;
  readonly language: Language;
  readonly together: Atomically;
}

function tableOperations({ tables, items, language, together }: TableParts): Operations {
  return {
    // Checked by dynalite's rules, which know the whole shape of a table.
    CreateTable: (input) => ({
      TableDescription: tables.create(language.check('CreateTable', input) as unknown as TableDescription),
    }),
    DescribeTable: (input) => ({ Table: tables.get(tableName(input)).description }),
    ListTables: () => ({ TableNames: tables.names() }),
    DeleteTable: (input) => {
      const table = tables.get(tableName(input));
      together(() => {
        items.clear(table);
        tables.remove(table.description.TableName);
      });
      return { TableDescription: { ...table.description, TableStatus: 'DELETING' } };
    },
    UpdateTimeToLive: (input) => {
      const { TableName, TimeToLiveSpecification } = parseRequest(timeToLive, input, rules.validationError);
      const { AttributeName, Enabled } = TimeToLiveSpecification;
      tables.get(TableName);
      together(() => {
        tables.expireBy(TableName, Enabled ? AttributeName : undefined);
        items.readExpiry(tables.get(TableName));
      });
      return { TimeToLiveSpecification };
    },
    DescribeTimeToLive: (input) => {
      const AttributeName = tables.get(tableName(input)).expiryAttribute;
      const described =
        AttributeName === undefined ? { TimeToLiveStatus: 'DISABLED' } : { TimeToLiveStatus: 'ENABLED', AttributeName };
      return { TimeToLiveDescription: described };
    },
  };
}

function writeOperations(language: Language, items: Items, together: Atomically): Operations {
  const write = (operation: WriteOperation) => (input: object) => {
    // Taken first: dynalite's checks strike out what they do not know.
    const tellOldItem =
      'ReturnValuesOnConditionCheckFailure' in input && input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    const checked = language.checkWrite(operation, input);
    try {
      return together(() => language.write(checked));
    } catch (error) {
      const old = tellOldItem && isConditionFailure(error) ? items.get(checked.table, checked.key) : undefined;
      throw old
        ? dynamoError('ConditionalCheckFailedException', 'The conditional request failed', { Item: old })
        : error;
    }
  };
  return {
    PutItem: write('PutItem'),
    UpdateItem: write('UpdateItem'),
    DeleteItem: write('DeleteItem'),
    BatchWriteItem: (input) => {
      const writes = batchedWrites(language, input);
      together(() => {
        for (const each of writes) language.write(each);
      });
      return { UnprocessedItems: {} };
    },
  };
}

function batchedWrites(language: Language, input: object) {
  // The shape that dynalite's rules have just checked.
  const { RequestItems } = language.check('BatchWriteItem', input) as unknown as {
    readonly RequestItems: Readonly<
      Record<
        string,
        readonly { readonly PutRequest?: { readonly Item: Item }; readonly DeleteRequest?: { readonly Key: Item } }[]
      >
    >;
  };
  const writes = Object.entries(RequestItems).flatMap(([TableName, requests]) =>
    requests.map(({ PutRequest, DeleteRequest }) =>
      PutRequest
        ? language.checkWrite('PutItem', { TableName, ...PutRequest })
        : language.checkWrite('DeleteItem', { TableName, ...DeleteRequest }),
    ),
  );
  if (new Set(writes.map((each) => `${each.table.id} ${each.key}`)).size < writes.length) {
    throw rules.validationError('Provided list of item keys contains duplicates');
  }
  return writes;
}

function readOperations(language: Language): Operations {
  const read = (operation: ReadOperation) => (input: object) => language.read(operation, input);
  return { GetItem: read('GetItem'), BatchGetItem: read('BatchGetItem'), Query: read('Query'), Scan: read('Scan') };
}
