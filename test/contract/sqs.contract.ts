// What any SQS must do for this product: run against the embedded engine, and against any other with a clock to advance.
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plus } from '../../lib/domain/time.ts';
import { describeFifo } from './sqs-fifo.contract.ts';
import { bodies, openSqs, redriveTo, type SqsSession, type StartSqs } from './sqs-fixture.ts';
import { describeDeadLetters, describeLongPolls } from './sqs-patience.contract.ts';

export function describeSqs(name: string, start: StartSqs): void {
  describe(`SQS: ${name}`, () => {
    let opened: SqsSession;
    const sqs = () => opened;
    beforeAll(async () => {
      opened = await openSqs(start);
    });
    afterAll(() => opened.close());

    describeQueues(sqs);
    describeMessages(sqs);
    describeVisibility(sqs);
    describeBatches(sqs);
    describeLongPolls(sqs);
    describeDeadLetters(sqs);
    describeFifo(sqs);
  });
}

function describeQueues(sqs: () => SqsSession): void {
  describe('queues', () => {
    it('creates the same queue twice, but not with other attributes', async () => {
      const { createQueue } = sqs();
      const first = await createQueue('same', { VisibilityTimeout: '5' });
      expect(await createQueue('same', { VisibilityTimeout: '5' })).toEqual(first);
      await expect(createQueue('same', { VisibilityTimeout: '77' })).rejects.toMatchObject({ name: 'QueueNameExists' });
    });

    it('finds a queue by its name, and says when there is none', async () => {
      const { url } = await sqs().createQueue('find-me');
      const found = await sqs().client.send(new GetQueueUrlCommand({ QueueName: 'find-me' }));
      expect(found.QueueUrl).toBe(url);
      const lost = sqs().client.send(new GetQueueUrlCommand({ QueueName: 'nowhere' }));
      await expect(lost).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    });

    it('lists the queues whose names begin alike', async () => {
      await sqs().createQueue('list-a');
      await sqs().createQueue('list-b');
      const { QueueUrls = [] } = await sqs().client.send(new ListQueuesCommand({ QueueNamePrefix: 'list-' }));
      expect(QueueUrls.map((url) => url.split('/').at(-1))).toEqual(['list-a', 'list-b']);
    });

    it('counts what is visible, in flight and delayed', async () => {
      const { url } = await sqs().createQueue('counted');
      for (const body of ['1', '2', '3']) await sqs().send(url, body);
      await sqs().send(url, 'later', { DelaySeconds: 60 });
      await sqs().receive(url, { MaxNumberOfMessages: 1 });
      expect(await sqs().attributesOf(url)).toMatchObject({
        ApproximateNumberOfMessages: '2',
        ApproximateNumberOfMessagesNotVisible: '1',
        ApproximateNumberOfMessagesDelayed: '1',
      });
      await sqs().client.send(new PurgeQueueCommand({ QueueUrl: url }));
      expect(await sqs().attributesOf(url)).toMatchObject({
        ApproximateNumberOfMessages: '0',
        ApproximateNumberOfMessagesNotVisible: '0',
        ApproximateNumberOfMessagesDelayed: '0',
      });
    });

    it('changes attributes, and refuses those that SQS does not know or allow', async () => {
      const { url } = await sqs().createQueue('changed');
      const set = (Attributes: Record<string, string>) =>
        sqs().client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
      await set({ VisibilityTimeout: '9' });
      expect(await sqs().attributesOf(url)).toMatchObject({ VisibilityTimeout: '9' });
      await expect(set({ Colour: 'red' })).rejects.toMatchObject({ name: 'InvalidAttributeName' });
      await expect(set({ VisibilityTimeout: '99999' })).rejects.toMatchObject({ name: 'InvalidAttributeValue' });
      await expect(set(redriveTo('arn:aws:sqs:us-east-1:000000000000:nowhere', 3))).rejects.toMatchObject({
        name: 'InvalidParameterValue',
      });
    });
  });
}

function describeMessages(sqs: () => SqsSession): void {
  describe('messages', () => {
    it('brings text in any script and attributes of every kind, as they were sent', async () => {
      const { url } = await sqs().createQueue('whole');
      const body = '{"text":"Zürich 😡 東京\\n"}';
      await sqs().send(url, body, {
        MessageAttributes: {
          trace: { DataType: 'String', StringValue: 'abc' },
          count: { DataType: 'Number', StringValue: '3' },
          bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
        },
      });
      const [message] = await sqs().receive(url);
      expect(message).toMatchObject({
        Body: body,
        MessageAttributes: {
          trace: { DataType: 'String', StringValue: 'abc' },
          count: { DataType: 'Number', StringValue: '3' },
          bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
        },
        // Worked out by hand from the rule in the SQS developer guide.
        MD5OfMessageAttributes: '42bd67ff0e8124fa6b7ce2b1d1d68e6c',
      });
      expect(message?.Attributes).toMatchObject({
        ApproximateReceiveCount: '1',
        SentTimestamp: String(Date.parse(sqs().now())),
      });
    });

    it('carries 300 KB, and refuses more than 1 MiB', async () => {
      const { url } = await sqs().createQueue('large');
      await sqs().send(url, 'x'.repeat(300_000));
      expect((await sqs().receive(url))[0]?.Body).toHaveLength(300_000);
      await expect(sqs().send(url, 'x'.repeat(1_048_577))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    });

    it('refuses characters that XML does not know', async () => {
      const { url } = await sqs().createQueue('clean');
      await expect(sqs().send(url, 'a\u0000b')).rejects.toMatchObject({ name: 'InvalidMessageContents' });
    });

    it('waits with a delayed message until its time', async () => {
      const { url } = await sqs().createQueue('delayed', { DelaySeconds: '30' });
      await sqs().send(url, 'by the queue');
      await sqs().send(url, 'by itself', { DelaySeconds: 60 });
      expect(await sqs().receive(url)).toEqual([]);
      sqs().advance(30);
      expect(bodies(await sqs().receive(url))).toEqual(['by the queue']);
      sqs().advance(30);
      expect(bodies(await sqs().receive(url, { VisibilityTimeout: 0 }))).toContain('by itself');
    });
  });
}

function describeVisibility(sqs: () => SqsSession): void {
  describe('visibility', () => {
    it('hides a received message for the time of the queue, then gives it again', async () => {
      const { url } = await sqs().createQueue('hidden', { VisibilityTimeout: '20' });
      await sqs().send(url, 'once');
      await sqs().receive(url);
      sqs().advance(19);
      expect(await sqs().receive(url)).toEqual([]);
      sqs().advance(1);
      const [again] = await sqs().receive(url);
      expect(again?.Attributes).toMatchObject({ ApproximateReceiveCount: '2' });
    });

    it('gives a message back at once, or keeps it longer, when asked', async () => {
      const { url } = await sqs().createQueue('given-back', { VisibilityTimeout: '20' });
      await sqs().send(url, 'mine');
      const [first] = await sqs().receive(url);
      await sqs().hide(url, first!, 0);
      const [second] = await sqs().receive(url);
      const Entries = [{ Id: '1', ReceiptHandle: second?.ReceiptHandle, VisibilityTimeout: 100 }];
      await sqs().client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
      sqs().advance(99);
      expect(await sqs().receive(url)).toEqual([]);
      sqs().advance(1);
      expect(await sqs().receive(url)).toHaveLength(1);
    });

    it('says that a message which nobody holds cannot be kept longer', async () => {
      const { url } = await sqs().createQueue('too-late', { VisibilityTimeout: '20' });
      await sqs().send(url, 'slow');
      const [message] = await sqs().receive(url);
      sqs().advance(20);
      await expect(sqs().hide(url, message!, 10)).rejects.toMatchObject({ name: 'MessageNotInflight' });
    });

    it('does not let a stale receipt delete what another receiver holds', async () => {
      const { url } = await sqs().createQueue('stale', { VisibilityTimeout: '20' });
      await sqs().send(url, 'twice');
      const [stale] = await sqs().receive(url);
      sqs().advance(20);
      const [current] = await sqs().receive(url);
      await sqs().remove(url, stale!);
      expect(await sqs().attributesOf(url)).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '1' });
      await sqs().remove(url, current!);
      expect(await sqs().attributesOf(url)).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '0' });
      await sqs().remove(url, current!);
    });

    it('refuses a receipt that it never gave', async () => {
      const { url } = await sqs().createQueue('no-receipt');
      await expect(sqs().remove(url, { ReceiptHandle: 'made up' })).rejects.toMatchObject({
        name: 'ReceiptHandleIsInvalid',
      });
    });

    it('tells when the next hidden message comes to sight', async () => {
      sqs().advance(100_000);
      expect(sqs().nextWakeAt()).toBeUndefined();
      const { url } = await sqs().createQueue('wake', { VisibilityTimeout: '20' });
      await sqs().send(url, 'now');
      await sqs().send(url, 'later', { DelaySeconds: 45 });
      expect(sqs().nextWakeAt()).toBe(plus(sqs().now(), { seconds: 45 }));
      await sqs().receive(url);
      expect(sqs().nextWakeAt()).toBe(plus(sqs().now(), { seconds: 20 }));
      sqs().advance(100);
      expect(sqs().nextWakeAt()).toBeUndefined();
    });
  });
}

function describeBatches(sqs: () => SqsSession): void {
  describe('batches', () => {
    it('sends ten messages at once and deletes them at once', async () => {
      const { url } = await sqs().createQueue('batch');
      expect((await sendBatch(sqs(), url, entries(10))).Successful).toHaveLength(10);
      const received = await sqs().receive(url);
      expect(bodies(received)).toEqual(entries(10).map(({ MessageBody }) => MessageBody));
      const Entries = received.map(({ ReceiptHandle }, n) => ({ Id: `${n}`, ReceiptHandle }));
      const deleted = await sqs().client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
      expect(deleted.Successful).toHaveLength(10);
      expect(await sqs().attributesOf(url)).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '0' });
    });

    it('reports the entries that failed and does the others', async () => {
      const { url } = await sqs().createQueue('partly');
      const answer = await sendBatch(sqs(), url, [
        { Id: 'good', MessageBody: 'good' },
        { Id: 'bad', MessageBody: 'bad \u0000' },
      ]);
      expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['good']);
      expect(answer.Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidMessageContents', SenderFault: true }]);
      expect(bodies(await sqs().receive(url))).toEqual(['good']);
    });

    it('refuses a batch that is empty, has more than ten entries, equal ids, or more than 1 MiB in all', async () => {
      const { url } = await sqs().createQueue('refused');
      const refusals = [
        ['EmptyBatchRequest', []],
        ['TooManyEntriesInBatchRequest', entries(11)],
        ['BatchEntryIdsNotDistinct', [...entries(1), ...entries(1)]],
        ['InvalidBatchEntryId', [{ Id: 'not an id', MessageBody: 'x' }]],
        ['BatchRequestTooLong', entries(2).map((entry) => ({ ...entry, MessageBody: 'x'.repeat(600_000) }))],
      ] as const;
      for (const [name, batch] of refusals)
        await expect(sendBatch(sqs(), url, [...batch])).rejects.toMatchObject({ name });
      expect(await sqs().receive(url)).toEqual([]);
    });
  });
}

function entries(length: number) {
  return Array.from({ length }, (_, n) => ({ Id: `${n}`, MessageBody: `body ${n}` }));
}

function sendBatch({ client }: SqsSession, QueueUrl: string, Entries: { Id: string; MessageBody: string }[]) {
  return client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
}
