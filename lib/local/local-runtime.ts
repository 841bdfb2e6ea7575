// The whole product in one process: the synthesised template on embedded engines, the same functions, data on disk.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { apiOf } from '../../functions/api.ts';
import { casePagesOf } from '../../functions/case.ts';
import { webhooksOf } from '../../functions/webhook.ts';
import { engineAt, type Outside } from '../composition.ts';
import { ACCOUNT_ENV, ENV, LOCAL_ENV } from '../config/env-names.ts';
import { type Environment, settingOf } from '../config/setting-reader.ts';
import { parseSettings, type Settings } from '../config/settings.ts';
import { caseSecretIn } from './case-secret.ts';
import { localActor, startDeskServer } from './desk-server.ts';
import { type Door, environmentOf, houseBehind, openDoors } from './doors.ts';
import type { Engines } from './engines/engines.ts';
import { removeInstance, writeInstance } from './instance.ts';
import { keepRunning } from './keep-running.ts';
import { mailboxPoll } from './mailbox-poll.ts';
import { openData } from './open-data.ts';
import { type QueueWorker, queueWorker } from './queue-worker.ts';
import { createResources, type Endpoints } from './resources.ts';
import { synthesise } from './synthesise.ts';
import { readTemplate, type Template } from './template.ts';

export interface LocalOptions {
  /** The project's folder. */
  readonly root: string;
  /** Where the data is kept; absent: in memory, gone with the process. */
  readonly data?: string;
  /** The operator's settings: accounts, `PORT`, `POLL_SECONDS`. */
  readonly env: Environment;
  readonly outside: Outside;
  /** Whether queues and schedules run by themselves; without, the caller moves everything on with `processAll` and `poll`. */
  readonly background: boolean;
  /** Whether the sample is shown; the desk says so. */
  readonly sample: boolean;
  /** Where the templates are; absent: they are synthesised. */
  readonly templates?: string;
  readonly progress?: (step: string) => void;
}

export interface LocalEarshot {
  readonly url: string;
  readonly env: Environment;
  /** Delivers everything that is visible in any queue until none is left; how many messages. */
  processAll(onDelivered?: (messages: number) => void): Promise<number>;
  /** Runs a function of the template once, e.g. `poll` or `timers`. */
  invoke(name: string, event?: unknown): Promise<unknown>;
  /** When a hidden or delayed message shows next, for a test that advances its clock. */
  nextWakeAt(): string | undefined;
  stop(): Promise<void>;
}

/** Rejects with BrokenSettings before anything is started, with CannotStart when the machine is in the way, and leaves nothing running when it rejects later. */
export async function startLocal(options: LocalOptions): Promise<LocalEarshot> {
  const settings = parseSettings(options.env);
  const progress = options.progress ?? (() => undefined);
  if (options.data) mkdirSync(options.data, { recursive: true });
  if (!options.templates) progress('Synthesising the infrastructure');
  const template = options.templates ? readTemplate(options.templates) : await synthesised(options.root);
  progress('Starting the embedded engines');
  const directory = options.data ? { directory: options.data } : {};
  const onWait = () => progress('Waiting for another Earshot command to end');
  const engines = await openData({ ...directory, clock: options.outside.clock, onWait });
  try {
    progress('Opening the functions');
    return await openOn(engines, template, { ...options, settings });
  } catch (error) {
    await engines.close();
    throw error;
  }
}

/** In a folder of its own, because several commands may begin at the same moment. */
async function synthesised(root: string): Promise<Template> {
  const directory = mkdtempSync(join(tmpdir(), 'earshot-templates-'));
  try {
    await synthesise(root, directory);
    return readTemplate(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function openOn(
  engines: Engines,
  template: Template,
  options: LocalOptions & { readonly settings: Settings },
): Promise<LocalEarshot> {
  const { data, outside, root, sample, settings } = options;
  await createResources(template, engines.endpoints);
  const overrides = overridesOf(options, engines.endpoints);
  const environment = { ...environmentOf(template), ...addressesOf(engines.endpoints) };
  const doors = await openDoors(template, { root, outside, overrides });
  const house = await houseBehind(doorNamed(doors, 'api'), outside);
  const api = apiOf(house, { identify: localActor, sample });
  const webhooks = webhooksOf(await houseBehind(doorNamed(doors, 'webhook'), outside));
  const casePages = casePagesOf(await houseBehind(doorNamed(doors, 'case'), outside));
  const sqs = new SQSClient(engineAt(engines.endpoints.sqs));
  const workers = workersOf(template, doors, sqs);
  const desk = await startDeskServer({ api, webhooks, casePages, files: join(root, 'dist/ui'), port: settings.port });
  const { sweepExpired: sweep, nextWakeAt } = engines;
  const often = {
    pollSeconds: settings.pollSeconds,
    readMailbox: mailboxPoll(await houseBehind(doorNamed(doors, 'poll'), outside)),
  };
  const running = { template, doors, workers, sweep, log: outside.log, ...often };
  const background = options.background ? keepRunning(running) : undefined;
  // What ends at once is nobody to talk to: only what runs by itself is noted.
  if (data && background) writeInstance(data, { pid: process.pid, url: desk.url, environment });
  return {
    url: desk.url,
    env: { ...overrides, ...environment },
    processAll: (onDelivered) => drain(workers, onDelivered),
    invoke: (name, event = {}) => doorNamed(doors, name).invoke(event),
    nextWakeAt,
    async stop() {
      if (data && background) removeInstance(data);
      await background?.stop();
      await desk.close();
      sqs.destroy();
      await engines.close();
    },
  };
}

/** What a deployed stack has and a laptop has not, and the accounts that stand in SSM there. */
function overridesOf(options: LocalOptions & { readonly settings: Settings }, endpoints: Endpoints): Environment {
  return {
    ...options.env,
    [ENV.watchlist]: settingOf(options.env, ENV.watchlist) ?? join(options.root, 'watchlist.json'),
    [ENV.deskUrl]: `http://127.0.0.1:${options.settings.port}`,
    [ENV.secretsPath]: undefined,
    [ACCOUNT_ENV.caseLinkSecret]: settingOf(options.env, ACCOUNT_ENV.caseLinkSecret) ?? caseSecretIn(options.data),
    ...addressesOf(endpoints),
  };
}

function addressesOf({ dynamodb, sqs, sns }: Endpoints) {
  return { [LOCAL_ENV.dynamodbEndpoint]: dynamodb, [LOCAL_ENV.sqsEndpoint]: sqs, [LOCAL_ENV.snsEndpoint]: sns };
}

const mappingSchema = z.object({ BatchSize: z.number().int(), EventSourceArn: z.string(), FunctionName: z.string() });

function workersOf(template: Template, doors: readonly Door[], client: SQSClient): QueueWorker[] {
  const queueByArn = new Map(
    template
      .ofType('AWS::SQS::Queue')
      .map(({ id }) => [template.resolve({ 'Fn::GetAtt': [id, 'Arn'] }), String(template.resolve({ Ref: id }))]),
  );
  return template.ofType('AWS::Lambda::EventSourceMapping').map(({ id, Properties }) => {
    const mapping = mappingSchema.parse(template.resolve(Properties));
    const queueUrl = queueByArn.get(mapping.EventSourceArn);
    const door = doors.find((each) => each.id === mapping.FunctionName);
    if (!queueUrl || !door)
      throw new Error(
        `the mapping ${id} joins ${mapping.EventSourceArn} to ${mapping.FunctionName}, and one of them is missing`,
      );
    return queueWorker(client, { queueUrl, batchSize: mapping.BatchSize, invoke: door.invoke });
  });
}

function doorNamed(doors: readonly Door[], name: string): Door {
  const door = doors.find(({ entry }) => entry === `functions/${name}.ts`);
  if (!door)
    throw new Error(`no function "${name}" in the template; there are ${doors.map(({ entry }) => entry).join(', ')}`);
  return door;
}

async function drain(workers: readonly QueueWorker[], onDelivered?: (messages: number) => void): Promise<number> {
  let total = 0;
  for (let before = -1; before < total; ) {
    before = total;
    for (const worker of workers) {
      for (let count = await worker.deliverOnce(0); count > 0; count = await worker.deliverOnce(0)) {
        total += count;
        onDelivered?.(total);
      }
    }
  }
  return total;
}
