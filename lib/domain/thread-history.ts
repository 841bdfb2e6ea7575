// What a thread is after all that happened to it: its state is the projection of its events, and of nothing else.
import { isDeepStrictEqual } from 'node:util';
import type { Decision, Finding } from './assessment.ts';
import { claimUntil } from './claim.ts';
import { isOwed, type Judgement, type Status, type Thread } from './thread.ts';
import { type ThreadEvent, UNDONE_WITH_JUDGEMENT } from './thread-event.ts';
import { progressed, settled } from './thread-progress.ts';
import type { Instant } from './time.ts';
import { without } from './without.ts';

/**
 * The thread after one more event: a pure projection, so that replaying a thread's events gives its state again.
 * The first event must be `opened`; throws when it is not, because the history would then be incomplete.
 */
export function applyEvent(thread: Thread | undefined, event: ThreadEvent): Thread {
  if (event.type === 'opened') return settled(undefined, opened(event), event);
  if (!thread) throw new Error(`the history of a thread must begin with "opened", not "${event.type}"`);
  const version = thread.version + 1;
  const next = {
    ...thread,
    version,
    changedAt: event.at,
    versionToKnow: isQuiet(thread, event) ? thread.versionToKnow : version,
  };
  return settled(thread, happened(thread, next, event), event);
}

/** `next` is the thread with its new version; `thread` as it was before. */
function happened(thread: Thread, next: Thread, event: Exclude<ThreadEvent, { type: 'opened' }>): Thread {
  switch (event.type) {
    case 'heard':
      return withoutIdleCheck(heard(thread.spotCheck?.answered ? without(next, 'spotCheck') : next, event));
    case 'post-edited':
      return withoutIdleCheck(edited(next, event));
    case 'post-gone':
      return event.postId === next.latestPostId ? { ...next, excerpt: '' } : next;
    case 'claimed':
      return { ...next, claim: claimUntil(next, event.by, event.until) };
    case 'released':
      return without(next, 'claim');
    case 'resolved':
      return without({ ...dueNoMore(next), status: 'resolved', resolvedAt: event.at }, 'claim', 'dueAfterReply');
    case 'reopened':
      return without(
        { ...(event.notSolved ? dueAnew(next, event.dueAt) : dueAgain(next, event.dueAt)), status: 'open' },
        'resolvedAt',
      );
    case 'judged':
      return judged(next, event);
    case 'judgement-withdrawn':
      return { ...without(next, ...UNDONE_WITH_JUDGEMENT, 'gradedByPerson', 'competitor'), ...event.unjudged };
    case 'reassessed':
      return withoutIdleCheck(reassessed(thread, next, event));
    case 'spot-check-asked':
      return { ...next, spotCheck: { day: event.day, answered: false } };
    case 'reply-queued':
      return { ...next, pendingReply: event.replyId, claim: claimUntil(next, event.by, event.claimUntil) };
    case 'reply-withdrawn':
    case 'reply-failed':
      return without(next, 'pendingReply', 'dueAfterReply');
    case 'reply-sent':
      return replied(next, event.at);
    case 'deadline-missed':
      return event.clock === 'solution' ? next : { ...next, missedDeadline: event.dueAt };
    default:
      return progressed(next, event);
  }
}

/** What Earshot notes by itself takes nothing from what a person decided a moment before, nor does keeping what one has. */
function isQuiet({ claim }: Thread, event: ThreadEvent): boolean {
  return QUIET.has(event.type) || (event.type === 'claimed' && event.by === claim?.agent);
}

const QUIET: ReadonlySet<ThreadEvent['type']> = new Set([
  'alerted',
  'deadline-missed',
  'reassessed',
  'spot-check-asked',
  'deadline-warned',
  'promise-broken',
  'follow-up-due',
  'outcome-seen',
  'surveyed',
  'ruled',
]);

type Of<Type extends ThreadEvent['type']> = Extract<ThreadEvent, { type: Type }>;

function opened(event: Of<'opened'>): Thread {
  const status = statusFor(owedDecision(event.assessment));
  return {
    ...event.thread,
    ...judgementIn(event.assessment),
    ...(isOwed(status) ? { dueAt: event.dueAt } : {}),
    status,
    version: 1,
    versionToKnow: 1,
    openedAt: event.at,
    beganAt: event.heardAt,
    changedAt: event.at,
    heardAt: event.heardAt,
    latestPostId: event.postId,
    excerpt: event.excerpt,
    ...(event.deskOnly ? { deskOnly: true as const } : {}),
    history: event.history,
    posts: 1,
  };
}

function heard(thread: Thread, event: Of<'heard'>): Thread {
  const { assessment, dueAt, heardAt, postId } = event;
  const isLate = heardAt < thread.heardAt;
  // A late arrival is part of the history, but the list keeps showing what the customer said last.
  const shown = isLate ? {} : { heardAt, latestPostId: postId, ...excerptIn(event) };
  const status = statusAfter(thread.status, owedDecision(assessment), isLate);
  const beganAt = sooner(thread.beganAt, heardAt);
  const history = thread.history && event.history;
  const next = { ...withoutMark(worst(thread, assessment), shown), status, beganAt, history, posts: thread.posts + 1 };
  if (!isOwed(status)) return next;
  const unanswered = thread.pendingReply ? { dueAfterReply: sooner(thread.dueAfterReply, dueAt) } : {};
  return without({ ...next, ...unanswered, dueAt: sooner(thread.dueAt, dueAt) }, 'resolvedAt');
}

/** Other words may make a complaint of a post; they take no answer, no decision and no deadline back. */
function edited(thread: Thread, event: Of<'post-edited'>): Thread {
  const { assessment, postId, dueAt } = event;
  const shown = postId === thread.latestPostId ? excerptIn(event) : {};
  const next = withoutMark(worst(thread, assessment), shown);
  if (thread.status !== 'not-complaint' && thread.status !== 'to-decide') return next;
  const status = statusAfter(thread.status, owedDecision(assessment), false);
  return isOwed(status) ? { ...next, status, dueAt: sooner(thread.dueAt, dueAt) } : next;
}

type Shown = Partial<Pick<Thread, 'heardAt' | 'latestPostId' | 'excerpt' | 'deskOnly'>>;

function excerptIn({ excerpt, deskOnly }: Of<'heard' | 'post-edited'>): Shown {
  return { excerpt, ...(deskOnly ? { deskOnly } : {}) };
}

/** The mark belongs to the excerpt: another excerpt is shown as it asks itself. */
function withoutMark(thread: Thread, shown: Shown): Thread {
  return { ...(shown.excerpt === undefined ? thread : without(thread, 'deskOnly')), ...shown };
}

function judged(thread: Thread, event: Of<'judged'>): Thread {
  const { decision, causes = thread.causes, severity = thread.severity } = event;
  const base = { ...thread, causes, severity, ...(event.severity ? { gradedByPerson: true as const } : {}) };
  if (decision === undefined) {
    return event.dueAt && isOwed(thread.status) ? { ...base, dueAt: sooner(thread.dueAt, event.dueAt) } : base;
  }
  const checked = thread.spotCheck ? { spotCheck: { ...thread.spotCheck, answered: true } } : {};
  if (decision === 'not')
    return without(
      { ...dueNoMore(base), ...checked, decision, status: 'not-complaint' },
      ...(['claim', 'resolvedAt', 'dueAfterReply'] as const),
    );
  const complaint = { ...without(base, 'competitor'), ...checked, decision, kind: 'complaint' } as const;
  // What has been answered or resolved stays so: the judgement is of the post, not of the answer.
  if (thread.status === 'waiting' || thread.status === 'resolved') return complaint;
  return { ...dueAgain(complaint, event.dueAt ?? event.at), status: 'open' };
}

function reassessed(before: Thread, thread: Thread, { judgement, moved, at }: Of<'reassessed'>): Thread {
  // A slightly other probability is no news for those who watch the lists.
  const isNews = moved || !isDeepStrictEqual(shownOf(before), shownOf(judgement));
  const next = { ...without(thread, 'competitor'), ...judgement, changedAt: isNews ? at : before.changedAt };
  if (!moved) return next;
  const { status, dueAt, resolvedAt } = moved;
  if (!isOwed(status)) {
    return without({ ...dueNoMore(next), status, ...(resolvedAt ? { resolvedAt } : {}) }, 'claim');
  }
  const open = without({ ...next, status }, 'resolvedAt');
  // Found late, like what was loaded from history: it is in the list, but nobody is alerted to it.
  return dueAt === undefined ? open : { ...without(open, 'dueBefore'), dueAt, history: true };
}

function shownOf(judgement: Judgement): Omit<Judgement, 'probability'> {
  const { probability: _, ...shown } = judgementIn(judgement);
  return shown;
}

function replied(thread: Thread, at: Instant): Thread {
  const answered = {
    ...without(thread, 'pendingReply', 'dueAt', 'dueBefore', 'dueAfterReply'),
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

/** What is to be done about a post: nothing where it complains of a competitor alone, unless somebody may be at risk. */
function owedDecision({ decision, competitor, risks }: Finding): Decision {
  return competitor === undefined || risks.length > 0 ? decision : 'not';
}

/** As in an assessment, where the competitor may be there and undefined. */
type Said = Omit<Judgement, 'competitor'> & Pick<Finding, 'competitor'>;

/** What is said, taken out of an assessment or a thread. */
export function judgementIn(said: Said): Judgement {
  const { decision, probability, kind, severity, gradedByPerson, causes, risks, language, competitor } = said;
  return {
    decision,
    probability,
    kind,
    severity,
    causes,
    risks,
    language,
    ...(gradedByPerson ? { gradedByPerson } : {}),
    ...(competitor ? { competitor } : {}),
  };
}

/** Over a thread the gravest post counts: a calm second post does not take an accusation back. */
function worst(before: Thread, assessment: Finding): Thread {
  const thread = withCompetitor(before, assessment);
  const risks = [...new Set([...thread.risks, ...assessment.risks])];
  const isGraver = graver(assessment, thread);
  if (!isGraver && assessment.decision !== 'complaint') return { ...thread, risks };
  const severity = assessment.severity > thread.severity ? assessment.severity : thread.severity;
  const causes = [...new Set([...thread.causes, ...assessment.causes])];
  return { ...thread, ...(isGraver ? saidOfBoth(assessment) : {}), severity, causes, risks };
}

/** Whom the thread is about follows from all its posts: one that is about the brand makes it the brand's matter. */
function withCompetitor(thread: Thread, { competitor, decision }: Finding): Thread {
  if (competitor === undefined) return decision === 'not' ? thread : without(thread, 'competitor');
  return thread.competitor !== undefined || thread.decision === 'not' ? { ...thread, competitor } : thread;
}

function saidOfBoth(assessment: Finding): Omit<Judgement, 'competitor'> {
  const { competitor: _, ...said } = judgementIn(assessment);
  return said;
}

/** By what was decided, be it by a person; between equals by what the classifier held more probable. */
function graver(assessment: Finding, { decision, probability }: Thread): boolean {
  const order: readonly Decision[] = ['not', 'unsure', 'complaint'];
  const step = order.indexOf(assessment.decision) - order.indexOf(decision);
  return step > 0 || (step === 0 && assessment.probability >= probability);
}

/** Whoever is asked about the harmless is not asked about what stands in another list by now. */
function withoutIdleCheck(thread: Thread): Thread {
  const isIdle = thread.spotCheck && !thread.spotCheck.answered && thread.status !== 'not-complaint';
  return isIdle ? without(thread, 'spotCheck') : thread;
}

/** Nothing is owed any more, unless that is taken back. */
function dueNoMore(thread: Thread): Thread {
  const { dueAt, ...rest } = thread;
  return dueAt === undefined ? rest : { ...rest, dueBefore: dueAt };
}

/** What was owed is owed again: taking a decision back gives no new time. */
function dueAgain(thread: Thread, given: Instant): Thread {
  const { dueBefore, ...rest } = thread;
  return { ...rest, dueAt: sooner(sooner(thread.dueAt, given), dueBefore ?? given) };
}

/** The customer says it is not solved: that is new, and an answer that is on its way does not answer it. */
function dueAnew({ dueBefore: _, ...thread }: Thread, given: Instant): Thread {
  const unanswered = thread.pendingReply ? { dueAfterReply: sooner(thread.dueAfterReply, given) } : {};
  return { ...thread, ...unanswered, dueAt: sooner(thread.dueAt, given) };
}

/** A promise once given is kept: a later post or a second thought brings it forward, never back. */
function sooner(standing: Instant | undefined, given: Instant): Instant {
  return standing !== undefined && standing < given ? standing : given;
}
