// The rules of the team at work: what happens by itself, in one stroke with what it follows from.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHouse } from '../../lib/composition.ts';
import { ingestMention } from '../../lib/flows/ingest-mention.ts';
import { runTimers } from '../../lib/flows/run-timers.ts';
import type { Db } from '../../lib/store/db.ts';
import { mortal } from '../support/crashes.ts';
import { mentionOf, startEarshot, type TestEarshot } from '../support/earshot.ts';
import { startSlack } from '../support/fake-slack.ts';
import { interleaved } from '../support/interleaved.ts';
import { BILLING, callAs, eventsOf, ingestDeps, ruledIn, THREAT } from '../support/rules.ts';

let chat: Awaited<ReturnType<typeof startSlack>>;
let earshot: TestEarshot;
beforeEach(async () => {
  chat = await startSlack();
  earshot = await startEarshot({ env: { SLACK_WEBHOOK_URL: chat.url } });
});
afterEach(async () => {
  await earshot.stop();
  chat.close();
});

const timers = (db: Db, house = earshot.house) => {
  const queues = { outbox: house.queue('outboxQueue'), complaints: house.queue('complaintsQueue') };
  return runTimers({ ...ingestDeps({ house }), ...queues, db, spotChecksPerDay: 0 });
};

const told = () => chat.messages.filter((message) => message.includes(BILLING.name));

const save = (body: object) => earshot.call('/rules', { method: 'PUT', body });

describe('the rules a team begins with', () => {
  it('stand until somebody saves others', async () => {
    await save({ version: 0, rules: [] });
    await earshot.receive({ id: '1', text: THREAT });
    expect((await eventsOf(earshot, '1')).map(({ type }) => type)).not.toContain('ruled');
    expect((await earshot.threads())[0]?.escalation.level).toBe(1);
  });

  it('send a word of risk to the lead, and the history says why', async () => {
    await earshot.receive({ id: '1', text: THREAT });
    const [thread] = await earshot.threads();
    expect(thread?.escalation).toEqual({ level: 3, name: 'medium', who: 'the lead' });
    const { events } = await earshot.thread(thread?.id ?? '');
    expect(events.map(({ text }) => text)).toContain(
      'Rule “Words of risk”: escalated to medium, answers need the agreement of a lead, because a complaint was heard; risk: legal threat',
    );
  });

  it('move a thread up when its deadline is missed, and leave loaded history alone', async () => {
    await earshot.receive({ id: '1' }, { id: '2', author: 'past', text: THREAT, backfill: true });
    earshot.clock.advance({ hours: 5 });
    await earshot.invoke('timers');
    expect(ruledIn(await eventsOf(earshot, '1'))).toMatchObject([
      { ruleId: 'deadline-missed', actions: [{ do: 'escalate-to', level: 2 }] },
    ]);
    expect((await eventsOf(earshot, '2')).map(({ type }) => type)).toEqual(['opened']);
  });
});

describe('a rule of the team', () => {
  beforeEach(async () => {
    await save({ version: 0, rules: [BILLING] });
  });

  it('does what it says when a complaint is heard, and has the team chat told once by name', async () => {
    await earshot.receive({ id: '1' });
    await earshot.receive({ id: '1' });
    const [thread] = await earshot.threads();
    expect(thread).toMatchObject({ escalation: { level: 2 }, claim: { agent: 'Lena' } });
    expect(thread).not.toHaveProperty('toldBy');
    expect(thread).not.toHaveProperty('ruledAt');
    expect(told()).toHaveLength(1);
  });

  it('stands in the history with its event or not at all, wherever a worker dies, and is applied once', async () => {
    const house = await openHouse(earshot.env, { ...earshot.house, log: earshot.house.log });
    const deps = ingestDeps({ house });
    const mortality = mortal(deps.db, house.sqs());
    let died = true;
    for (let step = 0; died; step += 1) {
      for (const afterEffect of [false, true]) {
        const author = `${step}-${afterEffect}`;
        const mention = mentionOf({ id: author, author }, earshot.clock.now());
        died = await mortality.run({ step, afterEffect }, () => ingestMention(deps, mention));
        const events = await eventsOf(earshot, author);
        expect(ruledIn(events)).toHaveLength(events.length > 0 ? 1 : 0);
        await ingestMention(deps, mention);
        expect(ruledIn(await eventsOf(earshot, author))).toHaveLength(1);
      }
    }
    await earshot.processAll();
    expect(told()).toHaveLength((await earshot.threads()).length);
  });

  it('applies once when two workers find the deadline missed at once, whoever comes first', async () => {
    for (const order of ['', '0000', '0101', '0011', '1100', '0110', '01101001', '00110101']) {
      const author = `order-${order}`;
      await earshot.receive({ id: author, author });
      earshot.clock.advance({ hours: 5 });
      const work = (db: Db) => timers(db).catch(() => undefined);
      await interleaved(earshot.house.db(), [work, work], [...order].map(Number));
      const occasions = ruledIn(await eventsOf(earshot, author)).map(({ occasion }) => occasion);
      expect(occasions).toEqual(['opened', 'deadline-missed']);
      earshot.clock.advance({ hours: 19 });
    }
  });

  it('has the team told of a missed deadline once, wherever the worker dies that finds it', async () => {
    await save({ version: 1, rules: [{ ...BILLING, on: ['deadline-missed'] }] });
    const house = await openHouse(earshot.env, { ...earshot.house, log: earshot.house.log });
    const db = house.db();
    const mortality = mortal(db, house.sqs());
    let died = true;
    let threads = 0;
    for (let step = 0; died; step += 1) {
      threads += 1;
      const author = `step-${step}`;
      await earshot.receive({ id: author, author });
      earshot.clock.advance({ hours: 5 });
      died = await mortality.run({ step, afterEffect: step % 2 === 0 }, () => timers(db, house).catch(() => undefined));
      await earshot.invoke('timers');
      expect(ruledIn(await eventsOf(earshot, author))).toHaveLength(1);
      earshot.clock.advance({ hours: 19 });
    }
    await earshot.processAll();
    expect(threads).toBeGreaterThan(5);
    expect(told()).toHaveLength(threads);
  });

  it('follows what a person decides, and tells of it by then', async () => {
    await save({ version: 1, rules: [{ ...BILLING, on: ['judged', 'escalated'], when: [] }] });
    await earshot.receive({ id: '1' });
    const [thread] = await earshot.threads();
    const act = (action: object) => earshot.call(`/threads/${thread?.id}/events`, { method: 'POST', body: action });
    const judged = await act({ type: 'judge', severity: 4, version: thread?.version });
    expect(judged.body).toMatchObject({ escalation: { level: 2 }, claim: { agent: 'Lena' } });
    await earshot.processAll();
    expect(told()).toHaveLength(1);
    const raised = await earshot.call(`/threads/${thread?.id}/events`, {
      method: 'POST',
      agent: 'Lena',
      body: { type: 'escalate', level: 3, reason: 'the customer is a journalist', version: judged.body.version },
    });
    expect(raised.body.escalation.level).toBe(4);
  });
});

describe('the level of a thread', () => {
  it('is lowered only by whoever would have to agree to an answer there', async () => {
    await earshot.receive({ id: '1', text: THREAT });
    const [thread] = await earshot.threads();
    const lower = {
      path: `/threads/${thread?.id}/events`,
      method: 'POST',
      body: { type: 'escalate', level: 1, reason: 'a joke', version: thread?.version },
    };
    const refused = await callAs('agent', earshot, lower);
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await callAs('lead', earshot, lower)).body.escalation.level).toBe(1);
    const raise = { ...lower, body: { ...lower.body, level: 2, version: (await earshot.threads())[0]?.version } };
    expect((await callAs('agent', earshot, raise)).body.escalation.level).toBe(2);
  });
});
