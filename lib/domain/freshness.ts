// How complete a source is, said honestly (requirement L2).
import type { Cursor, Source } from './source.ts';
import { type Instant, secondsBetween, utcDay, utcTime } from './time.ts';

export interface Freshness {
  readonly lamp: 'fresh' | 'late' | 'failing' | 'never-polled';
  /** Everything up to here has been heard. */
  readonly completeTo?: Instant;
  readonly gaps: number;
  /** For example "complete to 14:02 UTC, 1 gap being filled". */
  readonly text: string;
}

/** A source is late when this many of its polls have been missed. */
const MISSED_POLLS = 3;

export function freshnessOf(source: Source, cursor: Cursor | undefined, now: Instant): Freshness {
  if (!cursor?.lastPolledAt) return { lamp: 'never-polled', gaps: 0, text: 'not polled yet' };
  const missing = cursor.gaps.filter(({ sweep }) => !sweep);
  const gaps = missing.length;
  const oldestGap = missing.map(({ from }) => from).toSorted()[0];
  const completeTo = oldestGap ?? cursor.lastSucceededAt;
  const late =
    !cursor.lastSucceededAt || secondsBetween(cursor.lastSucceededAt, now) > source.everySeconds * MISSED_POLLS;
  const lamp = cursor.problem ? 'failing' : late || gaps > 0 ? 'late' : 'fresh';
  const filling = gaps === 0 ? '' : `, ${gaps} ${gaps === 1 ? 'gap' : 'gaps'} being filled`;
  const reach = completeTo ? `complete to ${clockTime(completeTo, now)}` : 'nothing read yet';
  const text = `${reach}${filling}${cursor.problem ? `; ${cursor.problem}` : ''}`;
  return completeTo ? { lamp, completeTo, gaps, text } : { lamp, gaps, text };
}

function clockTime(at: Instant, now: Instant): string {
  return utcDay(at) === utcDay(now) ? utcTime(at) : `${utcDay(at)} ${utcTime(at)}`;
}
