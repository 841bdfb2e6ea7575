// Puts the house together from its settings: each door asks for the few things it needs, built once.
import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { slackChat } from './chat/slack.ts';
import { snsChat } from './chat/sns.ts';
import type { TeamChat } from './chat/team-chat.ts';
import { ENV, LOCAL_ENV } from './config/env-names.ts';
import { readSecrets } from './config/secrets.ts';
import type { Environment } from './config/setting-reader.ts';
import { BrokenSettings, parseSettings, type Settings } from './config/settings.ts';
import { readWatchlist, type Watchlist } from './config/watchlist.ts';
import { connectPlatforms, type Listening } from './connect-platforms.ts';
import { caseToken } from './domain/case-link.ts';
import type { Log } from './domain/log.ts';
import type { Caps } from './domain/spending.ts';
import type { Clock } from './domain/time.ts';
import { createHttp } from './platforms/http.ts';
import type { Platform } from './platforms/platform.ts';
import type { Queue } from './queues/queue.ts';
import type { WatchedQueue } from './queues/queue-depths.ts';
import type { Db } from './store/db.ts';

/** What comes from outside the house; a test or the local runtime brings its own. */
export interface Outside {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
}

export function realOutside(): Outside {
  const logger = new Logger({ serviceName: 'earshot' });
  return {
    clock: () => new Date().toISOString(),
    newId: randomUUID,
    log: { error: (message, error) => logger.error(message, { error }) },
  };
}

export interface House extends Outside {
  readonly settings: Settings;
  db(): Db;
  sqs(): SQSClient;
  queue(name: 'mentionsQueue' | 'complaintsQueue' | 'outboxQueue'): Queue;
  watchedQueues(): WatchedQueue[];
  watchlist(): Watchlist;
  /** The caps of the connected networks that charge for their use. */
  caps(): ReadonlyMap<string, Caps>;
  /** The connected networks; `listening` says what they search for, which answering does not need. */
  platforms(listening?: Listening): Platform[];
  chats(): TeamChat[];
  deskUrl(): string;
  /** Makes the address of a thread's page for the customer; undefined where customers could not open it. */
  caseLinks(given: { readonly sample: boolean }): ((threadId: string) => string) | undefined;
}

/** Reads the settings (and, in AWS, the secrets); throws BrokenSettings with everything that is wrong with them. */
export async function openHouse(env: Environment, outside: Outside): Promise<House> {
  const settings = parseSettings({ ...env, ...(await readSecrets(env[ENV.secretsPath])) });
  const need = (name: string): string => {
    const value = env[name];
    if (value === undefined)
      throw new BrokenSettings([`${name} is not set; the infrastructure sets it on each function`]);
    return value;
  };
  const sqs = once(() => new SQSClient(endpoint(env, LOCAL_ENV.sqsEndpoint)));
  const db = once((): Db => {
    const marshallOptions = { removeUndefinedValues: true };
    const client = DynamoDBDocumentClient.from(new DynamoDBClient(endpoint(env, LOCAL_ENV.dynamodbEndpoint)), {
      marshallOptions,
    });
    return { client, table: need(ENV.table) };
  });
  return {
    ...outside,
    settings,
    db,
    sqs,
    queue: (name) => ({ client: sqs(), url: need(ENV[name]) }),
    watchedQueues: () => need(ENV.watchedQueues).split(',').map(watchedQueue),
    watchlist: once(() => readWatchlist(need(ENV.watchlist), outside.clock())),
    caps: () => capsOf(settings),
    platforms: (listening) => connectPlatforms({ ...outside, settings, db, caps: capsOf(settings) }, listening),
    chats: () => chatsOf({ settings, env, ...outside }),
    deskUrl: () => need(ENV.deskUrl),
    caseLinks: ({ sample }) => caseLinksOf({ settings, ...outside }, { deskUrl: need(ENV.deskUrl), sample }),
  };
}

const MICROS = 1_000_000;

function capsOf({ accounts: { x } }: Settings): ReadonlyMap<string, Caps> {
  if (!x) return new Map();
  const soft = x.softCapUsd === undefined ? {} : { softMicros: x.softCapUsd * MICROS };
  const hard = x.hardCapUsd === undefined ? {} : { hardMicros: x.hardCapUsd * MICROS };
  return new Map([['x', { ...soft, ...hard }]]);
}

function chatsOf({ settings, env, clock }: Outside & { settings: Settings; env: Environment }): TeamChat[] {
  const topic = env[ENV.alertsTopic];
  const { slackWebhookUrl } = settings;
  const webhook = slackWebhookUrl && { name: 'Slack', baseUrl: slackWebhookUrl, secrets: [slackWebhookUrl] };
  return [
    // One attempt: publishing again after a broken connection might announce a thread twice.
    topic ? snsChat(new SNSClient({ ...endpoint(env, LOCAL_ENV.snsEndpoint), maxAttempts: 1 }), topic) : undefined,
    webhook ? slackChat(createHttp({ fetch, clock }, webhook)) : undefined,
  ].filter((chat) => chat !== undefined);
}

/** A desk that is not on the web has no address for customers, except to look at the sample. */
function caseLinksOf(
  { settings: { caseLink }, clock }: Outside & { settings: Settings },
  { deskUrl, sample }: { readonly deskUrl: string; readonly sample: boolean },
): ReturnType<House['caseLinks']> {
  const url = caseLink?.url ?? (sample || deskUrl.startsWith('https:') ? deskUrl : undefined);
  if (!caseLink || url === undefined) return undefined;
  return (threadId) => `${url}/case/${caseToken(caseLink.secret, threadId, clock())}`;
}

/** What a client of an embedded engine is made with: engines are on loopback and take any credentials. */
export function engineAt(address: string) {
  return { endpoint: address, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
}

/** On a laptop the engines have addresses of their own; in AWS the SDK finds its own way. */
function endpoint(env: Environment, name: string) {
  const address = env[name];
  return address ? engineAt(address) : {};
}

function watchedQueue(pair: string): WatchedQueue {
  const split = pair.indexOf('=');
  return { name: pair.slice(0, split), url: pair.slice(split + 1) };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
