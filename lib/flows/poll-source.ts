// Reads one source: the news since last time, then the gaps; to the queue first, the cursor after.
import { type BusinessHours, isOpenAt } from '../domain/business-hours.ts';
import {
  advance,
  firstCursor,
  type Reading,
  type Stretch,
  stretchesToRead,
  withNightlySweep,
} from '../domain/cursor.ts';
import type { Mention } from '../domain/mention.ts';
import { secondsToNextPoll } from '../domain/pace.ts';
import { type Cursor, PAGES_PER_RUN, type Source } from '../domain/source.ts';
import { type Clock, type Instant, plus } from '../domain/time.ts';
import type { Page, Platform } from '../platforms/platform.ts';
import { CursorExpired, RateLimited } from '../platforms/platform-errors.ts';
import { sendMentions, sendUnreadable, type Unreadable } from '../queues/mentions-queue.ts';
import type { Queue } from '../queues/queue.ts';
import type { Db } from '../store/db.ts';
import { endPoll, getCursor, isSetAside, markSetAside, moveCursor } from '../store/sources.ts';

export interface PollDeps {
  readonly db: Db;
  readonly mentions: Queue;
  readonly clock: Clock;
  readonly businessHours: BusinessHours;
}

export type Polled =
  | { readonly outcome: 'not-due' | 'leased' | 'stopped' }
  | {
      readonly outcome: 'polled';
      readonly items: number;
      readonly pages: number;
      readonly openGaps: number;
      readonly problem?: string;
    };

/** Longer than a poll may take: after it the lease of a crashed run is free again. */
const LEASE_SECONDS = 120;
/** After a failure the next try waits this long, unless the network says otherwise. */
const RETRY_SECONDS = 60;
/**
 * No page of the news, and then of the gaps, is begun later in a run than this. In AWS a run is cut off after 55 s, with
 * nothing to show for it, and one page may take three calls of ten seconds.
 */
const NEWS_SECONDS = 12;
const GAPS_SECONDS = 18;
/** A raw piece kept for a person to look at; more would not fit a queue message. */
const RAW_LENGTH = 100_000;

/**
 * Polls a source that is due. What was read is in the queue before the cursor moves, and the cursor moves by a conditional
 * write: a crash anywhere makes the next run read again, never skip. A network's failure is recorded, not thrown.
 */
export async function pollSource(deps: PollDeps, platform: Platform, source: Source): Promise<Polled> {
  const began = deps.clock();
  const known = await getCursor(deps.db, source.id);
  const cursor = withNightlySweep(known ?? firstCursor(source, began), began);
  if (cursor.leasedUntil && cursor.leasedUntil > began) return { outcome: 'leased' };
  if (cursor.nextPollAt > began) return { outcome: 'not-due' };
  const leasedUntil = plus(began, { seconds: LEASE_SECONDS });
  const held = await moveCursor(deps.db, known, { ...cursor, leasedUntil });
  if (!held) return { outcome: 'leased' };
  const run = await readStretches(deps, platform, { source, cursor: held, began });
  return finish(deps, { platform, source, held, run, began });
}

interface Run {
  readonly readings: Reading[];
  pages: number;
  items: number;
  /** Items that no poll had read before, as far as times tell. */
  news: number;
  unreadable: number;
  costMicros: number;
  problem?: string;
  retryAt?: string;
}

async function readStretches(
  deps: PollDeps,
  platform: Platform,
  { source, cursor, began }: { source: Source; cursor: Cursor; began: string },
): Promise<Run> {
  const run: Run = { readings: [], pages: 0, items: 0, news: 0, unreadable: 0, costMicros: 0 };
  const [news, ...gaps] = stretchesToRead(cursor);
  const forNews = { maxPages: PAGES_PER_RUN, until: plus(began, { seconds: NEWS_SECONDS }) };
  if (news) await readStretch(deps, { platform, source, run, budget: forNews }, news);
  // A budget of their own: however much comes in, gaps are filled.
  const forGaps = { maxPages: run.pages + PAGES_PER_RUN, until: plus(began, { seconds: GAPS_SECONDS }) };
  for (const gap of gaps) {
    if (isLeft(forGaps, run, deps.clock()) && !run.problem)
      await readStretch(deps, { platform, source, run, budget: forGaps }, gap);
  }
  return run;
}

/** Both count from the beginning of the run. */
interface Budget {
  readonly maxPages: number;
  readonly until: Instant;
}

function isLeft({ maxPages, until }: Budget, { pages }: Run, now: Instant): boolean {
  return pages < maxPages && now < until;
}

interface Reader {
  readonly platform: Platform;
  readonly source: Source;
  readonly run: Run;
  readonly budget: Budget;
}

/** Reads page after page down to the stretch's end; stops early at the budget of pages or time or at a failure, and says how far it came. */
async function readStretch(deps: PollDeps, reader: Reader, stretch: Stretch): Promise<void> {
  const { platform, source, run, budget } = reader;
  let reached = stretch.upTo;
  let pageToken = stretch.pageToken;
  let complete = false;
  while (!complete && isLeft(budget, run, deps.clock())) {
    let page: Page;
    try {
      page = await platform.poll({
        source,
        downTo: stretch.downTo,
        ...(stretch.sweep ? {} : { readBefore: stretch.missingDownTo }),
        ...(stretch.upTo ? { upTo: stretch.upTo } : {}),
        ...(pageToken ? { pageToken } : {}),
      });
    } catch (error) {
      // A token that has gone stale is not a failure: the next run reads the gap again from its newer end.
      if (error instanceof CursorExpired) pageToken = undefined;
      note(run, error);
      break;
    }
    run.pages += 1;
    await enqueue(deps, { source, run }, { page, stretch });
    if (page.reachedBackTo && (!reached || page.reachedBackTo < reached)) reached = page.reachedBackTo;
    pageToken = page.nextPageToken;
    complete = pageToken === undefined || (reached !== undefined && reached < stretch.downTo);
  }
  run.readings.push({
    stretch,
    complete,
    ...(reached ? { reachedBackTo: reached } : {}),
    ...(pageToken ? { nextPageToken: pageToken } : {}),
  });
}

async function enqueue(
  deps: PollDeps,
  { source, run }: Pick<Reader, 'source' | 'run'>,
  { page, stretch }: { page: Page; stretch: Stretch },
): Promise<void> {
  const wanted = page.items.filter(({ at }) => at >= stretch.downTo);
  const mentions: Mention[] = wanted.map(({ mention }) => mention);
  await sendMentions(deps.mentions, mentions);
  for (const { raw, reason } of page.unreadable)
    await setAside(deps, { source: source.id, raw: raw.slice(0, RAW_LENGTH), reason });
  run.items += wanted.length;
  if (!stretch.sweep) run.news += wanted.filter(({ at }) => at >= stretch.missingDownTo).length;
  run.costMicros += page.costMicros ?? 0;
  run.unreadable += page.unreadable.length;
}

/** The overlap shows the same piece at every poll; it is kept once. */
async function setAside(deps: PollDeps, piece: Unreadable): Promise<void> {
  if (await isSetAside(deps.db, piece)) return;
  await sendUnreadable(deps.mentions, piece);
  await markSetAside(deps.db, piece, deps.clock());
}

function note(run: Run, error: unknown): void {
  run.problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof RateLimited) run.retryAt = error.retryAt;
}

async function finish(
  deps: PollDeps,
  done: { platform: Platform; source: Source; held: Cursor; run: Run; began: string },
): Promise<Polled> {
  const { platform, source, held, run, began } = done;
  const until = deps.clock();
  const { leasedUntil: _leasedUntil, problem: _problem, signInEnds: _signInEnds, ...rest } = held;
  const after = advance(rest, run.readings, began);
  const lastNewsAt = run.news > 0 ? began : held.lastNewsAt;
  const news = lastNewsAt === undefined ? {} : { lastNewsAt };
  const isOpen = isOpenAt(deps.businessHours, began);
  const pace = secondsToNextPoll(source, { now: began, isOpen, ...news });
  const regular = plus(began, { seconds: run.problem ? Math.max(RETRY_SECONDS, pace) : pace });
  // Gaps are filled at once, not at the source's leisure.
  const next = after.gaps.length > 0 && !run.problem ? until : regular;
  const problem = run.problem ? { problem: run.problem } : {};
  const signInEnds = await platform.signInEnds?.();
  // What is read once more for safety is not missing.
  const openGaps = after.gaps.filter(({ sweep }) => !sweep).length;
  const counts = { items: run.items, pages: run.pages, openGaps };
  await endPoll(deps.db, held, {
    after: {
      ...after,
      ...news,
      ...(signInEnds === undefined ? {} : { signInEnds }),
      nextPollAt: run.retryAt ?? next,
      lastPolledAt: began,
      ...(run.problem ? problem : { lastSucceededAt: began }),
    },
    poll: {
      sourceId: source.id,
      at: began,
      until,
      from: run.readings.map(({ stretch }) => stretch.downTo).toSorted()[0] ?? began,
      to: began,
      unreadable: run.unreadable,
      costMicros: run.costMicros,
      ...counts,
      ...problem,
    },
  });
  return { outcome: 'polled', ...counts, ...problem };
}
