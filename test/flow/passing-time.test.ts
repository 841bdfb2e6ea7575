// What time alone does to a thread: seen in the desk, and told to the team chat once, whatever breaks down on the way.
import { ulid } from 'ulid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ThreadView } from '../../lib/api/schemas.ts';
import { openHouse } from '../../lib/composition.ts';
import { HOLD_SECONDS } from '../../lib/domain/reply.ts';
import type { Thread } from '../../lib/domain/thread.ts';
import { epochMs, plus } from '../../lib/domain/time.ts';
import { runTimers } from '../../lib/flows/run-timers.ts';
import { listDue } from '../../lib/store/due.ts';
import { getThread } from '../../lib/store/threads.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { startSlack } from '../support/fake-slack.ts';
import { startFakeX } from '../support/fake-x.ts';
import { dieAfter } from '../support/table-faults.ts';
import { testClock } from '../support/test-clock.ts';

describe('passing time', () => {
  let chat: Awaited<ReturnType<typeof startSlack>>;
  let earshot: TestEarshot;
  beforeAll(async () => {
    chat = await startSlack();
  });
  afterAll(() => chat.close());
  beforeEach(async () => {
    chat.messages.length = 0;
    earshot = await startEarshot({ env: { SLACK_WEBHOOK_URL: chat.url } });
  });
  afterEach(() => earshot.stop());

  async function newThread(given: { readonly backfill?: true } = {}): Promise<Thread> {
    await earshot.receive({ id: '1', ...given });
    const [{ id } = { id: '' }] = await earshot.threads();
    chat.messages.length = 0;
    return stored(id);
  }

  async function stored(id: string): Promise<Thread> {
    const thread = await getThread(earshot.house.db(), id);
    if (!thread) throw new Error(`there is no thread ${id}`);
    return thread;
  }

  /** Lets the clockwork run at that moment. */
  async function goTo(instant: string | undefined): Promise<void> {
    const { clock } = earshot;
    clock.advance({ milliseconds: epochMs(instant ?? 'never') - epochMs(clock.now()) });
    await tick();
  }

  async function tick(): Promise<void> {
    await earshot.invoke('timers');
    await earshot.processAll();
  }

  const act = async (id: string, action: object): Promise<ThreadView> => {
    const { version } = await stored(id);
    const { body } = await earshot.call(`/threads/${id}/events`, { method: 'POST', body: { ...action, version } });
    return body;
  };
  const promise = (id: string, minutes: number, text = 'Your refund is with you') => {
    return act(id, { type: 'promise', promise: { id: ulid(), text, dueAt: plus(earshot.clock.now(), { minutes }) } });
  };
  const view = async (id: string) => (await earshot.thread(id)).thread;
  const happenedTo = async (id: string) => (await earshot.thread(id)).events.map(({ text }) => text);
  const told = () => chat.messages.map((message) => /"text":"([^"\\]*)/.exec(message)?.[1] ?? message);

  it('warns of a deadline at half and three quarters of its time and says when it is missed, each once', async () => {
    const { id, answerClock, dueAt } = await newThread();
    expect(await view(id)).toMatchObject({ sum: answerClock?.sum, dueAt });
    expect((await view(id)).warned).toBeUndefined();
    const seen: unknown[] = [];
    for (const moment of [answerClock?.half, answerClock?.threeQuarters, dueAt]) {
      await goTo(moment);
      await tick();
      seen.push([(await view(id)).warned, chat.messages.length]);
    }
    // The complaint itself was told of: that it is overdue by now is seen in the desk.
    expect(seen).toEqual([
      [50, 0],
      [75, 1],
      [100, 1],
    ]);
    expect(told()[0]).toContain('Answer due soon: Complaint on x, case');
    const events = await happenedTo(id);
    expect(events.filter((text) => text.includes('of the time'))).toEqual([
      '50 % of the time to answer has passed',
      '75 % of the time to answer has passed',
    ]);
    expect(events.filter((text) => text === 'The deadline passed without an answer')).toHaveLength(1);
  });

  it('says nothing of a deadline that has been met in the meantime', async () => {
    const { id, answerClock } = await newThread();
    await act(id, { type: 'resolve' });
    await goTo(answerClock?.threeQuarters);
    await goTo(answerClock?.dueAt);
    expect(chat.messages).toEqual([]);
    expect(await happenedTo(id)).not.toContain('75 % of the time to answer has passed');
  });

  it('shows the clock to the solution, and tells of it when it has run out', async () => {
    const { id, solutionClock } = await newThread();
    expect((await view(id)).solution).toEqual({
      dueAt: solutionClock?.dueAt,
      sum: solutionClock?.sum,
      isLate: false,
    });
    await goTo(solutionClock?.dueAt);
    await tick();
    expect((await view(id)).solution).toMatchObject({ isLate: true });
    expect(told().filter((text) => text.includes('Not solved in time: '))).toHaveLength(1);
    expect(await happenedTo(id)).toContain('The time to solve it has passed');
    expect((await act(id, { type: 'resolve' })).solution).toBeUndefined();
  });

  it('is as loud of a broken promise as of a missed deadline, of each one, and masks what was promised', async () => {
    const { id } = await newThread();
    await act(id, { type: 'resolve' });
    await promise(id, 30, 'Refund to ines@example.org by noon');
    await promise(id, 60, 'A call');
    expect(await view(id)).toMatchObject({ next: { what: 'Refund to ines@example.org by noon', who: 'Ana' } });
    await goTo(plus(earshot.clock.now(), { minutes: 30 }));
    await tick();
    expect(chat.messages).toHaveLength(1);
    expect(told()[0]).toContain('Promise broken: ');
    expect(chat.messages[0]).toContain('Refund to [e-mail] by noon');
    const after = await view(id);
    expect(after).toMatchObject({ status: 'open', dueAt: earshot.clock.now() });
    expect(after.why).toMatch(/^Broken promise · /);
    expect(after.solution).toBeDefined();
    await goTo(plus(earshot.clock.now(), { minutes: 30 }));
    expect(chat.messages).toHaveLength(2);
    expect(chat.messages[1]).toContain('A call');
  });

  it('tells nobody of a promise that was kept before the message was read', async () => {
    const { id } = await newThread();
    const { promises } = await promise(id, 5);
    earshot.clock.advance({ minutes: 5 });
    await earshot.invoke('timers');
    await act(id, { type: 'keep-promise', promiseId: promises[0]?.id });
    await earshot.processAll();
    expect(chat.messages).toEqual([]);
  });

  it('brings back what was put aside, and says who put it there', async () => {
    const { id } = await newThread();
    const until = plus(earshot.clock.now(), { minutes: 3 });
    const aside = await act(id, { type: 'snooze', until, reason: 'waits for the depot' });
    expect(aside).toMatchObject({
      list: 'snoozed',
      next: { what: 'Wake: waits for the depot', who: 'Ana', by: until },
    });
    await goTo(until);
    expect(await view(id)).toMatchObject({ list: 'open', next: { what: 'Answer', who: 'any agent' } });
    expect((await happenedTo(id)).at(-1)).toBe('Back from being put aside');
  });

  it('keeps history quiet: no deadline of it is told of, but what a person put aside comes back', async () => {
    const { id, answerClock, solutionClock } = await newThread({ backfill: true });
    const until = plus(earshot.clock.now(), { minutes: 3 });
    await act(id, { type: 'snooze', until, reason: 'later' });
    await goTo(until);
    expect((await view(id)).list).toBe('open');
    for (const moment of [answerClock?.threeQuarters, answerClock?.dueAt, solutionClock?.dueAt]) await goTo(moment);
    expect(chat.messages).toEqual([]);
    expect((await happenedTo(id)).filter((text) => text.includes('time to'))).toEqual([]);
  });

  it('does it once and tells it once, at whatever step its worker dies', async () => {
    const { clock, env, house } = earshot;
    const { businessHours, deadlines } = house.watchlist();
    const queues = { outbox: house.queue('outboxQueue'), complaints: house.queue('complaintsQueue') };
    const { id, answerClock } = await newThread();
    await promise(id, 1);
    await goTo(answerClock?.half);
    chat.messages.length = 0;
    await promise(id, 1);
    clock.advance({ minutes: 90 });
    for (let steps = 0; steps < 4; steps += 1) {
      const db = (await openHouse(env, house)).db();
      dieAfter(db, steps);
      const deps = { ...house, ...queues, db, businessHours, deadlines, spotChecksPerDay: 0 };
      await runTimers(deps).catch(() => undefined);
      await earshot.processAll();
    }
    await tick();
    expect(chat.messages.filter((message) => message.includes('Promise broken: '))).toHaveLength(1);
    const events = await happenedTo(id);
    expect(events.filter((text) => text === 'A promise was broken')).toHaveLength(2);
    const { docs } = await listDue(house.db(), clock.now(), { limit: 10 });
    expect(docs).toEqual([]);
  });
});

describe('after a solution', () => {
  const clock = testClock();

  it('asks two weeks later, in business hours, whether it holds: where a complaint was answered', async () => {
    const network = await startFakeX({ clock: clock.now });
    const earshot = await startEarshot({ clock, env: network.env() });
    const act = async (id: string, action: object): Promise<ThreadView> => {
      const { version } = (await earshot.thread(id)).thread;
      return (await earshot.call(`/threads/${id}/events`, { method: 'POST', body: { ...action, version } })).body;
    };
    await earshot.hear();
    const text = '@acornmobile my refund is three weeks late and nobody answers. Disgraceful, I want my money back!';
    for (const author of ['maya', 'noor']) network.addMention({ author, text: `${text} ${author}` });
    await earshot.hear();
    const [answered, other] = await earshot.threads();
    const { id = '', version } = answered ?? {};
    const body = { id: ulid(), text: 'We are sorry. Ana calls you today.', version };
    await earshot.call(`/threads/${id}/replies`, { method: 'POST', body });
    clock.advance({ seconds: HOLD_SECONDS });
    await earshot.processAll();
    // Saturday at 22:00 in London: two weeks later nobody is there before Sunday at ten.
    clock.advance({ milliseconds: epochMs('2026-11-21T22:00:00.000Z') - epochMs(clock.now()) });
    const resolved = await act(id, { type: 'resolve' });
    expect(resolved).toMatchObject({ list: 'resolved', followUpAt: '2026-12-06T10:00:00.000Z' });
    expect(resolved.next).toEqual({ what: 'Ask whether it holds', who: 'any agent', by: '2026-12-06T10:00:00.000Z' });
    expect((await act(other?.id ?? '', { type: 'resolve' })).followUpAt).toBeUndefined();

    clock.advance({ milliseconds: epochMs('2026-12-06T10:00:00.000Z') - epochMs(clock.now()) });
    await earshot.invoke('timers');
    await earshot.invoke('timers');
    const due = await earshot.thread(id);
    expect(due.thread).toMatchObject({ list: 'follow-up', why: 'Time to ask whether the solution holds' });
    expect(due.events.filter(({ type }) => type === 'follow-up-due')).toHaveLength(1);
    await earshot.stop();
    await network.close();
  });
});
