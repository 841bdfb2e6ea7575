// Who must act on a thread: five levels, each with who acts, and whose agreement an answer needs there.
import { type Role, reaches } from './role.ts';

export const ESCALATION_LEVELS = [1, 2, 3, 4, 5] as const;
export type EscalationLevel = (typeof ESCALATION_LEVELS)[number];

/** Who must have agreed to an answer before it leaves. */
export const APPROVERS = ['colleague', 'lead', 'admin'] as const;
export type Approver = (typeof APPROVERS)[number];

interface Escalated {
  readonly escalation?: EscalationLevel;
  /** See Thread. */
  readonly mustBeApprovedBy?: Approver;
}

interface Level {
  readonly name: string;
  readonly who: string;
  /** Who may take it up and write an answer; whether it leaves without another's agreement says `approvalNeeded`. */
  readonly answers: Role;
  /** Whoever has less than this role asks somebody who has it before an answer leaves. */
  readonly agrees: Role;
}

/** Source: the five levels of requirement Q2. The owner is who runs the product: `admin`. */
export const ESCALATION: Readonly<Record<EscalationLevel, Level>> = {
  1: { name: 'low', who: 'any agent', answers: 'agent', agrees: 'agent' },
  2: { name: 'medium-low', who: 'the agent, having asked the lead', answers: 'agent', agrees: 'lead' },
  3: { name: 'medium', who: 'the lead', answers: 'lead', agrees: 'lead' },
  4: { name: 'medium-high', who: 'the lead, with the owner', answers: 'lead', agrees: 'lead' },
  5: { name: 'high', who: 'the owner', answers: 'admin', agrees: 'admin' },
};

export function levelOf({ escalation }: Escalated): EscalationLevel {
  return escalation ?? 1;
}

/** Steps end below the last level: only a person, or a rule that names it, calls the owner. */
export function levelAfter(thread: Escalated, steps: number): EscalationLevel {
  const level = levelOf(thread);
  return ESCALATION_LEVELS.findLast((one) => one <= level + steps && one <= Math.max(level, LAST_BY_STEPS)) ?? level;
}

const LAST_BY_STEPS: EscalationLevel = 4;

/**
 * Whose agreement an answer needs that somebody of this role has written; undefined: it may leave as it is. Both the
 * level and what a rule asked for count, and the higher of them is asked. A colleague is anybody but the writer, so
 * that even an admin needs one where a rule asks for it.
 */
export function approvalNeeded(thread: Escalated, role: Role): Approver | undefined {
  const asked = [ESCALATION[levelOf(thread)].agrees, thread.mustBeApprovedBy];
  const needed = (['admin', 'lead'] as const).find((one) => asked.includes(one) && !reaches(role, one));
  return needed ?? (thread.mustBeApprovedBy === 'colleague' ? 'colleague' : undefined);
}

/** Whether this role may agree to an answer; that nobody agrees to their own is for the caller to see to. */
export function mayApprove(needs: Approver, role: Role): boolean {
  return needs === 'colleague' || reaches(role, needs);
}
