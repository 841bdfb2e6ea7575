import { expect, it } from 'vitest';
import { isSameAssessment } from '../../../lib/domain/assessment.ts';
import { COMPLAINT } from './histories.ts';

it('knows an assessment as the table keeps it: without undefined fields, without a negative zero, in any order', () => {
  const because = [{ text: 'late', start: 0, end: 4, weight: -0 }];
  const fresh = { ...COMPLAINT, company: undefined, because } as unknown as typeof COMPLAINT;
  const { model, ...rest } = COMPLAINT;
  expect(isSameAssessment(fresh, { model, ...rest, because: [{ weight: 0, text: 'late', start: 0, end: 4 }] })).toBe(
    true,
  );
  expect(isSameAssessment(COMPLAINT, { ...COMPLAINT, probability: 0.9001 })).toBe(false);
  expect(isSameAssessment(COMPLAINT, { ...COMPLAINT, model: 'test-2' })).toBe(false);
});
