// Throughput of the embedded engines with the AWS SDK in the same process, as `npm start` runs them.
// node test/bench/engines.ts
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startDynamodbEngine } from '../../lib/local/engines/dynamodb-engine.ts';
import { startSqsEngine } from '../../lib/local/engines/sqs-engine.ts';

const clock = () => new Date().toISOString();
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const TEXT = 'my parcel is three weeks late and nobody answers the phone. #fail @brand '.repeat(4);

const folder = mkdtempSync(join(tmpdir(), 'engines-'));
try {
  console.log(JSON.stringify({ dynamodb: await benchDynamodb(), sqs: await benchSqs() }, null, 2));
} finally {
  rmSync(folder, { recursive: true });
}

async function benchDynamodb() {
  const engine = await startDynamodbEngine({ path: join(folder, 'table.sqlite'), clock });
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
  const TableName = 'bench';
  await client.send(tableWithThreeIndexes(TableName));
  const figures = {
    'PutItem, 1 client': await rate(1, 1000, (n) => client.send(new PutItemCommand({ TableName, Item: item(n) }))),
    'PutItem, 16 clients': await rate(16, 5000, (n) =>
      client.send(new PutItemCommand({ TableName, Item: item(10_000 + n) })),
    ),
    'BatchWriteItem of 25, 8 clients (items)':
      25 * (await rate(8, 400, (n) => client.send(batch(TableName, 20_000 + 25 * n)))),
    'TransactWriteItems of 5, 1 client': await rate(1, 1000, (n) =>
      client.send(transaction(TableName, 100_000 + 5 * n)),
    ),
    'TransactWriteItems of 5, 16 clients': await rate(16, 3000, (n) =>
      client.send(transaction(TableName, 200_000 + 5 * n)),
    ),
    'GetItem, 16 clients': await rate(16, 5000, (n) =>
      client.send(new GetItemCommand({ TableName, Key: key(10_000 + n) })),
    ),
    'Query of 50 from an index, 16 clients': await rate(16, 1500, (n) => client.send(page(TableName, n))),
  };
  client.destroy();
  await engine.close();
  return figures;
}

async function benchSqs() {
  const engine = await startSqsEngine({ path: join(folder, 'queues.sqlite'), clock });
  const client = new SQSClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'bench' }));
  const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: `${n}`, MessageBody: TEXT }));
  const figures = {
    'SendMessage, 16 clients': await rate(16, 3000, () =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody: TEXT })),
    ),
    'SendMessageBatch of 10, 8 clients (messages)':
      10 * (await rate(8, 500, () => client.send(new SendMessageBatchCommand({ QueueUrl, Entries })))),
    'receive and delete by 10, 8 clients (messages)':
      10 * (await rate(8, 800, () => receiveAndDelete(client, QueueUrl))),
  };
  client.destroy();
  await engine.close();
  return figures;
}

async function receiveAndDelete(client: SQSClient, QueueUrl: string | undefined): Promise<void> {
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  if (Messages.length !== 10) throw new Error(`received ${Messages.length} messages instead of 10`);
  const Entries = Messages.map(({ ReceiptHandle }, n) => ({ Id: `${n}`, ReceiptHandle }));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
}

/** Calls per second with so many clients, each sending one call after another. */
async function rate(clients: number, calls: number, call: (n: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < calls) await call(next++);
    }),
  );
  return Math.round((calls / (performance.now() - start)) * 1000);
}

function tableWithThreeIndexes(TableName: string) {
  const indexes = ['a', 'b', 'c'];
  const names = ['pk', 'sk', ...indexes.flatMap((name) => [`${name}Pk`, `${name}Sk`])];
  return new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    KeySchema: schema('pk', 'sk'),
    GlobalSecondaryIndexes: indexes.map((name) => ({
      IndexName: `index-${name}`,
      KeySchema: schema(`${name}Pk`, `${name}Sk`),
      Projection: { ProjectionType: 'ALL' as const },
    })),
  });
}

function schema(hash: string, range: string) {
  return [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
}

function key(n: number) {
  return { pk: { S: `THREAD#${n % 997}` }, sk: { S: `EVENT#${String(n).padStart(8, '0')}` } };
}

function item(n: number) {
  const order = { S: `T#${String(n).padStart(8, '0')}` };
  return {
    ...key(n),
    aPk: { S: `STATUS#${n % 5}` },
    aSk: order,
    bPk: { S: `OWNER#${n % 97}` },
    bSk: order,
    cPk: { S: `DUE#${n % 13}` },
    cSk: order,
    text: { S: TEXT },
    version: { N: '1' },
  };
}

function batch(table: string, from: number) {
  const requests = Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: item(from + i) } }));
  return new BatchWriteItemCommand({ RequestItems: { [table]: requests } });
}

/** Like storing a mention: a condition, new items in the indexes, and an update of one item. */
function transaction(TableName: string, from: number) {
  const put = (n: number) => ({ Put: { TableName, Item: item(n), ConditionExpression: 'attribute_not_exists(pk)' } });
  const update = {
    TableName,
    Key: { pk: { S: 'COUNTER' }, sk: { S: String(from % 50) } },
    UpdateExpression: 'ADD threads :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  };
  return new TransactWriteItemsCommand({
    TransactItems: [...[0, 1, 2, 3].map((i) => put(from + i)), { Update: update }],
  });
}

function page(TableName: string, n: number) {
  return new QueryCommand({
    TableName,
    IndexName: 'index-a',
    KeyConditionExpression: 'aPk = :status',
    ExpressionAttributeValues: { ':status': { S: `STATUS#${n % 5}` } },
    ScanIndexForward: false,
    Limit: 50,
  });
}
