// The table and the requests that the DynamoDB contract speaks of.
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { type Clock, type Instant, plus, type Span } from '../../lib/domain/time.ts';

export const TableName = 'complaints';

interface DynamodbUnderTest {
  readonly endpoint: string;
  readonly sweepExpired: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export type StartDynamodb = (clock: Clock) => Promise<DynamodbUnderTest>;
export type DynamodbSession = Awaited<ReturnType<typeof openSession>>;

/** One engine with the complaints table, and a clock that only moves when told to. */
export async function openSession(start: StartDynamodb) {
  let now: Instant = '2026-11-21T09:30:00.000Z';
  const engine = await start(() => now);
  const client = clientOf(engine.endpoint);
  const documents = documentsOf(client);
  await client.send(complaintsTable());
  return {
    client,
    documents,
    now: () => now,
    advance: (span: Span) => {
      now = plus(now, span);
    },
    sweepExpired: engine.sweepExpired,
    put: (Item: Record<string, unknown>, rest: object = {}) =>
      documents.send(new PutCommand({ TableName, Item, ...rest })),
    get: async (pk: string, sk: string) =>
      (await documents.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }))).Item,
    update: (pk: string, sk: string, change: Omit<UpdateCommandInput, 'TableName' | 'Key'>) =>
      documents.send(new UpdateCommand({ TableName, Key: { pk, sk }, ...change })),
    query: (question: Omit<QueryCommandInput, 'TableName'>) =>
      documents.send(new QueryCommand({ TableName, ...question })),
    close: async () => {
      client.destroy();
      await engine.close();
    },
  };
}

export function clientOf(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
}

export function documentsOf(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** A table of the product's kind: two full indexes, one by number, and one that holds only keys. */
export function complaintsTable(name = TableName): CreateTableCommand {
  const text = ['pk', 'sk', 'status', 'order', 'owner', 'caseNumber'];
  return new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      ...text.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      { AttributeName: 'load', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      index('byStatus', 'status', 'order'),
      index('byOwner', 'owner', 'load'),
      index('byCase', 'caseNumber'),
    ],
  });
}

function index(IndexName: string, ...keys: readonly string[]) {
  return {
    IndexName,
    KeySchema: keys.map((AttributeName, i) => ({
      AttributeName,
      KeyType: i === 0 ? ('HASH' as const) : ('RANGE' as const),
    })),
    Projection: { ProjectionType: keys.length === 1 ? ('KEYS_ONLY' as const) : ('ALL' as const) },
  };
}

export function complaint(n: number) {
  const order = String(n).padStart(8, '0');
  return {
    pk: `POST#${n % 50}`,
    sk: `EV#${order}`,
    status: `ST#${n % 5}`,
    order,
    owner: `USER#${n % 97}`,
    load: n,
    body: 'my parcel is three weeks late and nobody answers the phone',
    score: -0.5,
    tags: ['late', 'support'],
  };
}

export function inStatus(status: string) {
  return {
    IndexName: 'byStatus',
    KeyConditionExpression: '#status = :status',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':status': status },
  };
}
