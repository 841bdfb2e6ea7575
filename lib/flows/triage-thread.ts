// What a person decides on a thread: whose it is, what it is, what was promised, when it comes back, whether it is over.
import type { Cause, Severity } from '../domain/assessment.ts';
import { ASSIGNED_MINUTES, CLAIM_MINUTES, claimedByOther, claimUntil } from '../domain/claim.ts';
import { type Clocks, clocksFor } from '../domain/clocks.ts';
import type { Terms } from '../domain/deadline.ts';
import { ESCALATION, type EscalationLevel, levelOf } from '../domain/escalation.ts';
import { nextOpening } from '../domain/opening.ts';
import type { NewPromise } from '../domain/promise.ts';
import { type Role, reaches } from '../domain/role.ts';
import type { Thread } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { type Clock, type Instant, plus } from '../domain/time.ts';
import { withdrawalOfJudgement } from '../domain/withdrawn-judgement.ts';
import type { Write } from '../store/db.ts';
import { key } from '../store/table.ts';
import { getThread, hasNote, listEvents, type Note } from '../store/threads.ts';
import { changeWithRules, type RulesDeps } from './change-with-rules.ts';

export interface TriageDeps extends RulesDeps, Terms {
  readonly clock: Clock;
  /** After how many days somebody asks whether a solution holds; 0: nobody does. */
  readonly followUpDays: number;
}

interface Versioned {
  /** The version the person saw. */
  readonly version: number;
}

export type TriageAction =
  | { readonly type: 'claim' | 'release' }
  | { readonly type: 'wake' }
  | { readonly type: 'assign'; readonly to: string }
  | ({ readonly type: 'escalate'; readonly level: EscalationLevel; readonly reason: string } & Versioned)
  | ({ readonly type: 'snooze'; readonly until: Instant; readonly reason: string } & Versioned)
  | { readonly type: 'promise'; readonly promise: NewPromise }
  | { readonly type: 'keep-promise' | 'drop-promise'; readonly promiseId: string }
  | { readonly type: 'follow-up'; readonly how: 'asked' | 'dismissed' }
  | { readonly type: 'note'; readonly id: string; readonly text: string }
  | ({ readonly type: 'resolve' | 'reopen' | 'withdraw-judgement' } & Versioned)
  | ({
      readonly type: 'judge';
      readonly decision?: 'complaint' | 'not' | undefined;
      readonly causes?: readonly Cause[] | undefined;
      readonly severity?: Severity | undefined;
    } & Versioned);

export type TriageRefusal =
  | { readonly refused: 'no-such-thread' }
  | { readonly refused: 'stale'; readonly version: number }
  | { readonly refused: 'claimed'; readonly by: string }
  /** A level is lowered only by whoever an answer would have to be agreed with. */
  | { readonly refused: 'forbidden'; readonly needs: Role }
  /** A time that has passed already. */
  | { readonly refused: 'past'; readonly at: Instant }
  | { readonly refused: 'reply-pending' | 'erased' };

interface Decision {
  readonly by: string;
  readonly role: Role;
  readonly action: TriageAction;
}

/** Does what the agent decided, or says why not. Deciding the same twice is done once. */
export async function triageThread(
  deps: TriageDeps,
  threadId: string,
  decision: Decision,
): Promise<Thread | TriageRefusal> {
  const { action } = decision;
  if (action.type === 'note' && (await hasNote(deps.db, threadId, action.id))) {
    return (await getThread(deps.db, threadId)) ?? { refused: 'no-such-thread' };
  }
  let refusal: TriageRefusal | undefined;
  const changed = await changeWithRules(deps, threadId, (thread) => {
    refusal = refusalOf(thread, decision, deps.clock());
    return refusal ? undefined : changeBy(deps, thread, decision);
  });
  return refusal ?? changed ?? { refused: 'no-such-thread' };
}

function refusalOf(thread: Thread, { by, role, action }: Decision, now: Instant): TriageRefusal | undefined {
  const { agrees } = ESCALATION[levelOf(thread)];
  if (action.type === 'escalate' && action.level < levelOf(thread) && !reaches(role, agrees))
    return { refused: 'forbidden', needs: agrees };
  if (thread.erasedAt && NOT_OF_NOBODY.has(action.type)) return { refused: 'erased' };
  if (HARMLESS.has(action.type)) return undefined;
  // Whoever takes their own judgement back gives back what was.
  const other = action.type === 'withdraw-judgement' ? undefined : claimedByOther(thread, by, now);
  if (other) return { refused: 'claimed', by: other };
  if ('version' in action && action.version < thread.versionToKnow)
    return { refused: 'stale', version: thread.version };
  if (action.type === 'resolve' && thread.pendingReply) return { refused: 'reply-pending' };
  if (action.type === 'snooze' && action.until <= now) return { refused: 'past', at: action.until };
  return undefined;
}

/** What would keep new words about whoever was erased, or make something owed to them. */
const NOT_OF_NOBODY: ReadonlySet<TriageAction['type']> = new Set([
  'note',
  'promise',
  'escalate',
  'snooze',
  'reopen',
  'judge',
]);

/** What takes nothing from whoever has claimed the thread. */
const HARMLESS: ReadonlySet<TriageAction['type']> = new Set([
  'note',
  // A colleague hands it on, and the history says who.
  'assign',
  'escalate',
  'promise',
  'keep-promise',
  'drop-promise',
]);

function changeBy(deps: TriageDeps, thread: Thread, { by, action }: Decision) {
  const at = deps.clock();
  const happened = { at, by };
  switch (action.type) {
    case 'claim':
      return { event: { type: 'claimed', ...happened, until: claimEnd(thread, happened) } satisfies ThreadEvent };
    case 'release':
      return thread.claim ? { event: { type: 'released', ...happened } satisfies ThreadEvent } : undefined;
    case 'note':
      return addNote(thread, { id: action.id, text: action.text, ...happened });
    case 'resolve':
      return thread.status === 'resolved'
        ? undefined
        : { event: { type: 'resolved', ...happened, ...followUp(deps, thread, at) } satisfies ThreadEvent };
    case 'reopen':
      return { event: { type: 'reopened', ...happened, ...owedBy(deps, thread) } satisfies ThreadEvent };
    case 'judge':
      return { event: judgement(deps, thread, { ...action, ...happened }) };
    case 'withdraw-judgement':
      return withdraw(deps, thread, happened);
    default:
      return changeOf(laterOn(thread, action, happened));
  }
}

type Later = Extract<
  TriageAction,
  { type: 'assign' | 'escalate' | 'snooze' | 'wake' | 'promise' | 'keep-promise' | 'drop-promise' | 'follow-up' }
>;

function laterOn(thread: Thread, action: Later, happened: { at: Instant; by: string }): ThreadEvent | undefined {
  switch (action.type) {
    case 'assign':
      return { type: 'assigned', ...happened, to: action.to, until: plus(happened.at, { minutes: ASSIGNED_MINUTES }) };
    case 'escalate':
      return { type: 'escalated', ...happened, level: action.level, reason: action.reason };
    case 'snooze':
      return { type: 'snoozed', ...happened, until: action.until, reason: action.reason };
    case 'wake':
      return thread.snooze ? { type: 'woken', ...happened } : undefined;
    case 'promise':
      return thread.promises?.some(({ id }) => id === action.promise.id)
        ? undefined
        : { type: 'promised', ...happened, promise: action.promise };
    case 'keep-promise':
    case 'drop-promise': {
      const type = action.type === 'keep-promise' ? 'promise-kept' : 'promise-dropped';
      const stands = thread.promises?.some(({ id }) => id === action.promiseId);
      return stands ? { type, ...happened, promiseId: action.promiseId } : undefined;
    }
    case 'follow-up':
      return thread.followUpAt ? { type: 'followed-up', ...happened, how: action.how } : undefined;
  }
}

function claimEnd(thread: Thread, { at, by }: { readonly at: Instant; readonly by: string }): Instant {
  return claimUntil(thread, by, plus(at, { minutes: CLAIM_MINUTES })).until;
}

function addNote(thread: Thread, note: Note) {
  const event: ThreadEvent = { type: 'noted', at: note.at, by: note.by, noteId: note.id };
  const also: Write[] = [{ put: key.note(thread.id, note.id), doc: note, when: 'new' }];
  return { event, also };
}

function judgement(
  deps: TriageDeps,
  thread: Thread,
  judged: Extract<TriageAction, { type: 'judge' }> & { at: Instant; by: string },
): ThreadEvent {
  const { decision, causes, severity, at, by } = judged;
  return {
    type: 'judged',
    at,
    by,
    ...(decision ? { decision } : {}),
    ...(causes ? { causes } : {}),
    ...(severity ? { severity } : {}),
    ...(decision === 'complaint' || (decision === undefined && severity)
      ? owedBy(deps, { ...thread, severity: severity ?? thread.severity })
      : {}),
  };
}

/** The last judgement of this person; nothing is left to do when none stands. */
async function withdraw({ db }: TriageDeps, thread: Thread, happened: { at: Instant; by: string }) {
  return changeOf(withdrawalOfJudgement(await listEvents(db, thread.id), happened));
}

function changeOf(event: ThreadEvent | undefined) {
  return event && { event };
}

/** A person says an answer is owed: counted from now, since nobody could have known before. */
function owedBy(deps: TriageDeps, thread: Thread): Clocks {
  return clocksFor({ since: deps.clock(), said: thread, thread }, deps);
}

/** Where a complaint was answered somebody asks later whether the solution holds: at a time when somebody is at work. */
function followUp({ businessHours, followUpDays }: TriageDeps, thread: Thread, at: Instant) {
  if (followUpDays === 0 || thread.firstRepliedAt === undefined || thread.decision === 'not') return {};
  return { followUpAt: nextOpening(businessHours, plus(at, { days: followUpDays })) };
}
