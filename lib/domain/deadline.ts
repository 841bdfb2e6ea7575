// By when the brand must have answered: the graver the reproach, the sooner.
import type { Risk, Severity } from './assessment.ts';
import { addBusinessMinutes, type BusinessHours } from './business-hours.ts';
import type { Instant } from './time.ts';

/** Business minutes to the first answer, by severity. */
const MINUTES: Readonly<Record<Severity, number>> = { 1: 240, 2: 120, 3: 60, 4: 30 };
const RISK_MINUTES = 15;

/** The time by which an answer is owed to what was heard at `heardAt`. */
export function deadlineFor(
  { severity, risks }: { readonly severity: Severity; readonly risks: readonly Risk[] },
  heardAt: Instant,
  hours: BusinessHours,
): Instant {
  return addBusinessMinutes(hours, heardAt, risks.length > 0 ? RISK_MINUTES : MINUTES[severity]);
}
