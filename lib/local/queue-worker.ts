// Delivers a queue to its function as Lambda's event-source mapping does: batches, partial failures, deletion of what succeeded.
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Invoke } from './doors.ts';

export interface Mapping {
  readonly queueUrl: string;
  readonly batchSize: number;
  readonly invoke: Invoke;
}

export interface QueueWorker {
  /** One batch, waiting up to `waitSeconds` for one; how many messages it held. */
  deliverOnce(waitSeconds: number, signal?: AbortSignal): Promise<number>;
}

const resultSchema = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).default([]) });

export function queueWorker(client: SQSClient, { queueUrl, batchSize, invoke }: Mapping): QueueWorker {
  return {
    async deliverOnce(waitSeconds, signal) {
      const received = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: Math.min(batchSize, 10),
          WaitTimeSeconds: waitSeconds,
        }),
        signal ? { abortSignal: signal } : {},
      );
      const messages = received.Messages ?? [];
      if (messages.length === 0) return 0;
      const failed = await failuresOf(invoke, messages);
      const done = messages.filter(({ MessageId = '' }) => !failed.has(MessageId));
      if (done.length > 0) {
        const Entries = done.map(({ ReceiptHandle }, place) => ({ Id: String(place), ReceiptHandle }));
        await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      }
      return messages.length;
    },
  };
}

/** The messages that stay in the queue; all of them when the function itself broke, as on Lambda. */
async function failuresOf(invoke: Invoke, messages: readonly Message[]): Promise<ReadonlySet<string>> {
  const all = new Set(messages.map(({ MessageId = '' }) => MessageId));
  try {
    const event = {
      Records: messages.map(({ MessageId, Body, ReceiptHandle }) => ({
        messageId: MessageId,
        body: Body,
        receiptHandle: ReceiptHandle,
      })),
    };
    const { batchItemFailures } = resultSchema.parse((await invoke(event)) ?? {});
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    return [...failed].every((id) => all.has(id)) ? failed : all;
  } catch {
    return all;
  }
}
