// The part of the SQS contract about FIFO queues: order within a group, and once within five minutes.
import { describe, expect, it } from 'vitest';
import { bodies, redriveTo, type SqsSession } from './sqs-fixture.ts';

export function describeFifo(sqs: () => SqsSession): void {
  const fifo = (name: string, attributes: Record<string, string> = {}) =>
    sqs().createQueue(`${name}.fifo`, { FifoQueue: 'true', VisibilityTimeout: '10', ...attributes });
  /** The body's first letter is its group, the body its deduplication id. */
  const send = (url: string, body: string) =>
    sqs().send(url, body, { MessageGroupId: body.slice(0, 1), MessageDeduplicationId: body });

  describe('FIFO queues', () => {
    it('keeps the order of a group and blocks it while one of it is in flight; other groups go on', async () => {
      const { url } = await fifo('order');
      for (const body of ['a1', 'a2', 'b1']) await send(url, body);
      const [first] = await sqs().receive(url, { MaxNumberOfMessages: 1 });
      expect(first).toMatchObject({ Body: 'a1', Attributes: { MessageGroupId: 'a', MessageDeduplicationId: 'a1' } });
      expect(bodies(await sqs().receive(url))).toEqual(['b1']);
      await sqs().remove(url, first!);
      expect(bodies(await sqs().receive(url))).toEqual(['a2']);
    });

    it('gives up to ten messages of one group at once', async () => {
      const { url } = await fifo('ten');
      const all = Array.from({ length: 12 }, (_, n) => `a${String(n).padStart(2, '0')}`);
      for (const body of all) await send(url, body);
      expect(bodies(await sqs().receive(url))).toEqual(all.slice(0, 10));
      expect(await sqs().receive(url)).toEqual([]);
    });

    it('gives a group again in its order after the visibility timeout', async () => {
      const { url } = await fifo('again');
      for (const body of ['a1', 'a2']) await send(url, body);
      await sqs().receive(url, { MaxNumberOfMessages: 1 });
      sqs().advance(10);
      expect(bodies(await sqs().receive(url))).toEqual(['a1', 'a2']);
    });

    it('blocks a group when its first message is given back while a later one is still held', async () => {
      const { url } = await fifo('half');
      for (const body of ['a1', 'a2', 'a3']) await send(url, body);
      const [first, second] = await sqs().receive(url, { MaxNumberOfMessages: 2 });
      await sqs().hide(url, first!, 0);
      expect(await sqs().receive(url)).toEqual([]);
      await sqs().remove(url, second!);
      expect(bodies(await sqs().receive(url))).toEqual(['a1', 'a3']);
    });

    it('wakes a waiting receiver when a blocked group becomes free', async () => {
      const { url } = await fifo('free');
      for (const body of ['a1', 'a2']) await send(url, body);
      const [first] = await sqs().receive(url, { MaxNumberOfMessages: 1 });
      const waiting = sqs().receive(url, { WaitTimeSeconds: 20 });
      await sqs().attributesOf(url); // By then the receiver waits.
      await sqs().remove(url, first!);
      expect(bodies(await waiting)).toEqual(['a2']);
    }, 15_000);

    it('numbers the messages in their order', async () => {
      const { url } = await fifo('numbers');
      const sent = [await send(url, 'a1'), await send(url, 'b1'), await send(url, 'a2')].map(
        (one) => one.SequenceNumber ?? '',
      );
      expect(sent).toEqual(sent.toSorted());
      const received = (await sqs().receive(url)).map(({ Attributes }) => Attributes?.['SequenceNumber']);
      expect(received).toEqual(sent);
    });

    it('keeps a message once within five minutes, even after it was deleted', async () => {
      const { url } = await fifo('once');
      const first = await send(url, 'a1');
      const [message] = await sqs().receive(url);
      await sqs().remove(url, message!);
      const second = await send(url, 'a1');
      expect(second.MessageId).toBe(first.MessageId);
      expect(await sqs().receive(url)).toEqual([]);
      sqs().advance(5 * 60);
      await send(url, 'a1');
      expect(bodies(await sqs().receive(url))).toEqual(['a1']);
    });

    it('knows a message by its content where the queue says so', async () => {
      const { url } = await fifo('content', { ContentBasedDeduplication: 'true' });
      for (let n = 0; n < 2; n++) await sqs().send(url, 'same', { MessageGroupId: 'g' });
      expect(bodies(await sqs().receive(url))).toEqual(['same']);
    });

    it('refuses a message without group, without id, or with a delay of its own', async () => {
      const { url } = await fifo('strict');
      await expect(sqs().send(url, 'x')).rejects.toMatchObject({ name: 'MissingParameter' });
      await expect(sqs().send(url, 'x', { MessageGroupId: 'g' })).rejects.toMatchObject({
        name: 'InvalidParameterValue',
      });
      const delayed = sqs().send(url, 'x', { MessageGroupId: 'g', MessageDeduplicationId: '1', DelaySeconds: 5 });
      await expect(delayed).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    });

    it('delays by the setting of the queue', async () => {
      const { url } = await fifo('slow', { DelaySeconds: '10' });
      await send(url, 'a1');
      expect(await sqs().receive(url)).toEqual([]);
      sqs().advance(10);
      expect(bodies(await sqs().receive(url))).toEqual(['a1']);
    });

    it('sets a dead message aside in a FIFO queue and goes on with its group', async () => {
      const dead = await fifo('dead');
      const { url } = await fifo('source', redriveTo(dead.arn, 1));
      for (const body of ['a1', 'a2']) await send(url, body);
      await sqs().receive(url, { MaxNumberOfMessages: 1 });
      sqs().advance(10);
      expect(bodies(await sqs().receive(url))).toEqual(['a2']);
      expect(bodies(await sqs().receive(dead.url))).toEqual(['a1']);
    });

    it('refuses to delete with a receipt whose time has passed', async () => {
      const { url } = await fifo('expired');
      await send(url, 'a1');
      const [message] = await sqs().receive(url);
      sqs().advance(10);
      await expect(sqs().remove(url, message!)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    });
  });
}
