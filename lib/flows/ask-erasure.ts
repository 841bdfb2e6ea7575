// Takes a customer's wish that their data be deleted: deletes nothing, tells the team, who find out whose wish it is.
import type { Notice } from '../domain/notice.ts';
import type { Thread } from '../domain/thread.ts';
import { sendNotice } from '../queues/complaints-queue.ts';
import type { Queue } from '../queues/queue.ts';
import { changeThread } from '../store/threads.ts';
import { type CaseDeps, findCase } from './find-case.ts';

export interface AskErasureDeps extends CaseDeps {
  readonly complaints: Queue;
}

/** False when there is no such page. Asking again changes nothing. */
export async function askErasure(deps: AskErasureDeps, token: string): Promise<boolean> {
  const found = await findCase(deps, token);
  if (!found) return false;
  if (found.erasureAskedAt) return true;
  // First: once the event stands nobody asks again. The team chat tells once, however often it is asked to.
  await sendNotice(deps.complaints, noticeOf(found));
  await changeThread(deps.db, found.id, (thread) =>
    thread.erasureAskedAt ? undefined : { event: { type: 'erasure-asked', at: deps.clock(), by: 'customer' } },
  );
  return true;
}

function noticeOf({ id, caseNumber, sample }: Thread): Notice {
  return {
    id: `erasure-asked/${id}`,
    title: `${sample ? '[Sample] ' : ''}Case ${caseNumber}: the customer asks that their data be deleted`,
    text: 'They asked on their page. Nothing is deleted yet: open the case in the desk, make sure that it is the customer who asks, and erase the customer there. The law allows a month.',
  };
}
