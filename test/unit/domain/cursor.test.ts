// What a source has read is remembered so that no post is ever forgotten, however a poll ends.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, firstCursor, type Reading, type Stretch, stretchesToRead } from '../../../lib/domain/cursor.ts';
import type { Cursor, Source } from '../../../lib/domain/source.ts';
import { instantOf } from '../../../lib/domain/time.ts';
import { at } from './histories.ts';

const source: Source = { id: 'x:mentions:44', network: 'x', kind: 'mentions', everySeconds: 60 };
type State = Omit<Cursor, 'version'>;

/** Reads nothing of the cursor's stretches but what `come` says of the news. */
function afterNews(cursor: State, began: string, come: Omit<Reading, 'stretch'>): State {
  const [stretch] = stretchesToRead(cursor);
  if (!stretch) throw new Error('there is always the news to read');
  return advance(cursor, [{ stretch, ...come }], began);
}

describe('the cursor of a source', () => {
  const first = firstCursor(source, at('09:00'));

  it('begins now: nothing older is wanted', () => {
    expect(stretchesToRead(first)).toEqual([{ downTo: at('09:00'), missingDownTo: at('09:00') }]);
    expect(stretchesToRead(afterNews(first, at('09:02'), { complete: true }))[0]?.downTo).toBe(at('09:00'));
  });

  it('reads five minutes again, because networks index late', () => {
    const cursor = afterNews(first, at('10:00'), { complete: true });
    expect(stretchesToRead(cursor)).toEqual([{ downTo: at('09:55'), missingDownTo: at('10:00') }]);
  });

  it('owes the rest when the page budget ends, and reads on from the network’s own token', () => {
    const left = { complete: false, reachedBackTo: at('09:40'), nextPageToken: 'older' };
    const cursor = afterNews(first, at('10:00'), left);
    expect(cursor).toMatchObject({
      highWater: at('10:00'),
      gaps: [{ from: at('09:00'), to: at('09:40'), pageToken: 'older' }],
    });
    expect(stretchesToRead(cursor)[1]).toEqual({
      downTo: at('09:00'),
      missingDownTo: at('09:00'),
      upTo: at('09:40'),
      pageToken: 'older',
    });
  });

  it('owes everything since last time when the network gave nothing', () => {
    const cursor = afterNews(first, at('10:00'), { complete: false });
    expect(cursor.gaps).toEqual([{ from: at('09:00'), to: at('10:00') }]);
  });

  it('keeps one gap through a long outage, not one for every try', () => {
    let cursor = first;
    for (let minute = 10; minute < 60; minute += 1) cursor = afterNews(cursor, at(`09:${minute}`), { complete: false });
    expect(cursor.gaps).toEqual([{ from: at('09:00'), to: at('09:59') }]);
  });

  it('misses nothing, but looks once more, when only the minutes that are read again were left', () => {
    const cursor = afterNews(first, at('10:00'), { complete: true });
    expect(afterNews(cursor, at('10:01'), { complete: false, reachedBackTo: at('09:59') }).gaps).toEqual([
      { from: at('09:55'), to: at('09:59'), sweep: true },
    ]);
    expect(afterNews(cursor, at('10:01'), { complete: false, reachedBackTo: at('10:00') }).gaps).toHaveLength(1);
  });

  it('keeps a gap that no run came to, and its place when the token has gone stale', () => {
    const left = { complete: false, reachedBackTo: at('09:40'), nextPageToken: 'older' };
    const cursor = afterNews(first, at('10:00'), left);
    expect(afterNews(cursor, at('10:10'), { complete: true }).gaps).toEqual(cursor.gaps);
    const [news, gap] = stretchesToRead(cursor);
    if (!news || !gap) throw new Error('there must be news and a gap');
    const stale = advance(cursor, [{ stretch: gap, complete: false }], at('10:10'));
    expect(stale.gaps).toEqual([{ from: at('09:00'), to: at('09:40') }]);
    expect(stale.highWater).toBe(at('10:00'));
    expect(advance(cursor, [{ stretch: gap, complete: true }], at('10:10')).gaps).toEqual([]);
  });

  it('makes one gap of two that touch, read from its newer end: a token may not reach into the other', () => {
    const [early, late] = [
      { from: at('09:00'), to: at('09:10') },
      { from: at('09:10'), to: at('09:20'), pageToken: 'older' },
    ];
    const cursor = { ...first, highWater: at('10:00'), gaps: [early, late] };
    const gaps = afterNews(cursor, at('10:01'), { complete: true }).gaps;
    expect(gaps).toEqual([{ from: at('09:00'), to: at('09:20') }]);
  });

  it('never moves back, whatever the clock says', () => {
    const cursor = afterNews(first, at('10:00'), { complete: true });
    expect(afterNews(cursor, at('09:58'), { complete: true }).highWater).toBe(at('10:00'));
  });
});

interface Post {
  readonly id: number;
  readonly at: string;
}
interface Plan {
  /** Seconds since the poll before. */
  readonly wait: number;
  readonly budget: number;
  /** The page of the run at which the network fails; 99 for none. */
  readonly failsAt: number;
  /** Whether the network has forgotten its tokens. */
  readonly forgets: boolean;
}

const START = 1_795_000_000;
const PAGE = 3;
const CALM: Plan = { wait: 60, budget: 50, failsAt: 99, forgets: false };

/** A network with pages, and a poll that reads it as the product does: the news, then the gaps, each with a page budget. */
function network(posts: readonly Post[], seen: Set<number>) {
  return function poll(cursor: State, began: string, plan: Plan): State {
    const visible = posts
      .filter((post) => post.at <= began)
      .toSorted((a, b) => (a.at === b.at ? b.id - a.id : a.at < b.at ? 1 : -1));
    let pages = 0;
    let hasFailed = false;
    const readings: Reading[] = [];

    function readStretch(stretch: Stretch, maxPages: number): void {
      let { upTo: reached, pageToken } = stretch;
      let complete = false;
      while (!complete && pages < maxPages) {
        if (pages === plan.failsAt || (pageToken !== undefined && plan.forgets)) {
          hasFailed = true;
          if (plan.forgets) pageToken = undefined;
          break;
        }
        pages += 1;
        const from = pageToken
          ? visible.findIndex(({ id }) => String(id) === pageToken) + 1
          : visible.findIndex((post) => !stretch.upTo || post.at <= stretch.upTo);
        const page = from < 0 ? [] : visible.slice(from, from + PAGE);
        for (const post of page) if (post.at >= stretch.downTo) seen.add(post.id);
        const oldest = page.at(-1);
        if (oldest && (!reached || oldest.at < reached)) reached = oldest.at;
        pageToken = oldest && from + PAGE < visible.length ? String(oldest.id) : undefined;
        complete = pageToken === undefined || (reached !== undefined && reached < stretch.downTo);
      }
      readings.push({
        stretch,
        complete,
        ...(reached ? { reachedBackTo: reached } : {}),
        ...(pageToken ? { nextPageToken: pageToken } : {}),
      });
    }

    const [news, ...gaps] = stretchesToRead(cursor);
    if (news) readStretch(news, plan.budget);
    const maxPages = pages + plan.budget;
    for (const gap of gaps) if (pages < maxPages && !hasFailed) readStretch(gap, maxPages);
    return advance(cursor, readings, began);
  };
}

const second = (n: number) => instantOf((START + n) * 1000);
// Whole half minutes, so that many posts share an instant and pages end in the middle of one.
const timelines = fc
  .array(fc.nat(120), { minLength: 1, maxLength: 80 })
  .map((halves) =>
    halves.toSorted((a, b) => a - b).map((half, id): Post => ({ id: id + 1, at: second(half * 30 - 300) })),
  );
const plans = fc.array(
  fc.record({
    wait: fc.integer({ min: 1, max: 900 }),
    budget: fc.integer({ min: 1, max: 4 }),
    failsAt: fc.oneof(fc.constant(99), fc.nat(4)),
    forgets: fc.boolean(),
  }),
  { maxLength: 15 },
);

describe('whatever happens to the polls', () => {
  it('every post since the first run is read in the end, and no gap remains', () => {
    fc.assert(
      fc.property(timelines, plans, (posts, plan) => {
        const seen = new Set<number>();
        const poll = network(posts, seen);
        let cursor = firstCursor(source, second(0));
        let now = 0;
        for (const step of [...plan, { ...CALM, wait: 3600 }, CALM]) {
          now += step.wait;
          cursor = poll(cursor, second(now), step);
        }
        const wanted = posts.filter((post) => post.at >= second(0)).map(({ id }) => id);
        expect(wanted.filter((id) => !seen.has(id))).toEqual([]);
        expect(cursor.gaps).toEqual([]);
        expect(posts.some((post) => post.at < second(0) && seen.has(post.id))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('what is not read yet always lies after the high water or in a gap, and gaps of a kind never overlap', () => {
    fc.assert(
      fc.property(timelines, plans, (posts, plan) => {
        const seen = new Set<number>();
        const poll = network(posts, seen);
        let cursor = firstCursor(source, second(0));
        let now = 0;
        for (const step of plan) {
          now += step.wait;
          cursor = poll(cursor, second(now), step);
          const owed = posts.filter(
            (post) => post.at >= second(0) && post.at <= cursor.highWater && !seen.has(post.id),
          );
          const lost = owed.filter((post) => !cursor.gaps.some(({ from, to }) => from <= post.at && post.at <= to));
          expect(lost).toEqual([]);
          for (const isSweep of [true, false]) {
            const gaps = cursor.gaps.filter(({ sweep = false }) => sweep === isSweep);
            for (const [index, gap] of gaps.entries()) {
              expect(gap.from <= gap.to).toBe(true);
              expect(gap.to < (gaps[index + 1]?.from ?? '9')).toBe(true);
            }
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('a post that the network shows up to five minutes late is read all the same, also when polls fail meanwhile', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3000), fc.nat(299)), { maxLength: 30 }), plans, (given, plan) => {
        const seen = new Set<number>();
        let cursor = firstCursor(source, second(0));
        const posts = given.map(([written, late], id) => ({ id, at: second(written), shown: second(written + late) }));
        for (let now = 60; now <= 7200; now += 60) {
          const shown = posts.filter((post) => post.shown <= second(now));
          const step = (now <= 3600 ? plan[(now / 60) % plan.length] : undefined) ?? CALM;
          cursor = network(shown, seen)(cursor, second(now), step);
        }
        expect(seen.size).toBe(posts.length);
      }),
    );
  });
});
