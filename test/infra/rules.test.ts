import { type App, CfnResource, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, it } from 'vitest';
import { synthesise } from './synthesised.ts';

const QUEUE = 'AWS::SQS::Queue';

it('the infrastructure keeps every rule of AwsSolutions, or says why not', () => {
  expect(() => synthesise()).not.toThrow();
});

it('the synthesis stops when a rule of AwsSolutions is broken', () => {
  expect(() => synthesise((app) => new Queue(appStackOf(app), 'New'))).toThrow(/AwsSolutions-SQS4/);
});

it.each([
  {
    fault: 'a property is not there',
    type: QUEUE,
    properties: { DelaySecond: 1 },
    reason: /'DelaySecond' was unexpected/,
  },
  {
    fault: 'a value is of the wrong type',
    type: QUEUE,
    properties: { DelaySeconds: 'soon' },
    reason: /'soon' is not of type/,
  },
  {
    fault: 'a property is missing',
    type: 'AWS::Scheduler::Schedule',
    properties: {},
    reason: /'Target' is a required/,
  },
  {
    fault: 'a reference leads nowhere',
    type: QUEUE,
    properties: { QueueName: { Ref: 'Gone' } },
    reason: /'Gone' is not one/,
  },
  {
    fault: 'an attribute is not there',
    type: QUEUE,
    properties: { QueueName: { 'Fn::GetAtt': ['Alerts91F83244', 'Colour'] } },
    reason: /'Colour' is not one of/,
  },
  {
    fault: 'a resource waits for itself',
    type: QUEUE,
    properties: { QueueName: { 'Fn::GetAtt': ['New', 'Arn'] } },
    reason: /Circular Dependencies/,
  },
  { fault: 'a type is not there', type: 'AWS::Farm::Cow', properties: {}, reason: /Unknown resource type/ },
])('the synthesis stops when $fault', ({ type, properties, reason }) => {
  expect(() => synthesise((app) => new CfnResource(appStackOf(app), 'New', { type, properties }))).toThrow(reason);
});

it('the app stack imports only what the data stack exports', () => {
  const { data, app } = synthesise();
  const exported = Object.values(data.Outputs ?? {}).map(({ Export }) => Export?.Name);
  const imported = [...JSON.stringify(app).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name]) => name);
  expect(imported).not.toEqual([]);
  expect(imported.filter((name) => !exported.includes(name))).toEqual([]);
});

function appStackOf(app: App): Stack {
  return Stack.of(app.node.findChild('EarshotApp'));
}
