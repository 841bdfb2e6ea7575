// Tells the team chat what the queue says somebody must know: of a thread, or of Earshot itself.
import type { ChatMessage } from '../queues/complaints-queue.ts';
import { type AlertDeps, raiseAlert } from './raise-alert.ts';
import { raiseNotice } from './raise-notice.ts';

export function tellTeam(deps: AlertDeps, message: ChatMessage): Promise<void> {
  return 'notice' in message ? raiseNotice(deps, message.notice) : raiseAlert(deps, message);
}
