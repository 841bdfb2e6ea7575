// What may stand behind the fields of the search: the names and everyday words for causes, severities, levels and states.
import { CAUSES, type Cause, RISKS, type Risk, type Severity } from './assessment.ts';
import { livingClaim } from './claim.ts';
import { ESCALATION, ESCALATION_LEVELS, type EscalationLevel, levelOf } from './escalation.ts';
import type { Thread } from './thread.ts';
import type { Instant } from './time.ts';

type Names<Value> = ReadonlyMap<string, readonly Value[]>;

/** How people call a cause, beside its own name. */
const CAUSE_WORDS: Readonly<Record<Cause, readonly string[]>> = {
  'slow-service': ['slow', 'wait', 'waiting', 'late-answer'],
  'rude-staff': ['rude', 'staff', 'unfriendly'],
  delivery: ['parcel', 'package', 'shipping', 'order'],
  billing: ['refund', 'refunds', 'bill', 'money', 'charge', 'invoice', 'payment', 'price'],
  'product-fault': ['fault', 'faulty', 'defect', 'broken', 'product', 'quality'],
  outage: ['down', 'offline', 'network', 'coverage'],
  booking: ['cancel', 'cancellation', 'reservation', 'appointment'],
  unreachable: ['unreached', 'nobody', 'hotline', 'no-answer'],
  'broken-promise': ['promise', 'promised'],
  other: ['else'],
};

export const CAUSE_NAMES: Names<Cause> = new Map(
  CAUSES.flatMap((cause) => [cause, ...CAUSE_WORDS[cause]].map((name) => [name, [cause]] as const)),
);

export const SEVERITY_NAMES: Names<Severity> = new Map<string, readonly Severity[]>([
  ['1', [1]],
  ['2', [2]],
  ['3', [3]],
  ['4', [4]],
  ['low', [1, 2]],
  ['high', [3, 4]],
  ['disapproval', [2]],
  ['accusation', [3]],
  ['blame', [4]],
]);

export const LEVEL_NAMES: Names<EscalationLevel> = new Map(
  ESCALATION_LEVELS.flatMap((level) => [[String(level), [level]] as const, [ESCALATION[level].name, [level]] as const]),
);

export const RISK_NAMES: Names<Risk> = new Map<string, readonly Risk[]>([
  ['any', RISKS],
  ...RISKS.map((risk) => [risk, [risk]] as const),
  ['legal', ['legal-threat']],
  ['data', ['data-leak']],
]);

type Flag = (thread: Thread, looking: { readonly agent: string; readonly now: Instant }) => boolean;

/** `is:…`: how a thread stands. */
export const FLAGS: ReadonlyMap<string, Flag> = new Map(
  Object.entries<Flag>({
    late: isLate,
    overdue: isLate,
    mine: (thread, { agent, now }) => livingClaim(thread, now)?.agent === agent,
    unassigned: (thread, { now }) => livingClaim(thread, now) === undefined,
    broken: ({ promises = [] }) => promises.some(({ brokenAt }) => brokenAt !== undefined),
    repeat: ({ continues }) => continues !== undefined,
    escalated: (thread) => levelOf(thread) > 1,
    answered: ({ firstRepliedAt }) => firstRepliedAt !== undefined,
    sending: ({ pendingReply, approval }) => pendingReply !== undefined && approval === undefined,
    unsure: ({ decision }) => decision === 'unsure',
    sample: ({ sample }) => sample,
  }),
);

/** `has:…`: what belongs to a thread. */
export const HOLDINGS: ReadonlyMap<string, Flag> = new Map(
  Object.entries<Flag>({
    promise: ({ promises = [] }) => promises.length > 0,
    risk: ({ risks }) => risks.length > 0,
    outcome: ({ outcome }) => outcome !== undefined,
    survey: ({ survey }) => survey !== undefined,
  }),
);

function isLate({ dueAt }: Thread, { now }: { readonly now: Instant }): boolean {
  return dueAt !== undefined && dueAt < now;
}
