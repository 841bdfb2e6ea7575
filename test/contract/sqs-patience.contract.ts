// The part of the SQS contract about waiting for messages, and about messages that fail again and again.
import { StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { bodies, redriveTo, type SqsSession } from './sqs-fixture.ts';

/** A message would come at the end of the wait even if nothing woke the receiver. */
const SOONER_THAN_THE_POLL_ENDS = 15_000;

export function describeLongPolls(sqs: () => SqsSession): void {
  describe('long polls', () => {
    it(
      'wakes a waiting receiver when a message is sent',
      async () => {
        const { url } = await sqs().createQueue('waiting');
        const waiting = sqs().receive(url, { WaitTimeSeconds: 20 });
        await sqs().attributesOf(url); // By then the receiver waits.
        await sqs().send(url, 'at last');
        expect(bodies(await waiting)).toEqual(['at last']);
      },
      SOONER_THAN_THE_POLL_ENDS,
    );

    it('gives one message to one of many waiting receivers', async () => {
      const { url } = await sqs().createQueue('crowded', { ReceiveMessageWaitTimeSeconds: '1' });
      const waiting = Array.from({ length: 5 }, () => sqs().receive(url));
      await sqs().send(url, 'for one');
      expect(bodies((await Promise.all(waiting)).flat())).toEqual(['for one']);
    });

    it(
      'does not hand a message to a receiver who has hung up',
      async () => {
        const { url } = await sqs().createQueue('hung-up');
        const hangUp = new AbortController();
        const gone = sqs().receive(url, { WaitTimeSeconds: 20 }, hangUp.signal);
        const other = sqs().receive(url, { WaitTimeSeconds: 20 });
        await sqs().attributesOf(url); // By then both receivers wait.
        hangUp.abort();
        await expect(gone).rejects.toMatchObject({ name: 'AbortError' });
        await sqs().attributesOf(url); // By then the engine knows that one is gone.
        await sqs().send(url, 'for who stayed');
        expect(bodies(await other)).toEqual(['for who stayed']);
        await sqs().send(url, 'for who comes next');
        expect(bodies(await sqs().receive(url))).toEqual(['for who comes next']);
      },
      SOONER_THAN_THE_POLL_ENDS,
    );

    it('answers with nothing when the time is over', async () => {
      const { url } = await sqs().createQueue('patience');
      expect(await sqs().receive(url, { WaitTimeSeconds: 1 })).toEqual([]);
    });
  });
}

export function describeDeadLetters(sqs: () => SqsSession): void {
  describe('dead letters', () => {
    it('sets a message aside that was received too often, with where it came from', async () => {
      const { dead, queue } = await queueWithDeadLetters(sqs(), 'poisoned');
      await sqs().send(queue.url, 'poison');
      await failTwice(sqs(), queue.url);
      expect(await sqs().receive(queue.url)).toEqual([]);
      const [letter] = await sqs().receive(dead.url);
      expect(letter).toMatchObject({ Body: 'poison', Attributes: { DeadLetterQueueSourceArn: queue.arn } });
    });

    it('gives the messages behind a dead one at once', async () => {
      const { queue } = await queueWithDeadLetters(sqs(), 'behind');
      await sqs().send(queue.url, 'poison');
      await failTwice(sqs(), queue.url);
      await sqs().send(queue.url, 'healthy');
      expect(bodies(await sqs().receive(queue.url, { MaxNumberOfMessages: 1 }))).toEqual(['healthy']);
    });

    it('puts dead letters back where they came from, as new', async () => {
      const { dead, queue } = await queueWithDeadLetters(sqs(), 'revived');
      await sqs().send(queue.url, 'second chance');
      await failTwice(sqs(), queue.url);
      await sqs().receive(queue.url);
      await sqs().client.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
      expect(await sqs().receive(dead.url)).toEqual([]);
      const [message] = await sqs().receive(queue.url);
      expect(message).toMatchObject({ Body: 'second chance', Attributes: { ApproximateReceiveCount: '1' } });
    });
  });
}

async function queueWithDeadLetters({ createQueue }: SqsSession, name: string) {
  const dead = await createQueue(`${name}-dead`);
  const queue = await createQueue(name, { VisibilityTimeout: '10', ...redriveTo(dead.arn, 2) });
  return { dead, queue };
}

async function failTwice({ receive, advance }: SqsSession, url: string): Promise<void> {
  for (let n = 0; n < 2; n++) {
    expect(await receive(url)).toHaveLength(1);
    advance(10);
  }
}
