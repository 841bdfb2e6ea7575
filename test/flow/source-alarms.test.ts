// The team chat is told of Earshot itself: a source that falls behind, a sign-in that is lost or ends, a budget that runs out.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHouse } from '../../lib/composition.ts';
import type { Caps } from '../../lib/domain/spending.ts';
import { pollSource } from '../../lib/flows/poll-source.ts';
import { raiseNotice } from '../../lib/flows/raise-notice.ts';
import { watchSources } from '../../lib/flows/watch-sources.ts';
import { transact } from '../../lib/store/db.ts';
import { getCursor } from '../../lib/store/sources.ts';
import { addSpending } from '../../lib/store/spending.ts';
import { key } from '../../lib/store/table.ts';
import { mortal } from '../support/crashes.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { startFakeMastodon } from '../support/fake-mastodon.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { startSlack } from '../support/fake-slack.ts';
import { dieAfter } from '../support/table-faults.ts';
import { testClock } from '../support/test-clock.ts';

const DOLLAR = 1_000_000;

let clock: ReturnType<typeof testClock>;
let network: FakeNetwork;
let chat: Awaited<ReturnType<typeof startSlack>>;
let earshot: TestEarshot;
beforeEach(async () => {
  clock = testClock();
  network = await startFakeMastodon({ clock: clock.now });
  chat = await startSlack();
  earshot = await startEarshot({ clock, env: { ...network.env(), SLACK_WEBHOOK_URL: chat.url } });
  await earshot.hear();
});
afterEach(async () => {
  await earshot.stop();
  await network.close();
  chat.close();
});

/** Polls every minute, as the schedule does; with `failure`, the calls of so many sources fail like that. */
async function minutes(count: number, failure?: 'server-error' | 'signed-out', sources = 1): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) {
    if (failure) network.failNext(failure, sources, 'poll');
    await earshot.hear();
  }
}

const move = (what: string, stopped: boolean) => earshot.call('/stops', { method: 'POST', body: { what, stopped } });

async function mentions(): Promise<string> {
  const { body } = await earshot.call('/status');
  return body.sources[0].id;
}

/** The sources without the hashtag, so that every minute has one poll. */
async function mentionsAlone(): Promise<string> {
  const { body } = await earshot.call('/status');
  const [first, second] = body.sources;
  await move(`source/${second.id}`, true);
  return first.id;
}

describe('a source that falls behind', () => {
  it('is told of once in the chat, with the reason and where to look, and not again while it lasts', async () => {
    const id = await mentionsAlone();
    await minutes(15, 'server-error');
    expect(chat.messages).toEqual([]);
    await minutes(2, 'server-error');
    expect(chat.messages).toHaveLength(1);
    expect(chat.messages[0]).toContain(`${id} has fallen behind`);
    expect(chat.messages[0]).toContain('complete to 09:01 UTC');
    expect(chat.messages[0]).toContain('/#/settings');
    expect(chat.messages[0]).not.toContain('mastodon-token');
    await minutes(60, 'server-error');
    expect(chat.messages).toHaveLength(1);
    expect(earshot.errors).toEqual([]);
  });

  it('is told of again when it falls behind anew', async () => {
    await mentionsAlone();
    await minutes(20, 'server-error');
    await minutes(5);
    expect(chat.messages).toHaveLength(1);
    await minutes(20, 'server-error');
    expect(chat.messages).toHaveLength(2);
  });

  it('is not told of while it is switched off, nor when it is read again after that', async () => {
    await mentionsAlone();
    await move('network/mastodon', true);
    await minutes(30);
    await move('network/mastodon', false);
    await minutes(2);
    expect(chat.messages).toEqual([]);
  });

  it('is told of by the others, which are read all the same', async () => {
    const id = await mentions();
    const cursor = await getCursor(earshot.house.db(), id);
    if (!cursor) throw new Error('not polled');
    const stuck = { ...cursor, nextPollAt: '2026-11-22T09:00:00.000Z', version: cursor.version + 1 };
    await transact(earshot.house.db(), [{ put: key.cursor(id), doc: stuck, version: stuck.version }]);
    await minutes(20);
    expect(chat.messages).toEqual([expect.stringContaining(`${id} has fallen behind`)]);
  });
});

describe('a sign-in', () => {
  it('that is lost is told of at once, and once for all sources of its network', async () => {
    const [first, second] = (await earshot.call('/status')).body.sources;
    expect(first.nextPollAt < second.nextPollAt).toBe(true);
    await minutes(30, 'signed-out', 2);
    expect(chat.messages).toEqual([expect.stringContaining('Signed out of mastodon')]);
    const { body } = await earshot.call('/status');
    expect(body.sources.map(({ lamp }: { lamp: string }) => lamp)).toEqual(['failing', 'failing']);
  });

  it('that is lost again after somebody signed in is told of again', async () => {
    await minutes(7, 'signed-out');
    await minutes(15);
    await minutes(7, 'signed-out');
    expect(chat.messages).toHaveLength(2);
  });

  it('that ends within a week is told of once, and is forgotten when it is renewed or kept no longer', async () => {
    const { house } = earshot;
    const queues = { mentions: house.queue('mentionsQueue'), complaints: house.queue('complaintsQueue') };
    const { businessHours } = house.watchlist();
    const deps = { ...house, ...queues, db: house.db(), caps: house.caps(), businessHours };
    const [connected] = house.platforms();
    const pollWith = async (ends: string | undefined) => {
      clock.advance({ minutes: 1 });
      const platform = { ...connected!, signInEnds: async () => ends };
      await pollSource(deps, platform, platform.sources[0]!);
      const told = await watchSources(deps, [platform]);
      await earshot.processAll();
      return told.map(({ title }) => title);
    };
    expect(await pollWith('2026-11-29T09:00:00.000Z')).toEqual([]);
    expect(await pollWith('2026-11-27T09:00:00.000Z')).toEqual(['The sign-in at mastodon ends on 2026-11-27']);
    expect(await pollWith('2026-11-27T09:00:00.000Z')).toEqual([]);
    expect(chat.messages).toEqual([expect.stringContaining('The sign-in at mastodon ends on 2026-11-27')]);
    expect(await pollWith('2027-02-19T09:00:00.000Z')).toEqual([]);
    expect(await pollWith('2026-11-28T09:00:00.000Z')).toHaveLength(1);
    await pollWith(undefined);
    expect(await getCursor(house.db(), await mentions())).not.toHaveProperty('signInEnds');
  });
});

const caps = (hardUsd: number, softUsd = 30): ReadonlyMap<string, Caps> =>
  new Map([['x', { softMicros: softUsd * DOLLAR, hardMicros: hardUsd * DOLLAR }]]);
const spend = (usd: number) =>
  addSpending(earshot.house.db(), { network: 'x', month: '2026-11', readMicros: usd * DOLLAR, answerMicros: 0 });
const watch = async (allowed: ReadonlyMap<string, Caps>) => {
  const { house } = earshot;
  const deps = { db: house.db(), complaints: house.queue('complaintsQueue'), clock: clock.now, caps: allowed };
  await watchSources(deps, []);
  await earshot.processAll();
  return chat.messages.length;
};

describe('a budget', () => {
  it('is told of at the soft cap and at the hard cap, each once', async () => {
    expect(await watch(caps(50))).toBe(0);
    await spend(31);
    expect(await watch(caps(50))).toBe(1);
    expect(chat.messages[0]).toContain('x has cost $30.00');
    expect(chat.messages[0]).toContain('$31.00 of $50.00 this month');
    expect(await watch(caps(50))).toBe(1);
    await spend(14);
    expect(await watch(caps(50))).toBe(2);
    expect(chat.messages[1]).toContain('x is no longer read: the cap is reached');
    expect(await watch(caps(50))).toBe(2);
  });

  it('is told of anew when somebody has raised the cap and that is reached, too', async () => {
    await spend(45);
    expect(await watch(caps(50))).toBe(2);
    expect(await watch(caps(100))).toBe(2);
    await spend(45);
    expect(await watch(caps(100))).toBe(3);
  });

  it('is told of anew in the next month', async () => {
    await spend(31);
    expect(await watch(caps(50))).toBe(1);
    clock.advance({ days: 15 });
    expect(await watch(caps(50))).toBe(1);
    await addSpending(earshot.house.db(), {
      network: 'x',
      month: '2026-12',
      readMicros: 31 * DOLLAR,
      answerMicros: 0,
    });
    expect(await watch(caps(50))).toBe(2);
  });
});

const chatDeps = () => ({
  ...earshot.house,
  db: earshot.house.db(),
  chats: earshot.house.chats().filter(({ name }) => name === 'slack'),
  deskUrl: 'http://127.0.0.1',
});

describe('a notice to the team chat', () => {
  const notice = {
    id: 'behind/x:mentions:44/then',
    title: 'x:mentions:44 has fallen behind',
    text: 'complete to 09:01',
  };
  it('is told later, and once, when the chat does not take it now', async () => {
    await mentionsAlone();
    await minutes(15, 'server-error');
    chat.failures.push('refuse');
    await minutes(1, 'server-error');
    expect(chat.messages).toEqual([]);
    await minutes(5, 'server-error');
    expect(chat.messages).toHaveLength(1);
  });

  it('is not told twice when it cannot be known whether the chat has it', async () => {
    chat.failures.push('cut-after');
    await raiseNotice(chatDeps(), notice);
    await raiseNotice(chatDeps(), notice);
    expect(chat.messages).toHaveLength(1);
  });

  it('is told once by many workers at one moment', async () => {
    await Promise.all(Array.from({ length: 8 }, () => raiseNotice(chatDeps(), notice)));
    expect(chat.messages).toHaveLength(1);
  });

  it('is never told twice, at whatever step its worker dies', async () => {
    for (let steps = 0; steps < 3; steps += 1) {
      chat.messages.length = 0;
      const { env, house } = earshot;
      const outside = { clock: clock.now, newId: house.newId, log: house.log };
      const db = (await openHouse(env, outside)).db();
      dieAfter(db, steps);
      const each = { ...notice, id: `${notice.id}/${steps}` };
      await raiseNotice({ ...chatDeps(), db }, each).catch(() => undefined);
      await raiseNotice(chatDeps(), each);
      expect({ steps, told: chat.messages.length <= 1 }).toEqual({ steps, told: true });
    }
  });

  it('is put on its way by a watch that dies at any step, and told once', async () => {
    const { env, house } = earshot;
    for (const afterEffect of [false, true]) {
      for (let step = 0; step < 6; step += 1) {
        chat.messages.length = 0;
        const name = `shop-${step}${afterEffect ? '-after' : ''}`;
        await addSpending(house.db(), { network: name, month: '2026-11', readMicros: DOLLAR, answerMicros: 0 });
        const caps = new Map<string, Caps>([[name, { softMicros: DOLLAR }]]);
        const own = await openHouse(env, { clock: clock.now, newId: house.newId, log: house.log });
        const dying = { db: own.db(), complaints: own.queue('complaintsQueue'), clock: clock.now, caps };
        const worker = mortal(own.db(), own.sqs());
        await worker.run({ step, afterEffect }, () => watchSources(dying, []));
        const living = { db: house.db(), complaints: house.queue('complaintsQueue'), clock: clock.now, caps };
        await watchSources(living, []);
        await watchSources(living, []);
        await earshot.processAll();
        expect({ step, afterEffect, told: chat.messages.length }).toEqual({ step, afterEffect, told: 1 });
      }
    }
  });
});
