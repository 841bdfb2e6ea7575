// A thread that has just been opened by a complaint, for tests and benches that need threads and no posts.
import type { Assessment } from '../../lib/domain/assessment.ts';
import { caseNumberFor } from '../../lib/domain/case-number.ts';
import type { ThreadEvent } from '../../lib/domain/thread-event.ts';
import { type Instant, plus } from '../../lib/domain/time.ts';

export const COMPLAINT: Assessment = {
  decision: 'complaint',
  probability: 0.9,
  kind: 'complaint',
  causes: ['billing'],
  severity: 2,
  risks: [],
  language: { code: 'en', known: true },
  because: [],
  model: 'test',
};

export function openedEvent(id: string, at: Instant): Extract<ThreadEvent, { type: 'opened' }> {
  return {
    type: 'opened',
    at,
    by: 'earshot',
    postId: id,
    heardAt: at,
    dueAt: plus(at, { hours: 1 }),
    excerpt: 'Still waiting for my refund, three weeks now and nobody answers. This is a disgrace.',
    assessment: COMPLAINT,
    history: false,
    thread: { id, caseNumber: caseNumberFor(id, 0), network: 'x', author: { id, handle: id }, sample: false },
  };
}
