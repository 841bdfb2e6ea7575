// Sends and parses queue messages: every entry of a batch is checked, and what cannot be parsed says why.
import type { SQSClient } from '@aws-sdk/client-sqs';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';

export interface Queue {
  readonly client: SQSClient;
  readonly url: string;
}

export interface Outgoing {
  readonly body: unknown;
  /** For a FIFO queue: messages of a group keep their order; the same deduplication id is taken once in five minutes. */
  readonly fifo?: { readonly group: string; readonly deduplicationId: string };
}

/** SQS takes ten messages and 1 MiB in one call. Source: SQS quotas. */
const BATCH_ENTRIES = 10;
const BATCH_BYTES = 1_000_000;

/** Some messages were not accepted by the queue; nothing may be taken as sent. */
class NotQueued extends Error {
  override name = 'NotQueued';
}

/** Sends all messages, or throws when any of them was not accepted: sending again is harmless, since every handler may run twice. */
export async function sendAll(queue: Queue, messages: readonly Outgoing[]): Promise<void> {
  for (const batch of batches(messages)) {
    const { Failed } = await queue.client.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries: batch }));
    const [first] = Failed ?? [];
    if (first) {
      const count = `${Failed?.length} of ${batch.length} messages`;
      throw new NotQueued(`${count} were refused by the queue ${queue.url}: ${first.Code} ${first.Message ?? ''}`);
    }
  }
}

function batches(messages: readonly Outgoing[]) {
  const all: ReturnType<typeof entry>[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    const next = entry(message);
    const size = Buffer.byteLength(next.MessageBody);
    if (bytes + size > BATCH_BYTES || (all.at(-1)?.length ?? 0) >= BATCH_ENTRIES) {
      all.push([]);
      bytes = 0;
    }
    const batch = all.at(-1) ?? [];
    batch.push({ ...next, Id: String(batch.length) });
    bytes += size;
  }
  return all;
}

function entry({ body, fifo }: Outgoing) {
  const order = fifo ? { MessageGroupId: fifo.group, MessageDeduplicationId: fifo.deduplicationId } : {};
  return { Id: '', MessageBody: JSON.stringify(body).replace(/[\uFFFE\uFFFF]/g, escaped), ...order };
}

/** SQS refuses these two characters, and one post that holds them must not hold up all others. Source: SendMessage, "allowed characters". */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16)}`;
}

/** A message that this version cannot read: it goes to the dead-letter queue, where a person can look. */
export class UnreadableMessage extends Error {
  override name = 'UnreadableMessage';
}

/** The message as `schema` describes it. Throws UnreadableMessage with what is wrong. */
export function parseMessage<Schema extends z.ZodType>(schema: Schema, body: string): z.infer<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (cause) {
    throw new UnreadableMessage(`not JSON: ${body.slice(0, 80)}`, { cause });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new UnreadableMessage(z.prettifyError(parsed.error));
  return parsed.data;
}
