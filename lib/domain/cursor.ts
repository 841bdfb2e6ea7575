// Moves a source's cursor: what a poll read, what it left, and that nothing in between is forgotten.
import { type Cursor, type Gap, OVERLAP_MINUTES, type Source } from './source.ts';
import { type Instant, plus, utcDay } from './time.ts';

/** The UTC hour from which the sweep may run. */
const SWEEP_HOUR = '03';

/** One stretch to read, newest first. */
export interface Stretch {
  readonly downTo: Instant;
  /** Down to here nothing may be missing; what lies below is read again because networks index late. */
  readonly missingDownTo: Instant;
  readonly upTo?: Instant;
  readonly pageToken?: string;
  readonly sweep?: boolean;
}

/** What reading a stretch came to: all of it, or down to `reachedBackTo` with the rest still to do. */
export interface Reading {
  readonly stretch: Stretch;
  readonly complete: boolean;
  readonly reachedBackTo?: Instant;
  readonly nextPageToken?: string;
}

/** The cursor of a source that has never been polled: the first run starts now (requirement L5). */
export function firstCursor(source: Source, now: Instant): Omit<Cursor, 'version'> {
  return { sourceId: source.id, highWater: now, startedAt: now, gaps: [], nextPollAt: now };
}

/** Once a night, and never on a source's first day, the last day is read again: networks show some posts hours late. */
export function withNightlySweep(cursor: Omit<Cursor, 'version'>, now: Instant): Omit<Cursor, 'version'> {
  const day = utcDay(now);
  const isDue = now.slice(11, 13) >= SWEEP_HOUR && (cursor.sweptOn ?? utcDay(cursor.startedAt)) < day;
  if (!isDue) return cursor;
  const dayBefore = plus(cursor.highWater, { days: -1 });
  const from = dayBefore > cursor.startedAt ? dayBefore : cursor.startedAt;
  return { ...cursor, sweptOn: day, gaps: united([...cursor.gaps, { from, to: cursor.highWater, sweep: true }]) };
}

/**
 * What the next poll has to read: the news since the high water less the overlap, then the gaps, newest first. Without the news
 * while earlier ones are begun.
 */
export function stretchesToRead(cursor: Omit<Cursor, 'version'>): Stretch[] {
  const overlap = plus(cursor.highWater, { minutes: -OVERLAP_MINUTES });
  const news: Stretch = {
    downTo: overlap > cursor.startedAt ? overlap : cursor.startedAt,
    missingDownTo: cursor.highWater,
  };
  const gaps = cursor.gaps.map(({ from, to, pageToken, sweep }) => ({
    downTo: from,
    missingDownTo: from,
    upTo: to,
    ...(pageToken ? { pageToken } : {}),
    ...(sweep ? { sweep } : {}),
  }));
  const toRead = gaps.toReversed();
  return isBegun(cursor) ? toRead : [news, ...toRead];
}

/**
 * The news were begun and nothing of them is known to be read: their source tells how far it has come only when it is through.
 * They are read to their end first; newer news would be one gap with them, and that would be read from its beginning again.
 */
function isBegun({ highWater, gaps }: Omit<Cursor, 'version'>): boolean {
  return gaps.some(({ to, pageToken, sweep }) => to === highWater && pageToken !== undefined && !sweep);
}

/**
 * The cursor after a poll that began at `began`: the high water moves to where the news began, and whatever was not read to
 * its end is a gap. Stretches that were not read at all stay as they were.
 */
export function advance(
  cursor: Omit<Cursor, 'version'>,
  readings: readonly Reading[],
  began: Instant,
): Omit<Cursor, 'version'> {
  const [news] = stretchesToRead(cursor);
  const readNews = readings.find(({ stretch }) => stretch.downTo === news?.downTo && stretch.upTo === undefined);
  const untouched = cursor.gaps.filter(
    ({ from, to }) => !readings.some(({ stretch }) => stretch.downTo === from && stretch.upTo === to),
  );
  const left = readings.flatMap((reading) => leftOf(reading, began));
  const highWater = readNews && began > cursor.highWater ? began : cursor.highWater;
  return { ...cursor, highWater, gaps: united([...untouched, ...left]) };
}

function leftOf({ stretch, complete, reachedBackTo, nextPageToken }: Reading, began: Instant): Gap[] {
  if (complete) return [];
  const to = reachedBackTo ?? stretch.upTo ?? began;
  // What lies below has been read before, but a network may have shown something there since: that is still to be found.
  const sweep = stretch.sweep === true || to < stretch.missingDownTo;
  return [
    { from: stretch.downTo, to, ...(nextPageToken ? { pageToken: nextPageToken } : {}), ...(sweep ? { sweep } : {}) },
  ];
}

/** Gaps that overlap are one; a sweep stands apart, since it misses nothing. Oldest first. */
function united(gaps: readonly Gap[]): Gap[] {
  return [...joined(gaps.filter(({ sweep }) => sweep)), ...joined(gaps.filter(({ sweep }) => !sweep))];
}

/** Reads on from the newer gap's place, down to the older one's end. */
function joined(gaps: readonly Gap[]): Gap[] {
  const all: Gap[] = [];
  for (const gap of gaps.toSorted((a, b) => (a.to > b.to ? -1 : 1))) {
    const newer = all.at(-1);
    if (newer && gap.to >= newer.from) {
      all[all.length - 1] = gap.from < newer.from ? { ...withoutToken(newer), from: gap.from } : newer;
    } else {
      all.push(gap);
    }
  }
  return all.toReversed();
}

/** A network's token may end where the stretch ended that it was made for: a longer stretch is read from its newer end. */
function withoutToken({ pageToken: _, ...gap }: Gap): Gap {
  return gap;
}
