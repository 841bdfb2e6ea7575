// How complete and how healthy everything is: each source's freshness, each queue's depth, the dead letters, what is missed.
import type { SQSClient } from '@aws-sdk/client-sqs';
import { shippedRecallCurve } from '../classifier/shipped-recall-curve.ts';
import type { Watchlist } from '../config/watchlist.ts';
import { type Freshness, freshnessOf } from '../domain/freshness.ts';
import { pointFor, promiseWords, type RecallPoint } from '../domain/recall-promise.ts';
import type { Source } from '../domain/source.ts';
import { type MeasuredMisses, measuredMisses } from '../domain/spot-check.ts';
import type { Clock } from '../domain/time.ts';
import { type QueueDepth, readQueueDepths, type WatchedQueue } from '../queues/queue-depths.ts';
import type { Db } from '../store/db.ts';
import { listCursors } from '../store/sources.ts';
import { listSpotChecks } from '../store/spot-checks.ts';

export interface StatusDeps {
  readonly db: Db;
  readonly sqs: SQSClient;
  readonly watchedQueues: readonly WatchedQueue[];
  readonly sources: readonly Source[];
  readonly watchlist: Pick<Watchlist, 'missAtMostPercent'>;
  readonly clock: Clock;
}

interface SourceStatus extends Freshness {
  readonly id: string;
  readonly network: string;
  readonly problem?: string;
}

/** What the operator promised, and what that costs beside other promises, from the strictest. */
interface Promised {
  readonly missAtMostPercent: number;
  /** Calibrated probability below which a post may be called harmless. */
  readonly threshold: number;
  readonly text: string;
  readonly choices: readonly RecallPoint[];
}

export interface Status {
  readonly sources: readonly SourceStatus[];
  readonly queues: readonly QueueDepth[];
  readonly deadLetters: number;
  readonly promise: Promised;
  /** What the spot checks found of what nobody reads. */
  readonly misses: MeasuredMisses;
}

export async function readStatus(deps: StatusDeps): Promise<Status> {
  const [cursors, queues, checks] = await Promise.all([
    listCursors(deps.db),
    readQueueDepths(deps.sqs, deps.watchedQueues),
    listSpotChecks(deps.db),
  ]);
  const now = deps.clock();
  const sources = deps.sources.map((source) => {
    const cursor = cursors.find(({ sourceId }) => sourceId === source.id);
    const problem = cursor?.problem ? { problem: cursor.problem } : {};
    return { id: source.id, network: source.network, ...freshnessOf(source, cursor, now), ...problem };
  });
  const deadLetters = queues
    .filter(({ deadLetter }) => deadLetter)
    .reduce((sum, { waiting, inFlight }) => sum + waiting + inFlight, 0);
  return { sources, queues, deadLetters, promise: promised(deps.watchlist), misses: measuredMisses(checks, now) };
}

const CHOICES = [1, 2, 3, 5, 10];

function promised({ missAtMostPercent }: StatusDeps['watchlist']): Promised {
  const curve = shippedRecallCurve();
  const choices = [...new Set([...CHOICES, missAtMostPercent])].toSorted((a, b) => a - b);
  return {
    missAtMostPercent,
    threshold: pointFor(curve, missAtMostPercent).threshold,
    text: promiseWords(curve, missAtMostPercent),
    choices: choices.map((percent) => ({ ...pointFor(curve, percent), missAtMostPercent: percent })),
  };
}
