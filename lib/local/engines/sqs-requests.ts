// The shape of every request the embedded SQS answers, parsed at the edge.
import * as z from 'zod';
import { parseRequest } from './aws-refusal.ts';
import type { MessageAttributes } from './sqs-digest.ts';
import { sqsError } from './sqs-refusals.ts';

const MAX_BATCH = 10;

const messageAttribute = z.object({
  DataType: z.string().regex(/^(String|Number|Binary)(\..+)?$/),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});

const message = z.object({
  MessageBody: z.string(),
  DelaySeconds: z.int().min(0).max(900).optional(),
  MessageAttributes: z.record(z.string(), messageAttribute).default({}),
  MessageGroupId: z.string().min(1).max(128).optional(),
  MessageDeduplicationId: z.string().min(1).max(128).optional(),
});
const receipt = z.object({ ReceiptHandle: z.string() });
const visibility = receipt.extend({ VisibilityTimeout: z.int().min(0).max(43_200) });
const onQueue = z.object({ QueueUrl: z.string() });
const attributes = z.record(z.string(), z.string()).default({});
const names = z.array(z.string()).default([]);
const entries = <Entry extends z.ZodRawShape>(entry: z.ZodObject<Entry>) =>
  onQueue.extend({ Entries: z.array(entry.extend({ Id: z.string() })).default([]) });

export const requests = {
  CreateQueue: z.object({ QueueName: z.string(), Attributes: attributes }),
  GetQueueUrl: z.object({ QueueName: z.string() }),
  ListQueues: z.object({ QueueNamePrefix: z.string().default('') }),
  GetQueueAttributes: onQueue.extend({ AttributeNames: names }),
  SetQueueAttributes: onQueue.extend({ Attributes: attributes }),
  PurgeQueue: onQueue,
  SendMessage: onQueue.extend(message.shape),
  SendMessageBatch: entries(message),
  ReceiveMessage: onQueue.extend({
    MaxNumberOfMessages: z.int().min(1).max(10).default(1),
    VisibilityTimeout: z.int().min(0).max(43_200).optional(),
    WaitTimeSeconds: z.int().min(0).max(20).optional(),
    AttributeNames: names,
    MessageSystemAttributeNames: names,
    MessageAttributeNames: names,
  }),
  DeleteMessage: onQueue.extend(receipt.shape),
  DeleteMessageBatch: entries(receipt),
  ChangeMessageVisibility: onQueue.extend(visibility.shape),
  ChangeMessageVisibilityBatch: entries(visibility),
  StartMessageMoveTask: z.object({ SourceArn: z.string(), DestinationArn: z.string().optional() }),
} as const;

export type WireMessage = z.infer<typeof message>;
export type ReceiveRequest = z.infer<typeof requests.ReceiveMessage>;

/** Throws InvalidParameterValue with every complaint. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  return parseRequest(schema, input, (complaint) => sqsError('InvalidParameterValue', complaint));
}

/** The refusals that concern a whole batch. Source: SQS API reference, SendMessageBatch. */
export function checkBatch(batch: readonly { readonly Id: string }[]): void {
  if (batch.length === 0) throw sqsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (batch.length > MAX_BATCH) {
    throw sqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MAX_BATCH}. You have sent ${batch.length}.`,
    );
  }
  const wrong = batch.find(({ Id }) => !/^[\w-]{1,80}$/.test(Id));
  if (wrong)
    throw sqsError('InvalidBatchEntryId', `"${wrong.Id}" is no Id: 1 to 80 letters, digits, hyphens or underscores.`);
  const ids = batch.map(({ Id }) => Id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw sqsError('BatchEntryIdsNotDistinct', `Id ${twice} repeated.`);
}

/** The attributes asked for by name, by `prefix.*`, or all of them. */
export function selected(all: MessageAttributes, wanted: readonly string[]): MessageAttributes {
  const asked = (name: string) =>
    wanted.some(
      (want) => want === 'All' || want === name || (want.endsWith('.*') && name.startsWith(want.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(all).filter(([name]) => asked(name)));
}
