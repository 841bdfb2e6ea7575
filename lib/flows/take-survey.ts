// Takes what a customer says of us on their page: once, and for an hour they may think again.
import { surveyState } from '../domain/case-page.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { changeThread, listEvents } from '../store/threads.ts';
import { type CaseDeps, findCase } from './find-case.ts';

/** Characters of the customer's own words. */
export const MOST_COMMENT = 500;

export interface SurveyAnswer {
  /** Satisfaction, 1 to 5. */
  readonly csat?: number;
  /** Whether they would recommend us, 0 to 10. */
  readonly nps?: number;
  readonly comment?: string;
}

/** `not-now`: nothing has been answered yet, so there is nothing to say anything of. `too-late`: it was said before. */
export type SurveyTaken = 'taken' | 'not-now' | 'too-late' | 'no-such-case';

/** The same answer twice is kept once. */
export async function takeSurvey(deps: CaseDeps, token: string, answer: SurveyAnswer): Promise<SurveyTaken> {
  const found = await findCase(deps, token);
  if (!found) return 'no-such-case';
  let taken: SurveyTaken = 'taken';
  await changeThread(deps.db, found.id, async (thread) => {
    const at = deps.clock();
    const events = await listEvents(deps.db, thread.id);
    taken = whether(surveyState(thread, events, at));
    const last = events.findLast((event) => event.type === 'surveyed');
    if (taken !== 'taken' || (last && isSame(last, answer))) return undefined;
    return { event: { type: 'surveyed', at, by: 'customer', ...answer } satisfies ThreadEvent };
  });
  return taken;
}

function whether(state: ReturnType<typeof surveyState>): SurveyTaken {
  if (state === 'none') return 'not-now';
  return state === 'given' ? 'too-late' : 'taken';
}

function isSame(one: SurveyAnswer, other: SurveyAnswer): boolean {
  return one.csat === other.csat && one.nps === other.nps && one.comment === other.comment;
}
