// The conversation between one author and the brand about one matter: the unit of work.
import type { Assessment, Cause, Decision, Kind, Risk, Severity } from './assessment.ts';
import type { ThreadEvent } from './thread-event.ts';
import type { Instant } from './time.ts';

/** Where a thread stands; each is a list in the desk. */
export const STATUSES = ['open', 'to-decide', 'waiting', 'resolved', 'not-complaint'] as const;
export type Status = (typeof STATUSES)[number];

/** A claim is a lease: it ends by itself, so that nothing stays with somebody who left. */
export interface Claim {
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
  /** Number of events so far; a change states the version it was made on, and a stale one is refused. */
  readonly version: number;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  /** When the customer last wrote. */
  readonly heardAt: Instant;
  /** When the brand must have answered; absent while nothing is owed. */
  readonly dueAt?: Instant;
  /** The deadline that was last missed: said once, even when it stays missed. */
  readonly missedDeadline?: Instant;
  readonly claim?: Claim;
  readonly firstRepliedAt?: Instant;
  readonly resolvedAt?: Instant;
  readonly decision: Decision;
  readonly probability: number;
  readonly kind: Kind;
  readonly severity: Severity;
  readonly causes: readonly Cause[];
  readonly risks: readonly Risk[];
  readonly language: Assessment['language'];
  /** The newest post of the customer: what a reply answers unless another is chosen. */
  readonly latestPostId: string;
  /** First 200 characters of the newest post, for the list. Erased with the text. */
  readonly excerpt: string;
  readonly posts: number;
  /** A reply that has been approved and not yet ended; while it stands no second one may be queued. */
  readonly pendingReply?: string;
  readonly sample: boolean;
}

/**
 * The thread after one more event: a pure projection, so that replaying a thread's events gives its state again.
 * The first event must be `opened`; throws when it is not, because the history would then be incomplete.
 */
export function applyEvent(thread: Thread | undefined, event: ThreadEvent): Thread {
  if (event.type === 'opened') return opened(event);
  if (!thread) throw new Error(`the history of a thread must begin with "opened", not "${event.type}"`);
  const next = { ...thread, version: thread.version + 1, changedAt: event.at };
  switch (event.type) {
    case 'heard':
      return heard(next, event);
    case 'claimed':
      return { ...next, claim: { agent: event.by, until: event.until } };
    case 'released':
      return without(next, 'claim');
    case 'resolved':
      return without({ ...next, status: 'resolved', resolvedAt: event.at }, 'dueAt', 'claim');
    case 'reopened':
      return without({ ...next, status: 'open', dueAt: event.dueAt }, 'resolvedAt');
    case 'judged':
      return judged(next, event);
    case 'reply-queued':
      return { ...next, pendingReply: event.replyId, claim: { agent: event.by, until: event.claimUntil } };
    case 'reply-withdrawn':
    case 'reply-failed':
      return without(next, 'pendingReply');
    case 'reply-sent':
      return replied(next, event.at);
    case 'deadline-missed':
      return { ...next, missedDeadline: event.dueAt };
    case 'reply-unknown':
    case 'noted':
    case 'alerted':
      return next;
  }
}

type Of<Type extends ThreadEvent['type']> = Extract<ThreadEvent, { type: Type }>;

function opened(event: Of<'opened'>): Thread {
  const { thread } = event;
  const dueAt = event.dueAt === undefined ? {} : { dueAt: event.dueAt };
  return {
    ...thread,
    ...dueAt,
    ...judgement(event.assessment),
    status: statusFor(event.assessment.decision),
    version: 1,
    openedAt: event.at,
    changedAt: event.at,
    heardAt: event.heardAt,
    latestPostId: event.postId,
    excerpt: event.excerpt,
    posts: 1,
  };
}

function heard(thread: Thread, event: Of<'heard'>): Thread {
  const grown = { ...thread, posts: thread.posts + 1 };
  // A late arrival is part of the history, but the list keeps showing what the customer said last.
  if (event.heardAt < thread.heardAt) return worst(grown, thread, event.assessment);
  const news = { ...grown, heardAt: event.heardAt, latestPostId: event.postId, excerpt: event.excerpt };
  const status = thread.status === 'open' ? 'open' : reopenedStatus(thread.status, event.assessment.decision);
  const dueAt = status === 'open' || status === 'to-decide' ? (thread.dueAt ?? event.dueAt) : thread.dueAt;
  const dated = dueAt === undefined ? news : { ...news, dueAt };
  return without(
    worst({ ...dated, status }, thread, event.assessment),
    ...(status === 'open' ? (['resolvedAt'] as const) : []),
  );
}

function judged(thread: Thread, event: Of<'judged'>): Thread {
  const causes = event.causes ?? thread.causes;
  const severity = event.severity ?? thread.severity;
  const base = { ...thread, causes, severity };
  if (event.decision === undefined) return base;
  const decided = { ...base, decision: event.decision };
  if (event.decision === 'not') return without({ ...decided, status: 'not-complaint' }, 'dueAt', 'claim');
  const dueAt = thread.dueAt ?? event.dueAt;
  return { ...decided, status: 'open', kind: 'complaint', ...(dueAt === undefined ? {} : { dueAt }) };
}

function replied(thread: Thread, at: Instant): Thread {
  const answered = without(thread, 'pendingReply', 'dueAt');
  const status = thread.status === 'resolved' ? 'resolved' : 'waiting';
  return { ...answered, status, firstRepliedAt: thread.firstRepliedAt ?? at };
}

/** An answer to an open matter is that matter again; a friendly "thanks" after a solution is not a new complaint. */
function reopenedStatus(status: Status, decision: Decision): Status {
  if (decision === 'complaint') return 'open';
  if (status === 'waiting') return 'open';
  return decision === 'unsure' && status !== 'resolved' ? 'to-decide' : status;
}

function statusFor(decision: Decision): Status {
  if (decision === 'complaint') return 'open';
  return decision === 'unsure' ? 'to-decide' : 'not-complaint';
}

function judgement(assessment: Assessment) {
  const { decision, probability, kind, severity, causes, risks, language } = assessment;
  return { decision, probability, kind, severity, causes, risks, language };
}

/** Over a thread the gravest post counts: a calm second post does not take an accusation back. */
function worst(next: Thread, before: Thread, assessment: Assessment): Thread {
  if (assessment.probability < before.probability && assessment.decision !== 'complaint') return next;
  const severity = assessment.severity > before.severity ? assessment.severity : before.severity;
  const causes = [...new Set([...before.causes, ...assessment.causes])];
  const risks = [...new Set([...before.risks, ...assessment.risks])];
  const graver = assessment.probability >= before.probability ? judgement(assessment) : {};
  return { ...next, ...graver, severity, causes, risks };
}

function without<T extends object, K extends keyof T>(value: T, ...keys: readonly K[]): Omit<T, K> & T {
  const copy = { ...value };
  for (const key of keys) delete copy[key];
  return copy;
}
