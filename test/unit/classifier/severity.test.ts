import { describe, expect, it } from 'vitest';
import { severityOf } from '../../../lib/classifier/severity.ts';

describe('severity', () => {
  it.each([
    [-1, 1],
    [0, 2],
    [0.9, 2],
    [1, 3],
    [2, 4],
    [9, 4],
  ] as const)('places the score %d at %d', (score, severity) => {
    expect(severityOf(score, { disapproval: 0, accusation: 1, blame: 2 })).toBe(severity);
  });
});
