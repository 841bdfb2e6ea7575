// By when the brand must have answered: the graver the reproach, the sooner.
import type { Assessment, Risk, Severity } from './assessment.ts';
import { addBusinessMinutes, type BusinessHours } from './business-hours.ts';
import type { Instant } from './time.ts';

/** Business minutes to the first answer, by severity. */
const MINUTES: Readonly<Record<Severity, number>> = { 1: 240, 2: 120, 3: 60, 4: 30 };
const RISK_MINUTES = 15;

/** The time an answer is owed; undefined for a post that nobody must answer. */
export function deadlineFor(
  assessment: Pick<Assessment, 'decision' | 'severity'> & { readonly risks: readonly Risk[] },
  heardAt: Instant,
  hours: BusinessHours,
): Instant | undefined {
  if (assessment.decision === 'not') return undefined;
  const minutes = assessment.risks.length > 0 ? RISK_MINUTES : MINUTES[assessment.severity];
  return addBusinessMinutes(hours, heardAt, minutes);
}
