// Once a day: puts a few of the posts called harmless the day before up for a check by a person.
import { type Clock, plus, utcDay } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { getDrawnDay, listHarmless, setDrawnDay } from '../store/spot-checks.ts';
import { changeThread } from '../store/threads.ts';

export interface SpotCheckDeps {
  readonly db: Db;
  readonly spotChecksPerDay: number;
  readonly clock: Clock;
}

/** By then what was heard before midnight is stored. */
const SETTLED = { minutes: -5, days: -1 };
/** Days that are made up for after nothing ran. */
const MADE_UP = { days: -6 };
/** Some of the first are asked no more: the customer has written again since. */
const SPARE = 3;

/**
 * Draws from each day that has ended since the last draw; answers with how many were put up. Asking is repeated without
 * harm, and a day counts as drawn only after all of it was asked, so a crash at any step is completed by the next run.
 */
export async function drawSpotCheck({ db, spotChecksPerDay, clock }: SpotCheckDeps): Promise<number> {
  if (spotChecksPerDay === 0) return 0;
  const newest = utcDay(plus(clock(), SETTLED));
  const drawn = await getDrawnDay(db);
  let put = 0;
  for (const day of daysSince(drawn, newest)) {
    put += await drawFrom({ db, spotChecksPerDay, clock }, day);
    await setDrawnDay(db, day);
  }
  return put;
}

/** The days after `drawn` up to `newest`; before the first draw only `newest`. */
function daysSince(drawn: string | undefined, newest: string): string[] {
  const midnight = `${newest}T00:00:00.000Z`;
  if (drawn === undefined) return [newest];
  const days: string[] = [];
  for (let day = plus(midnight, MADE_UP); day <= midnight; day = plus(day, { days: 1 })) {
    if (utcDay(day) > drawn) days.push(utcDay(day));
  }
  return days;
}

async function drawFrom(deps: SpotCheckDeps, day: string): Promise<number> {
  let put = 0;
  for (const threadId of await listHarmless(deps.db, day, deps.spotChecksPerDay * SPARE)) {
    if (put < deps.spotChecksPerDay && (await ask(deps, { threadId, day }))) put += 1;
  }
  return put;
}

/** Whether the thread is in the check of that day now, be it from an earlier try. */
async function ask(
  { db, clock }: SpotCheckDeps,
  { threadId, day }: { threadId: string; day: string },
): Promise<boolean> {
  const asked = await changeThread(db, threadId, ({ status, spotCheck }) => {
    const isOpen = spotCheck !== undefined && !spotCheck.answered;
    if (status !== 'not-complaint' || isOpen || spotCheck?.day === day) return undefined;
    return { event: { type: 'spot-check-asked', at: clock(), by: 'earshot', day } };
  });
  return asked?.spotCheck?.day === day;
}
