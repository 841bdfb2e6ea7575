// The whole of what runs, in the order a mention takes: poll, ingest, alert, the desk, send, and the clock beside them.
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ENV } from '../config/env-names.ts';
import { Alarms } from './alarms.ts';
import { AlertsTopic } from './alerts-topic.ts';
import { CaseDoor } from './case-door.ts';
import { addCustomerDoors } from './customer-doors.ts';
import type { DataStack } from './data-stack.ts';
import { addDesk } from './desk.ts';
import { WATCHLIST_FILE } from './door-code.ts';
import { DoorFunction } from './door-function.ts';
import { EveryMinute } from './every-minute.ts';
import { Outbox } from './outbox.ts';
import { openSecretsTo } from './secrets.ts';
import { WebhookDoor } from './webhook-door.ts';
import { WORKER_TIMEOUT, WorkQueue, watchQueues } from './work-queue.ts';

export interface AppStackProps extends StackProps {
  readonly data: DataStack;
  /** The directory with the built code, for a template that is deployed. */
  readonly built: string | undefined;
}

/** A run ends before the next minute starts one. */
const RUN_TIMEOUT = Duration.seconds(55);
/** Team chats take about one message a second; each is sent on its own, so that a slow one holds up no other. */
const CHATS_AT_ONCE = 2;
/** API Gateway gives up after thirty seconds. */
const REQUEST_TIMEOUT = Duration.seconds(29);

export class AppStack extends Stack {
  constructor(scope: Construct, id: string, { data, built, ...props }: AppStackProps) {
    super(scope, id, props);
    const { table, users } = data;

    // What waits between the functions.
    const mentions = new WorkQueue(this, 'Mentions', { urlVariable: ENV.mentionsQueue });
    const complaints = new WorkQueue(this, 'Complaints', { urlVariable: ENV.complaintsQueue });
    const outbox = new Outbox(this, 'Outbox');
    const queues = [mentions, complaints, outbox];
    const alerts = new AlertsTopic(this, 'Alerts');

    // What runs.
    const poll = new DoorFunction(this, 'Poll', { door: 'poll', memoryMb: 512, timeout: RUN_TIMEOUT, built });
    const ingest = new DoorFunction(this, 'Ingest', { door: 'ingest', memoryMb: 1024, timeout: WORKER_TIMEOUT, built });
    const alert = new DoorFunction(this, 'Alert', { door: 'alert', memoryMb: 256, timeout: WORKER_TIMEOUT, built });
    const api = new DoorFunction(this, 'Api', { door: 'api', memoryMb: 512, timeout: REQUEST_TIMEOUT, built });
    const send = new DoorFunction(this, 'Send', { door: 'send', memoryMb: 512, timeout: WORKER_TIMEOUT, built });
    const timers = new DoorFunction(this, 'Timers', { door: 'timers', memoryMb: 256, timeout: RUN_TIMEOUT, built });
    const follow = new DoorFunction(this, 'Follow', { door: 'follow', memoryMb: 512, timeout: RUN_TIMEOUT, built });
    const functions = [poll, ingest, alert, api, send, timers, follow];

    // Who may do what: each grant also sets the variable that goes with it.
    for (const each of functions) table.openTo(each);
    for (const each of [poll, ingest, api, timers]) each.addEnvironment(ENV.watchlist, WATCHLIST_FILE);
    // The API reads the secrets only to know which networks are connected, since that decides whether a reply is allowed.
    for (const each of [poll, alert, api, send, follow]) openSecretsTo(each);

    // The way of a mention, and the way of a reply.
    new EveryMinute(this, 'PollEveryMinute', poll);
    mentions.openTo(poll);
    complaints.openTo(poll);
    mentions.deliverTo(ingest, 10);
    complaints.openTo(ingest);
    complaints.deliverTo(alert, 1, CHATS_AT_ONCE);
    alerts.openTo(alert);
    // A rule may ask that the team chat be told of what somebody did.
    for (const queue of [outbox, complaints]) queue.openTo(api);
    // One by one: what became of a reply must never hang on the reply after it.
    outbox.deliverTo(send, 1);
    new EveryMinute(this, 'TimersEveryMinute', timers);
    outbox.openTo(timers);
    complaints.openTo(timers);
    new EveryMinute(this, 'FollowEveryMinute', follow);
    mentions.openTo(follow);
    watchQueues(api, queues);

    // The desk, under one address.
    const desk = addDesk(this, { users, api, built });
    for (const each of [alert, api]) each.addEnvironment(ENV.deskUrl, desk.url);

    // What other systems send, and what customers see of their case.
    const webhook = new WebhookDoor(this, 'Webhook', { gateway: desk.gateway, table, mentions, built });
    const casePages = new CaseDoor(this, 'Case', { desk, table, complaints, built });

    // What the operator is told.
    const alarms = new Alarms(this, 'Alarms', { queues, functions: [...functions, webhook, casePages] });
    addCustomerDoors(this, { table, api, built, alarms: alarms.topic });
    const outputs = { DeskUrl: desk.url, AlarmsTopic: alarms.topic.topicArn, AlertsTopic: alerts.topicArn };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
