// How often each source is read, through the schedule that calls every minute: faster after activity, slower at night, never not.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secondsBetween } from '../../lib/domain/time.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { startFakeMastodon } from '../support/fake-mastodon.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { type TestClock, testClock } from '../support/test-clock.ts';

/** A Saturday on which somebody is at work in London from nine to five. */
const MORNING = '2026-11-21T09:00:00.000Z';
const NIGHT = '2026-11-21T21:00:00.000Z';

let clock: TestClock;
let network: FakeNetwork;
let earshot: TestEarshot;
let mentions: string;
let search: string;

async function start(at: string, env: Record<string, string> = {}): Promise<void> {
  clock = testClock(at);
  network = await startFakeMastodon({ clock: clock.now });
  earshot = await startEarshot({ clock, env: { ...network.env(), ...env } });
  const { sources } = (await earshot.call('/status')).body;
  [mentions, search] = sources.map(({ id }: { id: string }) => id);
}
beforeEach(() => start(MORNING));
afterEach(stop);

async function stop(): Promise<void> {
  await earshot.stop();
  await network.close();
}

async function minutes(count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) {
    clock.advance({ minutes: 1 });
    await earshot.invoke('poll');
  }
}

/** Minutes between the polls of a source, the last first. */
async function pauses(source: string): Promise<number[]> {
  const { items } = (await earshot.call(`/polls?source=${encodeURIComponent(source)}`)).body as {
    items: { at: string }[];
  };
  return items.slice(1).map(({ at }, index) => secondsBetween(at, items[index]!.at) / 60);
}

async function startAnew(...given: Parameters<typeof start>): Promise<void> {
  await stop();
  await start(...given);
}

describe('the schedule', () => {
  it('reads mentions every minute and searches every five while somebody is at work', async () => {
    await minutes(12);
    expect(new Set(await pauses(mentions))).toEqual(new Set([1]));
    expect(new Set(await pauses(search))).toEqual(new Set([5]));
  });

  it('reads five times less often at night, and at least every quarter of an hour', async () => {
    await startAnew(NIGHT);
    await minutes(47);
    expect(new Set(await pauses(mentions))).toEqual(new Set([5]));
    expect(new Set(await pauses(search))).toEqual(new Set([15]));
  });

  it('slows down when the last one goes home, and is back at its pace in the morning', async () => {
    await startAnew('2026-11-21T16:57:00.000Z');
    await minutes(12);
    expect((await pauses(mentions)).toReversed()).toEqual([1, 1, 5]);
    await startAnew('2026-11-21T08:54:00.000Z');
    await minutes(12);
    expect((await pauses(mentions)).toReversed()).toEqual([5, 1, 1, 1, 1, 1, 1]);
  });

  it('reads faster for a quarter of an hour after something new came, also at night', async () => {
    await startAnew(NIGHT);
    await minutes(1);
    network.addPost({ author: 'noor', text: '#acornmobile no refund, awful' });
    await minutes(45);
    const [found, ...after] = (await pauses(search)).toReversed();
    expect(found).toBe(15);
    expect(after.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => 1));
    expect(after.slice(15)).toEqual([15]);
  });

  it('does not take for news what it reads once more', async () => {
    await startAnew(NIGHT);
    await minutes(15);
    network.addPost({ author: 'noor', text: '#acornmobile no refund, awful' });
    await minutes(31);
    const [found, ...after] = (await pauses(search)).toReversed();
    expect(found).toBe(15);
    expect(after.filter((pause) => pause === 1)).toHaveLength(15);
  });

  it('keeps the pace the operator has set, by day and by night', async () => {
    await startAnew(NIGHT, { POLL_SECONDS: '120' });
    await minutes(9);
    expect(new Set(await pauses(mentions))).toEqual(new Set([2]));
    expect(new Set(await pauses(search))).toEqual(new Set([2]));
  });

  it('tries again at its pace after a failure', async () => {
    await minutes(2);
    network.failNext('server-error', 2, 'poll');
    await minutes(4);
    expect(new Set(await pauses(mentions))).toEqual(new Set([1]));
  });
});
