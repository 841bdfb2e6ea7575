// Places a complaint on the published scale from no explicit reproach to blame (requirement U5).
import type { Severity } from '../domain/assessment.ts';

/** Scores that divide severities 1|2, 2|3 and 3|4, ascending. */
export interface SeverityCuts {
  readonly disapproval: number;
  readonly accusation: number;
  readonly blame: number;
}

export function severityOf(score: number, { disapproval, accusation, blame }: SeverityCuts): Severity {
  if (score >= blame) return 4;
  if (score >= accusation) return 3;
  return score >= disapproval ? 2 : 1;
}
