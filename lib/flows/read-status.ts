// How complete and how healthy everything is: each source's freshness, each queue's depth, the dead letters.
import type { SQSClient } from '@aws-sdk/client-sqs';
import { type Freshness, freshnessOf } from '../domain/freshness.ts';
import type { Source } from '../domain/source.ts';
import type { Clock } from '../domain/time.ts';
import { type QueueDepth, readQueueDepths, type WatchedQueue } from '../queues/queue-depths.ts';
import type { Db } from '../store/db.ts';
import { listCursors } from '../store/sources.ts';

export interface StatusDeps {
  readonly db: Db;
  readonly sqs: SQSClient;
  readonly watchedQueues: readonly WatchedQueue[];
  readonly sources: readonly Source[];
  readonly clock: Clock;
}

interface SourceStatus extends Freshness {
  readonly id: string;
  readonly network: string;
  readonly problem?: string;
}

export interface Status {
  readonly sources: readonly SourceStatus[];
  readonly queues: readonly QueueDepth[];
  readonly deadLetters: number;
}

export async function readStatus(deps: StatusDeps): Promise<Status> {
  const [cursors, queues] = await Promise.all([listCursors(deps.db), readQueueDepths(deps.sqs, deps.watchedQueues)]);
  const now = deps.clock();
  const sources = deps.sources.map((source) => {
    const cursor = cursors.find(({ sourceId }) => sourceId === source.id);
    const problem = cursor?.problem ? { problem: cursor.problem } : {};
    return { id: source.id, network: source.network, ...freshnessOf(source, cursor, now), ...problem };
  });
  const deadLetters = queues
    .filter(({ deadLetter }) => deadLetter)
    .reduce((sum, { waiting, inFlight }) => sum + waiting + inFlight, 0);
  return { sources, queues, deadLetters };
}
