// Rules as sentences, and a form for them that can say whatever a rule can.
import { describe, expect, it } from 'vitest';
import { type Rule, ruleSchema } from '../../../lib/domain/rule.ts';
import { RULE_FORM, ruleWords } from '../../../lib/domain/rule-words.ts';

const RULE: Rule = { id: 'r', name: 'R', enabled: true, on: ['opened'], when: [], actions: [{ do: 'tell-team' }] };

describe('a rule in words', () => {
  it('says when, if what, and what then', () => {
    const rule: Rule = {
      ...RULE,
      on: ['deadline-missed', 'came-back'],
      when: [
        { field: 'severity', atLeast: 3 },
        { field: 'risk', anyOf: ['danger', 'press'] },
        { field: 'open-hours', is: false },
        { field: 'repeat', is: true },
      ],
      actions: [
        { do: 'escalate-by', steps: 1 },
        { do: 'require-approval', by: 'lead' },
      ],
    };
    expect(ruleWords(rule)).toBe(
      'When the deadline is missed or the customer complains again, if severity at least 3 and risk danger, press and ' +
        'not in business hours and complained before: escalate by 1, answers need the agreement of lead',
    );
  });

  it('has no condition where nothing is asked', () => {
    expect(ruleWords(RULE)).toBe('When a thread is opened: tell the team chat');
  });
});

const TYPED = { number: 1, list: ['en'], yes: true, word: 'lead' } as const;
const typed = ({ kind, value }: (typeof RULE_FORM.when)[number]) => (kind === 'none' ? {} : { [value]: TYPED[kind] });
const takes = (change: object) => ruleSchema.safeParse({ ...RULE, ...change });

describe('the form of a rule', () => {
  it('offers every occasion, and nothing that a rule cannot say', () => {
    expect(takes({ on: RULE_FORM.on.map(({ name }) => name) }).success).toBe(true);
    const problems = [
      ...RULE_FORM.when.map((field) => takes({ when: [{ field: field.name, ...typed(field) }] })),
      ...RULE_FORM.actions.map((field) => takes({ actions: [{ do: field.name, ...typed(field) }] })),
    ].flatMap(({ error }) => error?.issues ?? []);
    // "en" is no risk and no cause: that the values are asked for in the right place is what is looked at.
    expect(problems.filter(({ path }) => !path.includes('anyOf'))).toEqual([]);
  });

  it('shows values that are taken', () => {
    const lists = RULE_FORM.when.filter(({ kind }) => kind === 'list');
    const when = lists.map(({ name, such }) => ({ field: name, anyOf: such.split(', ') }));
    expect(takes({ when }).error?.issues ?? []).toEqual([]);
  });
});
