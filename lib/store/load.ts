// Keeps how many complaints came in each hour: what the load is read from, long after the threads are over.
import type { HourCount } from '../domain/load.ts';
import type { Thread } from '../domain/thread.ts';
import { epochMs, type Instant, nextUtcDay, plus, utcDay } from '../domain/time.ts';
import { type Db, readNewest, readPartition, transact, type Write } from './db.ts';
import { key } from './table.ts';

/** A post that comes to light later than this counts for the hour in which it did. */
const LATE = { hours: 24 } as const;
/** A day to which nothing is added any more: it is over, so are the late ones, and so is whoever was writing one. */
const SETTLED = { hours: 24 + LATE.hours + 1 } as const;
/** Longer than the longest stretch that is looked at: whatever of it was never read is still there to be counted. */
const KEPT = { days: 100 } as const;

/**
 * What counts a complaint that opens a thread, to be written with the opening itself, so that it is counted once; nothing
 * where it is none, or the matter of a competitor, or was loaded from history. An item of its own and no counter: DynamoDB
 * refuses one of two transactions on one item at one moment. Reckoned for 50 workers that write a third of their time, a
 * counter of eight parts refuses three transactions in four, and one post in eight is not stored in eight tries.
 */
export function countComplaint({ id, decision, competitor, history, beganAt, openedAt }: Thread): Write[] {
  if (decision !== 'complaint' || competitor !== undefined || history) return [];
  const isTimely = beganAt <= openedAt && plus(beganAt, LATE) > openedAt;
  const at = isTimely ? beganAt : openedAt;
  return [{ put: key.complaint(at, id), doc: {}, ttl: Math.ceil(epochMs(plus(openedAt, KEPT)) / 1000) }];
}

/** Complaints in each of the 24 UTC hours of a day. */
interface DayCount {
  readonly day: string;
  readonly hours: readonly number[];
}

/** What was counted on the UTC days from that of `from` to that of `now`. A day that is settled is counted only once. */
export async function readLoadCounts(db: Db, { from, now }: { from: Instant; now: Instant }): Promise<HourCount[]> {
  const days = daysBetween(from, now);
  const settled = await readNewest<DayCount>(db, { pk: 'LOAD', prefix: 'DAY#', limit: days.length });
  const known = new Map(settled.map((count) => [count.day, count]));
  const counts = await Promise.all(days.map(async (day) => known.get(day) ?? countDay(db, day, now)));
  return counts.flatMap(({ day, hours }) =>
    hours.map((complaints, hour) => ({ hour: `${day}T${String(hour).padStart(2, '0')}:00:00.000Z`, complaints })),
  );
}

async function countDay(db: Db, day: string, now: Instant): Promise<DayCount> {
  const hours = Array.from({ length: 24 }, () => 0);
  for (const { key: found } of await readPartition(db, `COMPLAINTS#${day}`)) {
    const hour = Number(found.sk.slice(0, 2));
    hours[hour] = (hours[hour] ?? 0) + 1;
  }
  const count: DayCount = { day, hours };
  // Whoever counts at the same moment has counted the same.
  if (day <= utcDay(plus(now, { hours: -SETTLED.hours })))
    await transact(db, [{ put: key.load(day), doc: count, when: 'new' }]);
  return count;
}

function daysBetween(from: Instant, now: Instant): string[] {
  const days: string[] = [];
  for (let day = from; utcDay(day) <= utcDay(now); day = nextUtcDay(day)) days.push(utcDay(day));
  return days;
}
