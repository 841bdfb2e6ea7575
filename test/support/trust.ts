// The promise of the product, on random courses of events: every post in one thread once, every answer on the network once.
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { epochMs, nextUtcDay } from '../../lib/domain/time.ts';
import { type Course, openCourse, openWorld, type World } from './course.ts';
import { startEarshot, type TestEarshot } from './earshot.ts';
import { type Schedule, schedules } from './schedule.ts';
import { testClock } from './test-clock.ts';

/** How many schedules all parts play together; SEED and SCHEDULE_PATH, as a failure prints them, play its smallest one alone. */
const SCHEDULES = Number(process.env['SCHEDULES'] ?? 2000);
const SEED = Number(process.env['SEED'] ?? 20_261_122);
const PATH = process.env['SCHEDULE_PATH'];

const clock = testClock('2026-01-01T12:00:00.000Z');
let earshot: TestEarshot;
let world: World;

const NOON_MS = 12 * 3600 * 1000;
const counts = { schedules: 0, posts: 0, gone: 0, answers: 0, faults: 0, deaths: 0 };

/** How often an answer that ended so may stand on the network; any other state is none to end in. */
const STANDING: Partial<Record<string, readonly number[]>> = {
  sent: [1],
  failed: [0],
  withdrawn: [0],
  unknown: [0, 1],
};

async function play({ network, hearing, answering, following }: Schedule): Promise<void> {
  // Each course begins at noon, when people are at work, so that one played alone is the same as in the row.
  clock.advance({ milliseconds: epochMs(nextUtcDay(clock.now())) + NOON_MS - epochMs(clock.now()) });
  const course: Course = await openCourse(world, { network, name: `${network}-${counts.schedules}` });
  counts.schedules += 1;
  try {
    for (const step of hearing) await course.take(step);
    await course.settle();
    for (const step of answering) await course.take(step);
    await course.settle();
    await course.follow(following);
    const { posts, takenBack, answers, standing: onNetwork } = await course.outcome();
    for (const { written, stored, words } of posts) {
      expect(stored, `the post "${written}"`).toBe(1);
      expect(words.join(), `the words of "${written}"`).toContain(written);
    }
    for (const { written, stored, words } of takenBack) {
      expect(stored, `"${written}", which was taken back`).toBeLessThanOrEqual(1);
      expect(words.join(), `the words of "${written}", which was taken back`).toBe('');
    }
    for (const { text, state, standing, isShown } of answers) {
      expect(STANDING[state] ?? [], `the answer "${text}", which is ${state}`).toContain(standing);
      expect(isShown, `that the answer "${text}" is ${state}`).toBe(true);
    }
    const known = answers.reduce((sum, { standing }) => sum + standing, 0);
    expect(onNetwork, 'answers on the network, all of which are known here').toBe(known);
    counts.posts += posts.length;
    counts.gone += takenBack.length;
    counts.answers += answers.length;
    counts.faults += course.faults();
    counts.deaths += course.deaths();
  } finally {
    await course.close();
  }
}

/** `part` of `parts`: each plays its share in a file of its own, so that all cores take part. */
export function describeTrust({ part, parts }: { readonly part: number; readonly parts: number }): void {
  beforeAll(async () => {
    earshot = await startEarshot({ clock });
    world = openWorld(earshot);
  });
  afterAll(() => earshot.stop());

  it('hears every post exactly once and answers exactly once, whatever fails and whoever dies on the way', async () => {
    const share = Math.ceil(SCHEDULES / parts);
    const seed = SEED + part;
    const replay = PATH === undefined ? {} : { path: PATH, endOnFailure: true, seed: SEED };
    await fc.assert(fc.asyncProperty(schedules, play), { numRuns: share, seed, ...replay });
    const { posts, gone, answers, faults, deaths } = counts;
    const played = `${counts.schedules} schedules: ${posts} posts, ${gone} taken back, ${answers} answers`;
    process.stdout.write(`${played}; ${faults} faults and ${deaths} deaths injected (seed ${seed})\n`);
    expect(counts.schedules).toBeGreaterThanOrEqual(PATH === undefined ? share : 1);
    // Nothing is proved by courses in which nothing happens.
    const least = PATH === undefined ? share / 10 : -1;
    expect(Math.min(posts, answers, faults, deaths)).toBeGreaterThan(least);
  }, 1_200_000);
}
