// The part of the DynamoDB contract about transactions and about items that expire.
import { DescribeTimeToLiveCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { TransactGetCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { epochMs, type Instant, plus } from '../../lib/domain/time.ts';
import { type DynamodbSession, inStatus, TableName } from './dynamodb-fixture.ts';

export function describeTransactions(session: () => DynamodbSession): void {
  const transact = (TransactItems: TransactWriteCommandInput['TransactItems'], ClientRequestToken?: string) =>
    session().documents.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }));

  describe('transactions', () => {
    it('puts, updates, checks and deletes as one', async () => {
      await session().put({ pk: 'TX', sk: 'old' });
      await session().put({ pk: 'TX', sk: 'there' });
      await transact([
        {
          Put: {
            TableName,
            Item: { pk: 'TX', sk: 'new', status: 'TX', order: '1' },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        count('one'),
        {
          ConditionCheck: { TableName, Key: { pk: 'TX', sk: 'there' }, ConditionExpression: 'attribute_exists(pk)' },
        },
        { Delete: { TableName, Key: { pk: 'TX', sk: 'old' } } },
      ]);
      expect(await session().get('COUNT', 'one')).toMatchObject({ n: 1 });
      expect(await session().get('TX', 'old')).toBeUndefined();
      expect((await session().query(inStatus('TX'))).Items).toHaveLength(1);
      expect(await session().get('TX', 'there')).toEqual({ pk: 'TX', sk: 'there' });
    });

    it('does nothing when one condition fails, and says which', async () => {
      await session().put({ pk: 'TX', sk: 'taken', n: 5 });
      const refused = transact([
        count('none'),
        {
          Put: {
            TableName,
            Item: { pk: 'TX', sk: 'taken', status: 'TORN', order: '1' },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
      ]);
      await expect(refused).rejects.toMatchObject({
        name: 'TransactionCanceledException',
        CancellationReasons: [
          { Code: 'None' },
          { Code: 'ConditionalCheckFailed', Item: { pk: { S: 'TX' }, sk: { S: 'taken' }, n: { N: '5' } } },
        ],
      });
      expect(await session().get('COUNT', 'none')).toBeUndefined();
      expect((await session().query(inStatus('TORN'))).Items).toEqual([]);
    });

    it('does a transaction once per token, and refuses the token for another one', async () => {
      await transact([count('token')], 'token-1');
      await transact([count('token')], 'token-1');
      expect(await session().get('COUNT', 'token')).toMatchObject({ n: 1 });
      await expect(transact([count('other')], 'token-1')).rejects.toMatchObject({
        name: 'IdempotentParameterMismatchException',
      });
      session().advance({ minutes: 11 });
      await session().sweepExpired();
      await transact([count('token')], 'token-1');
      expect(await session().get('COUNT', 'token')).toMatchObject({ n: 2 });
    });

    it('leaves the token of a refused transaction free', async () => {
      await expect(transact([count('free'), onlyIfThere('later')], 'token-2')).rejects.toMatchObject({
        name: 'TransactionCanceledException',
      });
      await session().put({ pk: 'TX', sk: 'later' });
      await transact([count('free'), onlyIfThere('later')], 'token-2');
      expect(await session().get('COUNT', 'free')).toMatchObject({ n: 1 });
    });

    it('refuses two operations on one item', async () => {
      await expect(transact([count('twice'), count('twice')])).rejects.toMatchObject({ name: 'ValidationException' });
    });

    it('reads several items at one moment', async () => {
      await session().put({ pk: 'TX', sk: 'read' });
      const { Responses } = await session().documents.send(
        new TransactGetCommand({
          TransactItems: ['read', 'nothing'].map((sk) => ({ Get: { TableName, Key: { pk: 'TX', sk } } })),
        }),
      );
      expect(Responses?.map((response) => response.Item)).toEqual([{ pk: 'TX', sk: 'read' }, undefined]);
    });
  });
}

export function describeTimeToLive(session: () => DynamodbSession): void {
  describe('time to live', () => {
    it('deletes items after their time, also those written before it was switched on', async () => {
      await session().put({
        pk: 'TTL',
        sk: 'early',
        expires: seconds(plus(session().now(), { minutes: 5 })),
        status: 'TTL',
        order: '1',
      });
      const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true };
      await session().client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
      const { TimeToLiveDescription } = await session().client.send(new DescribeTimeToLiveCommand({ TableName }));
      expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
      await session().put({
        pk: 'TTL',
        sk: 'late',
        expires: seconds(plus(session().now(), { hours: 1 })),
        status: 'TTL',
        order: '2',
      });
      await session().put({ pk: 'TTL', sk: 'never', status: 'TTL', order: '3' });

      session().advance({ minutes: 6 });
      await session().sweepExpired();

      expect((await session().query(inStatus('TTL'))).Items?.map((item) => item['sk'])).toEqual(['late', 'never']);
      expect(await session().get('TTL', 'early')).toBeUndefined();
    });

    it('leaves alone what expired more than five years ago, as AWS does', async () => {
      await session().put({ pk: 'TTL', sk: 'ancient', expires: seconds(plus(session().now(), { days: -6 * 365 })) });
      await session().sweepExpired();
      expect(await session().get('TTL', 'ancient')).toBeDefined();
    });
  });
}

/** Counts one up in an item of its own. */
function count(sk: string) {
  return {
    Update: {
      TableName,
      Key: { pk: 'COUNT', sk },
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': 1 },
    },
  };
}

function onlyIfThere(sk: string) {
  return { ConditionCheck: { TableName, Key: { pk: 'TX', sk }, ConditionExpression: 'attribute_exists(pk)' } };
}

function seconds(at: Instant): number {
  return epochMs(at) / 1000;
}
