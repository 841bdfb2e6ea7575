// Reads and writes the table: documents under keys, changed only under stated conditions.
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type IndexName, type Key, TABLE_INDEXES } from './table.ts';

export interface Db {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** What must hold for a write: the item is new, exists, or has the version that was read. */
type Condition = 'new' | 'exists' | { readonly version: number };

interface Put {
  readonly put: Key;
  /** The noun itself; what the indexes need stands beside it in `places`. */
  readonly doc: object;
  readonly places?: Readonly<Record<string, string>>;
  readonly version?: number;
  /** Unix seconds after which the item may vanish. */
  readonly ttl?: number;
  readonly when?: Condition;
}

/** `check` writes nothing: it only holds the others to a condition. */
export type Write =
  | Put
  | { readonly remove: Key; readonly when?: Condition }
  | { readonly check: Key; readonly when: Condition };

/** How often what a write was decided on is read again when the write was refused, before it is left to the next delivery. */
export const TRIES = 8;

/** All writes took place, or none and `refused` holds the places in the list whose condition failed. */
export type Outcome = { readonly done: true } | { readonly done: false; readonly refused: readonly number[] };

/**
 * Writes all or nothing (at most 100 items). A failed condition, or another transaction on the same items at the same
 * moment, is an outcome for the caller to act on; anything else throws.
 */
export async function transact(db: Db, writes: readonly Write[]): Promise<Outcome> {
  try {
    await db.client.send(
      new TransactWriteCommand({ TransactItems: writes.map((write) => transactItem(db.table, write)) }),
    );
    return { done: true };
  } catch (error) {
    const refused = refusedBy(error);
    if (!refused) throw error;
    return { done: false, refused };
  }
}

/** Writes without conditions: another transaction on the same items at the same moment is waited out, not taken for an answer. */
export async function write(db: Db, writes: readonly Write[]): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) if ((await transact(db, writes)).done) return;
  throw new Error(`${TRIES} tries to write were overtaken by other transactions on the same items; try again`);
}

/** The document under a key, as of now. */
export async function read<Doc>(db: Db, key: Key): Promise<Doc | undefined> {
  const { Item } = await db.client.send(new GetCommand({ TableName: db.table, Key: { ...key }, ConsistentRead: true }));
  return Item ? docOf<Doc>(Item) : undefined;
}

/** Adds to the numbers under a key, which begin at nothing; any number of workers may do so at once. */
export async function count(db: Db, key: Key, amounts: Readonly<Record<string, number>>): Promise<void> {
  const names = Object.keys(amounts);
  await db.client.send(
    new UpdateCommand({
      TableName: db.table,
      Key: { ...key },
      UpdateExpression: `ADD ${names.map((name) => `#${name} :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, amounts[name]])),
    }),
  );
}

/** The numbers under a key, as of now. */
export async function readCounts(db: Db, key: Key): Promise<Readonly<Record<string, number | undefined>>> {
  const { Item } = await db.client.send(new GetCommand({ TableName: db.table, Key: { ...key }, ConsistentRead: true }));
  return Item ?? {};
}

export interface Found<Doc> {
  readonly key: Key;
  readonly doc: Doc;
}

/** Everything in one partition whose sort key begins with `prefix`, in order. */
export async function readPartition<Doc>(db: Db, pk: string, prefix = ''): Promise<Found<Doc>[]> {
  const found: Found<Doc>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.client.send(
      new QueryCommand({
        TableName: db.table,
        ConsistentRead: true,
        KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
        ExpressionAttributeValues: prefix ? { ':pk': pk, ':prefix': prefix } : { ':pk': pk },
        ExclusiveStartKey: from,
      }),
    );
    for (const item of page.Items ?? []) found.push({ key: { pk: item.pk, sk: item.sk }, doc: docOf<Doc>(item) });
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}

/** The first documents of one partition, in order; `limit` is at least 1. */
export async function readFirst<Doc>(db: Db, pk: string, limit: number): Promise<Doc[]> {
  const { Items = [] } = await db.client.send(
    new QueryCommand({
      TableName: db.table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      Limit: limit,
    }),
  );
  return Items.map((item) => docOf<Doc>(item));
}

/** The last documents of one partition whose sort key begins with `prefix`, the last first. */
export async function readNewest<Doc>(
  db: Db,
  { pk, prefix, limit }: { readonly pk: string; readonly prefix: string; readonly limit: number },
): Promise<Doc[]> {
  const { Items = [] } = await db.client.send(
    new QueryCommand({
      TableName: db.table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return Items.map((item) => docOf<Doc>(item));
}

/** The nouns of one kind in a partition, in order: the beginning of the sort key says which noun it is. */
export function docsUnder<Doc>(found: readonly Found<unknown>[], prefix: string): Doc[] {
  return found.filter(({ key }) => key.sk.startsWith(prefix)).map(({ doc }) => doc as Doc);
}

export interface IndexQuery {
  readonly index: IndexName;
  readonly partition: string;
  /** Only sort keys after this one (exclusive), or up to and including `upTo`. */
  readonly after?: string;
  readonly upTo?: string;
  readonly newestFirst?: boolean;
  readonly limit: number;
  readonly pageToken?: string;
}

/** One page of an index. `next` continues where this page ended. */
export async function readIndex<Doc>(db: Db, query: IndexQuery): Promise<{ docs: Doc[]; next?: string }> {
  const index = TABLE_INDEXES.find(({ name }) => name === query.index);
  if (!index)
    throw new Error(`no index "${query.index}"; there are ${TABLE_INDEXES.map(({ name }) => name).join(', ')}`);
  const bounds = [query.after && '#sk > :after', query.upTo && '#sk <= :upTo'].filter(Boolean);
  if (bounds.length > 1) throw new Error('an index query takes `after` or `upTo`, not both');
  const page = await db.client.send(
    new QueryCommand({
      TableName: db.table,
      IndexName: index.name,
      KeyConditionExpression: ['#pk = :pk', ...bounds].join(' AND '),
      ExpressionAttributeNames: { '#pk': index.partitionKey, ...(bounds.length > 0 ? { '#sk': index.sortKey } : {}) },
      ExpressionAttributeValues: {
        ':pk': query.partition,
        ...(query.after ? { ':after': query.after } : {}),
        ...(query.upTo ? { ':upTo': query.upTo } : {}),
      },
      ScanIndexForward: !query.newestFirst,
      Limit: query.limit,
      ExclusiveStartKey: query.pageToken ? fromToken(query.pageToken, index.partitionKey, query.partition) : undefined,
    }),
  );
  const docs = (page.Items ?? []).map((item) => docOf<Doc>(item));
  return page.LastEvaluatedKey ? { docs, next: toToken(page.LastEvaluatedKey) } : { docs };
}

// What the store reads it has written itself, parsed at the edge then: the type is known here without looking again.
function docOf<Doc>(item: Record<string, unknown>): Doc {
  return item.doc as Doc;
}

function transactItem(TableName: string, write: Write) {
  if ('check' in write) return { ConditionCheck: { TableName, Key: { ...write.check }, ...expression(write.when) } };
  if ('remove' in write)
    return { Delete: { TableName, Key: { ...write.remove }, ...(write.when ? expression(write.when) : {}) } };
  const { put, doc, places, version, ttl, when } = write;
  const Item = {
    ...put,
    doc,
    ...places,
    ...(version === undefined ? {} : { version }),
    ...(ttl === undefined ? {} : { ttl }),
  };
  return { Put: { TableName, Item, ...(when ? expression(when) : {}) } };
}

function expression(when: Condition) {
  if (when === 'new') return { ConditionExpression: 'attribute_not_exists(pk)' };
  if (when === 'exists') return { ConditionExpression: 'attribute_exists(pk)' };
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': when.version },
  };
}

function refusedBy(error: unknown): number[] | undefined {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return undefined;
  const reasons = (error as Error & { CancellationReasons?: { Code?: string }[] }).CancellationReasons ?? [];
  const expected = ['None', 'ConditionalCheckFailed', 'TransactionConflict'];
  if (reasons.length === 0 || reasons.some(({ Code }) => !expected.includes(Code ?? 'None'))) return undefined;
  return reasons.flatMap(({ Code }, place) => (Code === 'None' ? [] : [place]));
}

function toToken(key: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Throws `BadPageToken` for a token that this store has not made, or has made for another partition. */
function fromToken(token: string, partitionKey: string, partition: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    const key = new Map(Object.entries(Object(parsed)));
    if (key.get(partitionKey) === partition) return Object.fromEntries(key);
  } catch {
    // Falls through: not JSON is the same fault as not a key.
  }
  throw new BadPageToken(token);
}

export class BadPageToken extends Error {
  override name = 'BadPageToken';
  constructor(token: string) {
    super(
      `"${token.slice(0, 40)}" is not a page token of this list; pass the "next" of the page before, or leave it out to begin`,
    );
  }
}
