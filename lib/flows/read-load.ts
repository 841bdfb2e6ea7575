// How much comes in at each hour of the week, and whether those who are there can answer it.
import type { BusinessHours } from '../domain/business-hours.ts';
import { hourOf, type Load, loadOf, onePersonIn, type Staffing } from '../domain/load.ts';
import { type Clock, plus } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { readLoadCounts } from '../store/load.ts';

/** Complaints one person answers in an hour, where the watch list says nothing: ten minutes each. */
const ANSWERS_PER_HOUR = 6;

export interface LoadDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly watchlist: {
    readonly businessHours: BusinessHours;
    readonly staffing?: Staffing | undefined;
    readonly answersPerHour?: number | undefined;
  };
}

export interface LoadRead extends Load {
  readonly weeks: number;
  readonly timeZone: string;
  readonly perHour: number;
}

/** The average of the last `weeks` weeks, up to the hour that has begun; without staffing, one person in business hours. */
export async function readLoad({ db, clock, watchlist }: LoadDeps, weeks: number): Promise<LoadRead> {
  const { businessHours, staffing, answersPerHour: perHour = ANSWERS_PER_HOUR } = watchlist;
  const { timeZone } = businessHours;
  const to = hourOf(clock());
  const from = plus(to, { days: -7 * weeks });
  const counts = await readLoadCounts(db, { from, now: to });
  const people = staffing ?? onePersonIn(businessHours.week);
  return { weeks, timeZone, perHour, ...loadOf({ counts, from, to, timeZone, staffing: people, perHour }) };
}
