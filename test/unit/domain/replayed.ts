// A thread as its events make it, for tests of what is done with one.
import type { Thread } from '../../../lib/domain/thread.ts';
import { applyEvent } from '../../../lib/domain/thread-history.ts';
import { at, COMPLAINT, opened } from './histories.ts';

/** An open complaint about a delivery, in English, on X. */
export function replay(): Thread {
  return applyEvent(undefined, opened(COMPLAINT, { written: at('09:00'), dueAt: at('11:00') }));
}
