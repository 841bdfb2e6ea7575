// Whether a thread may be handed to somebody who asks for work: nobody else has it, and their role may act on it.
import { claimedByOther } from './claim.ts';
import { ESCALATION, levelOf } from './escalation.ts';
import { ROLES, type Role } from './role.ts';
import { listOf, type Thread } from './thread.ts';
import type { Instant } from './time.ts';

export interface Asker {
  readonly name: string;
  readonly role: Role;
}

/** Of the list of what needs an answer only: what is snoozed, waits for agreement or has an answer on its way is not handed out. */
export function mayTake(thread: Thread, { name, role }: Asker, now: Instant): boolean {
  if (listOf(thread) !== 'open' || thread.pendingReply !== undefined) return false;
  if (claimedByOther(thread, name, now) !== undefined) return false;
  return ROLES.indexOf(role) >= ROLES.indexOf(ESCALATION[levelOf(thread)].answers);
}
