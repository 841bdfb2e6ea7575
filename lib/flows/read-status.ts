// How complete and how healthy everything is: each source's freshness, each queue's depth, the dead letters, what is missed.
import type { SQSClient } from '@aws-sdk/client-sqs';
import { shippedRecallCurve } from '../classifier/shipped-recall-curve.ts';
import type { Watchlist } from '../config/watchlist.ts';
import { type Freshness, freshnessOf } from '../domain/freshness.ts';
import { pointFor, promiseWords, type RecallPoint } from '../domain/recall-promise.ts';
import type { Source } from '../domain/source.ts';
import { type Caps, forecastMicros, monthOf, spendingWords, spentMicros } from '../domain/spending.ts';
import { type MeasuredMisses, measuredMisses } from '../domain/spot-check.ts';
import { type Stop, stopOfSource } from '../domain/stop.ts';
import type { Clock, Instant } from '../domain/time.ts';
import { type QueueDepth, readQueueDepths, type WatchedQueue } from '../queues/queue-depths.ts';
import type { Db } from '../store/db.ts';
import { listMailboxCursors } from '../store/mails.ts';
import { listCursors } from '../store/sources.ts';
import { getSpending } from '../store/spending.ts';
import { listSpotChecks } from '../store/spot-checks.ts';
import { listStops } from '../store/stops.ts';

export interface StatusDeps {
  readonly db: Db;
  readonly sqs: SQSClient;
  readonly watchedQueues: readonly WatchedQueue[];
  readonly sources: readonly Source[];
  readonly watchlist: Pick<Watchlist, 'missAtMostPercent'>;
  /** The caps of the networks that charge, by network. */
  readonly caps: ReadonlyMap<string, Caps>;
  readonly clock: Clock;
}

interface SourceStatus extends Freshness {
  readonly id: string;
  readonly network: string;
  /** The network's query, for a search. */
  readonly query?: string;
  /** What people call it, where neither its kind nor its query says it well. */
  readonly name?: string;
  readonly problem?: string;
  /** When it is read next: the network's limits and the hour of the day decide. */
  readonly nextPollAt?: Instant;
}

/** What a network that charges has cost this month. */
interface NetworkSpending {
  readonly network: string;
  readonly spentMicros: number;
  /** What the month will come to; absent while too little of it is over. */
  readonly forecastMicros?: number;
  readonly softCapMicros?: number;
  readonly hardCapMicros?: number;
  readonly text: string;
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
  /** The stop switches that are set. */
  readonly stops: readonly Stop[];
  readonly spending: readonly NetworkSpending[];
  readonly queues: readonly QueueDepth[];
  readonly deadLetters: number;
  readonly promise: Promised;
  /** What the spot checks found of what nobody reads. */
  readonly misses: MeasuredMisses;
}

export async function readStatus(deps: StatusDeps): Promise<Status> {
  const [read, mailboxes, stops, spending, queues, checks] = await Promise.all([
    listCursors(deps.db),
    listMailboxCursors(deps.db),
    listStops(deps.db),
    readSpending(deps),
    readQueueDepths(deps.sqs, deps.watchedQueues),
    listSpotChecks(deps.db),
  ]);
  const now = deps.clock();
  const cursors = [...read, ...mailboxes];
  const sources = deps.sources.map((source) => {
    const cursor = cursors.find(({ sourceId }) => sourceId === source.id);
    const stop = stopOfSource(stops, source);
    const freshness = freshnessOf(source, cursor, { now, ...(stop ? { stop } : {}) });
    const problem = cursor?.problem ? { problem: cursor.problem } : {};
    const next = cursor && !stop ? { nextPollAt: cursor.nextPollAt } : {};
    const query = source.query === undefined ? {} : { query: source.query };
    const name = source.name === undefined ? {} : { name: source.name };
    return { id: source.id, network: source.network, ...query, ...name, ...freshness, ...problem, ...next };
  });
  const deadLetters = queues
    .filter(({ deadLetter }) => deadLetter)
    .reduce((sum, { waiting, inFlight }) => sum + waiting + inFlight, 0);
  const promise = promised(deps.watchlist);
  return { sources, stops, spending, queues, deadLetters, promise, misses: measuredMisses(checks, now) };
}

async function readSpending({ db, caps, clock }: StatusDeps): Promise<NetworkSpending[]> {
  const now = clock();
  return Promise.all(
    [...caps].map(async ([network, allowed]) => {
      const spending = await getSpending(db, network, monthOf(now));
      const forecast = forecastMicros(spending, now);
      return {
        network,
        spentMicros: spentMicros(spending),
        ...(forecast === undefined ? {} : { forecastMicros: forecast }),
        ...(allowed.softMicros === undefined ? {} : { softCapMicros: allowed.softMicros }),
        ...(allowed.hardMicros === undefined ? {} : { hardCapMicros: allowed.hardMicros }),
        text: spendingWords(spending, allowed, now),
      };
    }),
  );
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
