// Everything that is sent is in the queue, whole, or the sender hears that it is not.
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SendMessageBatchCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mention, mentionSchema } from '../../../lib/domain/mention.ts';
import { type SqsEngine, startSqsEngine } from '../../../lib/local/engines/sqs-engine.ts';
import { parseMention, sendMentions, sendUnreadable } from '../../../lib/queues/mentions-queue.ts';
import { sendToOutbox } from '../../../lib/queues/outbox-queue.ts';
import { type Queue, sendAll } from '../../../lib/queues/queue.ts';
import { readQueueDepths } from '../../../lib/queues/queue-depths.ts';

let engine: SqsEngine;
let client: SQSClient;
/** The batches as they went over the wire. */
const batches: NonNullable<SendMessageBatchCommandInput['Entries']>[] = [];

beforeAll(async () => {
  engine = await startSqsEngine({ clock: () => '2026-11-21T09:30:00.000Z' });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SQSClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  client.middlewareStack.add(
    (next) => (args) => {
      const { Entries } = args.input as SendMessageBatchCommandInput;
      if (Entries) batches.push(Entries);
      return next(args);
    },
    { step: 'initialize' },
  );
});

afterAll(async () => {
  client.destroy();
  await engine.close();
});

let made = 0;
async function newQueue(attributes: Record<string, string> = {}): Promise<Queue> {
  made += 1;
  batches.length = 0;
  const suffix = attributes['FifoQueue'] ? '.fifo' : '';
  const { QueueUrl = '' } = await client.send(
    new CreateQueueCommand({ QueueName: `q${made}${suffix}`, Attributes: attributes }),
  );
  return { client, url: QueueUrl };
}

/** Everything that can be received now, taken out of the queue. */
async function drain({ url }: Queue): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return bodies;
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push(Body);
      await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    }
  }
}

function mentionOf(id: string, text: string): Mention {
  const author = { id: '7', handle: 'ana' };
  return mentionSchema.parse({ network: 'x', id, text, author, createdAt: '2026-11-21T09:30:00Z', source: 'import' });
}

describe('sending', () => {
  it('takes ten messages at a time', async () => {
    const queue = await newQueue();
    await sendAll(
      queue,
      Array.from({ length: 23 }, (_, number) => ({ body: { number } })),
    );
    expect(batches.map((batch) => batch.length)).toEqual([10, 10, 3]);
    for (const batch of batches) expect(new Set(batch.map(({ Id }) => Id)).size).toBe(batch.length);
    const numbers = (await drain(queue)).map((body): number => JSON.parse(body).number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, number) => number));
  });

  it('takes no more than a megabyte at a time, counted in bytes as they are sent', async () => {
    const queue = await newQueue();
    const euros = '€'.repeat(100_000);
    await sendAll(
      queue,
      Array.from({ length: 7 }, () => ({ body: euros })),
    );
    expect(batches.map((batch) => batch.length)).toEqual([3, 3, 1]);
    expect(await drain(queue)).toHaveLength(7);
  });

  it('of nothing calls nobody', async () => {
    const queue = await newQueue();
    await sendAll(queue, []);
    expect(batches).toEqual([]);
  });

  it('says so when a message is not accepted, even if the others of its batch were', async () => {
    const queue = await newQueue({ MaximumMessageSize: '1024' });
    const sending = sendAll(queue, [{ body: 'short' }, { body: 'x'.repeat(2000) }]);
    await expect(sending).rejects.toMatchObject({ name: 'NotQueued' });
    await expect(sending).rejects.toThrow(/^1 of 2 messages were refused by the queue http/);
  });

  it('says so when the queue is not there', async () => {
    await expect(sendAll({ client, url: `${engine.endpoint}/000000000000/none` }, [{ body: 1 }])).rejects.toThrow(
      'does not exist',
    );
  });

  it('brings any post through, whatever characters somebody put in it', async () => {
    const queue = await newQueue();
    const anything = fc.string({ unit: 'binary', maxLength: 300 });
    const texts = [
      '\uFFFF\uFFFE',
      '\u0000\u0008\u001F',
      '\uD83D half an emoji',
      ...fc.sample(anything, { numRuns: 200, seed: 7 }),
    ];
    const mentions = texts.map((text, index) => mentionOf(String(index), text));
    await sendMentions(queue, mentions);
    const received = (await drain(queue)).map(parseMention);
    expect(received.toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual(mentions);
  });

  it('keeps what a network sent unreadable, raw, with the reason', async () => {
    const queue = await newQueue();
    const piece = { source: 'x:mentions:44', raw: '{"id":', reason: 'cut short' };
    await sendUnreadable(queue, piece);
    expect((await drain(queue)).map((body) => JSON.parse(body))).toEqual([{ unreadable: piece }]);
  });
});

describe('the outbox', () => {
  it('takes the same step of a reply once, once more from the timers, and the next step again', async () => {
    const queue = await newQueue({ FifoQueue: 'true' });
    const reply = { threadId: 't1', replyId: 'r1' };
    for (const version of [1, 1, 1, 2]) await sendToOutbox(queue, { ...reply, version });
    for (const version of [2, 2]) await sendToOutbox(queue, { ...reply, version, again: true });
    expect((await drain(queue)).map((body) => JSON.parse(body))).toEqual([reply, reply, reply]);
  });
});

describe('the depth of the queues', () => {
  it('counts what waits and what is in work, and knows the dead letters', async () => {
    const [work, dead] = [await newQueue(), await newQueue({ DelaySeconds: '10' })];
    await sendAll(work, [{ body: 1 }, { body: 2 }, { body: 3 }]);
    await sendAll(dead, [{ body: 1 }]);
    await client.send(new ReceiveMessageCommand({ QueueUrl: work.url, MaxNumberOfMessages: 1 }));
    const watched = [
      { name: 'mentions', url: work.url },
      { name: 'mentions-dead-letters', url: dead.url },
    ];
    expect(await readQueueDepths(client, watched)).toEqual([
      { name: 'mentions', waiting: 2, inFlight: 1, deadLetter: false },
      { name: 'mentions-dead-letters', waiting: 1, inFlight: 0, deadLetter: true },
    ]);
  });
});
