// Takes a customer's word that their matter is not solved: the thread is open again, and an answer is owed from now.
import { takesNotSolved } from '../domain/case-page.ts';
import { clocksFor } from '../domain/clocks.ts';
import type { Terms } from '../domain/deadline.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { changeWithRules, type RulesDeps } from './change-with-rules.ts';
import { type CaseDeps, findCase } from './find-case.ts';

export interface NotSolvedDeps extends CaseDeps, RulesDeps, Terms {}

/** False when there is no such page. While an answer is owed anyhow, saying it again changes nothing. */
export async function takeNotSolved(deps: NotSolvedDeps, token: string): Promise<boolean> {
  const found = await findCase(deps, token);
  if (!found) return false;
  await changeWithRules(deps, found.id, (thread) => {
    if (!takesNotSolved(thread)) return undefined;
    const at = deps.clock();
    const clocks = clocksFor({ since: at, said: thread, thread }, deps);
    return { event: { type: 'reopened', at, by: 'customer', notSolved: true, ...clocks } satisfies ThreadEvent };
  });
  return true;
}
