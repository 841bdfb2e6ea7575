// Places a complaint on the published scale from no explicit reproach to blame (requirement U5).
import type { Severity } from '../domain/assessment.ts';

/** Scores that divide severities 1|2, 2|3 and 3|4, ascending. */
export type SeverityCuts = readonly [number, number, number];

export function severityOf(score: number, cuts: SeverityCuts): Severity {
  const [disapproval, accusation, blame] = cuts;
  if (score > blame) return 4;
  if (score > accusation) return 3;
  return score > disapproval ? 2 : 1;
}
