// What a rule would have done to a thread: its history played again as if the rule had been there.
import type { Rule, RuleOccasion } from './rule.ts';
import { evaluateRules, type RuleContext, type Ruled } from './rule-evaluation.ts';
import { occasionsOf } from './rule-occasions.ts';
import type { Thread } from './thread.ts';
import type { ThreadEvent } from './thread-event.ts';
import { applyEvent } from './thread-history.ts';
import type { Instant } from './time.ts';

interface Trial extends Pick<RuleContext, 'isOpenAt'> {
  readonly rule: Rule;
  /** What would have happened before is played, and not told. */
  readonly since: Instant;
}

/**
 * What this rule would have done, oldest first, whether it is switched on or not. What other rules did stays; what the
 * same rule did in truth, as it was then, is left out. `events` are all of the thread.
 */
export function playRule({ rule, isOpenAt, since }: Trial, events: readonly ThreadEvent[]): Ruled[] {
  const rules = [{ ...rule, enabled: true }];
  const lived = events.filter((event) => event.type !== 'ruled' || event.ruleId !== rule.id);
  let thread: Thread | undefined;
  let occasions: readonly RuleOccasion[] = [];
  return lived.flatMap((event, place) => {
    if (event.type !== 'ruled') occasions = occasionsOf(event, thread);
    thread = applyEvent(thread, event);
    // It comes after the rules there are: a new one stands last.
    if (lived[place + 1]?.type === 'ruled') return [];
    const ruled = evaluateRules(rules, occasions, { thread, at: event.at, isOpen: isOpenAt(event.at) });
    thread = ruled.reduce<Thread>(applyEvent, thread);
    return ruled.filter(({ at }) => at >= since);
  });
}
