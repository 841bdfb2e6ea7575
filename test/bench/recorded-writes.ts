// What the product writes for one post, without an engine: its own flows run against a table that only remembers one story.
import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { AttributeValue, Item } from 'dynalite';
import type { Db } from '../../lib/store/db.ts';

export type Written = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

/** The items that `story` leaves behind in an empty table. Its transactions are all granted; it may read what it has written. */
export async function writtenBy(story: (db: Db) => Promise<unknown>): Promise<Written[]> {
  const items = new Map<string, Written>();
  // Only what the flows of a post call; another command fails the bench.
  const client = { send: async (command: unknown) => answer(items, command) } as unknown as Db['client'];
  await story({ client, table: 'bench' });
  return [...items.values()];
}

function answer(items: Map<string, Written>, command: unknown): object {
  if (command instanceof GetCommand) {
    const { pk, sk } = command.input.Key ?? {};
    return { Item: items.get(`${pk} ${sk}`) };
  }
  if (command instanceof QueryCommand) return { Items: queried([...items.values()], command) };
  if (!(command instanceof TransactWriteCommand))
    throw new Error(`not for a bench: ${Object(command).constructor.name}`);
  for (const { Put, Delete } of command.input.TransactItems ?? []) {
    if (Put?.Item) items.set(`${Put.Item['pk']} ${Put.Item['sk']}`, Put.Item as Written);
    if (Delete?.Key) items.delete(`${Delete.Key['pk']} ${Delete.Key['sk']}`);
  }
  return {};
}

function queried(items: readonly Written[], { input }: QueryCommand): Written[] {
  if (input.IndexName) return [];
  const { ':pk': pk, ':prefix': prefix = '' } = input.ExpressionAttributeValues ?? {};
  return items.filter((item) => item.pk === pk && item.sk.startsWith(String(prefix)));
}

/** An item in the form in which DynamoDB keeps it. */
export function stored(item: Written): Item {
  return fieldsOf(item);
}

function fieldsOf(value: object): Record<string, AttributeValue> {
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, attribute(field)]));
}

function attribute(value: unknown): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(attribute) };
  if (typeof value === 'object') return { M: fieldsOf(value) };
  throw new Error(`a table holds no ${typeof value}`);
}
