// What a person decides on a thread: claim, release, note, resolve, reopen, judge, take a judgement back.
import type { Cause, Severity } from '../domain/assessment.ts';
import type { BusinessHours } from '../domain/business-hours.ts';
import { CLAIM_MINUTES, claimedByOther } from '../domain/claim.ts';
import { deadlineFor } from '../domain/deadline.ts';
import type { Thread } from '../domain/thread.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { type Clock, type Instant, plus } from '../domain/time.ts';
import { withdrawalOfJudgement } from '../domain/withdrawn-judgement.ts';
import type { Db, Write } from '../store/db.ts';
import { key } from '../store/table.ts';
import { changeThread, getThread, hasNote, listEvents, type Note } from '../store/threads.ts';

export interface TriageDeps {
  readonly db: Db;
  readonly businessHours: BusinessHours;
  readonly clock: Clock;
}

interface Versioned {
  /** The version the person saw. */
  readonly version: number;
}

export type TriageAction =
  | { readonly type: 'claim' | 'release' }
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
  | { readonly refused: 'reply-pending' };

/** Does what the agent decided, or says why not. Deciding the same twice is done once. */
export async function triageThread(
  deps: TriageDeps,
  threadId: string,
  decision: { readonly by: string; readonly action: TriageAction },
): Promise<Thread | TriageRefusal> {
  const { action } = decision;
  if (action.type === 'note' && (await hasNote(deps.db, threadId, action.id))) {
    return (await getThread(deps.db, threadId)) ?? { refused: 'no-such-thread' };
  }
  let refusal: TriageRefusal | undefined;
  const changed = await changeThread(deps.db, threadId, (thread) => {
    refusal = refusalOf(thread, decision, deps.clock());
    return refusal ? undefined : changeBy(deps, thread, decision);
  });
  return refusal ?? changed ?? { refused: 'no-such-thread' };
}

function refusalOf(
  thread: Thread,
  { by, action }: { by: string; action: TriageAction },
  now: Instant,
): TriageRefusal | undefined {
  if (action.type === 'note') return undefined;
  const other = claimedByOther(thread, by, now);
  if (other) return { refused: 'claimed', by: other };
  if ('version' in action && action.version < thread.versionToKnow)
    return { refused: 'stale', version: thread.version };
  if (action.type === 'resolve' && thread.pendingReply) return { refused: 'reply-pending' };
  return undefined;
}

function changeBy(deps: TriageDeps, thread: Thread, { by, action }: { by: string; action: TriageAction }) {
  const at = deps.clock();
  const happened = { at, by };
  switch (action.type) {
    case 'claim':
      return {
        event: { type: 'claimed', ...happened, until: plus(at, { minutes: CLAIM_MINUTES }) } satisfies ThreadEvent,
      };
    case 'release':
      return thread.claim ? { event: { type: 'released', ...happened } satisfies ThreadEvent } : undefined;
    case 'note':
      return addNote(thread, { id: action.id, text: action.text, ...happened });
    case 'resolve':
      return thread.status === 'resolved'
        ? undefined
        : { event: { type: 'resolved', ...happened } satisfies ThreadEvent };
    case 'reopen':
      return { event: { type: 'reopened', ...happened, dueAt: owedBy(deps, thread) } satisfies ThreadEvent };
    case 'judge':
      return { event: judgement(deps, thread, { ...action, ...happened }) };
    case 'withdraw-judgement':
      return withdraw(deps, thread, happened);
  }
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
      ? { dueAt: owedBy(deps, { ...thread, severity: severity ?? thread.severity }) }
      : {}),
  };
}

/** The last judgement of this person; nothing is left to do when none stands. */
async function withdraw({ db }: TriageDeps, thread: Thread, happened: { at: Instant; by: string }) {
  const event = withdrawalOfJudgement(await listEvents(db, thread.id), happened);
  return event && { event };
}

/** A person says an answer is owed: counted from now, since nobody could have known before. */
function owedBy({ businessHours, clock }: TriageDeps, thread: Thread): Instant {
  return deadlineFor(thread, clock(), businessHours);
}
