// Tells every team chat of something about Earshot itself, once in each: the mark is made before the call, so a crash never doubles it.
import type { TeamChat } from '../chat/team-chat.ts';
import { alertOfNotice } from '../domain/alert.ts';
import type { Notice } from '../domain/notice.ts';
import { Unavailable } from '../platforms/platform-errors.ts';
import { claimNotice, releaseNotice } from '../store/notices.ts';
import type { AlertDeps } from './raise-alert.ts';

/** Throws when a chat certainly was not told, so that the queue delivers the notice again; a chat that has it is left alone then. */
export async function raiseNotice(deps: AlertDeps, notice: Notice): Promise<void> {
  const outcomes = await Promise.allSettled(deps.chats.map((chat) => tell(deps, chat, notice)));
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (failures.length > 0)
    throw new AggregateError(failures, `notice ${notice.id} could not be told in ${failures.length} team chats`);
}

async function tell(deps: AlertDeps, chat: TeamChat, notice: Notice): Promise<void> {
  const place = { id: notice.id, chat: chat.name };
  if (!(await claimNotice(deps.db, place, deps.clock()))) return;
  try {
    await chat.announce(alertOfNotice(notice, deps.deskUrl));
  } catch (error) {
    // Whether it stands there is not known: not telling twice is better here, since the settings show it anyhow.
    if (error instanceof Unavailable && error.mayHaveActed) return;
    await releaseNotice(deps.db, place);
    throw error;
  }
}
