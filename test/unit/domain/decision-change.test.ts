import { expect, it } from 'vitest';
import { countDecisionChanges } from '../../../lib/domain/decision-change.ts';

it('counts decisions that change by direction, the most frequent first, and none that stays', () => {
  const posts = [
    { before: 'not', after: 'unsure' },
    { before: 'unsure', after: 'complaint' },
    { before: 'not', after: 'not' },
    { before: 'unsure', after: 'complaint' },
  ] as const;
  expect(countDecisionChanges(posts)).toEqual([
    { from: 'unsure', to: 'complaint', posts: 2 },
    { from: 'not', to: 'unsure', posts: 1 },
  ]);
});
