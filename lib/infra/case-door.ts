// The door to the customers' pages: open without a sign-in, the signed link is the key.
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ENV } from '../config/env-names.ts';
import type { Desk } from './desk.ts';
import { WATCHLIST_FILE } from './door-code.ts';
import { DoorFunction } from './door-function.ts';
import { openSecretsTo } from './secrets.ts';
import type { ThreadTable } from './thread-table.ts';
import type { WorkQueue } from './work-queue.ts';

export interface CaseDoorProps {
  readonly desk: Desk;
  readonly table: ThreadTable;
  /** The way to the team chat, for who asks that their data be deleted. */
  readonly complaints: WorkQueue;
  readonly built: string | undefined;
}

/** API Gateway gives up after thirty seconds. */
const TIMEOUT = Duration.seconds(29);

export class CaseDoor extends DoorFunction {
  constructor(scope: Construct, id: string, { desk, table, complaints, built }: CaseDoorProps) {
    super(scope, id, { door: 'case', memoryMb: 256, timeout: TIMEOUT, built });
    table.openTo(this);
    complaints.openTo(this);
    openSecretsTo(this);
    this.addEnvironment(ENV.watchlist, WATCHLIST_FILE);
    // Forms come from the page's own address, which the function cannot see: the site stands before it.
    this.addEnvironment(ENV.deskUrl, desk.url);
    desk.gateway.deliverPagesTo(this, '/case');
  }
}
