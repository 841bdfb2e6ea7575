import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../lib/domain/rule.ts';
import { withRules } from '../../../lib/domain/rule-evaluation.ts';
import { playRule } from '../../../lib/domain/rule-trial.ts';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { ANGRIER, at, COMPLAINT, happened, heard, opened, threadOf } from './histories.ts';

const ALWAYS = { isOpenAt: () => true };
const LATE: Rule = {
  id: 'late',
  name: 'Late',
  enabled: false,
  on: ['deadline-missed'],
  when: [{ field: 'escalation', atLeast: 2 }],
  actions: [{ do: 'escalate-by', steps: 1 }, { do: 'tell-team' }],
};
const ANGRY: Rule = {
  ...LATE,
  id: 'angry',
  enabled: true,
  on: ['heard'],
  when: [],
  actions: [{ do: 'escalate-to', level: 2 }],
};
const STORY: readonly ThreadEvent[] = [
  opened(COMPLAINT, { written: at('10:00'), dueAt: at('10:30') }),
  heard(ANGRIER, { postId: 'p2', written: at('10:10'), dueAt: at('10:20') }),
  happened.missed(at('10:21'), at('10:20')),
  happened.claimed(at('10:22'), at('10:52')),
  happened.missed(at('10:31'), at('10:30')),
];

/** The story as it goes with these rules. */
function lived(rules: readonly Rule[]): readonly ThreadEvent[] {
  return STORY.reduce<readonly ThreadEvent[]>((past, event) => {
    const before = past.length > 0 ? threadOf(...past) : undefined;
    return [...past, ...withRules({ rules, ...ALWAYS }, before, [event])];
  }, []);
}

const ruledBy = (events: readonly ThreadEvent[], rule: Rule) =>
  events.filter((event) => event.type === 'ruled' && event.ruleId === rule.id);

const untilLate = (instant: string) => instant < at('10:25');

describe('trying a rule on the past', () => {
  it('says exactly what the rule does when the same happens with it', () => {
    const tried = playRule({ rule: LATE, since: at('00:00'), ...ALWAYS }, lived([ANGRY]));
    expect(tried).toHaveLength(2);
    expect(tried).toEqual(ruledBy(lived([ANGRY, { ...LATE, enabled: true }]), LATE));
  });

  it('comes after the rules there are, as one that is added does', () => {
    const first: Rule = { ...ANGRY, id: 'first', on: ['deadline-missed'] };
    const added: Rule = { ...LATE, when: [], actions: [{ do: 'escalate-by', steps: 1 }] };
    const tried = playRule({ rule: added, since: at('00:00'), ...ALWAYS }, lived([first]));
    expect(tried.map(({ actions }) => actions)).toEqual([
      [{ do: 'escalate-to', level: 3 }],
      [{ do: 'escalate-to', level: 4 }],
    ]);
    expect(tried).toEqual(ruledBy(lived([first, { ...added, enabled: true }]), added));
  });

  it('leaves out what the same rule did when it stood otherwise', () => {
    const changed: Rule = { ...LATE, when: [], actions: [{ do: 'escalate-to', level: 3 }] };
    const tried = playRule(
      { rule: changed, since: at('00:00'), ...ALWAYS },
      lived([ANGRY, { ...LATE, enabled: true }]),
    );
    expect(tried.map(({ actions }) => actions)).toEqual([[{ do: 'escalate-to', level: 3 }]]);
  });

  it('plays what was before the days asked about, and does not tell of it', () => {
    const tried = playRule({ rule: LATE, since: at('10:30'), ...ALWAYS }, lived([ANGRY]));
    expect(tried).toMatchObject([{ at: at('10:31'), actions: [{ do: 'escalate-to', level: 4 }] }]);
  });

  it('asks for the hours as they were', () => {
    const open: Rule = { ...LATE, when: [{ field: 'open-hours', is: true }] };
    expect(playRule({ rule: open, since: at('00:00'), isOpenAt: untilLate }, STORY)).toMatchObject([
      { at: at('10:21') },
    ]);
  });
});
