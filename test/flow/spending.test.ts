// What a network charges is counted as it is spent: reads end before answers, and nothing is spent beyond the cap.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StatusView } from '../../lib/api/status-schema.ts';
import { openHouse } from '../../lib/composition.ts';
import { spendingMeter } from '../../lib/flows/meter-spending.ts';
import { QuotaExhausted } from '../../lib/platforms/platform-errors.ts';
import { getSpending } from '../../lib/store/spending.ts';
import { mortal } from '../support/crashes.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { type FakeX, startFakeX } from '../support/fake-x.ts';
import { refuseFirst } from '../support/table-faults.ts';
import { testClock } from '../support/test-clock.ts';

const DOLLAR = 1_000_000;
const CAPS = { softMicros: 30 * DOLLAR, hardMicros: 50 * DOLLAR };

let clock: ReturnType<typeof testClock>;
let network: FakeX;
let earshot: TestEarshot;
beforeEach(async () => {
  clock = testClock();
  network = await startFakeX({ clock: clock.now });
  const caps = { X_SOFT_CAP_USD: '30', X_HARD_CAP_USD: '50' };
  earshot = await startEarshot({ clock, env: { ...network.env(), ...caps } });
});
afterEach(async () => {
  await earshot.stop();
  await network.close();
});

const db = () => earshot.house.db();
const meter = (caps = {}) => spendingMeter({ db: db(), clock: clock.now }, 'x', caps);
const spent = () => getSpending(db(), 'x', '2026-11');
const status = async (): Promise<StatusView> => (await earshot.call('/status')).body;

describe('the meter of a network that charges', () => {
  it('counts reads and answers of the month apart', async () => {
    await meter().charge('read', 4200);
    await meter().charge('read', 800);
    await meter().charge('answer', 10_000);
    expect(await spent()).toMatchObject({ readMicros: 5000, answerMicros: 10_000 });
    expect(await getSpending(db(), 'bluesky', '2026-11')).toMatchObject({ readMicros: 0, answerMicros: 0 });
  });

  it('begins anew with the UTC month', async () => {
    await meter().charge('read', 50 * DOLLAR);
    clock.advance({ days: 9, hours: 14, minutes: 59 });
    await expect(meter(CAPS).admit('answer')).rejects.toThrow(QuotaExhausted);
    clock.advance({ minutes: 1 });
    await meter(CAPS).admit('read');
    expect(await getSpending(db(), 'x', '2026-12')).toMatchObject({ readMicros: 0, answerMicros: 0 });
  });

  it('loses nothing when many charge at one moment', async () => {
    const charges = Array.from({ length: 20 }, (_, index) => meter().charge(index % 2 ? 'read' : 'answer', 1000));
    await Promise.all(charges);
    expect(await spent()).toMatchObject({ readMicros: 10_000, answerMicros: 10_000 });
  });

  it('loses nothing when the table refuses a charge because of another one under way', async () => {
    refuseFirst(db(), 'SPENDING#x');
    await meter().charge('read', 1000);
    expect(await spent()).toMatchObject({ readMicros: 1000 });
  });

  it('counts a charge once or not at all when its worker dies', async () => {
    const { house, env } = earshot;
    for (const afterEffect of [false, true]) {
      for (let step = 0; step < 2; step += 1) {
        const before = (await spent()).readMicros;
        const own = await openHouse(env, { clock: clock.now, newId: house.newId, log: house.log });
        const worker = mortal(own.db(), own.sqs());
        const died = await worker.run({ step, afterEffect }, () =>
          spendingMeter({ db: own.db(), clock: clock.now }, 'x', {}).charge('read', 1000),
        );
        const isCounted = !died || afterEffect;
        expect({ step, afterEffect, more: (await spent()).readMicros - before }).toEqual({
          step,
          afterEffect,
          more: isCounted ? 1000 : 0,
        });
      }
    }
  });

  it('refuses reads when nine tenths of the cap are spent, and answers when all of it is', async () => {
    await meter().charge('read', 44 * DOLLAR);
    await meter(CAPS).admit('read');
    await meter().charge('read', DOLLAR);
    await expect(meter(CAPS).admit('read')).rejects.toThrow(/^x: .*\$50\.00.*kept for answers.*2026-12-01/);
    await meter(CAPS).admit('answer');
    await meter().charge('answer', 5 * DOLLAR);
    await expect(meter(CAPS).admit('answer')).rejects.toThrow(/^x: .*\$50\.00 is used up\. .*2026-12-01/);
  });

  it('refuses nothing without a hard cap', async () => {
    await meter().charge('read', 1000 * DOLLAR);
    await expect(meter({ softMicros: DOLLAR }).admit('read')).resolves.toBeUndefined();
    await expect(meter().admit('answer')).resolves.toBeUndefined();
  });
});

describe('a network that charges', () => {
  it('is no longer read near its cap, says so, and what was heard is answered all the same', async () => {
    await earshot.hear();
    network.addMention({ author: 'maya', text: '@acornmobile no refund for three weeks, awful, nobody answers' });
    await earshot.hear();
    const [thread] = await earshot.threads();
    await meter().charge('read', 45 * DOLLAR);
    const before = network.calls().length;
    for (let minute = 0; minute < 20; minute += 1) await earshot.hear();
    expect(network.calls().length).toBe(before);
    const { sources, spending } = await status();
    expect(sources[0]).toMatchObject({ lamp: 'failing', problem: expect.stringContaining('QuotaExhausted: x: ') });
    expect(spending).toMatchObject([{ network: 'x', text: expect.stringContaining('reads have stopped at $45.00') }]);
    const { id = '', version = 0 } = thread ?? {};
    const body = { id: '01JD3Q8Y6Z5T8R0V9W2X4B7C1D', text: 'We are sorry, we will call you.', version };
    expect((await earshot.call(`/threads/${id}/replies`, { method: 'POST', body })).status).toBe(200);
    clock.advance({ seconds: 10 });
    await earshot.processAll();
    expect(network.replies()).toHaveLength(1);
    expect((await spent()).answerMicros).toBeGreaterThan(0);
  });

  it('is read again when somebody raises the cap', async () => {
    await earshot.hear();
    await meter().charge('read', 45 * DOLLAR);
    await earshot.hear();
    expect((await status()).sources[0]?.lamp).toBe('failing');
    const raised = { ...network.env(), X_HARD_CAP_USD: '100' };
    const house = await openHouse(
      { ...earshot.env, ...raised },
      { clock: clock.now, newId: () => 'id', log: earshot.house.log },
    );
    const [platform] = house.platforms();
    const page = await platform!.poll({ source: platform!.sources[0]!, downTo: clock.now() });
    expect(page.items).toEqual([]);
  });

  it('shows what it has cost, what the month will come to, and where its caps are', async () => {
    await meter().charge('read', 20 * DOLLAR);
    expect((await status()).spending).toEqual([
      {
        network: 'x',
        spentMicros: 20 * DOLLAR,
        forecastMicros: Math.round((20 * DOLLAR * 30 * 24) / (20 * 24 + 9)),
        softCapMicros: 30 * DOLLAR,
        hardCapMicros: 50 * DOLLAR,
        text: '$20.00 of $50.00 this month, about $29.45 by its end; reads stop at $45.00, the rest is kept for answers',
      },
    ]);
  });

  it('charges what its polls cost, in the month and in the ledger alike', async () => {
    await earshot.hear();
    for (let count = 0; count < 3; count += 1)
      network.addMention({ author: `a${count}`, text: '@acornmobile no refund for three weeks, awful' });
    await earshot.hear();
    const { sources } = await status();
    const ledgers = await Promise.all(
      sources.map(async ({ id }) => (await earshot.call(`/polls?source=${encodeURIComponent(id)}`)).body.items),
    );
    const costs = ledgers.flat().map(({ costMicros }: { costMicros: number }) => costMicros);
    const { readMicros } = await spent();
    expect(readMicros).toBeGreaterThan(0);
    expect(costs.reduce((sum, cost) => sum + cost, 0)).toBe(readMicros);
  });
});
