// How much comes in at each hour of the week: counted once as it is heard, told in the hours of the brand.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoadView } from '../../lib/api/library-schemas.ts';
import { ingestMention } from '../../lib/flows/ingest-mention.ts';
import { readPartition } from '../../lib/store/db.ts';
import { mentionOf, startEarshot, type TestEarshot } from '../support/earshot.ts';
import { COMPLAINT } from '../support/opened-event.ts';
import { testClock } from '../support/test-clock.ts';

/** A Saturday, in London at UTC. */
const SATURDAY = 5;

let earshot: TestEarshot;
beforeEach(async () => {
  earshot = await startEarshot({ clock: testClock('2026-11-21T09:20:00.000Z') });
});
afterEach(() => earshot.stop());

const load = async (weeks?: number): Promise<LoadView> =>
  (await earshot.call(`/load${weeks === undefined ? '' : `?weeks=${weeks}`}`)).body;

/** Complaints at the hour of the week. */
async function complaints(day: number, hour: number): Promise<number | undefined> {
  return (await load()).hours[day * 24 + hour]?.complaints;
}

describe('the load', () => {
  it('counts a complaint once, in the hour in which its customer wrote, however often it is delivered', async () => {
    const createdAt = '2026-11-21T08:59:00.000Z';
    await earshot.receive({ id: '1', createdAt }, { id: '2', author: 'omar', createdAt }, { id: '1', createdAt });
    await earshot.receive({ id: '1', createdAt });
    expect(await complaints(SATURDAY, 8)).toBe(2);
    expect(await complaints(SATURDAY, 9)).toBe(0);
  });

  it('counts one that two workers take in at the same moment once', async () => {
    const { house } = earshot;
    const deps = {
      ...house.watchlist(),
      db: house.db(),
      complaints: house.queue('complaintsQueue'),
      clock: house.clock,
      assess: () => COMPLAINT,
    };
    const post = mentionOf({ id: 'twice', createdAt: '2026-11-21T08:10:00.000Z' }, house.clock());
    await Promise.all([ingestMention(deps, post), ingestMention(deps, post)]);
    expect(await complaints(SATURDAY, 8)).toBe(1);
  });

  it('leaves out praise, what goes on in a thread, what was loaded from history and the hour that has just begun', async () => {
    const createdAt = '2026-11-21T08:30:00.000Z';
    await earshot.receive(
      { id: 'praise', author: 'pia', text: 'Thank you for the quick help today, wonderful service!', createdAt },
      { id: 'old', author: 'otto', backfill: true, createdAt },
      { id: 'now', author: 'noa', createdAt: '2026-11-21T09:05:00.000Z' },
      { id: 'first', author: 'fay', createdAt },
    );
    await earshot.receive({ id: 'again', author: 'fay', inReplyTo: 'first', createdAt });
    const { hours } = await load();
    expect(hours.reduce((sum, hour) => sum + hour.complaints, 0)).toBe(1);
  });

  it('counts what comes to light more than a day late, or is dated ahead, for the hour in which it did', async () => {
    await earshot.receive(
      { id: 'late', createdAt: '2026-11-19T03:00:00.000Z' },
      { id: 'ahead', author: 'omar', createdAt: '2026-11-22T03:00:00.000Z' },
    );
    earshot.clock.advance({ hours: 1 });
    expect(await complaints(SATURDAY, 9)).toBe(2);
  });

  it('is the average of the weeks asked for, and the same when days are long over and read again', async () => {
    await earshot.receive({ id: '1', createdAt: '2026-11-21T08:00:00.000Z' });
    earshot.clock.advance({ days: 7 });
    for (const author of ['a', 'b', 'c']) {
      await earshot.receive({ id: author, author, createdAt: '2026-11-28T08:30:00.000Z' });
    }
    earshot.clock.advance({ days: 4 });
    const first = await load();
    expect(first.hours[SATURDAY * 24 + 8]?.complaints).toBe(2);
    expect(first).toMatchObject({ weeks: 4, timeZone: 'Europe/London', days: 2 });
    // What is settled has been counted for good, and is not counted anew.
    const settled = await readPartition<{ day: string }>(earshot.house.db(), 'LOAD');
    expect(settled.at(-1)?.doc.day).toBe('2026-11-30');
    expect(await load()).toEqual(first);
    expect((await load(1)).hours[SATURDAY * 24 + 8]?.complaints).toBe(3);
  });

  it('is measured by one person in business hours where the watch list names no staff', async () => {
    const { hours, perHour } = await load();
    expect(perHour).toBe(6);
    expect(hours.filter(({ people }) => people > 0).length).toBeGreaterThan(0);
    expect(hours.every(({ isShort }) => !isShort)).toBe(true);
  });

  it('refuses to look further back than it remembers', async () => {
    expect((await earshot.call('/load?weeks=13')).status).toBe(400);
  });
});
