// The embedded table without a socket in between, for tests that ask it a hundred thousand times; same engine, same SDK.
import { Readable } from 'node:stream';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { engineAt } from '../../lib/composition.ts';
import type { Clock } from '../../lib/domain/time.ts';
import { refusal } from '../../lib/local/engines/aws-refusal.ts';
import { createDynamodb, DYNAMODB_SCHEMA } from '../../lib/local/engines/dynamodb-operations.ts';
import { answerJson } from '../../lib/local/engines/engine-server.ts';
import { openSqlite } from '../../lib/local/engines/sqlite-file.ts';
import type { Db } from '../../lib/store/db.ts';
import { TABLE_INDEXES } from '../../lib/store/table.ts';

interface SdkRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** An empty table in memory, with its indexes. */
export async function openQuickTable(clock: Clock): Promise<{ db: Db; close: () => void }> {
  const database = openSqlite(undefined, DYNAMODB_SCHEMA);
  const { operations } = createDynamodb(database, clock);
  const answer = answerJson(({ operation, input }) => {
    const known = operations[operation];
    if (!known) throw refusal('com.amazon.coral.service#UnknownOperationException', operation);
    return known(input);
  });
  const handle = async ({ headers, body }: SdkRequest) => {
    const operation = (headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const said = await answer({ operation, body: textOf(body), onGone: () => undefined });
    const answered = { ...said.headers, 'content-type': said.contentType };
    return { response: { statusCode: said.status, headers: answered, body: Readable.from(Buffer.from(said.body)) } };
  };
  // The SDK asks for more of a handler than it needs of one that holds no connections.
  const requestHandler = { handle } as never;
  const bare = new DynamoDBClient({ ...engineAt('http://127.0.0.1:1'), requestHandler, maxAttempts: 1 });
  await bare.send(new CreateTableCommand(TABLE));
  const client = DynamoDBDocumentClient.from(bare, { marshallOptions: { removeUndefinedValues: true } });
  return { db: { client, table: TABLE.TableName }, close: () => database.close() };
}

function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

const keys = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];

const NAMES = ['pk', 'sk', ...TABLE_INDEXES.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])];

const TABLE = {
  TableName: 'earshot',
  BillingMode: 'PAY_PER_REQUEST' as const,
  KeySchema: keys('pk', 'sk'),
  AttributeDefinitions: NAMES.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
  GlobalSecondaryIndexes: TABLE_INDEXES.map(({ name, partitionKey, sortKey }) => ({
    IndexName: name,
    KeySchema: keys(partitionKey, sortKey),
    Projection: { ProjectionType: 'ALL' as const },
  })),
};
