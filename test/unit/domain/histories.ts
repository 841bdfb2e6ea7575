// What the tests of the rules have in common: short ways to say that a customer wrote and what happened then.
import type { Assessment } from '../../../lib/domain/assessment.ts';
import { deadlinesSchema, type Terms } from '../../../lib/domain/deadline.ts';
import { reassessment } from '../../../lib/domain/reassessment.ts';
import type { Thread } from '../../../lib/domain/thread.ts';
import type { ThreadEvent } from '../../../lib/domain/thread-event.ts';
import { applyEvent } from '../../../lib/domain/thread-history.ts';
import { withdrawalOfJudgement } from '../../../lib/domain/withdrawn-judgement.ts';

const DAY = [['00:00', '24:00']] as [[string, string]];
const ROUND_THE_CLOCK = { timeZone: 'UTC', week: { mon: DAY, tue: DAY }, holidays: [] };
/** Somebody is there round the clock on the first two days of a week, and all else is as usual. */
export const TERMS: Terms = { businessHours: ROUND_THE_CLOCK, deadlines: deadlinesSchema.parse({}) };

/** `at('10:30')` on the day all tests of the rules play on. */
export function at(timeOfDay: string): string {
  return `2026-11-23T${timeOfDay}:00.000Z`;
}

export const COMPLAINT: Assessment = {
  decision: 'complaint',
  probability: 0.9,
  kind: 'complaint',
  causes: ['delivery'],
  severity: 2,
  risks: [],
  language: { code: 'en', known: true },
  because: [],
  model: 'test-1',
};
export const ANGRIER: Assessment = { ...COMPLAINT, probability: 0.97, causes: ['rude-staff'], severity: 4 };
export const UNSURE: Assessment = { ...COMPLAINT, decision: 'unsure', probability: 0.4, severity: 1, causes: [] };
export const THANKS: Assessment = {
  ...COMPLAINT,
  decision: 'not',
  probability: 0.05,
  kind: 'praise',
  severity: 1,
  causes: [],
};
export const FOREIGN: Assessment = {
  ...UNSURE,
  probability: 0.5,
  kind: 'other',
  language: { code: 'de', known: false },
};

export interface Written {
  readonly postId?: string;
  /** When it was written and, unless `arrived` says otherwise, heard. */
  readonly written: string;
  readonly arrived?: string;
  readonly dueAt: string;
  readonly text?: string;
}

/** The first post of a thread. */
export function opened(assessment: Assessment, post: Written): ThreadEvent {
  const thread = { id: 't1', caseNumber: '4821-7305', network: 'x', author: { id: '7', handle: 'ana' }, sample: false };
  return { ...heard(assessment, post), type: 'opened', thread } as ThreadEvent;
}

/** A further post of the customer. */
export function heard(assessment: Assessment, post: Written): Extract<ThreadEvent, { type: 'heard' }> {
  const { postId = 'p1', written, arrived = written, dueAt, text = 'Where is my parcel?' } = post;
  const said = { postId, heardAt: written, excerpt: text, assessment, history: false, dueAt };
  return { type: 'heard', at: arrived, by: 'earshot', ...said };
}

export const happened = {
  /** The customer gave a post other words. */
  edited: (assessment: Assessment, post: Pick<Written, 'postId' | 'written' | 'dueAt' | 'text'>) => {
    const { postId = 'p1', written, dueAt, text = 'Where is my other parcel?' } = post;
    return { type: 'post-edited', at: written, by: 'earshot', postId, excerpt: text, assessment, dueAt } as const;
  },
  gone: (when: string, postId = 'p1') => ({ type: 'post-gone', at: when, by: 'earshot', postId }) as const,
  claimed: (when: string, until: string, by = 'kim') => ({ type: 'claimed', at: when, by, until }) as const,
  released: (when: string) => ({ type: 'released', at: when, by: 'kim' }) as const,
  noted: (when: string) => ({ type: 'noted', at: when, by: 'kim', noteId: 'n1' }) as const,
  alerted: (when: string) => ({ type: 'alerted', at: when, by: 'earshot', chat: 'slack', outcome: 'sent' }) as const,
  resolved: (when: string) => ({ type: 'resolved', at: when, by: 'kim' }) as const,
  reopened: (when: string, dueAt: string) => ({ type: 'reopened', at: when, by: 'kim', dueAt }) as const,
  missed: (when: string, dueAt: string) => ({ type: 'deadline-missed', at: when, by: 'earshot', dueAt }) as const,
  judged: (when: string, said: Omit<Extract<ThreadEvent, { type: 'judged' }>, 'type' | 'at' | 'by'>) =>
    ({ type: 'judged', at: when, by: 'kim', ...said }) as const,
  /** `judgedAt`: the version of the judgement that was taken back; `before` are all events up to then. */
  judgementWithdrawn: (when: string, before: readonly ThreadEvent[], by = 'kim') => {
    const event = withdrawalOfJudgement(before, { by, at: when });
    if (!event) throw new Error(`no judgement of ${by} stands`);
    return event;
  },
  /** `posts`: what is said of each post now; `before` are all events up to then. */
  reassessed: (when: string, before: readonly ThreadEvent[], posts: Readonly<Record<string, Assessment>>) =>
    reassessment(threadOf(...before), before, {
      posts: Object.entries(posts).map(([postId, finding]) => ({ postId, finding })),
      now: when,
      terms: TERMS,
    }),
  replyQueued: (when: string, replyId = 'r1') =>
    ({ type: 'reply-queued', at: when, by: 'kim', replyId, postId: 'p1', claimUntil: at('23:00') }) as const,
  replyWithdrawn: (when: string) => ({ type: 'reply-withdrawn', at: when, by: 'kim', replyId: 'r1' }) as const,
  replySent: (when: string) =>
    ({ type: 'reply-sent', at: when, by: 'earshot', replyId: 'r1', nativeId: 'n9' }) as const,
  replyFailed: (when: string) =>
    ({ type: 'reply-failed', at: when, by: 'earshot', replyId: 'r1', reason: 'refused' }) as const,
  replyUnknown: (when: string) =>
    ({ type: 'reply-unknown', at: when, by: 'earshot', replyId: 'r1', reason: 'no answer' }) as const,
};

/** The thread that a history comes to. */
export function threadOf(...events: readonly ThreadEvent[]): Thread {
  const thread = events.reduce<Thread | undefined>(applyEvent, undefined);
  if (!thread) throw new Error('a history needs at least one event');
  return thread;
}
