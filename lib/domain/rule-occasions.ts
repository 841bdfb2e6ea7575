// Which occasions for rules an event of a thread is.
import type { RuleOccasion } from './rule.ts';
import type { Thread } from './thread.ts';
import type { ThreadEvent } from './thread-event.ts';

/**
 * The occasions that an event is, for a thread as it was before. What a rule did is none, so that rules cannot set each
 * other off; what was loaded from history is none, since nobody can be late for it any more.
 */
export function occasionsOf(event: ThreadEvent, before?: Thread): readonly RuleOccasion[] {
  switch (event.type) {
    case 'opened':
    case 'heard':
      return event.history ? [] : [event.type];
    // Other words may complain, threaten or be at risk as a further post does.
    case 'post-edited':
      return before?.history ? [] : ['heard'];
    case 'judged':
      return event.decision === 'not' ? [] : ['judged'];
    case 'deadline-warned':
    case 'deadline-missed':
      return passedBy(event, before);
    case 'reopened':
    case 'escalated':
    case 'promise-broken':
    case 'came-back':
    case 'outcome-seen':
      return [event.type];
    default:
      return [];
  }
}

const MARKS = [
  [50, 'half-time'],
  [75, 'three-quarters'],
] as const;

/** Of the clock to the answer. Only the highest mark is said: those below it that nobody has spoken of have passed, too. */
function passedBy(
  event: Extract<ThreadEvent, { type: 'deadline-warned' | 'deadline-missed' }>,
  before?: Thread,
): readonly RuleOccasion[] {
  const missed = event.type === 'deadline-missed' ? (['deadline-missed'] as const) : [];
  if (event.clock === 'solution') return missed;
  const said = before?.warned?.answer?.dueAt === event.dueAt ? before.warned.answer.percent : 0;
  const percent = event.type === 'deadline-missed' ? 100 : event.percent;
  const marks = MARKS.filter(([mark]) => mark > said && mark <= percent).map(([, occasion]) => occasion);
  return [...marks, ...missed];
}

/** For the history: "because …". */
export const OCCASION_WORDS: Readonly<Record<RuleOccasion, string>> = {
  opened: 'a complaint was heard',
  heard: 'the customer wrote again',
  judged: 'somebody judged it',
  reopened: 'it was reopened',
  escalated: 'somebody escalated it',
  'half-time': 'half the time to answer had passed',
  'three-quarters': 'three quarters of the time to answer had passed',
  'deadline-missed': 'the deadline was missed',
  'promise-broken': 'a promise was broken',
  'came-back': 'the customer complained again',
  'outcome-seen': 'the customer reacted to an answer',
};
