// Moves a source's cursor: what a poll read, what it left, and that nothing in between is forgotten.
import { type Cursor, type Gap, OVERLAP_MINUTES, type Source } from './source.ts';
import { type Instant, plus } from './time.ts';

/** One stretch to read, newest first. */
export interface Stretch {
  readonly downTo: Instant;
  /** Down to here nothing may be missing; what lies below is read again because networks index late. */
  readonly missingDownTo: Instant;
  readonly upTo?: Instant;
  readonly pageToken?: string;
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

/** What the next poll has to read: the news since the high water less the overlap, then the gaps, newest first. */
export function stretchesToRead(cursor: Omit<Cursor, 'version'>): Stretch[] {
  const overlap = plus(cursor.highWater, { minutes: -OVERLAP_MINUTES });
  const news: Stretch = {
    downTo: overlap > cursor.startedAt ? overlap : cursor.startedAt,
    missingDownTo: cursor.highWater,
  };
  const gaps = cursor.gaps.map(({ from, to, pageToken }) => ({
    downTo: from,
    missingDownTo: from,
    upTo: to,
    ...(pageToken ? { pageToken } : {}),
  }));
  return [news, ...gaps.toReversed()];
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
  if (to < stretch.missingDownTo) return [];
  return [{ from: stretch.downTo, to, ...(nextPageToken ? { pageToken: nextPageToken } : {}) }];
}

/** Gaps that overlap are one: read on from the newer one's place, down to the older one's end. Oldest first. */
function united(gaps: readonly Gap[]): Gap[] {
  const all: Gap[] = [];
  for (const gap of gaps.toSorted((a, b) => (a.to > b.to ? -1 : 1))) {
    const newer = all.at(-1);
    if (newer && gap.to >= newer.from)
      all[all.length - 1] = { ...newer, from: gap.from < newer.from ? gap.from : newer.from };
    else all.push(gap);
  }
  return all.toReversed();
}
