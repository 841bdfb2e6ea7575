// Saving the team's rules, and trying one on the past before it counts.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RulesView, RuleTrial } from '../../lib/api/library-schemas.ts';
import { DEFAULT_RULES } from '../../lib/domain/default-rules.ts';
import type { Rule } from '../../lib/domain/rule.ts';
import { ruleWords } from '../../lib/domain/rule-words.ts';
import { tryRule } from '../../lib/flows/try-rule.ts';
import { readPartition } from '../../lib/store/db.ts';
import { type PostGiven, startEarshot, type TestEarshot } from '../support/earshot.ts';
import { BILLING, callAs, eventsOf, ingestDeps, ruledIn, THREAT } from '../support/rules.ts';
import { refuseFirst } from '../support/table-faults.ts';

let earshot: TestEarshot;
beforeEach(async () => {
  earshot = await startEarshot();
});
afterEach(() => earshot.stop());

const rules = async (): Promise<RulesView> => (await earshot.call('/rules')).body;
const save = (body: object, agent = 'Ana') => earshot.call('/rules', { method: 'PUT', body, agent });
const trial = async (rule: object): Promise<RuleTrial> =>
  (await earshot.call('/rules/try', { method: 'POST', body: rule })).body;

describe('saving rules', () => {
  it('replaces those that a team begins with', async () => {
    expect(await rules()).toMatchObject({ version: 0, rules: DEFAULT_RULES });
    await save({ version: 0, rules: [] });
    const saved = { version: 1, rules: [], changedBy: 'Ana', changedAt: earshot.clock.now() };
    expect(await rules()).toMatchObject({ ...saved, words: [] });
  });

  it('answers with each rule as a sentence, and with what a form for one offers', async () => {
    const { words, form } = (await save({ version: 0, rules: [BILLING] })).body as RulesView;
    expect(words).toEqual([ruleWords(BILLING)]);
    expect(form.when.find(({ name }) => name === 'risk')).toMatchObject({ kind: 'list', value: 'anyOf' });
  });

  it('is for leads and admins, and so is trying one', async () => {
    const body = { version: 0, rules: [BILLING] };
    const orders = [
      { path: '/rules', method: 'PUT', body },
      { path: '/rules/try', method: 'POST', body: BILLING },
    ];
    for (const order of orders) {
      expect(await callAs('agent', earshot, order)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      expect(await callAs('lead', earshot, order)).toMatchObject({ status: 200 });
    }
    expect(await rules()).toMatchObject({ version: 1, changedBy: 'Kim' });
  });

  it('is refused on an older version, and says who was first', async () => {
    await save({ version: 0, rules: [BILLING] }, 'Lena');
    const late = await save({ version: 0, rules: [] });
    expect(late).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect(late.body.detail).toContain('Lena');
    expect((await rules()).rules).toEqual([BILLING]);
  });

  it('is done once when the same is sent twice, and again when DynamoDB refuses both of two at one moment', async () => {
    refuseFirst(earshot.house.db(), 'RULES');
    const body = { version: 0, rules: [BILLING] };
    const first = await save(body);
    expect(await save(body)).toEqual(first);
    expect(await readPartition(earshot.house.db(), 'RULES', 'SAVED#')).toHaveLength(1);
  });

  it('keeps who changed what, and when', async () => {
    await save({ version: 0, rules: [BILLING] });
    earshot.clock.advance({ minutes: 1 });
    await save({ version: 1, rules: [] }, 'Lena');
    const saved = await readPartition<RulesView>(earshot.house.db(), 'RULES', 'SAVED#');
    expect(saved.map(({ doc }) => [doc.version, doc.changedBy, doc.rules.length])).toEqual([
      [1, 'Ana', 1],
      [2, 'Lena', 0],
    ]);
  });

  it.each<[string, object, RegExp]>([
    [
      'a condition nobody knows',
      { when: [{ field: 'mood', is: true }] },
      /^rules\.0\.when\.0\.field: .*one of severity/,
    ],
    ['a field that does not belong there', { when: [{ field: 'repeat', is: true, atLeast: 2 }] }, /atLeast/],
    ['a field of its own', { priority: 1 }, /^rules\.0: .*priority/],
    ['an endless list', { when: [{ field: 'words', anyOf: Array(51).fill('refund') }] }, /anyOf: .*50/],
    ['an empty list', { when: [{ field: 'cause', anyOf: [] }] }, /anyOf/],
    ['a level there is not', { actions: [{ do: 'escalate-to', level: 6 }] }, /expected a level, 1 to 5/],
    ['an action nobody knows', { actions: [{ do: 'answer' }] }, /one of escalate-to/],
    ['nothing to do', { actions: [] }, /at least one action/],
    ['no occasion', { on: [] }, /at least one occasion/],
    ['no name', { name: ' ' }, /expected a name/],
  ])('is refused with words for %s', async (_, wrong, words) => {
    const answer = await save({ version: 0, rules: [{ ...BILLING, ...wrong }] });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.body.detail).toMatch(words);
    expect((await rules()).version).toBe(0);
  });

  it('is refused for too many rules, two of one id, and a request that is too large', async () => {
    const many = Array.from({ length: 101 }, (_, n) => ({ ...BILLING, id: `${n}` }));
    expect((await save({ version: 0, rules: many })).status).toBe(400);
    expect((await save({ version: 0, rules: [BILLING, BILLING] })).body.detail).toMatch(/same id/);
    const words = { field: 'words', anyOf: Array(50).fill('x'.repeat(100)) };
    const heavy = Array.from({ length: 60 }, (_, n) => ({ ...BILLING, id: `${n}`, when: [words] }));
    expect((await save({ version: 0, rules: heavy })).status).toBe(413);
  });
});

function asTold({ at, because }: { readonly at: string; readonly because: readonly string[] }): string {
  return `${at} ${because.join('; ')}`;
}

describe('trying a rule', () => {
  const POSTS: readonly (readonly PostGiven[])[] = [
    [
      { id: '1' },
      { id: '2', author: 'mia', text: THREAT },
      { id: '3', author: 'tom', text: 'Lovely service, thank you!' },
    ],
    [{ id: '4', inReplyTo: '1' }],
  ];

  /** Two weeks in which the same happens, whatever the rules. */
  async function liveThrough(here: TestEarshot): Promise<void> {
    for (const posts of POSTS) {
      await here.receive(...posts);
      here.clock.advance({ days: 6, hours: 14 });
      await here.invoke('timers');
    }
  }

  it('says what then happens, and changes nothing', async () => {
    const late: Rule = {
      ...BILLING,
      on: ['opened', 'heard', 'deadline-missed'],
      when: [{ field: 'open-hours', is: true }],
    };
    await save({ version: 0, rules: [] });
    await liveThrough(earshot);
    const before = await earshot.allThreads();
    const tried = await trial({ ...late, enabled: false });
    expect(await earshot.allThreads()).toEqual(before);
    expect(tried).toMatchObject({ days: 30, threads: 3, isPartial: false });

    const other = await startEarshot();
    try {
      await other.call('/rules', { method: 'PUT', body: { version: 0, rules: [late] } });
      await liveThrough(other);
      const lived = (await Promise.all(['1', '2', '3'].map((id) => eventsOf(other, id)))).flatMap(ruledIn);
      expect(lived.length).toBeGreaterThan(0);
      expect(tried.times).toBe(lived.length);
      expect(tried.samples.map(asTold).toSorted()).toEqual(lived.map(asTold).toSorted());
    } finally {
      await other.stop();
    }
  });

  it('shows the newest first, in words, and says when there were more threads than it could try', async () => {
    const posts = Array.from({ length: 25 }, (_, n) => ({ id: `${n}`, author: `a${n}` }));
    for (const post of posts) {
      await earshot.receive(post);
      earshot.clock.advance({ minutes: 1 });
    }
    const { times, threads, samples } = await trial(BILLING);
    expect([times, threads, samples.length]).toEqual([25, 25, 20]);
    expect(samples[0]).toMatchObject({ did: ['escalated to medium-low', 'given to Lena', 'team chat told'] });
    expect(samples[0]?.because[0]).toBe('a complaint was heard');
    expect(samples.map(({ at }) => at)).toEqual(
      samples
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    const few = await tryRule(ingestDeps(earshot), BILLING, 3);
    expect(few).toMatchObject({ threads: 3, isPartial: true, times: 3 });
    expect(few.samples.map(({ thread }) => thread.author.handle)).toEqual(['a24', 'a23', 'a22']);
  });

  it('forgets what is older than 30 days', async () => {
    await earshot.receive({ id: '1' });
    earshot.clock.advance({ days: 31 });
    expect(await trial(BILLING)).toMatchObject({ threads: 0, times: 0 });
  });
});
