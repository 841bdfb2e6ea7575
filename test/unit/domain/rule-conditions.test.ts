import { describe, expect, it } from 'vitest';
import type { RuleCondition } from '../../../lib/domain/rule.ts';
import { whyHolds } from '../../../lib/domain/rule-conditions.ts';
import type { Thread } from '../../../lib/domain/thread.ts';
import { ANGRIER, at, happened, heard, opened, threadOf } from './histories.ts';

const WRITTEN = { written: at('10:00'), dueAt: at('10:30') };
const RISKY = { ...ANGRIER, risks: ['legal-threat', 'press'] as const, causes: ['billing'] as const };

/** A grave complaint, and what follows from the name of a test. */
function grave(
  changed: Partial<Thread> = {},
  text = 'My LAWYER will hear of the court, and of your courtesy.',
): Thread {
  return {
    ...threadOf(opened({ ...RISKY, risks: [...RISKY.risks], causes: [...RISKY.causes] }, { ...WRITTEN, text })),
    ...changed,
  };
}

const OPEN = { isOpen: true };
const followers = { author: { id: '7', handle: 'ana', followers: 12_000 } };

describe('a condition of a rule', () => {
  it.each<[RuleCondition, Partial<Thread>, string | undefined]>([
    [{ field: 'severity', atLeast: 4 }, {}, 'severity 4, at least 4'],
    [{ field: 'severity', atLeast: 4 }, { severity: 3 }, undefined],
    [{ field: 'escalation', atLeast: 3 }, { escalation: 4 }, 'it stood at medium-high'],
    [{ field: 'escalation', atLeast: 2 }, {}, undefined],
    [{ field: 'followers', atLeast: 10_000 }, followers, 'followers 12,000, at least 10,000'],
    [{ field: 'followers', atLeast: 12_001 }, followers, undefined],
    [{ field: 'followers', atLeast: 1 }, {}, undefined],
    [{ field: 'posts', atLeast: 1 }, {}, 'posts 1, at least 1'],
    [{ field: 'posts', atLeast: 2 }, {}, undefined],
    [{ field: 'probability', atLeast: 0.9 }, { probability: 0.99996 }, 'probability 99.9 %, at least 90 %'],
    [{ field: 'probability', atLeast: 0.9 }, { probability: 0.8999 }, undefined],
    [{ field: 'risk', anyOf: ['press', 'danger'] }, {}, 'risk: press'],
    [{ field: 'risk', anyOf: ['legal-threat', 'press'] }, {}, 'risk: legal threat, press'],
    [{ field: 'risk', anyOf: ['danger'] }, {}, undefined],
    [{ field: 'cause', anyOf: ['billing', 'delivery'] }, {}, 'cause: billing'],
    [{ field: 'cause', anyOf: ['delivery'] }, {}, undefined],
    [{ field: 'kind', anyOf: ['complaint'] }, {}, 'kind: complaint'],
    [{ field: 'kind', anyOf: ['praise', 'question'] }, {}, undefined],
    [{ field: 'decision', anyOf: ['complaint', 'unsure'] }, {}, 'decision: complaint'],
    [{ field: 'decision', anyOf: ['not'] }, {}, undefined],
    [{ field: 'outcome', anyOf: ['angrier'] }, { outcome: 'angrier' }, 'outcome: angrier than before'],
    [{ field: 'outcome', anyOf: ['angrier'] }, { outcome: 'thanked' }, undefined],
    [{ field: 'outcome', anyOf: ['thanked'] }, {}, undefined],
    [{ field: 'list', anyOf: ['open', 'waiting'] }, {}, 'list: open'],
    [
      { field: 'list', anyOf: ['open'] },
      { snooze: { until: at('12:00'), reason: 'waiting for the shop', by: 'kim' } },
      undefined,
    ],
    [{ field: 'network', anyOf: ['mastodon', 'x'] }, {}, 'network: x'],
    [{ field: 'network', anyOf: ['mastodon'] }, {}, undefined],
    [{ field: 'language', anyOf: ['en'] }, {}, 'language: en'],
    [{ field: 'language', anyOf: ['de', 'fr'] }, {}, undefined],
    [
      { field: 'repeat', is: true },
      { continues: { threadId: 't0', caseNumber: '1111-2222' } },
      'the customer complained before within 14 days',
    ],
    [{ field: 'repeat', is: true }, {}, undefined],
    [{ field: 'repeat', is: false }, {}, 'the customer had not complained lately'],
    [{ field: 'repeat', is: false }, { continues: { threadId: 't0', caseNumber: '1111-2222' } }, undefined],
    [{ field: 'open-hours', is: true }, {}, 'it was within business hours'],
    [{ field: 'open-hours', is: false }, {}, undefined],
  ])('%o of %o: %s', (condition, changed, why) => {
    expect(whyHolds(condition, grave(changed), OPEN)).toBe(why);
  });

  it('asks for the hours in which nobody is at work', () => {
    expect(whyHolds({ field: 'open-hours', is: false }, grave(), { isOpen: false })).toBe(
      'it was outside business hours',
    );
    expect(whyHolds({ field: 'open-hours', is: true }, grave(), { isOpen: false })).toBeUndefined();
  });
});

describe('words in a condition', () => {
  it.each([
    ['My LAWYER will hear of it', 'lawyer', true],
    ['See you in court!', 'Court', true],
    ['So much for courtesy', 'court', false],
    ['A tennis-court, then', 'court', true],
    ['courtesy, and then court', 'court', true],
    ['ich gehe zur verbraucherzentrale.', 'Verbraucherzentrale', true],
    ['I want my money back now', 'money back', true],
    ['返金してください', '返金', true],
    ['Straße', 'straß', false],
    ['', 'court', false],
  ])('“%s” with “%s”: %s', (text, word, isThere) => {
    const why = whyHolds({ field: 'words', anyOf: ['nothing', word] }, grave({}, text), OPEN);
    expect(why).toBe(isThere ? `the post says “${word}”` : undefined);
  });

  it('are looked for in what the customer said last', () => {
    const further = heard(ANGRIER, { postId: 'p2', written: at('10:10'), dueAt: at('10:40'), text: 'Now a lawyer.' });
    const thread = threadOf(opened(ANGRIER, WRITTEN), happened.claimed(at('10:01'), at('10:31')), further);
    expect(whyHolds({ field: 'words', anyOf: ['lawyer'] }, thread, OPEN)).toBeDefined();
    expect(whyHolds({ field: 'words', anyOf: ['parcel'] }, thread, OPEN)).toBeUndefined();
  });
});
