// A thread as the lists show it.
import { livingClaim } from '../domain/claim.ts';
import type { Deadline } from '../domain/deadline.ts';
import { ESCALATION, levelOf } from '../domain/escalation.ts';
import { nextStep } from '../domain/next-step.ts';
import { whyHere } from '../domain/priority.ts';
import { listOf, type Thread } from '../domain/thread.ts';
import type { Instant } from '../domain/time.ts';
import { runningClock } from '../domain/watch.ts';
import type { ThreadView } from './schemas.ts';

export function threadView(thread: Thread, now: Instant): ThreadView {
  const {
    missedDeadline: _missed,
    versionToKnow: _toKnow,
    history: _history,
    deskOnly: _deskOnly,
    beganAt: _beganAt,
    dueBefore: _dueBefore,
    dueAfterReply: _after,
    claim: _claim,
    answerClock: _answerClock,
    clockAfterReply: _clockAfterReply,
    solutionClock: _solutionClock,
    breaks: _breaks,
    warned: _warned,
    escalation: _escalation,
    promises: _promises,
    mustBeApprovedBy: _mustBeApprovedBy,
    followUpDue: _followUpDue,
    closedAt: _closedAt,
    ruledAt: _ruledAt,
    toldBy: _toldBy,
    ...shown
  } = thread;
  const claim = livingClaim(thread, now);
  const warned = thread.warned?.answer;
  const clock = runningClock(thread);
  const next = nextStep(thread, now);
  const level = levelOf(thread);
  const { name, who } = ESCALATION[level];
  return {
    ...shown,
    ...(claim ? { claim } : {}),
    ...(warned && warned.dueAt === thread.dueAt ? { warned: warned.percent } : {}),
    ...(clock ? { sum: clock.sum } : {}),
    ...(thread.solutionClock ? { solution: solutionView(thread.solutionClock, now) } : {}),
    ...(next ? { next } : {}),
    list: listOf(thread),
    escalation: { level, name, who },
    promises: (thread.promises ?? []).map(({ id, text, dueAt, by, brokenAt }) => {
      return { id, text, dueAt, by, isBroken: brokenAt !== undefined };
    }),
    causes: [...thread.causes],
    risks: [...thread.risks],
    why: whyHere(thread, now),
  };
}

function solutionView({ dueAt, sum }: Deadline, now: Instant): NonNullable<ThreadView['solution']> {
  return { dueAt, sum, isLate: dueAt <= now };
}
