// The queue of replies: in order within a thread, and held back for as long as a reply can be taken back.
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ENV } from '../config/env-names.ts';
import { HOLD_SECONDS } from '../domain/reply.ts';
import { WorkQueue } from './work-queue.ts';

export class Outbox extends WorkQueue {
  constructor(scope: Construct, id: string) {
    super(scope, id, { urlVariable: ENV.outboxQueue, fifo: true, hold: Duration.seconds(HOLD_SECONDS) });
  }
}
