// The whole product in one process: the synthesised template on embedded engines, the same functions, data on disk.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { apiOf } from '../../functions/api.ts';
import type { Outside } from '../composition.ts';
import { ENV, LOCAL_ENV } from '../config/env-names.ts';
import { type Environment, parseSettings, settingOf } from '../config/settings.ts';
import { localActor, startDeskServer } from './desk-server.ts';
import { type Door, environmentOf, houseBehind, openDoors } from './doors.ts';
import { startEngines } from './engines/engines.ts';
import { removeInstance, writeInstance } from './instance.ts';
import { type QueueWorker, queueWorker } from './queue-worker.ts';
import { createResources, type Endpoints } from './resources.ts';
import { keepRunning } from './schedules.ts';
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
  processAll(): Promise<number>;
  /** Runs a function of the template once, e.g. `poll` or `timers`. */
  invoke(name: string, event?: unknown): Promise<unknown>;
  /** When a hidden or delayed message shows next, for a test that advances its clock. */
  nextWakeAt(): string | undefined;
  stop(): Promise<void>;
}

export async function startLocal(options: LocalOptions): Promise<LocalEarshot> {
  const progress = options.progress ?? (() => undefined);
  if (options.data) mkdirSync(options.data, { recursive: true });
  const templates = options.templates ?? join(options.root, 'cdk.out');
  if (!options.templates) {
    progress('Synthesising the infrastructure');
    await synthesise(options.root, templates);
  }
  progress('Starting the embedded engines');
  const engines = await startEngines({
    ...(options.data ? { directory: options.data } : {}),
    clock: options.outside.clock,
  });
  const template = readTemplate(templates);
  await createResources(template, engines.endpoints);
  progress('Opening the functions');
  const { port, pollSeconds } = parseSettings(options.env);
  const overrides = overridesOf(options, engines.endpoints, port);
  const doors = await openDoors(template, { ...options, overrides });
  const environment = { ...environmentOf(template), ...addressesOf(engines.endpoints) };
  const apiDoor = doorNamed(doors, 'api');
  const api = apiOf(await houseBehind(apiDoor, options.outside), { identify: localActor, sample: options.sample });
  const desk = await startDeskServer({ api, files: join(options.root, 'dist/ui'), port });
  const sqs = new SQSClient({
    endpoint: engines.endpoints.sqs,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const workers = workersOf(template, doors, sqs);
  const background = options.background
    ? keepRunning({ template, doors, workers, sweep: engines.sweepExpired, log: options.outside.log, pollSeconds })
    : undefined;
  if (options.data) writeInstance(options.data, { pid: process.pid, url: desk.url, environment });
  return {
    url: desk.url,
    env: { ...overrides, ...environment },
    processAll: () => drain(workers),
    invoke: (name, event = {}) => doorNamed(doors, name).invoke(event),
    nextWakeAt: engines.nextWakeAt,
    async stop() {
      await background?.stop();
      await desk.close();
      sqs.destroy();
      await engines.close();
      if (options.data) removeInstance(options.data);
    },
  };
}

/** What a deployed stack has and a laptop has not, and the accounts that stand in SSM there. */
function overridesOf(options: LocalOptions, endpoints: Endpoints, port: number): Environment {
  return {
    ...options.env,
    [ENV.watchlist]: settingOf(options.env, ENV.watchlist) ?? join(options.root, 'watchlist.json'),
    [ENV.deskUrl]: `http://127.0.0.1:${port}`,
    [ENV.secretsPath]: undefined,
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

async function drain(workers: readonly QueueWorker[]): Promise<number> {
  let total = 0;
  for (let round = Number.POSITIVE_INFINITY; round > 0; total += round) {
    round = 0;
    for (const worker of workers) {
      for (let count = await worker.deliverOnce(0); count > 0; count = await worker.deliverOnce(0)) round += count;
    }
  }
  return total;
}
