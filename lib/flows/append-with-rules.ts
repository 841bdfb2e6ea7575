// Writes an event to a thread's history together with what the team's rules make of it, so that no crash can part them.
import { type BusinessHours, isOpenAt } from '../domain/business-hours.ts';
import { type RuleContext, withRules } from '../domain/rule-evaluation.ts';
import type { Thread } from '../domain/thread.ts';
import { sendComplaint } from '../queues/complaints-queue.ts';
import type { Queue } from '../queues/queue.ts';
import type { Db } from '../store/db.ts';
import { getRules } from '../store/rules.ts';
import { appendEvent, type Change } from '../store/threads.ts';

/** The team's rules as they are now, and the hours they may ask for: one read. */
export async function readRules(deps: {
  readonly db: Db;
  readonly businessHours: BusinessHours;
}): Promise<RuleContext> {
  const { rules } = await getRules(deps.db);
  return { rules, isOpenAt: (instant) => isOpenAt(deps.businessHours, instant) };
}

/** As `appendEvent`; each event is followed by what the rules make of it. */
export function appendWithRules(
  rules: RuleContext,
  thread: Thread | undefined,
  { event, following = [] }: Pick<Change, 'event' | 'following'>,
): ReturnType<typeof appendEvent> {
  const [first = event, ...rest] = withRules(rules, thread, [event, ...following]);
  return appendEvent(thread, first, rest);
}

/** Has the team chat told what rules have asked for so far: it tells once for each rule, however often it is asked to. */
export async function tellByRules(complaints: Queue, { id: threadId, toldBy = [] }: Thread): Promise<void> {
  for (const rule of toldBy) await sendComplaint(complaints, { threadId, reason: 'rule', rule });
}
