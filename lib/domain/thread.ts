// The conversation between one author and the brand about one matter: the unit of work.
import type { Assessment, Cause, Decision, Kind, Risk, Severity } from './assessment.ts';
import type { ThreadEvent } from './thread-event.ts';
import type { Instant } from './time.ts';

/** Where a thread stands; each is a list in the desk. */
export const STATUSES = ['open', 'to-decide', 'waiting', 'resolved', 'not-complaint'] as const;
export type Status = (typeof STATUSES)[number];

/** Characters of a post that the lists and alerts show. */
export const EXCERPT_LENGTH = 200;

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
  /** The beginning of the newest post, for the list. Erased with the text. */
  readonly excerpt: string;
  readonly posts: number;
  /** A reply that has been approved and not yet ended; while it stands no second one may be queued. */
  readonly pendingReply?: string;
  /** By when to answer what the customer wrote after the pending reply was approved: that reply does not answer it. */
  readonly dueAfterReply?: Instant;
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
      return without({ ...next, status: 'resolved', resolvedAt: event.at }, 'dueAt', 'claim', 'dueAfterReply');
    case 'reopened':
      return without({ ...next, status: 'open', dueAt: sooner(thread.dueAt, event.dueAt) }, 'resolvedAt');
    case 'judged':
      return judged(next, event);
    case 'reply-queued':
      return { ...next, pendingReply: event.replyId, claim: { agent: event.by, until: event.claimUntil } };
    case 'reply-withdrawn':
    case 'reply-failed':
      return without(next, 'pendingReply', 'dueAfterReply');
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

/** The beginning of a text, by whole characters: half an emoji is none. */
export function excerptOf(text: string): string {
  return [...text].slice(0, EXCERPT_LENGTH).join('');
}

type Of<Type extends ThreadEvent['type']> = Extract<ThreadEvent, { type: Type }>;

function opened(event: Of<'opened'>): Thread {
  const status = statusFor(event.assessment.decision);
  return {
    ...event.thread,
    ...judgement(event.assessment),
    ...(isOwed(status) ? { dueAt: event.dueAt } : {}),
    status,
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
  const { assessment, dueAt, heardAt, postId, excerpt } = event;
  const isLate = heardAt < thread.heardAt;
  // A late arrival is part of the history, but the list keeps showing what the customer said last.
  const shown = isLate ? {} : { heardAt, latestPostId: postId, excerpt };
  const status = statusAfter(thread.status, assessment.decision, isLate);
  const next = { ...worst(thread, assessment), ...shown, status, posts: thread.posts + 1 };
  if (!isOwed(status)) return next;
  const unanswered = thread.pendingReply ? { dueAfterReply: sooner(thread.dueAfterReply, dueAt) } : {};
  return without({ ...next, ...unanswered, dueAt: sooner(thread.dueAt, dueAt) }, 'resolvedAt');
}

function judged(thread: Thread, event: Of<'judged'>): Thread {
  const { decision, causes = thread.causes, severity = thread.severity } = event;
  const base = { ...thread, causes, severity };
  if (decision === undefined) return base;
  if (decision === 'not')
    return without(
      { ...base, decision, status: 'not-complaint' },
      ...(['dueAt', 'claim', 'resolvedAt', 'dueAfterReply'] as const),
    );
  const complaint = { ...base, decision, kind: 'complaint' } as const;
  // What has been answered or resolved stays so: the judgement is of the post, not of the answer.
  if (thread.status === 'waiting' || thread.status === 'resolved') return complaint;
  return { ...complaint, status: 'open', dueAt: sooner(thread.dueAt, event.dueAt ?? event.at) };
}

function replied(thread: Thread, at: Instant): Thread {
  const answered = {
    ...without(thread, 'pendingReply', 'dueAt', 'dueAfterReply'),
    firstRepliedAt: thread.firstRepliedAt ?? at,
  };
  // Thanks for praise make no case of it, and a resolved matter stays resolved.
  if (!isOwed(thread.status)) return answered;
  const { dueAfterReply } = thread;
  return dueAfterReply ? { ...answered, dueAt: dueAfterReply } : { ...answered, status: 'waiting' };
}

/**
 * Where a further post puts the thread. An answer to an open matter is that matter again; a friendly "thanks" after a
 * solution is not a new complaint; and what the classifier cannot tell a person decides, whatever came before.
 */
function statusAfter(status: Status, decision: Decision, isLate: boolean): Status {
  if (status === 'open' || decision === 'complaint') return 'open';
  if (status === 'waiting') return isLate && decision === 'not' ? 'waiting' : 'open';
  return decision === 'unsure' ? 'to-decide' : status;
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
function worst(thread: Thread, assessment: Assessment): Thread {
  const risks = [...new Set([...thread.risks, ...assessment.risks])];
  const isGraver = graver(assessment, thread);
  if (!isGraver && assessment.decision !== 'complaint') return { ...thread, risks };
  const severity = assessment.severity > thread.severity ? assessment.severity : thread.severity;
  const causes = [...new Set([...thread.causes, ...assessment.causes])];
  return { ...thread, ...(isGraver ? judgement(assessment) : {}), severity, causes, risks };
}

/** By what was decided, be it by a person; between equals by what the classifier held more probable. */
function graver(assessment: Assessment, { decision, probability }: Thread): boolean {
  const order: readonly Decision[] = ['not', 'unsure', 'complaint'];
  const step = order.indexOf(assessment.decision) - order.indexOf(decision);
  return step > 0 || (step === 0 && assessment.probability >= probability);
}

/** Whether an answer or a decision is owed, and so a deadline runs. */
function isOwed(status: Status): boolean {
  return status === 'open' || status === 'to-decide';
}

/** A promise once given is kept: a later post or a second thought brings it forward, never back. */
function sooner(standing: Instant | undefined, given: Instant): Instant {
  return standing !== undefined && standing < given ? standing : given;
}

function without<T extends object, K extends keyof T>(value: T, ...keys: readonly K[]): Omit<T, K> & T {
  const copy = { ...value };
  for (const key of keys) delete copy[key];
  return copy;
}
