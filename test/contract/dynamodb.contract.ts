// What any DynamoDB must do for this product: run against the embedded engine, and against any other by its endpoint.
import { DeleteTableCommand, DescribeTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  complaintsTable,
  type DynamodbSession,
  openSession,
  type StartDynamodb,
  TableName,
} from './dynamodb-fixture.ts';
import { describeQueries } from './dynamodb-queries.contract.ts';
import { describeTimeToLive, describeTransactions } from './dynamodb-transactions.contract.ts';

export function describeDynamodb(name: string, start: StartDynamodb): void {
  describe(`DynamoDB: ${name}`, () => {
    let opened: DynamodbSession;
    const session = () => opened;
    beforeAll(async () => {
      opened = await openSession(start);
    });
    afterAll(() => opened.close());

    describeTables(session);
    describeConditions(session);
    describeUpdates(session);
    describeQueries(session);
    describeTransactions(session);
    describeTimeToLive(session);
  });
}

function describeTables(session: () => DynamodbSession): void {
  describe('tables', () => {
    it('has a table with its indexes ready at once', async () => {
      const { Table } = await session().client.send(new DescribeTableCommand({ TableName }));
      expect(Table?.TableStatus).toBe('ACTIVE');
      expect(Table?.GlobalSecondaryIndexes?.map((index) => [index.IndexName, index.IndexStatus])).toEqual([
        ['byStatus', 'ACTIVE'],
        ['byOwner', 'ACTIVE'],
        ['byCase', 'ACTIVE'],
      ]);
    });

    it('refuses a second table of the same name', async () => {
      await expect(session().client.send(complaintsTable())).rejects.toMatchObject({ name: 'ResourceInUseException' });
    });

    it('forgets a deleted table with all its items', async () => {
      const scratch = complaintsTable('scratch');
      await session().client.send(scratch);
      await session().documents.send(
        new PutCommand({ TableName: 'scratch', Item: { pk: 'A', sk: '1', status: 'x', order: '1' } }),
      );
      await session().client.send(new DeleteTableCommand({ TableName: 'scratch' }));
      expect((await session().client.send(new ListTablesCommand({}))).TableNames).toEqual([TableName]);
      await session().client.send(scratch);
      expect((await session().documents.send(new ScanCommand({ TableName: 'scratch' }))).Items).toEqual([]);
      expect(
        (await session().documents.send(new ScanCommand({ TableName: 'scratch', IndexName: 'byStatus' }))).Items,
      ).toEqual([]);
      await session().client.send(new DeleteTableCommand({ TableName: 'scratch' }));
    });

    it('names the table that does not exist', async () => {
      const lost = session().documents.send(new GetCommand({ TableName: 'nowhere', Key: { pk: 'A', sk: '1' } }));
      await expect(lost).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: expect.stringContaining('nowhere'),
      });
    });
  });
}

function describeConditions(session: () => DynamodbSession): void {
  describe('conditions', () => {
    it('puts an item only once when it must not exist', async () => {
      const once = [{ pk: 'ONCE', sk: '1', n: 1 }, { ConditionExpression: 'attribute_not_exists(pk)' }] as const;
      await session().put(...once);
      await expect(session().put(...once)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    });

    it('shows the item that stood in the way, when asked', async () => {
      await session().put({ pk: 'ALL_OLD', sk: '1', n: 7 });
      const refused = session().put(
        { pk: 'ALL_OLD', sk: '1' },
        { ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
      );
      await expect(refused).rejects.toMatchObject({ Item: { pk: { S: 'ALL_OLD' }, sk: { S: '1' }, n: { N: '7' } } });
    });

    it('lets one of twenty competing updates win', async () => {
      const attempts = Array.from({ length: 20 }, () =>
        session().update('RACE', '1', {
          UpdateExpression: 'SET v = if_not_exists(v, :zero) + :one',
          ConditionExpression: 'attribute_not_exists(v)',
          ExpressionAttributeValues: { ':zero': 0, ':one': 1 },
        }),
      );
      const won = (await Promise.allSettled(attempts)).filter((attempt) => attempt.status === 'fulfilled');
      expect(won).toHaveLength(1);
    });

    it('understands size, contains, between and types in a condition', async () => {
      await session().put({ pk: 'COND', sk: '1', n: 3, list: ['x'], set: new Set(['a', 'b']), map: { a: { b: 1 } } });
      const changed = await session().update('COND', '1', {
        UpdateExpression: 'SET #map.a.b = #map.a.b + :four, #list[1] = :y',
        ConditionExpression:
          'size(#list) = :one AND contains(#set, :a) AND n BETWEEN :one AND :five AND attribute_type(#map, :type)',
        ExpressionAttributeNames: { '#map': 'map', '#list': 'list', '#set': 'set' },
        ExpressionAttributeValues: { ':four': 4, ':y': 'y', ':one': 1, ':a': 'a', ':five': 5, ':type': 'M' },
        ReturnValues: 'ALL_NEW',
      });
      expect(changed.Attributes).toMatchObject({ map: { a: { b: 5 } }, list: ['x', 'y'] });
    });
  });
}

function describeUpdates(session: () => DynamodbSession): void {
  describe('updates', () => {
    it('sets, adds, appends and removes in one update', async () => {
      await session().put({ pk: 'UPDATE', sk: '1', n: 1, gone: 'soon' });
      const changed = await session().update('UPDATE', '1', {
        UpdateExpression:
          'SET tries = if_not_exists(tries, :zero) + :one, hist = list_append(if_not_exists(hist, :none), :x) ADD n :two, tags :tags REMOVE gone',
        ExpressionAttributeValues: {
          ':zero': 0,
          ':one': 1,
          ':none': [],
          ':x': ['x'],
          ':two': 2,
          ':tags': new Set(['a', 'b']),
        },
        ReturnValues: 'ALL_NEW',
      });
      expect(changed.Attributes).toEqual({
        pk: 'UPDATE',
        sk: '1',
        tries: 1,
        n: 3,
        hist: ['x'],
        tags: new Set(['a', 'b']),
      });
      expect(await session().get('UPDATE', '1')).toEqual(changed.Attributes);
    });

    it('refuses a reserved word in an expression', async () => {
      const refused = session().update('UPDATE', '1', {
        UpdateExpression: 'SET status = :s',
        ExpressionAttributeValues: { ':s': 1 },
      });
      await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
    });

    it('refuses an item of more than 400 KB', async () => {
      await expect(session().put({ pk: 'BIG', sk: 'z', text: 'x'.repeat(420_000) })).rejects.toMatchObject({
        name: 'ValidationException',
      });
    });

    it('allows empty text, but not in a key or in an index key', async () => {
      await session().put({ pk: 'EMPTY', sk: '1', text: '' });
      await expect(session().put({ pk: '', sk: '1' })).rejects.toMatchObject({ name: 'ValidationException' });
      await expect(session().put({ pk: 'EMPTY', sk: '2', status: '', order: '1' })).rejects.toMatchObject({
        name: 'ValidationException',
      });
      const emptied = session().update('EMPTY', '1', {
        UpdateExpression: 'SET #s = :empty, #o = :empty',
        ExpressionAttributeNames: { '#s': 'status', '#o': 'order' },
        ExpressionAttributeValues: { ':empty': '' },
      });
      await expect(emptied).rejects.toMatchObject({ name: 'ValidationException' });
      expect(await session().get('EMPTY', '1')).toEqual({ pk: 'EMPTY', sk: '1', text: '' });
    });

    it('keeps letters beyond English, emoji and binary as they were', async () => {
      const Item = {
        pk: 'TEXT',
        sk: 'ü 😀 \u0000',
        text: 'Zürich 😡\n"quoted" \\ 東京',
        bytes: new Uint8Array([0, 255, 7]),
      };
      await session().put(Item);
      expect(await session().get('TEXT', 'ü 😀 \u0000')).toEqual(Item);
    });
  });
}
