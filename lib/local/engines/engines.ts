// Starts the three engines that stand in for AWS on one machine, their data side by side in one folder.
import { join } from 'node:path';
import type { Clock, Instant } from '../../domain/time.ts';
import { startDynamodbEngine } from './dynamodb-engine.ts';
import { startSnsEngine } from './sns-engine.ts';
import { startSqsEngine } from './sqs-engine.ts';

export interface Engines {
  readonly endpoints: { readonly dynamodb: string; readonly sqs: string; readonly sns: string };
  /** Deletes items whose time to live has passed. */
  sweepExpired(): Promise<void>;
  /** When a hidden or delayed message shows next. */
  nextWakeAt(): Instant | undefined;
  close(): Promise<void>;
}

/** Without a folder everything is kept in memory. Rejects when another process has the data open. */
export async function startEngines({
  directory,
  clock,
}: {
  readonly directory?: string;
  readonly clock: Clock;
}): Promise<Engines> {
  const at = (file: string) => (directory ? { path: join(directory, file) } : {});
  const dynamodb = await startDynamodbEngine({ ...at('table.sqlite'), clock });
  const sqs = await startSqsEngine({ ...at('queues.sqlite'), clock });
  const sns = await startSnsEngine({ ...at('alerts.jsonl'), clock });
  return {
    endpoints: { dynamodb: dynamodb.endpoint, sqs: sqs.endpoint, sns: sns.endpoint },
    sweepExpired: dynamodb.sweepExpired,
    nextWakeAt: sqs.nextWakeAt,
    close: async () => {
      await Promise.all([dynamodb.close(), sqs.close(), sns.close()]);
    },
  };
}
