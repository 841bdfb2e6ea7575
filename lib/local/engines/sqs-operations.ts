// Every request the embedded SQS answers, by its AWS name.
import type { DatabaseSync } from 'node:sqlite';
import type { Clock, Instant } from '../../domain/time.ts';
import { isRefusal } from './aws-refusal.ts';
import { atomically } from './sqlite-file.ts';
import { attributesDigest, bodyDigest, type MessageAttributes, messageBytes } from './sqs-digest.ts';
import { type Depth, type MessageCounts, openMessageCounts } from './sqs-messages.ts';
import { openQueues, type Queue, type Queues } from './sqs-queues.ts';
import { openReceiving, type ReceivedMessage, type Receiving } from './sqs-receiving.ts';
import { sqsError } from './sqs-refusals.ts';
import { checkBatch, parse, type ReceiveRequest, requests, selected, type WireMessage } from './sqs-requests.ts';
import { openSending, type Sending } from './sqs-sending.ts';

/** Source: SQS quotas, total size of a batch. */
const MAX_BATCH_BYTES = 1_048_576;

type Operations = Readonly<Record<string, (input: object) => object>>;

export interface Sqs {
  /** Everything but ReceiveMessage, which may wait. */
  readonly operations: Operations;
  readonly receive: (request: ReceiveRequest) => object & { readonly Messages?: readonly object[] };
  readonly queueOf: (queueUrl: string) => Queue;
  readonly nextWakeAt: () => Instant | undefined;
}

export interface SqsParts {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly touched: (queue: Queue) => void;
  /** e.g. `http://127.0.0.1:4566` */
  readonly endpoint: () => string;
}

export function createSqs({ database, clock, touched, endpoint }: SqsParts): Sqs {
  const queues = openQueues(database, clock);
  const counts = openMessageCounts(database, clock);
  const sending = openSending({ database, queues, clock, touched });
  const receiving = openReceiving({ database, queues, clock, touched });
  const together = atomically(database);
  const queueOf = (url: string) => queues.get(url.slice(url.lastIndexOf('/') + 1));
  const operations = {
    ...queueOperations({ queues, counts, queueOf, endpoint }),
    ...sendOperations({ queues, sending, queueOf }),
    ...receiptOperations(receiving, queueOf),
  };
  return {
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [
        name,
        (input: object) => together(() => operation(input)),
      ]),
    ),
    receive: (request) =>
      together(() => {
        const queue = queueOf(request.QueueUrl);
        const visibility = request.VisibilityTimeout ?? queue.settings.VisibilityTimeout;
        const received = receiving.receive(queue, request.MaxNumberOfMessages, visibility);
        return received.length === 0 ? {} : { Messages: received.map((each) => wireOf(each, request)) };
      }),
    queueOf,
    nextWakeAt: counts.nextWakeAt,
  };
}

interface QueueParts {
  readonly queues: Queues;
  readonly counts: MessageCounts;
  readonly queueOf: (url: string) => Queue;
  readonly endpoint: () => string;
}

function queueOperations({ queues, counts, queueOf, endpoint }: QueueParts): Operations {
  const urlOf = (queue: Queue) => `${endpoint()}/000000000000/${queue.name}`;
  return {
    CreateQueue: (input) => {
      const { QueueName, Attributes } = parse(requests.CreateQueue, input);
      return { QueueUrl: urlOf(queues.create(QueueName, Attributes)) };
    },
    GetQueueUrl: (input) => ({ QueueUrl: urlOf(queues.get(parse(requests.GetQueueUrl, input).QueueName)) }),
    ListQueues: (input) => {
      const { QueueNamePrefix } = parse(requests.ListQueues, input);
      return {
        QueueUrls: queues
          .all()
          .filter(({ name }) => name.startsWith(QueueNamePrefix))
          .map(urlOf),
      };
    },
    GetQueueAttributes: (input) => {
      const { QueueUrl, AttributeNames } = parse(requests.GetQueueAttributes, input);
      const queue = queueOf(QueueUrl);
      const all = Object.entries(attributesOf(queue, counts.depth(queue)));
      return {
        Attributes: Object.fromEntries(
          all.filter(([name]) => AttributeNames.includes('All') || AttributeNames.includes(name)),
        ),
      };
    },
    SetQueueAttributes: (input) => {
      const { QueueUrl, Attributes } = parse(requests.SetQueueAttributes, input);
      queues.change(queueOf(QueueUrl), Attributes);
      return {};
    },
    PurgeQueue: (input) => {
      counts.purge(queueOf(parse(requests.PurgeQueue, input).QueueUrl));
      return {};
    },
  };
}

interface SendParts {
  readonly queues: Queues;
  readonly sending: Sending;
  readonly queueOf: (url: string) => Queue;
}

function sendOperations({ queues, sending, queueOf }: SendParts): Operations {
  const send = (queue: Queue, wire: WireMessage) => {
    const sent = sending.send(queue, {
      body: wire.MessageBody,
      attributes: wire.MessageAttributes,
      delaySeconds: wire.DelaySeconds,
      groupId: wire.MessageGroupId,
      deduplicationId: wire.MessageDeduplicationId,
    });
    return {
      MessageId: sent.messageId,
      MD5OfMessageBody: bodyDigest(wire.MessageBody),
      ...digestOf(wire.MessageAttributes),
      ...(queue.settings.FifoQueue && { SequenceNumber: sequenceText(sent.sequence) }),
    };
  };
  const arnOf = (arn: string) => {
    const queue = queues.byArn(arn);
    if (queue) return queue;
    throw sqsError('ResourceNotFoundException', `no queue has the ARN "${arn}"`);
  };
  return {
    SendMessage: (input) => {
      const wire = parse(requests.SendMessage, input);
      return send(queueOf(wire.QueueUrl), wire);
    },
    SendMessageBatch: (input) => {
      const { QueueUrl, Entries } = parse(requests.SendMessageBatch, input);
      const queue = queueOf(QueueUrl);
      const bytes = Entries.reduce((sum, each) => sum + messageBytes(each.MessageBody, each.MessageAttributes), 0);
      if (bytes > MAX_BATCH_BYTES) {
        throw sqsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${MAX_BATCH_BYTES} bytes. You have sent ${bytes} bytes.`,
        );
      }
      return eachOf(Entries, (entry) => send(queue, entry));
    },
    StartMessageMoveTask: (input) => {
      const { SourceArn, DestinationArn } = parse(requests.StartMessageMoveTask, input);
      const target = DestinationArn === undefined ? undefined : arnOf(DestinationArn);
      const moved = sending.moveBack(arnOf(SourceArn), target);
      return { TaskHandle: Buffer.from(`${SourceArn} ${moved}`).toString('base64url') };
    },
  };
}

function receiptOperations(receiving: Receiving, queueOf: (url: string) => Queue): Operations {
  return {
    DeleteMessage: (input) => {
      const { QueueUrl, ReceiptHandle } = parse(requests.DeleteMessage, input);
      receiving.remove(queueOf(QueueUrl), ReceiptHandle);
      return {};
    },
    DeleteMessageBatch: (input) => {
      const { QueueUrl, Entries } = parse(requests.DeleteMessageBatch, input);
      const queue = queueOf(QueueUrl);
      return eachOf(Entries, (entry) => receiving.remove(queue, entry.ReceiptHandle));
    },
    ChangeMessageVisibility: (input) => {
      const { QueueUrl, ReceiptHandle, VisibilityTimeout } = parse(requests.ChangeMessageVisibility, input);
      receiving.hide(queueOf(QueueUrl), ReceiptHandle, VisibilityTimeout);
      return {};
    },
    ChangeMessageVisibilityBatch: (input) => {
      const { QueueUrl, Entries } = parse(requests.ChangeMessageVisibilityBatch, input);
      const queue = queueOf(QueueUrl);
      return eachOf(Entries, (entry) => receiving.hide(queue, entry.ReceiptHandle, entry.VisibilityTimeout));
    },
  };
}

/** Each entry of a batch fails or succeeds by itself. */
function eachOf<Entry extends { readonly Id: string }>(
  entries: readonly Entry[],
  run: (entry: Entry) => object | void,
): object {
  checkBatch(entries);
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      Failed.push({ Id: entry.Id, Code: error.queryCode, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}

function attributesOf(queue: Queue, depth: Depth): Record<string, string> {
  return {
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: `${depth.visible}`,
    ApproximateNumberOfMessagesNotVisible: `${depth.inFlight}`,
    ApproximateNumberOfMessagesDelayed: `${depth.delayed}`,
    CreatedTimestamp: `${Math.floor(queue.createdAt / 1000)}`,
    LastModifiedTimestamp: `${Math.floor(queue.modifiedAt / 1000)}`,
  };
}

function wireOf({ row, receiptHandle }: ReceivedMessage, request: ReceiveRequest): object {
  const attributes = selected(JSON.parse(row.attributes), request.MessageAttributeNames);
  const wanted = [...request.AttributeNames, ...request.MessageSystemAttributeNames];
  const system = Object.entries({
    ApproximateReceiveCount: `${row.receive_count}`,
    ApproximateFirstReceiveTimestamp: `${row.first_received_at}`,
    SentTimestamp: `${row.sent_at}`,
    SenderId: 'local',
    ...(row.group_id !== null && { MessageGroupId: row.group_id }),
    ...(row.deduplication_id !== null && {
      MessageDeduplicationId: row.deduplication_id,
      SequenceNumber: sequenceText(row.id),
    }),
    ...(row.dead_letter_source !== null && { DeadLetterQueueSourceArn: row.dead_letter_source }),
  }).filter(([name]) => wanted.includes('All') || wanted.includes(name));
  return {
    MessageId: row.message_id,
    ReceiptHandle: receiptHandle,
    Body: row.body,
    MD5OfBody: bodyDigest(row.body),
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
    ...digestOf(attributes),
  };
}

function digestOf(attributes: MessageAttributes): object {
  return Object.keys(attributes).length === 0 ? {} : { MD5OfMessageAttributes: attributesDigest(attributes) };
}

/** Twenty digits, as AWS writes them, so that they sort as text. */
function sequenceText(sequence: number): string {
  return String(sequence).padStart(20, '0');
}
