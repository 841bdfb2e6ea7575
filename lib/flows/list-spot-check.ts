// The threads of the spot check that nobody has looked at yet, the newest day first.
import { isStillAsked } from '../domain/spot-check.ts';
import type { Thread } from '../domain/thread.ts';
import type { Clock } from '../domain/time.ts';
import type { Db } from '../store/db.ts';
import { listSpotChecks } from '../store/spot-checks.ts';
import { getThread } from '../store/threads.ts';

export async function listSpotCheck({ db, clock }: { readonly db: Db; readonly clock: Clock }): Promise<Thread[]> {
  const now = clock();
  const asked = (await listSpotChecks(db)).filter((check) => isStillAsked(check, now)).toReversed();
  const threads = await Promise.all(asked.map(({ threadId }) => getThread(db, threadId)));
  return threads.filter((thread) => thread !== undefined).filter(({ status }) => status === 'not-complaint');
}
