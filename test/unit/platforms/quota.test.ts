import { describe, expect, it } from 'vitest';
import { plus } from '../../../lib/domain/time.ts';
import { RateLimited } from '../../../lib/platforms/platform-errors.ts';
import { createQuota } from '../../../lib/platforms/quota.ts';
import { limitsInMemory } from '../../support/platform-scene.ts';
import { testClock } from '../../support/test-clock.ts';

const HOUR = { bucket: 'reads', most: 10, endsAt: (now: string) => plus(now, { hours: 1 }) };
const use = (units: number, leave = 0) => ({ units, leave, call: 'Shop: GET /reviews' });

describe('what a network allows in a period', () => {
  it('is counted over all runs and is there again afterwards', async () => {
    const clock = testClock();
    const limits = limitsInMemory();
    for (let run = 0; run < 10; run += 1) await createQuota({ limits, clock: clock.now }, HOUR).spend(use(1));
    const quota = createQuota({ limits, clock: clock.now }, HOUR);
    await expect(quota.spend(use(1))).rejects.toThrow(RateLimited);
    clock.advance({ hours: 1 });
    await quota.spend(use(10));
  });

  it('is counted in full when many calls are made at the same time, and those over it are refused', async () => {
    const limits = limitsInMemory();
    const quota = createQuota({ limits, clock: testClock().now }, { ...HOUR, most: 100 });
    for (let i = 0; i < 100; i += 5) await Promise.all(Array.from({ length: 5 }, () => quota.spend(use(1))));
    expect((await limits.load('reads'))?.remaining).toBe(0);
    const more = await Promise.allSettled(Array.from({ length: 5 }, () => quota.spend(use(1))));
    expect(more.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'rejected'));
  });

  it('stays used up when the network says so while other calls are being counted', async () => {
    const clock = testClock();
    const quota = createQuota({ limits: limitsInMemory(), clock: clock.now }, HOUR);
    await Promise.all([quota.spend(use(1)), quota.usedUp('Shop: enough'), quota.spend(use(1)).catch(() => undefined)]);
    await expect(quota.spend(use(1))).rejects.toThrow(RateLimited);
  });

  it('ends an hour after it began, however often it is used in between', async () => {
    const clock = testClock();
    const quota = createQuota({ limits: limitsInMemory(), clock: clock.now }, HOUR);
    const retryAt = plus(clock.now(), { hours: 1 });
    await quota.spend(use(4));
    clock.advance({ minutes: 59 });
    await quota.spend(use(4));
    await expect(quota.spend(use(4))).rejects.toMatchObject({ retryAt });
  });

  it('leaves what is kept for more urgent calls, and a refused call uses nothing', async () => {
    const quota = createQuota({ limits: limitsInMemory(), clock: testClock().now }, HOUR);
    await quota.spend(use(6, 4));
    await expect(quota.spend(use(1, 4))).rejects.toThrow('Shop: GET /reviews was not made: 4 of 10 reads are left');
    await quota.spend(use(4));
  });

  it('is over when the network says so, whatever was counted', async () => {
    const clock = testClock();
    const quota = createQuota({ limits: limitsInMemory(), clock: clock.now }, HOUR);
    const retryAt = plus(clock.now(), { hours: 1 });
    expect(await quota.usedUp('Shop: enough')).toMatchObject({ retryAt });
    await expect(quota.spend(use(1))).rejects.toMatchObject({ retryAt });
  });

  it('is not counted where there is no place to keep it', async () => {
    const quota = createQuota({ clock: testClock().now }, HOUR);
    const calls = Array.from({ length: 12 }, () => quota.spend(use(1)));
    await expect(Promise.all(calls)).resolves.toHaveLength(12);
  });
});
