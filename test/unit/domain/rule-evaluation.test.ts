import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../../lib/domain/default-rules.ts';
import { levelOf } from '../../../lib/domain/escalation.ts';
import { MOST_RULED, type Rule, ruleListSchema } from '../../../lib/domain/rule.ts';
import { withRules } from '../../../lib/domain/rule-evaluation.ts';
import { occasionsOf } from '../../../lib/domain/rule-occasions.ts';
import type { Thread } from '../../../lib/domain/thread.ts';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { plus } from '../../../lib/domain/time.ts';
import { ANGRIER, at, COMPLAINT, happened, heard, opened, threadOf } from './histories.ts';

const WRITTEN = { written: at('10:00'), dueAt: at('10:30') };
const OPENED = opened(COMPLAINT, WRITTEN);
const RISKY = opened({ ...COMPLAINT, risks: ['legal-threat'] }, WRITTEN);
const ESCALATED: ThreadEvent = { type: 'escalated', at: at('10:05'), by: 'kim', level: 2, reason: 'asks for a lead' };

function rule(id: string, more: Partial<Rule>): Rule {
  return { id, name: id, enabled: true, on: ['opened'], when: [], actions: [{ do: 'tell-team' }], ...more };
}

/** What the rules do at that event, by their ids with what they did; and the thread afterwards. */
function ruledAt(rules: readonly Rule[], history: readonly ThreadEvent[], event: ThreadEvent) {
  const before = history.length > 0 ? threadOf(...history) : undefined;
  const events = withRules({ rules, isOpenAt: () => true }, before, [event]);
  expect(events[0]).toBe(event);
  const ruled = events.flatMap((one) => (one.type === 'ruled' ? [one] : []));
  return {
    did: ruled.map(({ ruleId, actions }) => [ruleId, actions] as const),
    ruled,
    thread: threadOf(...history, ...events),
  };
}

const to = (level: 1 | 2 | 3 | 4 | 5) => ({ do: 'escalate-to', level }) as const;

const posts = (many: number, written: string) =>
  Array.from({ length: many }, (_, n) => {
    const when = plus(written, { seconds: n });
    return heard(COMPLAINT, { postId: `p${n}`, written: when, dueAt: plus(when, { hours: 1 }) });
  });

const ruledIn = (events: readonly ThreadEvent[]) => events.filter(({ type }) => type === 'ruled').length;

const warned = (percent: 50 | 75, clock: 'answer' | 'solution' = 'answer') =>
  ({ type: 'deadline-warned', at: at('10:20'), by: 'earshot', clock, percent, dueAt: at('10:30') }) as const;

const post = (n: number) => heard(ANGRIER, { postId: `p${n}`, written: at(`10:0${n}`), dueAt: at('10:40') });

describe('rules', () => {
  it('apply on their occasion, where all their conditions hold', () => {
    const asked = rule('late and grave', {
      on: ['deadline-missed'],
      when: [
        { field: 'severity', atLeast: 2 },
        { field: 'open-hours', is: true },
      ],
      actions: [{ do: 'escalate-by', steps: 1 }],
    });
    const missed = happened.missed(at('10:31'), at('10:30'));
    expect(ruledAt([asked], [OPENED], missed).ruled).toEqual([
      {
        type: 'ruled',
        at: at('10:31'),
        by: 'earshot',
        ruleId: 'late and grave',
        rule: 'late and grave',
        occasion: 'deadline-missed',
        actions: [to(2)],
        because: ['the deadline was missed', 'severity 2, at least 2', 'it was within business hours'],
      },
    ]);
    expect(ruledAt([asked], [], OPENED).did).toEqual([]);
    const graver = { ...asked, when: [...asked.when, { field: 'severity', atLeast: 3 } as const] };
    expect(ruledAt([graver], [OPENED], missed).did).toEqual([]);
  });

  it('are left out while they are switched off', () => {
    expect(ruledAt([rule('off', { enabled: false })], [], OPENED).did).toEqual([]);
  });

  it('apply in their order, each to what those before it left', () => {
    const first = rule('first', { actions: [to(2)] });
    const second = rule('second', {
      when: [{ field: 'escalation', atLeast: 2 }],
      actions: [{ do: 'escalate-by', steps: 1 }],
    });
    const { did, thread } = ruledAt([first, second], [], OPENED);
    expect(did).toEqual([
      ['first', [to(2)]],
      ['second', [to(3)]],
    ]);
    expect(thread.escalation).toBe(3);
    expect(ruledAt([second, first], [], OPENED).did).toEqual([['first', [to(2)]]]);
  });

  it('do all that they say, each after the other', () => {
    const all = rule('all', {
      actions: [
        to(3),
        { do: 'escalate-by', steps: 2 },
        { do: 'set-severity', severity: 4 },
        { do: 'assign', agent: 'Lena' },
        { do: 'require-approval', by: 'admin' },
        { do: 'tell-team' },
      ],
    });
    const { did, thread } = ruledAt([all], [], OPENED);
    expect(did).toEqual([['all', [to(3), to(4), ...all.actions.slice(2)]]]);
    expect(thread).toMatchObject({
      escalation: 4,
      severity: 4,
      claim: { agent: 'Lena', until: at('18:00') },
      mustBeApprovedBy: 'admin',
      toldBy: [{ id: 'all', name: 'all' }],
      ruledAt: [at('10:00')],
      version: 2,
      versionToKnow: 1,
    });
  });
});

describe('a rule that would change nothing does not apply again', () => {
  const REOPENED = happened.reopened(at('10:05'), at('10:35'));

  it.each<[string, Rule['actions'][number], readonly [before: Partial<Thread>, already: Partial<Thread>]]>([
    ['at that level or above', to(3), [{ escalation: 2 }, { escalation: 4 }]],
    ['as high as steps lead', { do: 'escalate-by', steps: 1 }, [{ escalation: 3 }, { escalation: 4 }]],
    ['of that severity', { do: 'set-severity', severity: 4 }, [{}, { severity: 4 }]],
    ['graded by a person', { do: 'set-severity', severity: 4 }, [{}, { gradedByPerson: true }]],
    [
      'given to that colleague',
      { do: 'assign', agent: 'Lena' },
      [{ claim: { agent: 'Lena', until: at('10:01') } }, { claim: { agent: 'Lena', until: at('11:00') } }],
    ],
    ['asking for that agreement', { do: 'require-approval', by: 'lead' }, [{}, { mustBeApprovedBy: 'lead' }]],
    ['asking for a stronger one', { do: 'require-approval', by: 'colleague' }, [{}, { mustBeApprovedBy: 'admin' }]],
    [
      'told of by it',
      { do: 'tell-team' },
      [{ toldBy: [{ id: 'o', name: 'o' }] }, { toldBy: [{ id: 'r', name: 'r' }] }],
    ],
  ])('to a thread that is %s', (_, action, [before, already]) => {
    const rules = [rule('r', { on: ['reopened'], actions: [action] })];
    const followed = (more: Partial<Thread>) =>
      withRules({ rules, isOpenAt: () => true }, { ...threadOf(OPENED), ...more }, [REOPENED]).length - 1;
    expect(followed(before)).toBe(1);
    expect(followed(already)).toBe(0);
  });
});

describe('rules that chase each other', () => {
  const calm = rule('calm', { on: ['heard'], actions: [{ do: 'set-severity', severity: 1 }] });
  const alarm = rule('alarm', { on: ['heard'], actions: [{ do: 'set-severity', severity: 4 }] });
  const { rules, isOpenAt } = { rules: [calm, alarm], isOpenAt: () => true };

  it('are no occasion for each other', () => {
    expect(ruledIn(withRules({ rules, isOpenAt }, threadOf(OPENED), posts(1, at('10:10'))))).toBe(2);
    const ruled = withRules({ rules, isOpenAt }, threadOf(OPENED), posts(1, at('10:10'))).slice(1);
    expect(ruled.flatMap((event) => occasionsOf(event))).toEqual([]);
  });

  it(`apply at most ${MOST_RULED} times in an hour, and again in the next`, () => {
    const storm = withRules({ rules, isOpenAt }, threadOf(OPENED), posts(50, at('10:10')));
    expect(ruledIn(storm)).toBe(MOST_RULED);
    const thread = threadOf(OPENED, ...storm);
    expect(thread.ruledAt).toHaveLength(MOST_RULED);
    expect(ruledIn(withRules({ rules, isOpenAt }, thread, posts(1, at('11:09'))))).toBe(0);
    expect(ruledIn(withRules({ rules, isOpenAt }, thread, posts(1, at('11:11'))))).toBe(2);
  });
});

describe('occasions', () => {
  const missed = happened.missed(at('10:31'), at('10:30'));
  const others: readonly (readonly [ThreadEvent, readonly string[]])[] = [
    [OPENED, ['opened']],
    [heard(COMPLAINT, { written: at('10:10'), dueAt: at('10:40') }), ['heard']],
    [happened.edited(COMPLAINT, { written: at('10:10'), dueAt: at('10:40') }), ['heard']],
    [{ ...heard(COMPLAINT, { written: at('10:10'), dueAt: at('10:40') }), history: true }, []],
    [happened.judged(at('10:10'), { decision: 'complaint' }), ['judged']],
    [happened.judged(at('10:10'), { severity: 4 }), ['judged']],
    [happened.judged(at('10:10'), { decision: 'not' }), []],
    [happened.reopened(at('10:10'), at('10:40')), ['reopened']],
    [ESCALATED, ['escalated']],
    [warned(50), ['half-time']],
    [warned(50, 'solution'), []],
    [{ ...missed, clock: 'solution' }, ['deadline-missed']],
    [{ type: 'promise-broken', at: at('10:10'), by: 'earshot', promiseId: 'm1' }, ['promise-broken']],
    [{ type: 'came-back', at: at('10:10'), by: 'earshot', threadId: 't2', caseNumber: '1' }, ['came-back']],
    [{ type: 'outcome-seen', at: at('10:10'), by: 'earshot', outcome: 'thanked' }, ['outcome-seen']],
    [happened.claimed(at('10:10'), at('10:40')), []],
    [happened.noted(at('10:10')), []],
    [happened.resolved(at('10:10')), []],
  ];

  it.each(others)('of %o: %o', (event, occasions) => {
    expect(occasionsOf(event, threadOf(OPENED))).toEqual(occasions);
  });

  it('are those marks of the clock, too, that passed unsaid', () => {
    const half = threadOf(OPENED, warned(50));
    expect(occasionsOf(warned(75), half)).toEqual(['three-quarters']);
    expect(occasionsOf(warned(75), threadOf(OPENED))).toEqual(['half-time', 'three-quarters']);
    expect(occasionsOf(missed, half)).toEqual(['three-quarters', 'deadline-missed']);
    expect(occasionsOf({ ...missed, dueAt: at('10:45') }, half)).toEqual([
      'half-time',
      'three-quarters',
      'deadline-missed',
    ]);
  });

  it('let a rule that waits for several of them apply once', () => {
    const often = rule('often', { on: ['deadline-missed', 'half-time'], actions: [{ do: 'escalate-by', steps: 1 }] });
    expect(ruledAt([often], [OPENED], missed).ruled).toMatchObject([{ occasion: 'deadline-missed', actions: [to(2)] }]);
  });
});

describe('the rules a team begins with', () => {
  it('are rules that could be saved', () => {
    expect(ruleListSchema.parse(DEFAULT_RULES)).toEqual(DEFAULT_RULES);
  });

  it('leave an ordinary complaint, be it full of blame, to any agent', () => {
    expect(ruledAt(DEFAULT_RULES, [], opened(ANGRIER, WRITTEN)).did).toEqual([]);
  });

  it('send a word of risk to the lead, who must agree to the answer', () => {
    const { did, thread } = ruledAt(DEFAULT_RULES, [], RISKY);
    expect(did).toEqual([['risk', [to(3), { do: 'require-approval', by: 'lead' }]]]);
    expect(thread).toMatchObject({ escalation: 3, mustBeApprovedBy: 'lead' });
  });

  it('move a thread up by one for each missed deadline, broken promise and worse mood, and not to the owner', () => {
    const events: readonly ThreadEvent[] = [
      happened.missed(at('10:31'), at('10:30')),
      { type: 'promise-broken', at: at('10:40'), by: 'earshot', promiseId: 'm1' },
      { type: 'outcome-seen', at: at('10:50'), by: 'earshot', outcome: 'angrier' },
      happened.missed(at('10:55'), at('10:54')),
    ];
    let history: readonly ThreadEvent[] = [OPENED];
    const levels = events.map((event) => {
      history = [
        ...history,
        ...withRules({ rules: DEFAULT_RULES, isOpenAt: () => true }, threadOf(...history), [event]),
      ];
      return levelOf(threadOf(...history));
    });
    expect(levels).toEqual([2, 3, 4, 4]);
  });

  it('move up by one who complains again within 14 days, and nobody who gives thanks', () => {
    const again = {
      ...OPENED,
      thread: { ...(OPENED as { thread: object }).thread, continues: { threadId: 't0', caseNumber: '1' } },
    } as ThreadEvent;
    expect(ruledAt(DEFAULT_RULES, [], again).did).toEqual([['repeat', [to(2)]]]);
    const thanks = { ...again, assessment: { ...COMPLAINT, decision: 'not', kind: 'praise' } } as ThreadEvent;
    expect(ruledAt(DEFAULT_RULES, [], thanks).did).toEqual([]);
  });

  it('ask the lead about blame that goes on', () => {
    expect(ruledAt(DEFAULT_RULES, [OPENED], post(2)).did).toEqual([]);
    expect(ruledAt(DEFAULT_RULES, [OPENED, post(2)], post(3)).did).toEqual([['blame-goes-on', [to(2)]]]);
  });
});

describe('a judgement that is taken back', () => {
  it('takes what the rules made of it along, and nothing else', () => {
    const rules = [
      rule('judged', {
        on: ['judged'],
        actions: [
          { do: 'escalate-by', steps: 1 },
          { do: 'require-approval', by: 'lead' },
        ],
      }),
    ];
    const judged = withRules({ rules, isOpenAt: () => true }, threadOf(OPENED, ESCALATED), [
      happened.judged(at('10:06'), { decision: 'complaint', severity: 4 }),
    ]);
    const history = [OPENED, ESCALATED, ...judged];
    expect(threadOf(...history)).toMatchObject({ escalation: 3, mustBeApprovedBy: 'lead' });
    const withdrawn = threadOf(...history, happened.judgementWithdrawn(at('10:07'), history));
    expect(withdrawn).toMatchObject({ escalation: 2, severity: 2 });
    expect(withdrawn.mustBeApprovedBy).toBeUndefined();
  });
});
