// The door for other systems: open without a sign-in, it puts what they have signed on the mentions queue and does no more.
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ENV } from '../config/env-names.ts';
import type { DeskApi } from './desk-api.ts';
import { WATCHLIST_FILE } from './door-code.ts';
import { DoorFunction } from './door-function.ts';
import { openSecretsTo } from './secrets.ts';
import type { ThreadTable } from './thread-table.ts';
import type { WorkQueue } from './work-queue.ts';

export interface WebhookDoorProps {
  readonly gateway: DeskApi;
  readonly table: ThreadTable;
  readonly mentions: WorkQueue;
  readonly built: string | undefined;
}

/** API Gateway gives up after thirty seconds. */
const TIMEOUT = Duration.seconds(29);

export class WebhookDoor extends DoorFunction {
  constructor(scope: Construct, id: string, { gateway, table, mentions, built }: WebhookDoorProps) {
    super(scope, id, { door: 'webhook', memoryMb: 256, timeout: TIMEOUT, built });
    table.openTo(this);
    mentions.openTo(this);
    openSecretsTo(this);
    this.addEnvironment(ENV.watchlist, WATCHLIST_FILE);
    gateway.deliverSignedTo(this, '/api/import');
  }
}
