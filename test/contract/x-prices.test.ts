// What X charges: counted as it is spent, the same post once a day, and nothing is spent beyond the operator's cap.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import { plus } from '../../lib/domain/time.ts';
import type { Meter, Purpose } from '../../lib/platforms/meter.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { QuotaExhausted } from '../../lib/platforms/platform-errors.ts';
import { createXPlatform } from '../../lib/platforms/x/x-platform.ts';
import { type FakeX, startFakeX } from '../support/fake-x.ts';
import { orderFor, readPage, START } from '../support/platform-scene.ts';
import { type TestClock, testClock } from '../support/test-clock.ts';

interface Scene {
  readonly clock: TestClock;
  readonly fake: FakeX;
  /** What was charged so far, oldest first. */
  readonly charges: [Purpose, number][];
  /** Purposes for which nothing is left. */
  readonly used: Set<Purpose>;
  readonly on: (env?: Record<string, string>) => Platform;
}

async function onX(run: (scene: Scene) => Promise<void>): Promise<void> {
  const clock = testClock(START);
  const fake = await startFakeX({ clock: clock.now });
  const charges: [Purpose, number][] = [];
  const used = new Set<Purpose>();
  const meter: Meter = {
    admit: async (purpose) => {
      if (used.has(purpose)) throw new QuotaExhausted(`nothing is left for ${purpose}`);
    },
    charge: async (purpose, micros) => {
      charges.push([purpose, micros]);
    },
  };
  const on = (env = fake.env()): Platform =>
    createXPlatform({ account: parseSettings(env).accounts.x!, keywords: ['acme'], clock: clock.now, meter });
  await run({ clock, fake, charges, used, on }).finally(fake.close);
}

function searchOf(platform: Platform) {
  return platform.sources.find(({ kind }) => kind === 'search')!;
}

describe('what reading X costs', () => {
  it('is a tenth of a cent for a mention read as the account, half a cent for one read with the bearer token', () =>
    onX(async ({ fake, on, charges }) => {
      for (const text of ['one', 'two']) fake.addMention({ author: 'ann', text });
      expect(await readPage(on())).toMatchObject({ costMicros: 2_000 });
      const bearer = { X_API_URL: fake.url, X_USER_ID: fake.brand.id, X_BEARER_TOKEN: 'bearer' };
      expect(await readPage(on(bearer))).toMatchObject({ costMicros: 10_000 });
      expect(charges).toEqual([
        ['read', 2_000],
        ['read', 10_000],
      ]);
    }));

  it('is half a cent for a post that a search finds, and nothing for an empty answer', () =>
    onX(async ({ fake, on, charges }) => {
      const platform = on();
      expect(await platform.poll({ source: searchOf(platform), downTo: START })).toEqual({ items: [], unreadable: [] });
      expect(charges).toEqual([]);
      fake.addPost({ author: 'ann', text: 'acme is awful' });
      expect(await platform.poll({ source: searchOf(platform), downTo: START })).toMatchObject({ costMicros: 5_000 });
    }));

  it('is a cent more for each author whose name is asked for, however many of their posts a page holds', () =>
    onX(async ({ fake, on }) => {
      for (const author of ['ann', 'ann', 'bob']) fake.addMention({ author, text: 'hello' });
      const platform = on({ ...fake.env(), X_READ_AUTHORS: 'yes' });
      expect((await readPage(platform)).costMicros).toBe(3 * 1_000 + 2 * 10_000);
    }));

  it('counts what was read before once a day: not again today, again on the next', () =>
    onX(async ({ fake, clock, on }) => {
      const platform = on();
      fake.addMention({ author: 'ann', text: 'one' });
      const readBefore = clock.advance({ minutes: 4 });
      fake.addMention({ author: 'ann', text: 'two' });
      const again = { source: platform.sources[0]!, downTo: START, readBefore };
      expect((await platform.poll(again)).costMicros).toBe(1_000);
      clock.advance({ hours: 15 });
      expect((await platform.poll({ ...again, readBefore: clock.now() })).costMicros).toBe(2_000);
    }));

  it('counts what cannot be read and what is not wanted, because X does', () =>
    onX(async ({ fake, on }) => {
      fake.addBrokenItem();
      fake.addOwnPost('We are @acme');
      expect((await readPage(on())).costMicros).toBe(2_000);
    }));

  it('is half a cent for an older post that is looked at again, and nothing for one of today', () =>
    onX(async ({ fake, clock, on, charges }) => {
      const platform = on();
      fake.addMention({ author: 'ann', text: 'one' });
      const [item] = (await readPage(platform)).items;
      await platform.refresh!.look([item!.mention]);
      expect(charges).toEqual([['read', 1_000]]);
      clock.advance({ days: 1 });
      await platform.refresh!.look([item!.mention]);
      expect(charges.at(-1)).toEqual(['read', 5_000]);
    }));

  it('ends at the cap before any call is made', () =>
    onX(async ({ fake, on, used }) => {
      used.add('read');
      const platform = on();
      await expect(readPage(platform)).rejects.toThrow(QuotaExhausted);
      used.add('answer');
      await expect(platform.refresh!.look([{ ...POST, id: '12' }])).rejects.toThrow(QuotaExhausted);
      expect(fake.calls()).toEqual([]);
    }));

  it('goes on for what became of posts when the cap leaves nothing for reads, because following them is a duty', () =>
    onX(async ({ on, used }) => {
      used.add('read');
      expect(await on().refresh!.look([{ ...POST, id: '12' }])).toEqual([{ id: '12', gone: true }]);
    }));
});

describe('what an answer on X costs', () => {
  it.each([
    ['a cent', 'Sorry about that!', 10_000],
    ['twenty cents with a link', 'Sorry! See https://acme.example/refunds', 200_000],
    ['twenty cents with a bare address', 'Sorry! See acme.com', 200_000],
  ])('is %s', (_what, text, micros) =>
    onX(async ({ fake, clock, on, charges }) => {
      const platform = on();
      await platform.reply(await orderFor({ fake, platform, clock }, text));
      expect(charges.at(-1)).toEqual(['answer', micros]);
    }),
  );

  it('is counted when nobody knows whether it was published, and not when it was refused', () =>
    onX(async ({ fake, clock, on, charges }) => {
      const platform = on();
      const order = await orderFor({ fake, platform, clock }, 'Sorry!');
      const before = charges.length;
      fake.failNext('not-permitted', 1, 'reply');
      await expect(platform.reply(order)).rejects.toMatchObject({ name: 'ReplyNotPermitted' });
      expect(charges).toHaveLength(before);
      fake.failNext('cut-after', 1, 'reply');
      await expect(platform.reply(order)).rejects.toMatchObject({ mayHaveActed: true });
      expect(charges.slice(before)).toEqual([['answer', 10_000]]);
      await platform.findOwnReply(order);
      expect(charges.at(-1)).toEqual(['answer', 1_000]);
    }));

  it('may be spent when the cap leaves nothing for reads, and is not when nothing at all is left', () =>
    onX(async ({ fake, clock, on, used }) => {
      const platform = on();
      const order = await orderFor({ fake, platform, clock }, 'Sorry!');
      used.add('read');
      await platform.reply(order);
      used.add('answer');
      await expect(platform.reply({ ...order, text: 'Again' })).rejects.toThrow(QuotaExhausted);
      expect(fake.replies()).toHaveLength(1);
    }));

  it('does not make an answer that stands on X a failed one when it cannot be noted', () =>
    onX(async ({ fake, clock }) => {
      const account = parseSettings(fake.env()).accounts.x!;
      const meter: Meter = {
        admit: async () => undefined,
        charge: async (purpose) => {
          if (purpose === 'answer') throw new Error('the table is not there');
        },
      };
      const platform = createXPlatform({ account, keywords: [], clock: clock.now, meter });
      const order = await orderFor({ fake, platform, clock }, 'Sorry!');
      expect(await platform.reply(order)).toMatchObject({ nativeId: fake.replies()[0]!.id });
    }));
});

const POST = {
  network: 'x',
  id: '12',
  text: '',
  author: { id: '17', handle: 'ann' },
  createdAt: plus(START, { days: -1 }),
  visibility: 'public' as const,
  addressed: true,
  replyRef: {},
};
