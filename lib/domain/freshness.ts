// How complete a source is, said honestly (requirement L2).
import type { Cursor, Source } from './source.ts';
import { type Stop, stopWords } from './stop.ts';
import { type Instant, secondsBetween, utcDay, utcTime } from './time.ts';

/** `off`: a person has switched the source off. */
export const LAMPS = ['fresh', 'late', 'failing', 'never-polled', 'off'] as const;

export interface Freshness {
  readonly lamp: (typeof LAMPS)[number];
  /** Everything up to here has been heard. */
  readonly completeTo?: Instant;
  readonly gaps: number;
  /** For example "complete to 14:02 UTC, 1 gap being filled". */
  readonly text: string;
}

/** A source is late when it has not been read for so many of its polls after the time at which it should have been. */
const MISSED_POLLS = 2;
const SLOWEST_SECONDS = 60;

/** `stop`: the switch that keeps the source from being read. */
export function freshnessOf(source: Source, cursor: Cursor | undefined, { now, stop }: { now: Instant; stop?: Stop }) {
  const read = cursor?.lastPolledAt ? readUpTo(source, cursor, now) : NEVER;
  return stop ? { ...read, lamp: 'off' as const, text: `${stopWords(stop)}; ${read.text}` } : read;
}

const NEVER: Freshness = { lamp: 'never-polled', gaps: 0, text: 'not polled yet' };

function readUpTo({ everySeconds }: Source, cursor: Cursor, now: Instant): Freshness {
  const missing = cursor.gaps.filter(({ sweep }) => !sweep);
  const gaps = missing.length;
  const oldestGap = missing.map(({ from }) => from).toSorted()[0];
  const completeTo = oldestGap ?? cursor.lastSucceededAt;
  const overdue = secondsBetween(cursor.nextPollAt, now) > Math.max(everySeconds, SLOWEST_SECONDS) * MISSED_POLLS;
  const late = !cursor.lastSucceededAt || overdue;
  const lamp = cursor.problem ? 'failing' : late || gaps > 0 ? 'late' : 'fresh';
  const filling = gaps === 0 ? '' : `, ${gaps} ${gaps === 1 ? 'gap' : 'gaps'} being filled`;
  const reach = completeTo ? `complete to ${clockTime(completeTo, now)}` : 'nothing read yet';
  const text = `${reach}${filling}${cursor.problem ? `; ${cursor.problem}` : ''}`;
  return completeTo ? { lamp, completeTo, gaps, text } : { lamp, gaps, text };
}

function clockTime(at: Instant, now: Instant): string {
  return utcDay(at) === utcDay(now) ? utcTime(at) : `${utcDay(at)} ${utcTime(at)}`;
}
