// Several people ask for work at the same moment: no two get the same thread, in whatever order their steps take place.
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeNext } from '../../lib/flows/take-next.ts';
import { type Write, write } from '../../lib/store/db.ts';
import { key } from '../../lib/store/table.ts';
import { appendEvent } from '../../lib/store/threads.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { interleaved } from '../support/interleaved.ts';
import { openedEvent } from '../support/opened-event.ts';

const INTERLEAVINGS = 200;

let earshot: TestEarshot;
beforeAll(async () => {
  earshot = await startEarshot();
});
afterAll(() => earshot.stop());

it('gives two people two threads, however their steps interleave, and neither of them nothing', async () => {
  const db = earshot.house.db();
  const clock = earshot.clock.now;
  const works = ['Ana', 'Ben'].map((name) => (own: typeof db) => {
    return takeNext({ db: own, clock }, { name, role: 'agent' }, []);
  });
  const firsts = new Set<string | undefined>();
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(1), { minLength: 16, maxLength: 16 }), async (order) => {
      await write(db, [...threadsOf(round + 1).flatMap(opening), ...threadsOf(round).map(removal)]);
      round += 1;
      const [ana, ben] = await interleaved(db, works, order);
      expect([ana?.id, ben?.id].toSorted()).toEqual(threadsOf(round));
      expect([ana?.claim?.agent, ben?.claim?.agent]).toEqual(['Ana', 'Ben']);
      firsts.add(ana?.id.split('-')[0]);
    }),
    { numRuns: INTERLEAVINGS },
  );
  // Now the one was sooner, now the other.
  expect([...firsts].toSorted()).toEqual(['first', 'second']);
});

function threadsOf(round: number): string[] {
  return round === 0 ? [] : [`first-${round}`, `second-${round}`];
}

function opening(id: string): Write[] {
  return appendEvent(undefined, openedEvent(id, earshot.clock.now())).writes;
}

/** Gone from the list: each round begins with two threads that nobody has. */
function removal(id: string): Write {
  return { remove: key.thread(id) };
}
