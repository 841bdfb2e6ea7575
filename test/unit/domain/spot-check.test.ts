import { describe, expect, it } from 'vitest';
import { isStillAsked, measuredMisses, type SpotCheck } from '../../../lib/domain/spot-check.ts';

const NOW = '2026-11-21T09:00:00.000Z';

function answered(complaints: number, others: number, day = '2026-11-20'): SpotCheck[] {
  return Array.from({ length: complaints + others }, (_, i) => ({
    day,
    threadId: `t${i}`,
    decision: i < complaints ? 'complaint' : 'not',
  }));
}

describe('what is measured', () => {
  it('is said with the exact interval of so few', () => {
    expect(measuredMisses(answered(3, 137), NOW).text).toBe(
      'Of 140 harmless mentions checked in 30 days, 3 were complaints: about 2.1 % of what nobody reads, between 0.4 and 6.1 %.',
    );
  });

  // The bounds as they come from summing whole binomial coefficients.
  it.each([
    [3, 137, [0.00444, 0.06135]],
    [0, 10, [0, 0.3085]],
    [10, 0, [0.6915, 1]],
    [1, 0, [0.025, 1]],
    [30, 2970, [0.00676, 0.01425]],
  ])('has the bounds of Clopper and Pearson: %i complaints beside %i others', (missed, others, [low = 0, high = 0]) => {
    const { share } = measuredMisses(answered(missed, others), NOW);
    expect(share?.low).toBeCloseTo(low, 4);
    expect(share?.high).toBeCloseTo(high, 4);
  });

  it('is nothing before anybody has looked, and says so', () => {
    expect(measuredMisses([{ day: '2026-11-20', threadId: 't' }], NOW)).toEqual({
      checked: 0,
      missed: 0,
      text: 'Not measured yet: nobody has answered a spot check in 30 days.',
    });
  });

  it('forgets what is older than thirty days', () => {
    const checks = [...answered(5, 0, '2026-10-20'), ...answered(0, 1, '2026-10-22')];
    expect(measuredMisses(checks, NOW)).toMatchObject({ checked: 1, missed: 0 });
    expect(measuredMisses(checks, NOW).text).toMatch(/^Of 1 harmless mention checked in 30 days, none was a complaint/);
  });
});

describe('a spot check', () => {
  it('is asked for a week, unless somebody has answered', () => {
    expect(isStillAsked({ day: '2026-11-14', threadId: 't' }, NOW)).toBe(true);
    expect(isStillAsked({ day: '2026-11-13', threadId: 't' }, NOW)).toBe(false);
    expect(isStillAsked({ day: '2026-11-20', threadId: 't', decision: 'not' }, NOW)).toBe(false);
  });
});
