// The conversation between one author and the brand about one matter: the unit of work.
import type { Assessment, Cause, Decision, Kind, Risk, Severity } from './assessment.ts';
import type { Deadline } from './deadline.ts';
import type { Approver, EscalationLevel } from './escalation.ts';
import type { OpenPromise } from './promise.ts';
import type { Instant } from './time.ts';

/** Where a thread stands; each is a list in the desk. */
export const STATUSES = ['open', 'to-decide', 'waiting', 'resolved', 'not-complaint'] as const;
export type Status = (typeof STATUSES)[number];

/** The lists of the desk: one a status, and what is taken out of them for a while or for somebody. */
export const LISTS = [...STATUSES, 'snoozed', 'approval', 'follow-up'] as const;
export type ListName = (typeof LISTS)[number];

/** What was seen of the customer after an answer. */
export const OUTCOMES = ['thanked', 'deleted', 'angrier', 'came-back'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A stretch in which nothing was owed: the clock of the solution stood still. */
export interface Break {
  readonly from: Instant;
  /** Absent while it lasts. */
  readonly to?: Instant;
}

/** Characters of a post that the lists and alerts show. */
export const EXCERPT_LENGTH = 200;

/** A claim is a lease: it ends by itself, so that nothing stays with somebody who left. */
interface Claim {
  readonly agent: string;
  readonly until: Instant;
}

export interface Thread {
  readonly id: string;
  readonly caseNumber: string;
  readonly network: string;
  readonly author: {
    readonly id: string;
    readonly handle: string;
    readonly name?: string;
    readonly followers?: number;
  };
  readonly status: Status;
  /** Number of events so far. */
  readonly version: number;
  /** A change made on an older version than this is stale: its maker has not seen something that matters. */
  readonly versionToKnow: number;
  /** When Earshot first heard of it. */
  readonly openedAt: Instant;
  /** When the customer first wrote. */
  readonly beganAt: Instant;
  readonly changedAt: Instant;
  /** When the customer last wrote. */
  readonly heardAt: Instant;
  /** When the brand must have answered; absent while nothing is owed. */
  readonly dueAt?: Instant;
  /** The clock that runs to `dueAt`, where one was set: from when it counts, and when it is warned of. */
  readonly answerClock?: Deadline;
  /** The clock that runs to the solution; absent while nothing is owed, when it stands still. */
  readonly solutionClock?: Deadline;
  /** When the clock of the solution stood still, oldest first. */
  readonly breaks?: readonly Break[];
  /** What has been said of the two clocks: the highest percentage, of which deadline. */
  readonly warned?: Readonly<
    Partial<Record<'answer' | 'solution', { readonly dueAt: Instant; readonly percent: Percent }>>
  >;
  /** The deadline that stood when the thread was resolved or judged harmless: it stands again when that is taken back. */
  readonly dueBefore?: Instant;
  /** The deadline that was last missed: said once, even when it stays missed. */
  readonly missedDeadline?: Instant;
  readonly claim?: Claim;
  /** Who must act: see escalation.ts; absent: the first level. */
  readonly escalation?: EscalationLevel;
  /** Put aside until then; whatever happens to the thread ends it sooner. */
  readonly snooze?: { readonly until: Instant; readonly reason: string; readonly by: string };
  /** An answer that waits for somebody's agreement; it is the pending reply. */
  readonly approval?: { readonly replyId: string; readonly by: string; readonly needs: Approver };
  /** Set by a rule: no answer leaves without this agreement. */
  readonly mustBeApprovedBy?: Approver;
  /** When rules applied lately, the oldest first: too many in an hour, and they would chase each other. */
  readonly ruledAt?: readonly Instant[];
  /** The rules that had the team chat told: each does so once. */
  readonly toldBy?: readonly { readonly id: string; readonly name: string }[];
  /** What was promised and has neither been kept nor dropped; broken ones are among them. */
  readonly promises?: readonly OpenPromise[];
  /** When to ask whether the solution holds. */
  readonly followUpAt?: Instant;
  /** The time to ask has come. */
  readonly followUpDue?: true;
  /** What was last seen of the customer after an answer. */
  readonly outcome?: Outcome;
  /** What the customer said on their page: satisfaction 1 to 5, recommendation 0 to 10. */
  readonly survey?: { readonly at: Instant; readonly csat?: number; readonly nps?: number };
  /** The earlier thread of the same customer whose matter this is again. */
  readonly continues?: Continued;
  /** The later thread in which the customer complained of this again. */
  readonly continuedBy?: Continued;
  readonly firstRepliedAt?: Instant;
  readonly resolvedAt?: Instant;
  /** When it was resolved or found to be no complaint, and has stayed so. */
  readonly closedAt?: Instant;
  /** When the customer asked on their page that their data be deleted. */
  readonly erasureAskedAt?: Instant;
  /** When the customer was erased: nobody is left to whom anything is owed. */
  readonly erasedAt?: Instant;
  readonly decision: Decision;
  readonly probability: number;
  readonly kind: Kind;
  readonly severity: Severity;
  /** A person graded the severity: it is somebody's word even where the classifier cannot read the post. */
  readonly gradedByPerson?: true;
  readonly causes: readonly Cause[];
  readonly risks: readonly Risk[];
  readonly language: Assessment['language'];
  /** The competitor it is about, and the own brand is not: nobody here owes it an answer. */
  readonly competitor?: string;
  /** The newest post of the customer: what a reply answers unless another is chosen. */
  readonly latestPostId: string;
  /** The beginning of the newest post, for the list. Erased with the text. */
  readonly excerpt: string;
  /** The excerpt was written for a smaller circle: it is shown in the desk alone. */
  readonly deskOnly?: true;
  readonly posts: number;
  /** A reply that has been approved and not yet ended; while it stands no second one may be queued. */
  readonly pendingReply?: string;
  /** The clock that runs to `dueAfterReply`. */
  readonly clockAfterReply?: Deadline;
  /** By when to answer what the customer wrote after the pending reply was approved: that reply does not answer it. */
  readonly dueAfterReply?: Instant;
  /** The spot check of the harmless that it is in, as long as it stands as it was drawn. */
  readonly spotCheck?: { readonly day: string; readonly answered: boolean };
  readonly sample: boolean;
  /** All of it was loaded from history on request: nobody is alerted to it, until the customer writes again. */
  readonly history: boolean;
}

export type Percent = 50 | 75 | 100;

interface Continued {
  readonly threadId: string;
  readonly caseNumber: string;
}

/** The list in which the thread stands. */
export function listOf({ status, approval, snooze, followUpDue, pendingReply }: Thread): ListName {
  if (approval) return 'approval';
  if (snooze) return 'snoozed';
  // The question is on its way: only when it does not leave is it to be asked again.
  return followUpDue && !pendingReply ? 'follow-up' : status;
}

/** What is said of a thread, by the classifier over all its posts and by people over the classifier. */
export type Judgement = Pick<
  Thread,
  'decision' | 'probability' | 'kind' | 'severity' | 'gradedByPerson' | 'causes' | 'risks' | 'language' | 'competitor'
>;

/** Whether the severity is anybody's word: the classifier grades only what it can read. */
export function isGraded({ language, gradedByPerson }: Pick<Thread, 'language' | 'gradedByPerson'>): boolean {
  return language.known || gradedByPerson === true;
}

/** Whether an answer or a decision is owed to a thread that stands there, and so a deadline runs. */
export function isOwed(status: Status): boolean {
  return status === 'open' || status === 'to-decide';
}

/** The beginning of a text, by whole characters: half an emoji is none. */
export function excerptOf(text: string): string {
  return [...text].slice(0, EXCERPT_LENGTH).join('');
}
