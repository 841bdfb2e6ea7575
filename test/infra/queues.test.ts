import { expect, it } from 'vitest';
import { doors, ofType, type Resource, synthesise } from './synthesised.ts';

const house = synthesise();
const queues = ofType(house, 'AWS::SQS::Queue');
const work = queues.filter(([, queue]) => queue.Properties.RedrivePolicy !== undefined);
const deadLetterIds = work.map(([, queue]) => queue.Properties.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0]);

function queueNamed(name: string): Resource {
  const found = work.find(([id]) => id.startsWith(name));
  if (found === undefined) throw new Error(`no queue ${name} among ${work.map(([id]) => id).join(', ')}`);
  return found[1];
}

it('there is a queue for mentions, one for complaints and one for replies', () => {
  expect(work.map(([id]) => id.replace(/Queue[0-9A-F]{8}$/, ''))).toEqual(['Mentions', 'Complaints', 'Outbox']);
});

it('what fails three times is set aside, each queue in a place of its own', () => {
  for (const [, queue] of work) expect(queue.Properties.RedrivePolicy.maxReceiveCount).toBe(3);
  expect(new Set(deadLetterIds).size).toBe(work.length);
  expect(queues.map(([id]) => id).sort()).toEqual([...work.map(([id]) => id), ...deadLetterIds].sort());
});

it('what is set aside is kept longer than it could have waited before', () => {
  for (const id of deadLetterIds) expect(house.resources[id]?.Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  for (const [, queue] of work) expect(queue.Properties.MessageRetentionPeriod).toBeLessThan(14 * 24 * 3600);
});

it('replies keep their order within a thread and wait ten seconds to be taken back', () => {
  const outbox = queueNamed('Outbox').Properties;
  expect(outbox).toMatchObject({ FifoQueue: true, DelaySeconds: 10 });
  // Two equal answers to two people are two answers: the sender names each message.
  expect(outbox.ContentBasedDeduplication ?? false).toBe(false);
  expect(house.resources[outbox.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0]]?.Properties.FifoQueue).toBe(true);
});

it('mentions and complaints are handed on at once', () => {
  for (const name of ['Mentions', 'Complaints']) expect(queueNamed(name).Properties.DelaySeconds ?? 0).toBe(0);
});

it.each([
  ['ingest', 'Mentions', 10],
  ['alert', 'Complaints', 1],
  ['send', 'Outbox', 1],
])('%s takes from %s and answers for each message by itself', (door, queue, batchSize) => {
  const [id, worker] = doors(house).get(door)!;
  const mappings = ofType(house, 'AWS::Lambda::EventSourceMapping').filter(
    ([, m]) => m.Properties.FunctionName.Ref === id,
  );
  expect(mappings).toHaveLength(1);
  const mapping = mappings[0]![1].Properties;
  expect(mapping.EventSourceArn['Fn::GetAtt'][0]).toMatch(new RegExp(`^${queue}Queue`));
  expect(mapping).toMatchObject({ BatchSize: batchSize, FunctionResponseTypes: ['ReportBatchItemFailures'] });
  const hidden = queueNamed(queue).Properties.VisibilityTimeout;
  expect(hidden).toBeGreaterThanOrEqual(6 * worker.Properties.Timeout);
});

it('alerts leave two at a time at the most, since team chats take about one message a second', () => {
  const [id] = doors(house).get('alert')!;
  const [mapping] = ofType(house, 'AWS::Lambda::EventSourceMapping').filter(
    ([, m]) => m.Properties.FunctionName.Ref === id,
  );
  expect(mapping?.[1].Properties.ScalingConfig).toEqual({ MaximumConcurrency: 2 });
});

it('every queue is encrypted and refuses an unencrypted line', () => {
  const refusing = ofType(house, 'AWS::SQS::QueuePolicy')
    .filter(([, policy]) => refusesPlainText(policy))
    .flatMap(([, policy]) => policy.Properties.Queues.map((queue: { Ref: string }) => queue.Ref));
  expect(refusing.sort()).toEqual(queues.map(([id]) => id).sort());
  for (const [, queue] of queues) expect(queue.Properties.SqsManagedSseEnabled).toBe(true);
});

function refusesPlainText(policy: Resource): boolean {
  return policy.Properties.PolicyDocument.Statement.some(
    (statement: { Effect: string; Condition?: { Bool?: Record<string, string> } }) =>
      statement.Effect === 'Deny' && statement.Condition?.Bool?.['aws:SecureTransport'] === 'false',
  );
}
