import { expect, it } from 'vitest';
import { realOutside } from '../../lib/composition.ts';
import { ENV } from '../../lib/config/env-names.ts';
import { WATCHLIST_FILE } from '../../lib/infra/door-code.ts';
import { doors, ofType, type Resource, synthesise } from './synthesised.ts';

const house = synthesise();
const ITEMS = [
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
];
const SEND = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'];
const TAKE = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'sqs:ReceiveMessage',
];
const COUNT = ['sqs:GetQueueAttributes'];
const LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const SECRETS = ['ssm:GetParametersByPath'];
const INDEXES = {
  inbox: ['dynamodb:Query'],
  changes: ['dynamodb:Query'],
  due: ['dynamodb:Query'],
  owner: ['dynamodb:Query'],
};
const STORE = { Table: ITEMS, ...INDEXES };

const GRANTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  poll: { ...STORE, PollLog: LOG, MentionsQueue: SEND, ComplaintsQueue: SEND, 'parameter/earshot': SECRETS },
  follow: { ...STORE, FollowLog: LOG, MentionsQueue: SEND, 'parameter/earshot': SECRETS },
  ingest: { ...STORE, IngestLog: LOG, MentionsQueue: TAKE, ComplaintsQueue: SEND },
  alert: { ...STORE, AlertLog: LOG, ComplaintsQueue: TAKE, Alerts: ['sns:Publish'], 'parameter/earshot': SECRETS },
  send: { ...STORE, SendLog: LOG, OutboxQueue: TAKE, 'parameter/earshot': SECRETS },
  timers: { ...STORE, TimersLog: LOG, OutboxQueue: SEND, ComplaintsQueue: SEND },
  webhook: { ...STORE, WebhookLog: LOG, MentionsQueue: SEND, 'parameter/earshot': SECRETS },
  case: { ...STORE, CaseLog: LOG, ComplaintsQueue: SEND, 'parameter/earshot': SECRETS },
  api: {
    ...STORE,
    ApiLog: LOG,
    OutboxQueue: SEND,
    OutboxDeadLetters: COUNT,
    MentionsQueue: COUNT,
    MentionsDeadLetters: COUNT,
    ComplaintsQueue: SEND,
    ComplaintsDeadLetters: COUNT,
    'parameter/earshot': SECRETS,
  },
};

it('there is one function for each door, and each names its entry file', () => {
  expect([...doors(house).keys()].sort()).toEqual(Object.keys(GRANTS).sort());
});

it.each(Object.keys(GRANTS))('%s may do what it needs and nothing else', (door) => {
  expect(grantsOf(door)).toEqual(GRANTS[door]);
});

it.each(Object.keys(GRANTS))('%s is told what it reads and nothing else', async (door) => {
  const [, resource] = doors(house).get(door)!;
  const given = Object.keys(resource.Properties.Environment.Variables);
  const read = await variablesReadBy(door, given);
  expect(given.filter((name) => !read.has(name))).toEqual([]);
  // Every door asks whether it has secrets; the grants above say which have.
  const missing = Object.values(ENV).filter(
    (name) => read.has(name) && name !== ENV.secretsPath && !given.includes(name),
  );
  expect(missing).toEqual([]);
});

it('no function carries a secret in its environment', () => {
  for (const [, [, resource]] of doors(house)) {
    const { [ENV.secretsPath]: path = '/earshot' } = resource.Properties.Environment.Variables;
    expect(path).toBe('/earshot');
    expect(JSON.stringify(resource)).not.toMatch(/token|password|secret(?!s)/i);
  }
});

it('every function runs Node 24 on arm64 and writes its log as JSON, kept for a month', () => {
  for (const [, [, { Properties }]] of doors(house)) {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      LoggingConfig: { LogFormat: 'JSON' },
    });
    expect(house.resources[Properties.LoggingConfig.LogGroup.Ref]?.Properties.RetentionInDays).toBe(30);
  }
});

it('no log is kept for ever', () => {
  for (const [, log] of ofType(house, 'AWS::Logs::LogGroup')) expect(log.Properties.RetentionInDays).toBe(30);
});

it('without the built code a function says so instead of doing nothing', () => {
  for (const [, [, { Properties }]] of doors(house)) expect(Properties.Code.ZipFile).toMatch(/^throw new Error/);
});

/** Opens the door as Lambda would, with made-up values, and notes what it asks for. No path of secrets: that would call AWS. */
async function variablesReadBy(door: string, given: readonly string[]): Promise<ReadonlySet<string>> {
  const read = new Set<string>();
  const env = new Proxy<Record<string, string>>(
    {},
    {
      get: (_, name: string) => {
        read.add(name);
        if (name === ENV.secretsPath || !given.includes(name)) return undefined;
        return name === ENV.watchlist ? WATCHLIST_FILE : 'name=value';
      },
    },
  );
  const { open } = await import(`../../functions/${door}.ts`);
  await open(env, realOutside());
  return read;
}

/** Actions by the thing they are allowed on, named without the CDK's hash. */
function grantsOf(door: string): Record<string, string[]> {
  const role = doors(house).get(door)![1].Properties.Role['Fn::GetAtt'][0];
  expect(house.resources[role]?.Properties.ManagedPolicyArns).toBeUndefined();
  expect(house.resources[role]?.Properties.Policies).toBeUndefined();
  const grants: Record<string, string[]> = {};
  for (const statement of statementsOf(role)) {
    expect(statement.Effect).toBe('Allow');
    for (const resource of [statement.Resource].flat()) {
      const name = nameOf(resource);
      grants[name] = [...new Set([...(grants[name] ?? []), ...[statement.Action].flat()])].sort();
    }
  }
  return grants;
}

function statementsOf(role: string): readonly { Effect: string; Action: string | string[]; Resource: unknown }[] {
  const attached = ofType(house, 'AWS::IAM::Policy').filter(([, policy]) =>
    policy.Properties.Roles.some((each: { Ref: string }) => each.Ref === role),
  );
  return attached.flatMap(([, policy]: readonly [string, Resource]) => policy.Properties.PolicyDocument.Statement);
}

function nameOf(resource: unknown): string {
  const text = JSON.stringify(resource);
  const index = /\/index\/(\w+)/.exec(text)?.[1];
  if (index !== undefined) return index;
  const parameter = /:(parameter\/\w+)"/.exec(text)?.[1];
  if (parameter !== undefined) return parameter;
  const id =
    /OutputFnGetAtt(\w+?)[0-9A-F]{8}Arn/.exec(text)?.[1] ??
    /"(?:Fn::GetAtt|Ref)":\[?"(\w+?)[0-9A-F]{8}"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`a grant on something unknown: ${text}`);
  return id;
}
