// What a DynamoDB request means: checks, conditions, updates and queries as dynalite 4.0.0 knows them, over our own storage.
import { Stream } from 'node:stream';
import type {
  Action,
  Done,
  IndexDescription,
  Item,
  KeyRange,
  Request,
  RequestRules,
  Result,
  Store,
  TableDescription,
} from 'dynalite';
import batchGetItem from 'dynalite/actions/batchGetItem.js';
import deleteItem from 'dynalite/actions/deleteItem.js';
import getItem from 'dynalite/actions/getItem.js';
import putItem from 'dynalite/actions/putItem.js';
import queryItems from 'dynalite/actions/query.js';
import scanItems from 'dynalite/actions/scan.js';
import updateItem from 'dynalite/actions/updateItem.js';
import rules from 'dynalite/db/index.js';
import batchGetItemRules from 'dynalite/validations/batchGetItem.js';
import batchWriteItemRules from 'dynalite/validations/batchWriteItem.js';
import createTableRules from 'dynalite/validations/createTable.js';
import deleteItemRules from 'dynalite/validations/deleteItem.js';
import getItemRules from 'dynalite/validations/getItem.js';
import checks from 'dynalite/validations/index.js';
import putItemRules from 'dynalite/validations/putItem.js';
import queryRules from 'dynalite/validations/query.js';
import scanRules from 'dynalite/validations/scan.js';
import updateItemRules from 'dynalite/validations/updateItem.js';
import { indexKey } from './dynamodb-index-entries.ts';
import type { Items } from './dynamodb-items.ts';
import type { Table, Tables } from './dynamodb-tables.ts';

const RULES = {
  BatchGetItem: batchGetItemRules,
  BatchWriteItem: batchWriteItemRules,
  CreateTable: createTableRules,
  DeleteItem: deleteItemRules,
  GetItem: getItemRules,
  PutItem: putItemRules,
  Query: queryRules,
  Scan: scanRules,
  UpdateItem: updateItemRules,
} as const satisfies Record<string, RequestRules>;

const WRITES = { PutItem: putItem, UpdateItem: updateItem, DeleteItem: deleteItem } as const;
const READS = { GetItem: getItem, BatchGetItem: batchGetItem, Query: queryItems, Scan: scanItems } as const;

export type WriteOperation = keyof typeof WRITES;
export type ReadOperation = keyof typeof READS;

/** A write that has passed its checks, with the item it concerns. */
export interface CheckedWrite {
  readonly operation: WriteOperation;
  readonly request: Request;
  readonly table: Table;
  readonly key: string;
}

export interface Language {
  /** Throws the ValidationException or SerializationException that AWS would answer. */
  readonly check: (operation: keyof typeof RULES, input: object) => Request;
  readonly checkWrite: (operation: WriteOperation, input: object) => CheckedWrite;
  /** Writes at once, within the transaction of the caller. Throws ConditionalCheckFailedException. */
  readonly write: (write: CheckedWrite) => Result;
  readonly read: (operation: ReadOperation, input: object) => Promise<Result>;
}

export function createLanguage(tables: Tables, items: Items): Language {
  const store = writingStore(tables, items);
  // A condition without names or values of its request always means the same, and dynalite parses slowly.
  const plainConditions = new Map<unknown, unknown>();

  const check: Language['check'] = (operation, input) => {
    const { types, custom }: RequestRules = RULES[operation];
    const request = checks.checkTypes(input, types);
    const expression = request['ConditionExpression'];
    const parsed = plainConditions.get(expression);
    const unparsed = parsed ? { ...request, ConditionExpression: undefined } : request;
    checks.checkValidations(unparsed, types, custom, store);
    if (parsed) return { ...unparsed, _condition: parsed };
    if (typeof expression === 'string' && !/[:#]/.test(expression))
      plainConditions.set(expression, request['_condition']);
    return request;
  };

  return {
    check,
    checkWrite: (operation, input) => {
      const request = check(operation, input);
      const table = tables.get(request.TableName);
      // Checked above: a put has an Item, the others have a Key.
      const target = (operation === 'PutItem' ? request['Item'] : request['Key']) as Item;
      const invalid = (operation === 'PutItem' ? rules.validateItem : rules.validateKey)(target, table.bare);
      if (invalid) throw invalid;
      return { operation, request, table, key: rules.createKey(target, table.description) };
    },
    write: ({ operation, request }) => atOnce(WRITES[operation], store, request),
    read: (operation, input) => {
      const request = check(operation, input);
      // A key of attributes where a page ended, which the checks have seen.
      const resume = request['ExclusiveStartKey'] as Item | undefined;
      return new Promise((resolve, reject) => {
        READS[operation](readingStore(tables, items, resume), request, (error, result) =>
          error ? reject(error) : resolve(result ?? {}),
        );
      });
    },
  };
}

const OPTIONS = { maxItemSize: 400 * 1024 } as const;

/** The storage as dynalite's writes want to see it. All answers come at once, so a write is done when it returns. */
function writingStore(tables: Tables, items: Items): Store {
  return {
    options: OPTIONS,
    getTable: (name, done) => lookUp(() => tables.get(name).bare, done),
    getItemDb: (name) => ({
      // No locks: a write runs from reading to writing without letting go of the thread.
      lock: (_key, work) => work((done) => done),
      get: (key, done) => done(null, items.get(tables.get(name), key)),
      put: (key, item, done) => {
        const table = tables.get(name);
        const invalid = rules.validateItem(item, table.description);
        if (!invalid) items.put(table, key, item);
        done(invalid);
      },
      del: (key, done) => {
        items.remove(tables.get(name), key);
        done();
      },
    }),
  };
}

/** The storage as dynalite's reads want to see it; `resume` is the key where the page before ended. */
function readingStore(tables: Tables, items: Items, resume: Item | undefined): Store {
  return {
    options: OPTIONS,
    getTable: (name, done) => lookUp(() => tables.get(name).description, done),
    getItemDb: (name) => ({
      get: (key, done) => done(null, items.get(tables.get(name), key)),
      createValueStream: (range) => streamOf(items.range(tables.get(name), undefined, range)),
    }),
    getIndexDb: (_kind, name, indexName) => {
      const table = tables.get(name);
      const index = table.indexes.find((each) => each.IndexName === indexName);
      return {
        createValueStream: (range) =>
          streamOf(items.range(table, index, index ? after(resume, table, index)(range) : range)),
      };
    },
  };
}

function lookUp(find: () => TableDescription, done: Done<TableDescription>): void {
  let table: TableDescription;
  try {
    table = find();
  } catch (error) {
    return done(error as Error);
  }
  done(null, table);
}

/** dynalite resumes a page by its own short index key; ours are longer, and its would give the last item again. */
function after(resume: Item | undefined, table: Table, index: IndexDescription): (range: KeyRange) => KeyRange {
  return (range) => {
    if (!resume) return range;
    const short = rules.createIndexKey(resume, table.description, index.KeySchema);
    const itemKey = rules.createKey(resume, table.description);
    const full = indexKey({ table, index, item: resume, itemKey });
    if (full === undefined) return range;
    return { ...range, ...(range.gt === short && { gt: full }), ...(range.lt === short && { lt: full }) };
  };
}

function atOnce(action: Action, store: Store, request: Request): Result {
  let outcome: { readonly error?: Error | null | undefined; readonly result?: Result | undefined } | undefined;
  action(store, request, (error, result) => {
    outcome = { error, result };
  });
  if (!outcome) throw new Error('dynalite did not finish a write at once: only version 4.0.0 is known to');
  if (outcome.error) throw outcome.error;
  return outcome.result ?? {};
}

/** Rows as the old kind of stream that dynalite listens to, all in one turn, so that no write comes between two of them. */
function streamOf(rows: Iterable<Item>): Stream {
  let enough = false;
  const stream = Object.assign(new Stream(), {
    destroy: () => {
      enough = true;
    },
  });
  queueMicrotask(() => {
    try {
      for (const row of rows) {
        if (enough) break;
        stream.emit('data', row);
      }
      stream.emit('end');
    } catch (error) {
      stream.emit('error', error);
    }
  });
  return stream;
}
