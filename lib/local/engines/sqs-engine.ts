// The embedded SQS: real requests of the AWS SDK, answered from one SQLite file, with hidden and delayed messages on our clock.
import { EventEmitter } from 'node:events';
import type { DatabaseSync } from 'node:sqlite';
import { epochMs, type Instant } from '../../domain/time.ts';
import { answerJson, type EngineOptions, startEngineServer } from './engine-server.ts';
import { openSqlite } from './sqlite-file.ts';
import { longPolling } from './sqs-long-poll.ts';
import { MESSAGE_SCHEMA } from './sqs-messages.ts';
import { createSqs } from './sqs-operations.ts';
import { QUEUE_SCHEMA } from './sqs-queues.ts';
import { sqsError } from './sqs-refusals.ts';

export interface SqsEngine {
  readonly endpoint: string;
  /** When the next hidden or delayed message comes to sight; undefined when none is hidden. */
  readonly nextWakeAt: () => Instant | undefined;
  readonly close: () => Promise<void>;
}

/** Queue URLs contain the port; after a restart on another port, ask for them again by name. */
export async function startSqsEngine({ path, port = 0, clock }: EngineOptions): Promise<SqsEngine> {
  const database = openSqlite(path, QUEUE_SCHEMA + MESSAGE_SCHEMA);
  releaseHeld(database, clock());
  const arrivals = new EventEmitter().setMaxListeners(0);
  let endpoint = '';
  const sqs = createSqs({
    database,
    clock,
    // In a later turn: the change is not committed yet.
    touched: (queue) => queueMicrotask(() => arrivals.emit(queue.name)),
    endpoint: () => endpoint,
  });
  const receive = longPolling({ sqs, clock, arrivals });
  const answer = answerJson((request) => {
    if (request.operation === 'ReceiveMessage') return receive(request);
    const operation = sqs.operations[request.operation];
    if (operation) return operation(request.input);
    const known = ['ReceiveMessage', ...Object.keys(sqs.operations)].join(', ');
    throw sqsError('UnsupportedOperation', `"${request.operation}" is not embedded (known: ${known})`);
  });
  try {
    const server = await startEngineServer(port, answer);
    endpoint = server.endpoint;
    return {
      endpoint,
      nextWakeAt: sqs.nextWakeAt,
      close: async () => {
        await server.close();
        database.close();
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Whoever held messages in work ended with the process before this one: waiting for their time to run out would help nobody,
 * and a delivery that was cut off was no try.
 */
function releaseHeld(database: DatabaseSync, now: Instant): void {
  const at = epochMs(now);
  database
    .prepare(
      'UPDATE message SET visible_at = ?, receive_count = receive_count - 1 WHERE visible_at > ? AND receive_count > 0',
    )
    .run(at, at);
}
