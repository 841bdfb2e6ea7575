// Says what a rule would have done to the threads of the last days, before anybody saves it. Writes nothing.
import { type BusinessHours, isOpenAt } from '../domain/business-hours.ts';
import type { Rule } from '../domain/rule.ts';
import type { Ruled } from '../domain/rule-evaluation.ts';
import { playRule } from '../domain/rule-trial.ts';
import type { Thread } from '../domain/thread.ts';
import { type Clock, plus } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { walkNewestThreads } from '../store/thread-walk.ts';

export interface TryRuleDeps {
  readonly db: Db;
  readonly businessHours: BusinessHours;
  readonly clock: Clock;
}

export const TRIAL_DAYS = 30;
/** So many are played again within the time of one request. */
const MOST_THREADS = 2000;
const MOST_SAMPLES = 20;

export interface RuleTrialled {
  readonly threads: number;
  /** There were more threads than were tried: the newest were. */
  readonly isPartial: boolean;
  /** How often it would have applied. */
  readonly times: number;
  /** The newest of them, the newest first. */
  readonly samples: readonly { readonly thread: Thread; readonly ruled: Ruled }[];
}

/** Plays the threads changed in the last 30 days again with this rule; `most` bounds how many. */
export async function tryRule(deps: TryRuleDeps, rule: Rule, most = MOST_THREADS): Promise<RuleTrialled> {
  const since = plus(deps.clock(), { days: -TRIAL_DAYS });
  const trial = { rule, since, isOpenAt: (at: string) => isOpenAt(deps.businessHours, at) };
  let threads = 0;
  let times = 0;
  let samples: RuleTrialled['samples'] = [];
  for await (const { thread, events } of walkNewestThreads(deps, since)) {
    if (threads === most) return { threads, isPartial: true, times, samples };
    threads += 1;
    const found = playRule(trial, events).map((ruled) => ({ thread, ruled }));
    times += found.length;
    samples = [...samples, ...found].toSorted(newestFirst).slice(0, MOST_SAMPLES);
  }
  return { threads, isPartial: false, times, samples };
}

type Sample = RuleTrialled['samples'][number];

function newestFirst(one: Sample, other: Sample): number {
  return other.ruled.at.localeCompare(one.ruled.at);
}
