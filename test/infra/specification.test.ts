import { expect, test } from 'vitest';
import { departures } from './specification.ts';
import { type Resource, synthesise, type Template } from './synthesised.ts';

const house = synthesise();
const exported = Object.values(house.data.Outputs ?? {}).flatMap(({ Export }) => Export?.Name ?? []);

test('the data stack is what CloudFormation expects', () => {
  expect(departures(house.data)).toEqual([]);
});

test('the app stack is what CloudFormation expects, and imports only what the data stack exports', () => {
  expect(exported).not.toEqual([]);
  expect(departures(house.app, exported)).toEqual([]);
});

test('nothing waits for itself to be created', () => {
  expect(circle(house.app)).toEqual([]);
  expect(circle({ Resources: { A: waitingFor('B'), B: waitingFor('A') } })).not.toEqual([]);
});

test.each([
  ['a property that is not there', { DelaySecond: 1 }, 'Queue (AWS::SQS::Queue).DelaySecond: unknown property'],
  ['a wrong type', { DelaySeconds: 'soon' }, 'Queue (AWS::SQS::Queue).DelaySeconds: "soon" is no integer'],
  [
    'a dead reference',
    { QueueName: { Ref: 'Gone' } },
    'Resources.Queue.Properties.QueueName: Ref to Gone, which is not there',
  ],
  [
    'an attribute that is not there',
    { QueueName: { 'Fn::GetAtt': ['Queue', 'Colour'] } },
    'Resources.Queue.Properties.QueueName: AWS::SQS::Queue has no attribute Colour',
  ],
  [
    'an import of nothing',
    { QueueName: { 'Fn::ImportValue': 'Nothing' } },
    'Resources.Queue.Properties.QueueName: import of Nothing, which no stack exports',
  ],
])('the check sees %s', (_, Properties, sentence) => {
  expect(departures({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties } } })).toEqual([sentence]);
});

test('the check sees a missing property and a type that is not there', () => {
  const Resources = {
    Schedule: { Type: 'AWS::Scheduler::Schedule', Properties: {} },
    Cow: { Type: 'AWS::Farm::Cow', Properties: {} },
  };
  expect(departures({ Resources }).toSorted()).toEqual([
    'Cow: unknown type AWS::Farm::Cow',
    'Schedule (AWS::Scheduler::Schedule).FlexibleTimeWindow: required',
    'Schedule (AWS::Scheduler::Schedule).ScheduleExpression: required',
    'Schedule (AWS::Scheduler::Schedule).Target: required',
  ]);
});

function waitingFor(id: string): Resource {
  return { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: id } } };
}

/** The ids of one circle of resources that each need the next, or nothing. */
function circle({ Resources }: Template): readonly string[] {
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): readonly string[] => {
    if (path.includes(id)) return [...path, id];
    if (done.has(id)) return [];
    const found = needs(Resources[id])
      .filter((each) => each in Resources)
      .map((each) => visit(each, [...path, id]))
      .find((each) => each.length > 0);
    done.add(id);
    return found ?? [];
  };
  return (
    Object.keys(Resources)
      .map((id) => visit(id, []))
      .find((each) => each.length > 0) ?? []
  );
}

function needs(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref' && typeof inner === 'string') return [inner];
    if (key === 'Fn::GetAtt' && Array.isArray(inner)) return [String(inner[0])];
    if (key === 'DependsOn') return [inner].flat().map(String);
    return needs(inner);
  });
}
