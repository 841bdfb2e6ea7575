// The conversation between one author and the brand about one matter: the unit of work.
import type { Assessment, Cause, Decision, Kind, Risk, Severity } from './assessment.ts';
import type { Instant } from './time.ts';

/** Where a thread stands; each is a list in the desk. */
export const STATUSES = ['open', 'to-decide', 'waiting', 'resolved', 'not-complaint'] as const;
export type Status = (typeof STATUSES)[number];

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
  /** The deadline that stood when the thread was resolved or judged harmless: it stands again when that is taken back. */
  readonly dueBefore?: Instant;
  /** The deadline that was last missed: said once, even when it stays missed. */
  readonly missedDeadline?: Instant;
  readonly claim?: Claim;
  readonly firstRepliedAt?: Instant;
  readonly resolvedAt?: Instant;
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
  /** By when to answer what the customer wrote after the pending reply was approved: that reply does not answer it. */
  readonly dueAfterReply?: Instant;
  /** The spot check of the harmless that it is in, as long as it stands as it was drawn. */
  readonly spotCheck?: { readonly day: string; readonly answered: boolean };
  readonly sample: boolean;
  /** All of it was loaded from history on request: nobody is alerted to it, until the customer writes again. */
  readonly history: boolean;
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
