// The part of the DynamoDB contract about reading: batches, partitions, indexes and pages.
import { BatchGetCommand, BatchWriteCommand, DeleteCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { complaint, type DynamodbSession, inStatus, TableName } from './dynamodb-fixture.ts';

export function describeQueries(session: () => DynamodbSession): void {
  describe('queries', () => {
    beforeAll(async () => {
      const batches = Array.from({ length: 80 }, (_, batch) =>
        Array.from({ length: 25 }, (_, i) => complaint(batch * 25 + i)),
      );
      for (const items of batches) {
        const writes = items.map((Item) => ({ PutRequest: { Item } }));
        await session().documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: writes } }));
      }
    });

    it('gets a hundred items at once', async () => {
      const Keys = Array.from({ length: 100 }, (_, n) => ({ pk: complaint(n).pk, sk: complaint(n).sk }));
      const { Responses } = await session().documents.send(
        new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }),
      );
      expect(Responses?.[TableName]).toHaveLength(100);
    });

    it('pages through a partition in order, without gaps', async () => {
      const sortKeys: string[] = [];
      const question = {
        TableName,
        KeyConditionExpression: 'pk = :p AND begins_with(sk, :s)',
        ExpressionAttributeValues: { ':p': 'POST#3', ':s': 'EV#' },
      };
      for await (const page of paginateQuery({ client: session().documents, pageSize: 7 }, question)) {
        sortKeys.push(...(page.Items ?? []).map((item) => item['sk']));
      }
      expect(sortKeys).toEqual(Array.from({ length: 40 }, (_, i) => complaint(3 + 50 * i).sk));
    });

    it('pages backwards through an index by number, with a filter', async () => {
      const numbers: number[] = [];
      const question = {
        TableName,
        IndexName: 'byOwner',
        KeyConditionExpression: '#owner = :p AND #load > :n',
        FilterExpression: 'score < :zero AND attribute_exists(body)',
        ExpressionAttributeNames: { '#owner': 'owner', '#load': 'load' },
        ExpressionAttributeValues: { ':p': 'USER#5', ':n': 100, ':zero': 0 },
        ScanIndexForward: false,
      };
      for await (const page of paginateQuery({ client: session().documents, pageSize: 4 }, question)) {
        numbers.push(...(page.Items ?? []).map((item) => item['load']));
      }
      const expected = Array.from({ length: 2000 }, (_, n) => n).filter((n) => n % 97 === 5 && n > 100);
      expect(numbers).toEqual(expected.toReversed());
    });

    it('holds in an index every item of one index key, even where short hashes of two items are equal', async () => {
      // These two keys share the 24 bits by which dynalite tells items of one index key apart.
      const twins = ['T#3355', 'T#3898'];
      for (const sk of twins) await session().put({ pk: 'CASE', sk, status: 'TWIN', order: 'same' });
      const found: string[] = [];
      const question = { TableName, ...inStatus('TWIN') };
      for await (const page of paginateQuery({ client: session().documents, pageSize: 1 }, question)) {
        found.push(...(page.Items ?? []).map((item) => item['sk']));
      }
      expect(found.toSorted()).toEqual(twins);
    });

    it('moves an item in the indexes when its index key changes, and takes it out when the key goes', async () => {
      await session().put({ pk: 'MOVE', sk: '1', status: 'MOVE#new', order: '1' });
      await session().update('MOVE', '1', setStatus('MOVE#claimed'));
      expect((await session().query(inStatus('MOVE#new'))).Items).toEqual([]);
      expect((await session().query(inStatus('MOVE#claimed'))).Items).toHaveLength(1);
      await session().update('MOVE', '1', {
        UpdateExpression: 'REMOVE #s',
        ExpressionAttributeNames: { '#s': 'status' },
      });
      expect((await session().query(inStatus('MOVE#claimed'))).Items).toEqual([]);
      await session().put({ pk: 'MOVE', sk: '1', status: 'MOVE#back', order: '1' });
      await session().documents.send(new DeleteCommand({ TableName, Key: { pk: 'MOVE', sk: '1' } }));
      expect((await session().query(inStatus('MOVE#back'))).Items).toEqual([]);
    });

    it('shows through an index the change of an attribute that is no key of it', async () => {
      await session().put({ pk: 'SHOW', sk: '1', status: 'SHOW', order: '1', n: 1 });
      await session().update('SHOW', '1', { UpdateExpression: 'SET n = :n', ExpressionAttributeValues: { ':n': 2 } });
      expect((await session().query(inStatus('SHOW'))).Items).toMatchObject([{ n: 2 }]);
    });

    it('gives only keys from an index that holds only keys', async () => {
      await session().put({ pk: 'KEYS', sk: '1', caseNumber: 'K-7', text: 'long' });
      const { Items } = await session().query({
        IndexName: 'byCase',
        KeyConditionExpression: 'caseNumber = :c',
        ExpressionAttributeValues: { ':c': 'K-7' },
      });
      expect(Items).toEqual([{ pk: 'KEYS', sk: '1', caseNumber: 'K-7' }]);
    });

    it('ends a page at one megabyte and goes on from there', async () => {
      for (let n = 0; n < 8; n++) await session().put({ pk: 'BIG', sk: `${n}`, text: 'x'.repeat(200_000) });
      const question = { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': 'BIG' } };
      const first = await session().query(question);
      expect(first.LastEvaluatedKey).toBeDefined();
      const rest = await session().query({ ...question, ExclusiveStartKey: first.LastEvaluatedKey });
      expect([...(first.Items ?? []), ...(rest.Items ?? [])].map((item) => item['sk'])).toEqual([...'01234567']);
    });
  });
}

function setStatus(status: string) {
  return {
    UpdateExpression: 'SET #s = :s',
    ExpressionAttributeNames: { '#s': 'status' },
    ExpressionAttributeValues: { ':s': status },
  };
}
