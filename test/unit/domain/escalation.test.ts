import { describe, expect, it } from 'vitest';
import {
  APPROVERS,
  approvalNeeded,
  ESCALATION_LEVELS,
  levelAfter,
  mayApprove,
} from '../../../lib/domain/escalation.ts';
import { ROLES } from '../../../lib/domain/role.ts';

describe('who must agree to an answer', () => {
  it.each([
    [1, 'agent', undefined],
    [2, 'agent', 'lead'],
    [3, 'agent', 'lead'],
    [4, 'agent', 'lead'],
    [5, 'agent', 'admin'],
    [1, 'lead', undefined],
    [2, 'lead', undefined],
    [3, 'lead', undefined],
    [4, 'lead', undefined],
    [5, 'lead', 'admin'],
    [5, 'admin', undefined],
  ] as const)('at level %i, of what an %s has written: %s', (escalation, role, needed) => {
    expect(approvalNeeded({ escalation }, role)).toBe(needed);
  });

  it('asks nobody where the thread was never escalated', () => {
    expect(approvalNeeded({}, 'agent')).toBeUndefined();
  });

  it.each([
    ['lead', 'agent', 'lead'],
    ['lead', 'lead', undefined],
    ['admin', 'lead', 'admin'],
    ['admin', 'admin', undefined],
    ['colleague', 'agent', 'colleague'],
    ['colleague', 'admin', 'colleague'],
  ] as const)('where a rule asks for a %s, of what an %s has written: %s', (mustBeApprovedBy, role, needed) => {
    expect(approvalNeeded({ mustBeApprovedBy }, role)).toBe(needed);
  });

  it('asks the higher of the level and the rule', () => {
    expect(approvalNeeded({ escalation: 5, mustBeApprovedBy: 'lead' }, 'agent')).toBe('admin');
    expect(approvalNeeded({ escalation: 2, mustBeApprovedBy: 'admin' }, 'agent')).toBe('admin');
    expect(approvalNeeded({ escalation: 3, mustBeApprovedBy: 'colleague' }, 'agent')).toBe('lead');
    expect(approvalNeeded({ escalation: 3, mustBeApprovedBy: 'colleague' }, 'lead')).toBe('colleague');
  });

  it('lets those agree who have the role, and anybody where a colleague will do', () => {
    const allowed = APPROVERS.map((needs) => [needs, ROLES.filter((role) => mayApprove(needs, role))]);
    expect(Object.fromEntries(allowed)).toEqual({
      colleague: ['agent', 'lead', 'admin'],
      lead: ['lead', 'admin'],
      admin: ['admin'],
    });
  });
});

describe('one level up', () => {
  it('ends below the last level, which only a person or a rule that names it reaches', () => {
    expect(ESCALATION_LEVELS.map((escalation) => levelAfter({ escalation }, 1))).toEqual([2, 3, 4, 4, 5]);
    expect(ESCALATION_LEVELS.map((escalation) => levelAfter({ escalation }, 2))).toEqual([3, 4, 4, 4, 5]);
    expect(levelAfter({}, 1)).toBe(2);
  });
});
