// Types for the parts of dynalite 4.0.0 that the embedded DynamoDB uses; the package has none of its own.

declare module 'dynalite' {
  export type AttributeValue = Readonly<Record<string, unknown>>;
  export type Item = Readonly<Record<string, AttributeValue>>;
  export type KeySchema = readonly { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[];

  export interface IndexDescription {
    readonly IndexName: string;
    readonly KeySchema: KeySchema;
    readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
  }

  export interface TableDescription {
    readonly TableName: string;
    readonly KeySchema: KeySchema;
    readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
    readonly LocalSecondaryIndexes?: readonly IndexDescription[];
    readonly GlobalSecondaryIndexes?: readonly IndexDescription[];
  }

  /** The store that dynalite's actions read or write through. */
  export interface Store {
    readonly options: { readonly maxItemSize: number };
    readonly getTable: (name: string, done: Done<TableDescription>) => void;
    readonly getItemDb: (table: string) => ItemReader | ItemWriter;
    /** Writes need none when their tables are described without indexes. */
    readonly getIndexDb?: (kind: string, table: string, index: string) => { readonly createValueStream: StreamValues };
  }

  export interface ItemReader {
    readonly get: (key: string, done: Done<Item | undefined>) => void;
    readonly createValueStream: StreamValues;
  }

  export interface ItemWriter {
    readonly lock: (key: string, work: (release: <Callback>(done: Callback) => Callback) => void) => void;
    readonly get: (key: string, done: Done<Item | undefined>) => void;
    readonly put: (key: string, item: Item, done: Done) => void;
    readonly del: (key: string, done: Done) => void;
  }

  export type StreamValues = (range: KeyRange) => NodeJS.EventEmitter;

  export interface KeyRange {
    readonly gt?: string;
    readonly gte?: string;
    readonly lt?: string;
    readonly lte?: string;
    readonly reverse?: boolean;
    /** -1: no limit. */
    readonly limit?: number;
  }

  export type Done<Value = void> = (error?: Error | null, value?: Value) => void;
  export type Request = Readonly<Record<string, unknown>> & { readonly TableName: string };
  export type Result = Readonly<Record<string, unknown>>;
  export type Action = (store: Store, request: Request, done: Done<Result>) => void;

  /** What a request may contain: types of its members, and what holds between them. */
  export interface RequestRules {
    readonly types: object;
    readonly custom?: (request: Request, store: Store) => string | undefined;
  }
}

declare module 'dynalite/db/index.js' {
  import type { Item, KeySchema, Request, TableDescription } from 'dynalite';

  const rules: {
    readonly createKey: (item: Item, table: TableDescription, schema?: KeySchema) => string;
    readonly createIndexKey: (item: Item, table: TableDescription, schema: KeySchema) => string;
    readonly validateItem: (item: Item, table: TableDescription) => Error | null | undefined;
    readonly validateKey: (key: Item, table: TableDescription) => Error | null | undefined;
    readonly checkConditional: (request: Request, item: Item | undefined) => Error | null | undefined;
    readonly validationError: (message: string) => Error;
  };
  export default rules;
}

declare module 'dynalite/validations/index.js' {
  import type { Request, RequestRules, Store } from 'dynalite';

  const checks: {
    readonly checkTypes: (input: object, types: object) => Request;
    readonly checkValidations: (...what: [Request, RequestRules['types'], RequestRules['custom'], Store]) => void;
  };
  export default checks;
}

declare module 'dynalite/validations/*' {
  import type { RequestRules } from 'dynalite';

  const rules: RequestRules;
  export default rules;
}

declare module 'dynalite/actions/*' {
  import type { Action } from 'dynalite';

  const action: Action;
  export default action;
}
