import { expect, it } from 'vitest';
import { doors, ofType, type Resource, synthesise } from './synthesised.ts';

const house = synthesise();
const alarms = ofType(house, 'AWS::CloudWatch::Alarm').map(([, alarm]) => alarm.Properties);
const queues = ofType(house, 'AWS::SQS::Queue');

it.each(['poll', 'timers', 'follow'])('%s runs every minute, and a missed minute is not made up for', (door) => {
  const [id] = doors(house).get(door)!;
  const found = ofType(house, 'AWS::Scheduler::Schedule').filter(([, each]) => targetOf(each) === id);
  expect(found).toHaveLength(1);
  const { Properties } = found[0]![1];
  expect(Properties).toMatchObject({ ScheduleExpression: 'rate(1 minute)', FlexibleTimeWindow: { Mode: 'OFF' } });
  expect(Properties.Target).toMatchObject({ Input: '{}', RetryPolicy: { MaximumRetryAttempts: 0 } });
  const [, invoke] = ofType(house, 'AWS::Lambda::EventInvokeConfig').find(
    ([, e]) => e.Properties.FunctionName.Ref === id,
  )!;
  expect(invoke.Properties.MaximumRetryAttempts).toBe(0);
});

it.each(['poll', 'timers', 'follow'])('%s ends before its next minute begins', (door) => {
  expect(doors(house).get(door)![1].Properties.Timeout).toBeLessThan(60);
});

it('a schedule may start its own function and nothing else', () => {
  for (const [, schedule] of ofType(house, 'AWS::Scheduler::Schedule')) {
    const role = house.resources[schedule.Properties.Target.RoleArn['Fn::GetAtt'][0]]!;
    expect(role.Properties.Policies.flatMap((policy: Inline) => policy.PolicyDocument.Statement)).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': [targetOf(schedule), 'Arn'] } },
    ]);
    const attached = ofType(house, 'AWS::IAM::Policy').flatMap(([, policy]) => policy.Properties.Roles);
    expect(JSON.stringify(attached)).not.toContain(schedule.Properties.Target.RoleArn['Fn::GetAtt'][0]);
  }
});

it('the first letter set aside raises an alarm, for every queue', () => {
  const setAside = queues.filter(([, queue]) => queue.Properties.RedrivePolicy === undefined).map(([id]) => id);
  const watched = alarms.filter((alarm) => alarm.MetricName === 'ApproximateNumberOfMessagesVisible');
  expect(watched.map(queueOf).sort()).toEqual(setAside.sort());
  for (const alarm of watched)
    expect(alarm).toMatchObject({ Threshold: 1, Statistic: 'Maximum', EvaluationPeriods: 1 });
});

it('work that has waited for ten minutes raises an alarm, for every queue', () => {
  const work = queues.filter(([, queue]) => queue.Properties.RedrivePolicy !== undefined).map(([id]) => id);
  const watched = alarms.filter((alarm) => alarm.MetricName === 'ApproximateAgeOfOldestMessage');
  expect(watched.map(queueOf).sort()).toEqual(work.sort());
  for (const alarm of watched) expect(alarm).toMatchObject({ Threshold: 600, Statistic: 'Maximum' });
});

it('a failing function raises an alarm, for every function', () => {
  const watched = alarms.filter((alarm) => alarm.MetricName === 'Errors');
  const ids = [...doors(house).values()].map(([id]) => id);
  expect(watched.map((alarm) => alarm.Dimensions[0].Value.Ref).sort()).toEqual(ids.sort());
  for (const alarm of watched) expect(alarm).toMatchObject({ Threshold: 1, Statistic: 'Sum' });
});

it('all alarms go to one topic, which is not the one for complaints', () => {
  const topics = new Set(
    alarms.flatMap((alarm) => [...alarm.AlarmActions, ...alarm.OKActions]).map((action) => action.Ref),
  );
  expect(topics.size).toBe(1);
  const [alarmTopic] = topics;
  expect(doors(house).get('alert')![1].Properties.Environment.Variables['ALERTS_TOPIC_ARN'].Ref).not.toBe(alarmTopic);
});

it('alarms of this account reach their topic, over an encrypted line', () => {
  const [topic] = alarms[0].AlarmActions;
  const policy = ofType(house, 'AWS::SNS::TopicPolicy').find(
    ([, each]) => each.Properties.Topics[0].Ref === topic.Ref,
  )!;
  expect(policy[1].Properties.PolicyDocument.Statement).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    ]),
  );
});

interface Inline {
  readonly PolicyDocument: { readonly Statement: readonly unknown[] };
}

function targetOf(schedule: Resource): string {
  return schedule.Properties.Target.Arn['Fn::GetAtt'][0];
}

function queueOf(alarm: Resource['Properties']): string {
  return alarm.Dimensions[0].Value['Fn::GetAtt'][0];
}
