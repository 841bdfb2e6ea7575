// The team chat is told of a complaint once, without personal data.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHouse } from '../../lib/composition.ts';
import { raiseAlert } from '../../lib/flows/raise-alert.ts';
import { runTimers } from '../../lib/flows/run-timers.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';
import { startSlack } from '../support/fake-slack.ts';
import { dieAfter } from '../support/table-faults.ts';

describe('alerting the team chat', () => {
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

  it('announces a thread once, however often its posts are delivered and however many they are', async () => {
    await earshot.receive(
      { id: '1' },
      { id: '1' },
      { id: '2', inReplyTo: '1', text: 'Awful. Still no refund, nobody answers!' },
    );
    await earshot.receive({ id: '1' });
    expect(chat.messages).toHaveLength(1);
    const [thread] = await earshot.threads();
    expect(chat.messages[0]).toContain(`/#/inbox/open/${thread?.id}`);
    const { events } = await earshot.thread(thread?.id ?? '');
    expect(
      events
        .filter(({ type }) => type === 'alerted')
        .map(({ text }) => text)
        .toSorted(),
    ).toEqual(['Alert published', 'Announced in the team chat']);
  });

  it('masks personal data before it leaves', async () => {
    await earshot.receive({
      id: '1',
      text: 'No refund, awful! Write to ines@example.org or call +44 20 7946 0018, nobody ever answers',
    });
    expect(chat.messages[0]).toContain('[e-mail]');
    expect(chat.messages[0]).toContain('[phone]');
    expect(chat.messages[0]).not.toMatch(/ines@example|7946/);
  });

  it('is silent about praise and about history that was loaded on request', async () => {
    await earshot.receive({ id: '1', text: 'Thank you, wonderful service, you made my day!' });
    await earshot.receive({ id: '2', backfill: true });
    expect(chat.messages).toEqual([]);
  });

  it('tries again when the chat certainly did not take it', async () => {
    chat.failures.push('refuse');
    await earshot.receive({ id: '1' });
    expect(chat.messages).toEqual([]);
    earshot.clock.advance({ minutes: 4 });
    await earshot.processAll();
    expect(chat.messages).toHaveLength(1);
  });

  it('does not tell twice when it cannot know whether the chat has taken it, and says so on the thread', async () => {
    chat.failures.push('cut-after');
    await earshot.receive({ id: '1' });
    earshot.clock.advance({ minutes: 4 });
    await earshot.processAll();
    expect(chat.messages).toHaveLength(1);
    const [thread] = await earshot.threads();
    const { events } = await earshot.thread(thread?.id ?? '');
    expect(events.map(({ text }) => text)).toContain(
      'Announced in the team chat, or not: whether it arrived is not known',
    );
  });

  it('publishes once when the connection breaks after the alerts topic has taken it', async () => {
    const { env, house } = earshot;
    const [sns] = (await openHouse({ ...env, AWS_ENDPOINT_URL_SNS: chat.url }, house)).chats();
    chat.failures.push('cut-after');
    const alert = {
      id: 't',
      about: 'complaint',
      title: 'Complaint',
      excerpt: 'No refund',
      facts: [],
      url: 'http://127.0.0.1/#/',
    } as const;
    await expect(sns?.announce(alert)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: true });
    expect(chat.messages).toHaveLength(1);
  });

  it('tells of a thread once more when its deadline passes and nobody knows whether the first alert arrived', async () => {
    chat.failures.push('cut-after');
    await earshot.receive({ id: '1' });
    await earshot.receive({ id: '2', author: 'told' });
    await earshot.receive({ id: '3', author: 'history', backfill: true });
    // Not as long as the time to solve them runs.
    for (let hour = 0; hour < 6; hour += 1) {
      earshot.clock.advance({ hours: 1 });
      await earshot.invoke('timers');
      await earshot.processAll();
    }
    const about = (author: string) =>
      chat.messages.filter((message) => message.includes(idOf[author] ?? 'none')).length;
    const idOf = Object.fromEntries((await earshot.threads()).map(({ id, author }) => [author.handle, id]));
    expect([about('ines'), about('told'), about('history')]).toEqual([2, 1, 0]);
  });

  it('tells once and notes it once, at whatever step its worker dies', async () => {
    const { clock, env, house } = earshot;
    for (let steps = 0; steps < 4; steps += 1) {
      chat.messages.length = 0;
      chat.failures.push('refuse');
      await earshot.receive({ id: `${steps}`, author: `a${steps}` });
      const thread = (await earshot.threads()).find(({ author }) => author.handle === `a${steps}`);
      const threadId = thread?.id ?? '';
      const db = (await openHouse(env, house)).db();
      dieAfter(db, steps);
      const chats = house.chats().filter(({ name }) => name === 'slack');
      const deps = { ...house, db, chats, deskUrl: house.deskUrl() };
      await raiseAlert(deps, { threadId, reason: 'complaint' }).catch(() => undefined);
      clock.advance({ minutes: 4 });
      await earshot.processAll();
      const { events } = await earshot.thread(threadId);
      const noted = events.filter(({ text }) => text.includes('the team chat'));
      expect({ steps, told: chat.messages.length, noted: noted.length }).toEqual({ steps, told: 1, noted: 1 });
    }
  });

  it('keeps the message while another worker is in the call, so that a dead one does not go unnoticed', async () => {
    const { clock, env, house } = earshot;
    chat.failures.push('refuse');
    await earshot.receive({ id: '1' });
    const [thread] = await earshot.threads();
    const threadId = thread?.id ?? '';
    const dying = (await openHouse(env, house)).db();
    dieAfter(dying, 1);
    const chats = house.chats().filter(({ name }) => name === 'slack');
    const deps = { ...house, db: house.db(), chats, deskUrl: house.deskUrl() };
    const complaint = { threadId, reason: 'complaint' } as const;
    await expect(raiseAlert({ ...deps, db: dying }, complaint)).rejects.toThrow('could not be announced');
    await expect(raiseAlert(deps, complaint)).rejects.toThrow('could not be announced');
    clock.advance({ minutes: 2 });
    await raiseAlert(deps, complaint);
    const { events } = await earshot.thread(threadId);
    expect(events.map(({ text }) => text)).toContain(
      'Announced in the team chat, or not: whether it arrived is not known',
    );
    expect(chat.messages).toHaveLength(1);
  });

  it('tells of a missed deadline also when the clockwork breaks down while it does', async () => {
    const { clock, house } = earshot;
    chat.failures.push('cut-after');
    await earshot.receive({ id: '1' });
    clock.advance({ days: 7 });
    const nowhere = { client: house.sqs(), url: 'http://127.0.0.1/000000000000/none' };
    const { businessHours, deadlines } = house.watchlist();
    const terms = { businessHours, deadlines };
    const own = { db: house.db(), outbox: house.queue('outboxQueue'), spotChecksPerDay: 0, ...terms };
    const deps = { ...house, ...own, complaints: nowhere };
    await expect(runTimers(deps)).rejects.toThrow('1 of what was due could not be moved on');
    await earshot.invoke('timers');
    await earshot.processAll();
    expect(chat.messages).toHaveLength(3);
    expect(chat.messages.filter((message) => message.includes('Not solved in time: '))).toHaveLength(1);
  });
});
