// The embedded SQS keeps the contract, and keeps what it has acknowledged when it is killed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueUrlCommand, SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSqsEngine } from '../../lib/local/engines/sqs-engine.ts';
import { spawnEngine } from './engine-process.ts';
import { describeSqs } from './sqs.contract.ts';
import { bodies, requestsOf, sqsClientOf } from './sqs-fixture.ts';

const clock = () => new Date().toISOString();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sqs-engine-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describeSqs('embedded, in memory', (clock) => startSqsEngine({ clock }));
describeSqs('embedded, on disk', (clock) => startSqsEngine({ path: join(folder, 'contract.sqlite'), clock }));

describe('the embedded SQS on disk', () => {
  it('holds queues, messages and the memory of duplicates over a restart, on another port', async () => {
    const path = join(folder, 'restart.sqlite');
    const first = await startSqsEngine({ path, clock });
    const before = sqsClientOf(first.endpoint);
    const queue = await requestsOf(before).createQueue('kept.fifo', { FifoQueue: 'true' });
    const once = { MessageGroupId: 'g', MessageDeduplicationId: 'once' };
    await requestsOf(before).send(queue.url, 'durable', once);
    before.destroy();
    await first.close();

    const second = await startSqsEngine({ path, clock });
    const after = sqsClientOf(second.endpoint);
    const { QueueUrl = '' } = await after.send(new GetQueueUrlCommand({ QueueName: 'kept.fifo' }));
    await requestsOf(after).send(QueueUrl, 'durable', once);
    expect(bodies(await requestsOf(after).receive(QueueUrl))).toEqual(['durable']);
    after.destroy();
    await second.close();
  });

  it('hands out again at once what was in work when the process ended, but holds back what was delayed', async () => {
    const path = join(folder, 'in-work.sqlite');
    const first = await startSqsEngine({ path, clock });
    const before = sqsClientOf(first.endpoint);
    const queue = await requestsOf(before).createQueue('in-work');
    await requestsOf(before).send(queue.url, 'in work');
    expect(bodies(await requestsOf(before).receive(queue.url))).toEqual(['in work']);
    await requestsOf(before).send(queue.url, 'delayed', { DelaySeconds: 60 });
    before.destroy();
    await first.close();

    const second = await startSqsEngine({ path, clock });
    const after = sqsClientOf(second.endpoint);
    const { QueueUrl = '' } = await after.send(new GetQueueUrlCommand({ QueueName: 'in-work' }));
    expect(bodies(await requestsOf(after).receive(QueueUrl))).toEqual(['in work']);
    after.destroy();
    await second.close();
  });

  it('lets receivers go that still wait when it closes', async () => {
    const engine = await startSqsEngine({ clock });
    const client = sqsClientOf(engine.endpoint);
    const { url } = await requestsOf(client).createQueue('closing');
    const waiting = requestsOf(client).receive(url, { WaitTimeSeconds: 20 });
    const outcome = waiting.then(
      () => 'answered',
      () => 'cut off',
    );
    await requestsOf(client).attributesOf(url);
    await engine.close();
    expect(await outcome).toBe('cut off');
    client.destroy();
  });

  it('loses no message it acknowledged when it is killed under load', async () => {
    const path = join(folder, 'killed.sqlite');
    const engine = await spawnEngine('sqs', path);
    const client = sqsClientOf(engine.endpoint);
    const { url } = await requestsOf(client).createQueue('mentions');
    const acknowledged = await sendUntilKilled(client, url, engine.kill9);
    client.destroy();

    const survivor = await startSqsEngine({ path, clock });
    const received = await receiveAll(survivor.endpoint, 'mentions');
    await survivor.close();
    expect(acknowledged.length).toBeGreaterThanOrEqual(1000);
    expect(acknowledged.filter((body) => !received.has(body))).toEqual([]);
  });
});

/** Eight clients send batches of ten; the engine dies when a thousand messages are acknowledged. */
async function sendUntilKilled(client: SQSClient, QueueUrl: string, kill9: () => Promise<void>): Promise<string[]> {
  const acknowledged: string[] = [];
  let next = 0;
  let killed: Promise<void> | undefined;
  const send = async () => {
    while (!killed) {
      const batch = next++;
      const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: `${n}`, MessageBody: `${batch}/${n}` }));
      try {
        await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      } catch (error) {
        if (!killed) throw error;
        return;
      }
      acknowledged.push(...Entries.map(({ MessageBody }) => MessageBody));
      if (acknowledged.length >= 1000) killed ??= kill9();
    }
  };
  await Promise.all(Array.from({ length: 8 }, send));
  await killed;
  return acknowledged;
}

async function receiveAll(endpoint: string, QueueName: string): Promise<ReadonlySet<string | undefined>> {
  const client = sqsClientOf(endpoint);
  const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName }));
  const found = new Set<string | undefined>();
  for (
    let page = await requestsOf(client).receive(QueueUrl);
    page.length > 0;
    page = await requestsOf(client).receive(QueueUrl)
  ) {
    for (const body of bodies(page)) found.add(body);
  }
  client.destroy();
  return found;
}
