// The embedded SNS keeps what would have gone to a topic.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SnsEngine, startSnsEngine } from '../../lib/local/engines/sns-engine.ts';

const at = '2026-11-21T09:30:00.000Z';
const TopicArn = 'arn:aws:sns:us-east-1:000000000000:alerts';

describe('the embedded SNS', () => {
  let folder: string;
  let path: string;
  let engine: SnsEngine;
  let client: SNSClient;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sns-engine-'));
    path = join(folder, 'published.jsonl');
    engine = await startSnsEngine({ path, clock: () => at });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new SNSClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
  });
  afterAll(async () => {
    client.destroy();
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  it('shows what was published, in its order, and writes it to a file', async () => {
    const Message = '{"text":"Zürich & <b>\\n😡 + 100 %"}';
    const first = await client.send(new PublishCommand({ TopicArn, Message }));
    const second = await client.send(new PublishCommand({ TopicArn, Message: 'plain', Subject: 'Complaint' }));
    const expected = [
      { at, messageId: first.MessageId, topicArn: TopicArn, message: Message },
      { at, messageId: second.MessageId, topicArn: TopicArn, subject: 'Complaint', message: 'plain' },
    ];
    expect(engine.published()).toEqual(expected);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(expected);
  });

  it('refuses a message without a topic', async () => {
    const lost = client.send(new PublishCommand({ PhoneNumber: '+41000000000', Message: 'by SMS' }));
    await expect(lost).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
