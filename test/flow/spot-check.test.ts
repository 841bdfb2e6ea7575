// Every day a few of the posts called harmless are put up for a check, and what people say of them is counted.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ThreadView } from '../../lib/api/schemas.ts';
import type { StatusView } from '../../lib/api/status-schema.ts';
import { openHouse } from '../../lib/composition.ts';
import { drawSpotCheck } from '../../lib/flows/draw-spot-check.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { dieAfter } from '../support/table-faults.ts';

/** Surely harmless under any promise that calls anything so. */
const THANKS = 'Thank you so much, that was lovely. Great service, thanks!';
const COMPLAINT = 'Still no refund after three weeks and nobody answers, this is a disgrace';

describe('the spot check', () => {
  let earshot: TestEarshot;
  beforeEach(async () => {
    earshot = await startEarshot();
  });
  afterEach(() => earshot.stop());

  async function hearThanks(count: number, from = 0): Promise<void> {
    const posts = Array.from({ length: count }, (_, i) => ({
      id: `p${from + i}`,
      author: `a${from + i}`,
      text: THANKS,
    }));
    await earshot.receive(...posts);
    expect(await earshot.threads('not-complaint')).toHaveLength(from + count);
  }
  const asked = async (): Promise<ThreadView[]> => (await earshot.call('/threads?spotCheck=true')).body.items;
  const nextDay = async () => {
    earshot.clock.advance({ days: 1 });
    await earshot.invoke('timers');
  };
  const misses = async () => ((await earshot.call('/status')).body as StatusView).misses;
  const act = async ({ id, version }: ThreadView, action: object) =>
    (await earshot.call(`/threads/${id}/events`, { method: 'POST', body: { ...action, version } })).body;

  it('puts ten of yesterday’s harmless up, the same ten on every machine, and says so in their history', async () => {
    await hearThanks(14);
    await earshot.receive({ id: 'c', text: COMPLAINT });
    await nextDay();
    const drawn = await asked();
    expect(drawn).toHaveLength(10);
    expect(drawn.every(({ status, spotCheck }) => status === 'not-complaint' && spotCheck?.answered === false)).toBe(
      true,
    );
    expect(drawn[0]?.why).toBe('Spot check: called harmless, is it?');
    const { events } = await earshot.thread(drawn[0]?.id ?? '');
    expect(events.at(-1)?.text).toBe('Put up for the daily spot check of the harmless');
    await earshot.stop();
    earshot = await startEarshot();
    await hearThanks(14);
    await nextDay();
    expect(postsOf(await asked())).toEqual(postsOf(drawn));
  });

  it('draws once a day, and not before the day has ended', async () => {
    await hearThanks(3);
    await earshot.invoke('timers');
    expect(await asked()).toEqual([]);
    await nextDay();
    const drawn = await asked();
    expect(drawn).toHaveLength(3);
    const [first] = drawn;
    if (first) await act(first, { type: 'judge', decision: 'not' });
    await earshot.invoke('timers');
    expect(await asked()).toHaveLength(2);
  });

  it('counts what people say, also after they took it back or said otherwise', async () => {
    await hearThanks(3);
    expect((await misses()).text).toMatch(/^Not measured yet/);
    await nextDay();
    const [first, second] = await asked();
    if (!first || !second) throw new Error('nothing was drawn');
    await act(first, { type: 'judge', decision: 'not' });
    const wrong = await act(second, { type: 'judge', decision: 'complaint' });
    expect(await misses()).toMatchObject({ checked: 2, missed: 1 });
    expect((await earshot.threads('open')).map(({ id }) => id)).toEqual([second.id]);
    const back = await act(wrong, { type: 'withdraw-judgement' });
    expect(back).toMatchObject({ status: 'not-complaint', spotCheck: { answered: false } });
    expect(await misses()).toMatchObject({ checked: 1, missed: 0 });
    expect(await asked()).toHaveLength(2);
    await act(back, { type: 'judge', decision: 'not' });
    expect((await misses()).text).toMatch(
      /^Of 2 harmless mentions checked in 30 days, none was a complaint: about 0 %/,
    );
  });

  it('asks no more about what the customer has made a complaint of, nor after a week', async () => {
    await hearThanks(2);
    await nextDay();
    await earshot.receive({ id: 'again', author: 'a0', inReplyTo: 'p0', text: COMPLAINT });
    expect(postsOf(await asked())).toEqual(['p1']);
    earshot.clock.advance({ days: 8 });
    expect(await asked()).toEqual([]);
  });

  it('leaves loaded history out', async () => {
    await earshot.receive({ id: 'old', text: THANKS, createdAt: '2026-11-01T09:00:00.000Z', backfill: true });
    await nextDay();
    expect(await asked()).toEqual([]);
  });

  it('makes up for days on which nothing ran', async () => {
    await hearThanks(1);
    await nextDay();
    await hearThanks(1, 1);
    earshot.clock.advance({ days: 3 });
    await earshot.invoke('timers');
    expect(postsOf(await asked())).toEqual(['p0', 'p1']);
  });

  it('asks nobody twice when the drawing was cut short and somebody has answered since', async () => {
    await hearThanks(14);
    earshot.clock.advance({ days: 1 });
    const mortal = (await openHouse(earshot.env, earshot.house)).db();
    dieAfter(mortal, 2);
    const deps = { spotChecksPerDay: 10, clock: earshot.clock.now };
    await expect(drawSpotCheck({ ...deps, db: mortal })).rejects.toThrow('the worker died');
    for (const thread of await asked()) await act(thread, { type: 'judge', decision: 'not' });
    await earshot.invoke('timers');
    expect(await asked()).toHaveLength(8);
    expect(await misses()).toMatchObject({ checked: 2, missed: 0 });
  });

  it.each([0, 1, 2, 3])('comes to the same ten when the drawing dies after %i steps', async (steps) => {
    await hearThanks(14);
    earshot.clock.advance({ days: 1 });
    const { house, clock } = earshot;
    const deps = { spotChecksPerDay: 10, clock: clock.now };
    const mortal = (await openHouse(earshot.env, house)).db();
    dieAfter(mortal, steps);
    await expect(drawSpotCheck({ ...deps, db: mortal })).rejects.toThrow('the worker died');
    expect(await asked()).toHaveLength(steps);
    await drawSpotCheck({ ...deps, db: house.db() });
    expect(await asked()).toHaveLength(10);
    const histories = await Promise.all((await asked()).map(({ id }) => earshot.thread(id)));
    const askings = histories.flatMap(({ events }) => events.filter(({ type }) => type === 'spot-check-asked'));
    expect(askings).toHaveLength(10);
  });
});

function postsOf(threads: readonly ThreadView[]): string[] {
  return threads.map(({ latestPostId }) => latestPostId).toSorted();
}
