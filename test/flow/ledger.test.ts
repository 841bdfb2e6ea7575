// The ledger: every poll of a source leaves a row that says what it read, what it cost and what it left.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHouse } from '../../lib/composition.ts';
import { PAGES_PER_RUN } from '../../lib/domain/source.ts';
import { pollSource } from '../../lib/flows/poll-source.ts';
import { getCursor, type PollRecord } from '../../lib/store/sources.ts';
import { mortal } from '../support/crashes.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { startFakeMastodon } from '../support/fake-mastodon.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { testClock } from '../support/test-clock.ts';

const PAGE = 5;

let clock: ReturnType<typeof testClock>;
let network: FakeNetwork;
let earshot: TestEarshot;
let source: string;
beforeEach(async () => {
  clock = testClock();
  network = await startFakeMastodon({ clock: clock.now, pageSize: PAGE });
  earshot = await startEarshot({ clock, env: network.env() });
  source = (await earshot.call('/status')).body.sources[0].id;
});
afterEach(async () => {
  await earshot.stop();
  await network.close();
});

type Row = Omit<PollRecord, 'sourceId'>;

const rows = async (of = source): Promise<Row[]> =>
  (await earshot.call(`/polls?source=${encodeURIComponent(of)}`)).body.items;

/** One run of the schedule; what it heard stays in the queue. */
async function poll(): Promise<string> {
  const at = clock.advance({ minutes: 1 });
  await earshot.invoke('poll');
  return at;
}

function write(count: number): void {
  for (let index = 0; index < count; index += 1) {
    clock.advance({ milliseconds: 40 });
    network.addMention({ author: `a${index}`, text: 'where is my refund? This is awful' });
  }
}

describe('the ledger of a source', () => {
  it('has a row for every poll, the newest first, with the stretch that was read', async () => {
    const first = await poll();
    write(3);
    const second = await poll();
    const [newest, oldest, ...others] = await rows();
    expect(others).toEqual([]);
    expect(oldest).toMatchObject({ at: first, to: first, items: 0, pages: 1 });
    expect(newest).toEqual({
      at: second,
      until: second,
      from: expect.any(String),
      to: second,
      pages: expect.any(Number),
      items: 3,
      unreadable: 0,
      openGaps: 0,
      costMicros: 0,
    });
    expect(newest!.from <= oldest!.to).toBe(true);
  });

  it('leaves no time between two polls unread', async () => {
    for (let times = 0; times < 5; times += 1) await poll();
    const read = (await rows()).toReversed();
    expect(read).toHaveLength(5);
    for (const [index, { from }] of read.entries()) expect(from <= (read[index - 1]?.to ?? from)).toBe(true);
  });

  it('says how many gaps a poll left, as the status does, and not what is read once more for safety', async () => {
    await poll();
    write(PAGES_PER_RUN * PAGE + 7);
    for (let times = 0; times < 4; times += 1) {
      await poll();
      const [newest] = await rows();
      const [{ gaps }] = (await earshot.call('/status')).body.sources;
      expect({ times, openGaps: newest?.openGaps }).toEqual({ times, openGaps: gaps });
    }
    const counts = (await rows()).toReversed().map(({ openGaps }) => openGaps);
    expect(counts).toEqual([0, 1, 0, 0, 0]);
    const items = (await rows()).reduce((sum, row) => sum + row.items, 0);
    expect(items).toBeGreaterThanOrEqual(PAGES_PER_RUN * PAGE + 7);
  });

  it('says what could not be read, and why a poll failed', async () => {
    await poll();
    network.addBrokenItem();
    await poll();
    network.failNext('server-error', 1, 'poll');
    const failed = await poll();
    const [newest, broken] = await rows();
    expect(broken).toMatchObject({ unreadable: 1, items: 0 });
    expect(newest).toMatchObject({ at: failed, pages: 0, problem: expect.stringMatching(/^Unavailable: .*503/) });
    expect(JSON.stringify(newest)).not.toContain('mastodon-token');
  });

  it('says how long a poll took and what it cost', async () => {
    const [platform] = earshot.house.platforms();
    const [first] = platform!.sources;
    const slow: typeof platform = {
      ...platform!,
      poll: async (request) => {
        clock.advance({ seconds: 7 });
        return { ...(await platform!.poll(request)), costMicros: 4200 };
      },
    };
    const { house } = earshot;
    const { businessHours } = house.watchlist();
    const deps = { ...house, db: house.db(), mentions: house.queue('mentionsQueue'), businessHours };
    const at = clock.now();
    await pollSource(deps, slow, first!);
    expect(await rows()).toMatchObject([{ at, until: '2026-11-21T09:00:07.000Z', costMicros: 4200 }]);
  });

  it.each([false, true])(
    'has a row for each poll that moved on, wherever its worker dies (after its effect: %s)',
    async (afterEffect) => {
      const { house, env } = earshot;
      const { businessHours } = house.watchlist();
      let died = true;
      let step = 0;
      for (; died && step < 30; step += 1) {
        const at = clock.advance({ minutes: 6 });
        const own = await openHouse(env, { clock: clock.now, newId: house.newId, log: house.log });
        const worker = mortal(own.db(), own.sqs());
        const [platform] = house.platforms();
        const deps = { ...own, db: own.db(), mentions: own.queue('mentionsQueue'), businessHours };
        died = await worker.run({ step, afterEffect }, () => pollSource(deps, platform!, platform!.sources[0]!));
        const moved = (await getCursor(house.db(), source))?.lastPolledAt === at;
        expect({ step, hasRow: (await rows())[0]?.at === at }).toEqual({ step, hasRow: moved });
      }
      expect(step).toBeGreaterThan(3);
      expect(died).toBe(false);
    },
  );

  it('has no row for a poll that was not due, was switched off, or belongs to another source', async () => {
    await poll();
    await earshot.invoke('poll');
    expect(await rows()).toHaveLength(1);
    await earshot.call('/stops', { method: 'POST', body: { what: `source/${source}`, stopped: true } });
    await poll();
    expect(await rows()).toHaveLength(1);
    const other = (await earshot.call('/status')).body.sources[1].id;
    expect(await rows(other)).toHaveLength(1);
    expect(await rows('mastodon:mentions:elsewhere')).toEqual([]);
  });

  it('shows the last fifty, and asks which source is meant', async () => {
    let last = '';
    for (let times = 0; times < 52; times += 1) last = await poll();
    const shown = await rows();
    expect(shown).toHaveLength(50);
    expect(shown[0]?.at).toBe(last);
    expect(await earshot.call('/polls')).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });
});
