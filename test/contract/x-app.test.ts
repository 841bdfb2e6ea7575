// What only the app may ask of X: which of many stored posts must go, and what it has used; and which limit each call counts on.
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import { plus } from '../../lib/domain/time.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { RateLimited, SignInExpired, Unavailable } from '../../lib/platforms/platform-errors.ts';
import { createXPlatform } from '../../lib/platforms/x/x-platform.ts';
import { serve } from '../support/fake-network.ts';
import { type FakeX, startFakeX } from '../support/fake-x.ts';
import { limitsInMemory, orderFor, readPage, START } from '../support/platform-scene.ts';
import { type TestClock, testClock } from '../support/test-clock.ts';

interface Scene {
  readonly clock: TestClock;
  readonly fake: FakeX;
  readonly platform: Platform;
}

async function onX(run: (scene: Scene) => Promise<void>): Promise<void> {
  const clock = testClock(START);
  const fake = await startFakeX({ clock: clock.now });
  const account = parseSettings({ ...fake.env(), X_BEARER_TOKEN: 'app-token' }).accounts.x!;
  const limits = limitsInMemory();
  const platform = createXPlatform({ account, keywords: ['acme'], clock: clock.now, fetch, limits });
  await run({ clock, fake, platform }).finally(fake.close);
}

describe("X's batch compliance", () => {
  it('takes the ids of stored posts and tells later which of them must go', () =>
    onX(async ({ fake, platform }) => {
      const ids = ['one', 'two', 'three'].map((text) => fake.addMention({ author: 'ann', text }).id);
      const job = await platform.compliance!.start(ids);
      expect(await platform.compliance!.result(job)).toBe('running');
      fake.remove(ids[1]!);
      fake.app.finishJobs();
      expect(await platform.compliance!.result(job)).toEqual([ids[1]]);
      const uploaded = fake.calls().find(({ method }) => method === 'PUT')!;
      expect(uploaded.headers['content-type']).toBe('text/plain');
      expect(fake.calls().every(({ headers }) => headers.authorization === 'Bearer app-token')).toBe(true);
    }));

  it('lets go of what was taken back or hidden, and of nothing that was edited, moved or not understood', () =>
    onX(async ({ fake, platform }) => {
      const job = await platform.compliance!.start(['12']);
      const said = ['delete', 'deactivate', 'suspend', 'protect', 'rehydrate', 'scrub_geo', 'unprotect'];
      for (const action of said) fake.app.addResultLines(JSON.stringify({ id: action, action, reason: 'x' }));
      fake.app.addResultLines('{"id":"no-id","error":"invalid_id"}');
      fake.app.finishJobs();
      expect(await platform.compliance!.result(job)).toEqual(['12', 'delete', 'deactivate', 'suspend', 'protect']);
    }));

  it('does not take half a result for the whole', () =>
    onX(async ({ fake, platform }) => {
      const job = await platform.compliance!.start(['12']);
      fake.app.addResultLines('{"id":"13","act');
      fake.app.finishJobs();
      await expect(platform.compliance!.result(job)).rejects.toThrow(Unavailable);
    }));

  it('comes back later while X works on another job', () =>
    onX(async ({ platform, clock }) => {
      await platform.compliance!.start(['12']);
      const error: unknown = await platform.compliance!.start(['13']).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(RateLimited);
      expect(error).toMatchObject({ retryAt: plus(clock.now(), { minutes: 15 }) });
    }));

  it('says that a job came to nothing: it failed, is unknown, or its result has expired', () =>
    onX(async ({ fake, platform, clock }) => {
      const failed = await platform.compliance!.start(['12']);
      fake.app.finishJobs('failed');
      expect(await platform.compliance!.result(failed)).toBe('failed');
      expect(await platform.compliance!.result('999')).toBe('failed');
      const late = await platform.compliance!.start(['12']);
      fake.app.finishJobs();
      clock.advance({ days: 8 });
      expect(await platform.compliance!.result(late)).toBe('failed');
    }));

  it('begins another job after one whose ids could not be handed over in time', () =>
    onX(async ({ fake, clock }) => {
      const account = parseSettings({ ...fake.env(), X_BEARER_TOKEN: 'app-token' }).accounts.x!;
      const slow: typeof fetch = (url, init) => {
        if (init?.method === 'PUT') clock.advance({ minutes: 20 });
        return fetch(url, init);
      };
      const platform = createXPlatform({ account, keywords: [], clock: clock.now, fetch: slow });
      const error: unknown = await platform.compliance!.start(['12']).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ name: 'Unavailable', mayHaveActed: false });
      const job = /\d{19}/.exec(String(error))![0];
      expect(await platform.compliance!.result(job)).toBe('failed');
      const punctual = createXPlatform({ account, keywords: [], clock: clock.now, fetch });
      expect(await punctual.compliance!.start(['12'])).not.toBe(job);
    }));

  it("sends the app's token to X alone, and names neither it nor a signed address in a failure", () =>
    onX(async ({ fake, clock }) => {
      const store = await serve({
        kindOf: () => 'other',
        answer: () => ({
          status: 500,
          json: { error: `app-token cannot read ${store.url}/up?token=signed-elsewhere` },
        }),
        refusal: () => ({ status: 500 }),
      });
      const account = parseSettings({ ...fake.env(), X_BEARER_TOKEN: 'app-token' }).accounts.x!;
      const platform = createXPlatform({ account, keywords: [], clock: clock.now, fetch });
      const data = { id: '77', status: 'created', upload_url: `${store.url}/up?token=signed-elsewhere` };
      fake.failNext({ status: 200, json: { data } }, 1, 'other');
      const error: unknown = await platform.compliance!.start(['12']).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(Unavailable);
      expect(String(error)).not.toMatch(/app-token|\/up\?token/);
      expect(store.calls()[0]!.path).toBe('/up');
      expect(store.calls()[0]!.headers.authorization).toBeUndefined();
      await store.close();
    }));

  it('is not there without the bearer token of the app', () =>
    onX(async ({ fake, clock }) => {
      const account = parseSettings(fake.env()).accounts.x!;
      const platform = createXPlatform({ account, keywords: [], clock: clock.now, fetch });
      expect([platform.compliance, platform.usage]).toEqual([undefined, undefined]);
    }));
});

describe('the use of X', () => {
  it('is told in words', () =>
    onX(async ({ fake, platform }) => {
      expect(await platform.usage!()).toBe(
        '1,204 of 3,000,000 posts read this month; counted anew from day 12 of the month',
      );
      fake.failNext('signed-out', 1, 'other');
      await expect(platform.usage!()).rejects.toThrow(SignInExpired);
    }));
});

describe('the limits of X', () => {
  const inAnHour = String(Date.parse(START) / 1000 + 3600);
  const endOfDay = String(Date.parse('2026-11-22T00:00:00Z') / 1000);

  it('of one call leave the others alone: searches, answers and looking again go on when mentions must wait', () =>
    onX(async ({ fake, clock, platform }) => {
      const order = await orderFor({ fake, platform, clock }, 'Sorry!');
      fake.failNext({ status: 429, headers: { 'x-rate-limit-reset': inAnHour }, json: {} });
      await expect(readPage(platform)).rejects.toThrow(RateLimited);
      const calls = fake.calls().length;
      await expect(readPage(platform)).rejects.toThrow('X: GET /2/users/:id/mentions was not made');
      expect(fake.calls()).toHaveLength(calls);
      const search = platform.sources.find(({ kind }) => kind === 'search')!;
      await platform.poll({ source: search, downTo: START });
      await platform.refresh!.look([order.post]);
      await platform.reply(order);
      expect(await platform.findOwnReply(order)).toBeDefined();
    }));

  it('of a day hold answers back until it ends, although the quarter of an hour has room', () =>
    onX(async ({ fake, clock, platform }) => {
      const order = await orderFor({ fake, platform, clock }, 'Sorry!');
      const headers = {
        'x-rate-limit-limit': '100',
        'x-rate-limit-remaining': '99',
        'x-rate-limit-reset': inAnHour,
        'x-app-limit-24hour-limit': '10000',
        'x-app-limit-24hour-remaining': '0',
        'x-app-limit-24hour-reset': endOfDay,
      };
      fake.failNext({ status: 201, headers, json: { data: { id: '99' } } }, 1, 'reply');
      await platform.reply(order);
      clock.advance({ hours: 2 });
      await expect(platform.reply(order)).rejects.toMatchObject({
        name: 'RateLimited',
        retryAt: '2026-11-22T00:00:00.000Z',
      });
      expect((await readPage(platform)).items).toHaveLength(1);
    }));

  it('are known before X has to refuse: no call is made when the last one was used', () =>
    onX(async ({ fake, platform, clock }) => {
      const headers = {
        'x-rate-limit-limit': '300',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': inAnHour,
      };
      fake.failNext({ status: 200, headers, json: { meta: { result_count: 0 } } });
      expect((await readPage(platform)).items).toEqual([]);
      await expect(readPage(platform)).rejects.toMatchObject({ retryAt: plus(START, { hours: 1 }) });
      expect(fake.calls()).toHaveLength(1);
      clock.advance({ minutes: 61 });
      await readPage(platform);
      expect(fake.calls()).toHaveLength(2);
    }));
});
