// Changes a thread as somebody or the time asks, and in the same stroke as the team's rules ask for what has happened.
import type { BusinessHours } from '../domain/business-hours.ts';
import { type RuleContext, type Ruled, withRules } from '../domain/rule-evaluation.ts';
import { occasionsOf } from '../domain/rule-occasions.ts';
import type { Thread } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { sendComplaint } from '../queues/complaints-queue.ts';
import type { Queue } from '../queues/queue.ts';
import type { Db } from '../store/db.ts';
import { type Change, changeThread } from '../store/threads.ts';
import { readRules } from './append-with-rules.ts';

export interface RulesDeps {
  readonly db: Db;
  readonly complaints: Queue;
  readonly businessHours: BusinessHours;
}

type Decide = Parameters<typeof changeThread>[2];

/**
 * As `changeThread`; the events that are an occasion for rules are followed by what the rules make of them, in one
 * transaction. The team chat is told first: a crash may then tell of what comes a moment later, and never lets it be
 * forgotten. It is told once, however often it is asked to.
 */
export async function changeWithRules(deps: RulesDeps, threadId: string, decide: Decide): Promise<Thread | undefined> {
  let rules: RuleContext | undefined;
  return changeThread(deps.db, threadId, async (thread) => {
    const change = await decide(thread);
    if (!change || !isOccasion(thread, change)) return change;
    rules ??= await readRules(deps);
    const [event = change.event, ...following] = withRules(rules, thread, eventsOf(change));
    for (const rule of tellingIn(following)) await sendComplaint(deps.complaints, { threadId, reason: 'rule', rule });
    return { ...change, event, following };
  });
}

/** Most of what is done is none: then the rules need not be read. Each may be one by itself, whatever came before it. */
function isOccasion(thread: Thread, change: Change): boolean {
  return eventsOf(change).some((event) => occasionsOf(event, thread).length > 0);
}

function eventsOf({ event, following = [] }: Change): readonly ThreadEvent[] {
  return [event, ...following];
}

function tellingIn(events: readonly ThreadEvent[]): { id: string; name: string }[] {
  return events
    .filter((event): event is Ruled => event.type === 'ruled')
    .filter(({ actions }) => actions.some((action) => action.do === 'tell-team'))
    .map(({ ruleId: id, rule: name }) => ({ id, name }));
}
