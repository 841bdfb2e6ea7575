// The thread behind the address of a customer's page, as long as that page may be shown.
import { threadOfToken } from '../domain/case-link.ts';
import { pageEndsAt } from '../domain/case-page.ts';
import type { Thread } from '../domain/thread.ts';
import type { Clock } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { getThread } from '../store/threads.ts';

export interface CaseDeps {
  readonly db: Db;
  readonly clock: Clock;
  /** What tokens are signed with; absent: no page is served. */
  readonly caseSecret?: string;
}

/** Undefined for whatever is no address of a page now: forged, expired, unknown, over or erased. The caller cannot tell which. */
export async function findCase({ db, clock, caseSecret }: CaseDeps, token: string): Promise<Thread | undefined> {
  const now = clock();
  const threadId = caseSecret === undefined ? undefined : threadOfToken(caseSecret, token, now);
  const thread = threadId === undefined ? undefined : await getThread(db, threadId);
  const endsAt = thread && pageEndsAt(thread);
  if (thread?.erasedAt !== undefined) return undefined;
  return endsAt !== undefined && endsAt <= now ? undefined : thread;
}
