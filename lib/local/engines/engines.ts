// All embedded engines together, with their data in one folder.
import { join } from 'node:path';
import type { Clock, Instant } from '../../domain/time.ts';
import { startDynamodbEngine } from './dynamodb-engine.ts';
import { type PublishedMessage, startSnsEngine } from './sns-engine.ts';
import { startSqsEngine } from './sqs-engine.ts';

export interface EnginesOptions {
  /** Where the data is kept; absent: in memory only. */
  readonly directory?: string;
  readonly clock: Clock;
}

export interface Engines {
  readonly endpoints: { readonly dynamodb: string; readonly sqs: string; readonly sns: string };
  /** Deletes items whose time to live has passed. */
  readonly sweepExpired: () => Promise<void>;
  /** When the next hidden or delayed message comes to sight. */
  readonly nextWakeAt: () => Instant | undefined;
  /** What has gone to topics since the start. */
  readonly published: () => readonly PublishedMessage[];
  readonly close: () => Promise<void>;
}

/** Rejects with OpenElsewhere when another process has the folder, and leaves nothing open when it rejects. */
export async function startEngines({ directory, clock }: EnginesOptions): Promise<Engines> {
  const at = (file: string) => (directory === undefined ? { clock } : { clock, path: join(directory, file) });
  // Not `await using`: the check of the arrows cannot read it.
  const opened = new AsyncDisposableStack();
  try {
    const dynamodb = opened.adopt(await startDynamodbEngine(at('table.sqlite')), (engine) => engine.close());
    const sqs = opened.adopt(await startSqsEngine(at('queues.sqlite')), (engine) => engine.close());
    const sns = opened.adopt(await startSnsEngine(at('published.jsonl')), (engine) => engine.close());
    return {
      endpoints: { dynamodb: dynamodb.endpoint, sqs: sqs.endpoint, sns: sns.endpoint },
      sweepExpired: dynamodb.sweepExpired,
      nextWakeAt: sqs.nextWakeAt,
      published: sns.published,
      close: () => opened.disposeAsync(),
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}
