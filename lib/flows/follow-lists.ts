// Asks networks that answer for whole lists which of the stored posts must go, once a day, and erases these.
import type { Log } from '../domain/log.ts';
import { isNetworkStopped } from '../domain/stop.ts';
import { type Clock, type Instant, plus } from '../domain/time.ts';
import type { Platform } from '../platforms/platform.ts';
import { RateLimited } from '../platforms/platform-errors.ts';
import type { Db } from '../store/db.ts';
import { getListJob, type ListJob, putListJob } from '../store/list-jobs.ts';
import { listStops } from '../store/stops.ts';
import { listFollowedIds } from '../store/threads.ts';
import { erasePost } from './erase-post.ts';

export interface ListDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** How many posts one list holds. */
  readonly idsInAList?: number;
}

const ASK_EVERY = { hours: 20 };
/** Such a job takes minutes to hours. */
const LOOK_EVERY = { minutes: 10 };
/** More ids than this do not fit one run; the next list goes on from there. */
const IDS_IN_A_LIST = 20_000;
/** What was refused is not asked for again every minute. */
const PAUSE = { hours: 1 };

/** One step for each network: starts a list, or takes its answer. A crash at any point only makes a step happen again. */
export async function followLists(deps: ListDeps, platforms: readonly Platform[]): Promise<void> {
  const stops = await listStops(deps.db);
  for (const { network, compliance } of platforms) {
    if (!compliance || isNetworkStopped(stops, network)) continue;
    try {
      await step(deps, network, compliance);
    } catch (error) {
      deps.log.error(`${network} could not be asked which posts must go`, error);
      await pause(deps, network);
    }
  }
}

async function pause({ db, clock }: ListDeps, network: string): Promise<void> {
  const now = clock();
  const state = await getListJob(db, network);
  await putListJob(db, network, { startedAt: now, ...state, nextStepAt: plus(now, PAUSE) });
}

async function step(deps: ListDeps, network: string, compliance: NonNullable<Platform['compliance']>): Promise<void> {
  const { db, clock } = deps;
  const now = clock();
  const state = await getListJob(db, network);
  if (state && state.nextStepAt > now) return;
  try {
    await putListJob(db, network, await nextState(deps, { network, compliance, state, now }));
  } catch (error) {
    // It is at work on another list, or was asked too often.
    if (!(error instanceof RateLimited)) throw error;
    await putListJob(db, network, { ...(state ?? { startedAt: now }), nextStepAt: error.retryAt });
  }
}

interface Step {
  readonly network: string;
  readonly compliance: NonNullable<Platform['compliance']>;
  readonly state: ListJob | undefined;
  readonly now: Instant;
}

async function nextState(deps: ListDeps, { network, compliance, state, now }: Step): Promise<ListJob> {
  if (!state?.job) {
    const from = state?.next;
    const { ids, next } = await listFollowedIds(deps.db, network, {
      limit: deps.idsInAList ?? IDS_IN_A_LIST,
      ...(from ? { from } : {}),
    });
    const startedAt = from && state ? state.startedAt : now;
    if (ids.length === 0) return { startedAt, nextStepAt: from ? plus(startedAt, ASK_EVERY) : plus(now, LOOK_EVERY) };
    const job = await compliance.start(ids);
    return { job, startedAt, nextStepAt: plus(now, LOOK_EVERY), ...(next ? { next } : {}) };
  }
  const { job, ...round } = state;
  const result = await compliance.result(job);
  if (result === 'running') return { ...state, nextStepAt: plus(now, LOOK_EVERY) };
  if (result === 'failed') return { startedAt: now, nextStepAt: now };
  for (const id of result) await erasePost(deps, { network, id });
  return { ...round, nextStepAt: round.next ? now : plus(round.startedAt, ASK_EVERY) };
}
