// Which rules apply to what has just happened to a thread, and what each of them changes there.
import { livingClaim } from './claim.ts';
import { APPROVERS, levelAfter, levelOf } from './escalation.ts';
import { MOST_RULED, type Rule, type RuleAction, type RuleOccasion } from './rule.ts';
import { type RuleFacts, whyHolds } from './rule-conditions.ts';
import { OCCASION_WORDS, occasionsOf } from './rule-occasions.ts';
import type { Thread } from './thread.ts';
import type { ThreadEvent } from './thread-event.ts';
import { applyEvent } from './thread-history.ts';
import { type Instant, plus } from './time.ts';

export type Ruled = Extract<ThreadEvent, { type: 'ruled' }>;

/** What rules are looked at with. */
export interface RuleContext {
  readonly rules: readonly Rule[];
  /** Whether somebody is at work at that moment. */
  readonly isOpenAt: (instant: Instant) => boolean;
}

/** The events, each followed by what the rules make of it. `before` is the thread as it was before them all. */
export function withRules(
  { rules, isOpenAt }: RuleContext,
  before: Thread | undefined,
  events: readonly ThreadEvent[],
): readonly ThreadEvent[] {
  let thread = before;
  return events.flatMap((event) => {
    const occasions = occasionsOf(event, thread);
    const after = applyEvent(thread, event);
    const ruled = evaluateRules(rules, occasions, { thread: after, at: event.at, isOpen: isOpenAt(event.at) });
    thread = ruled.reduce<Thread>(applyEvent, after);
    return [event, ...ruled];
  });
}

interface Looked extends RuleFacts {
  /** As the event left it. */
  readonly thread: Thread;
  readonly at: Instant;
}

/**
 * What the rules do on these occasions, in their order: each sees the thread as those before it left it. One that is
 * switched off, whose conditions do not all hold, or that would change nothing is not among them; nor is any once the
 * thread has had its share for this hour.
 */
export function evaluateRules(rules: readonly Rule[], occasions: readonly RuleOccasion[], looked: Looked): Ruled[] {
  const applied: Ruled[] = [];
  let { thread } = looked;
  for (const rule of rules) {
    const ruled = rulingOf(rule, occasions, { ...looked, thread });
    if (!ruled) continue;
    applied.push(ruled);
    thread = applyEvent(thread, ruled);
  }
  return applied;
}

function rulingOf(rule: Rule, occasions: readonly RuleOccasion[], looked: Looked): Ruled | undefined {
  const { thread, at } = looked;
  // The last is the most telling: a missed deadline has passed half its time, too.
  const occasion = occasions.findLast((one) => rule.on.includes(one));
  if (!rule.enabled || occasion === undefined || isExhausted(thread, at)) return undefined;
  const held = rule.when.map((condition) => whyHolds(condition, thread, looked));
  const because = held.filter((line) => line !== undefined);
  if (because.length < held.length) return undefined;
  const ruled: Ruled = {
    type: 'ruled',
    at,
    by: 'earshot',
    ruleId: rule.id,
    rule: rule.name,
    occasion,
    actions: [],
    because: [OCCASION_WORDS[occasion], ...because],
  };
  const actions = effects(thread, rule.actions, ruled);
  return actions.length > 0 ? { ...ruled, actions } : undefined;
}

function isExhausted({ ruledAt = [] }: Thread, at: Instant): boolean {
  const hourAgo = plus(at, { hours: -1 });
  return ruledAt.filter((ruled) => ruled > hourAgo).length >= MOST_RULED;
}

/** The actions that change something, each after those before it. */
function effects(before: Thread, actions: readonly RuleAction[], ruled: Ruled): RuleAction[] {
  let thread = before;
  return actions.flatMap((action) => {
    const effect = effectOf(thread, action, ruled);
    if (!effect) return [];
    thread = applyEvent(thread, { ...ruled, actions: [effect] });
    return [effect];
  });
}

/** What an action does to the thread as it stands, in the words of the history; undefined when that is nothing. */
function effectOf(thread: Thread, action: RuleAction, { at, ruleId }: Ruled): RuleAction | undefined {
  switch (action.do) {
    case 'escalate-to':
      return action.level > levelOf(thread) ? action : undefined;
    case 'escalate-by': {
      const level = levelAfter(thread, action.steps);
      return level > levelOf(thread) ? { do: 'escalate-to', level } : undefined;
    }
    case 'set-severity':
      // A person's word stands.
      return thread.gradedByPerson || thread.severity === action.severity ? undefined : action;
    case 'assign':
      return livingClaim(thread, at)?.agent === action.agent ? undefined : action;
    case 'require-approval':
      return strength(action.by) > strength(thread.mustBeApprovedBy) ? action : undefined;
    case 'tell-team':
      return thread.toldBy?.some(({ id }) => id === ruleId) ? undefined : action;
  }
}

function strength(approver: Thread['mustBeApprovedBy']): number {
  return approver === undefined ? -1 : APPROVERS.indexOf(approver);
}
