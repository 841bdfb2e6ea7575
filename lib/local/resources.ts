// Creates the template's tables, queues and topics on the embedded engines, and tells the template what they are called there.
import {
  type AttributeDefinition,
  CreateTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { engineAt } from '../composition.ts';
import type { Resource, Template } from './template.ts';

export interface Endpoints {
  readonly dynamodb: string;
  readonly sqs: string;
  readonly sns: string;
}

/** Existing tables and queues are kept as they are, with what is in them. */
export async function createResources(template: Template, endpoints: Endpoints): Promise<void> {
  const dynamodb = new DynamoDBClient(engineAt(endpoints.dynamodb));
  for (const table of template.ofType('AWS::DynamoDB::Table')) await createTable(dynamodb, template, table);
  const sqs = new SQSClient(engineAt(endpoints.sqs));
  const queues = template.ofType('AWS::SQS::Queue');
  // Dead-letter queues first: the others name them.
  for (const queue of queues.toSorted((a, b) => redrives(a) - redrives(b))) await createQueue(sqs, template, queue);
  for (const topic of template.ofType('AWS::SNS::Topic')) {
    template.identify(topic.id, { ref: `arn:aws:sns:us-east-1:000000000000:${topic.id}`, attributes: {} });
  }
  dynamodb.destroy();
  sqs.destroy();
}

/** CloudFormation's names for these are the API's; their shape is checked against AWS's specification in test/infra. */
const listOf = <Item>() => z.custom<Item[]>(Array.isArray, 'expected a list');

const tableSchema = z.object({
  AttributeDefinitions: listOf<AttributeDefinition>(),
  KeySchema: listOf<KeySchemaElement>(),
  GlobalSecondaryIndexes: listOf<GlobalSecondaryIndex>(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});

async function createTable(client: DynamoDBClient, template: Template, { id, Properties }: Resource): Promise<void> {
  const TableName = id;
  template.identify(id, {
    ref: TableName,
    attributes: { Arn: `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}` },
  });
  const { TimeToLiveSpecification, ...shape } = tableSchema.parse(template.resolve(Properties));
  try {
    await client.send(new CreateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST', ...shape }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ResourceInUseException')) throw error;
    return;
  }
  if (TimeToLiveSpecification) await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

/** The properties that the queue API calls by the same names. */
const QUEUE_ATTRIBUTES = [
  'ContentBasedDeduplication',
  'DelaySeconds',
  'FifoQueue',
  'MessageRetentionPeriod',
  'RedrivePolicy',
  'VisibilityTimeout',
] as const;

async function createQueue(client: SQSClient, template: Template, { id, Properties }: Resource): Promise<void> {
  const properties = z.record(z.string(), z.unknown()).parse(template.resolve(Properties));
  const QueueName = properties.FifoQueue === true ? `${id}.fifo` : id;
  const given = QUEUE_ATTRIBUTES.filter((name) => properties[name] !== undefined && properties[name] !== false);
  const Attributes = Object.fromEntries(given.map((name) => [name, text(properties[name])]));
  const QueueUrl = await createOrUpdate(client, QueueName, Attributes);
  template.identify(id, {
    ref: QueueUrl,
    attributes: { Arn: `arn:aws:sqs:us-east-1:000000000000:${QueueName}`, QueueName },
  });
}

/** A queue made by an earlier version keeps its messages and takes the new settings. */
async function createOrUpdate(
  client: SQSClient,
  QueueName: string,
  Attributes: Record<string, string>,
): Promise<string> {
  const fixed = Attributes.FifoQueue === undefined ? {} : { Attributes: { FifoQueue: Attributes.FifoQueue } };
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName, ...fixed }));
  const { FifoQueue: _, ...changeable } = Attributes;
  await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: changeable }));
  return QueueUrl;
}

function text(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function redrives(queue: Resource): number {
  return queue.Properties.RedrivePolicy === undefined ? 0 : 1;
}
