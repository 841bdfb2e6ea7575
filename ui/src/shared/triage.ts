// The decisions on a thread as operations: what is shown at once, what is sent, and what takes it back.
import type { Action } from '../../../lib/api/action-schemas.ts';
import type { ThreadView } from '../../../lib/api/schemas.ts';
import type { Api } from './api.ts';
import type { Operation } from './operations.ts';
import { clockOrDate } from './times.ts';
import { authorName, causeWords, LEVEL_WORDS, SEVERITY_WORDS } from './words.ts';

export interface TriageNeeds {
  readonly api: Pick<Api, 'act'>;
  readonly agent: () => string;
  readonly now: () => number;
}

export type Corrections = Partial<Pick<ThreadView, 'causes' | 'severity'>>;

export interface Snooze {
  /** ISO 8601. */
  readonly until: string;
  readonly reason: string;
}

type Level = Extract<Action, { type: 'escalate' }>['level'];

export interface Escalation {
  readonly level: Level;
  readonly reason: string;
}

/** About as long as the server's leases, for the moment until it answers. */
const CLAIM_MS = 30 * 60_000;
const ASSIGNED_MS = 16 * CLAIM_MS;

// "No longer claimed" is a present key without a value, which exactOptionalPropertyTypes cannot say.
const UNCLAIMED = { claim: undefined } as Partial<ThreadView>;
const AWAKE = { snooze: undefined } as Partial<ThreadView>;

/** Whatever is decided ends a snooze. */
const inList = (status: ThreadView['status']): Partial<ThreadView> => ({ ...AWAKE, status, list: status });

export function claim(needs: TriageNeeds, thread: ThreadView): Operation {
  const until = new Date(needs.now() + CLAIM_MS).toISOString();
  return {
    threadId: thread.id,
    done: 'Claimed',
    change: { claim: { agent: needs.agent(), until } },
    leaves: false,
    send: () => needs.api.act(thread.id, { type: 'claim' }),
    undo: () => release(needs, thread),
  };
}

export function release(needs: TriageNeeds, thread: ThreadView): Operation {
  return {
    threadId: thread.id,
    done: 'Released',
    change: UNCLAIMED,
    leaves: false,
    send: () => needs.api.act(thread.id, { type: 'release' }),
    undo: () => claim(needs, thread),
  };
}

/** Gives the thread to a colleague, or to oneself; taken back it is whose it was, or nobody's. */
export function assign(needs: TriageNeeds, thread: ThreadView, to: string): Operation {
  const until = new Date(needs.now() + ASSIGNED_MS).toISOString();
  const before = thread.claim?.agent;
  return {
    threadId: thread.id,
    done: `Assigned to ${to}: ${authorName(thread.author)}`,
    change: { claim: { agent: to, until } },
    leaves: to !== needs.agent(),
    send: () => needs.api.act(thread.id, { type: 'assign', to }),
    undo: () => (before === undefined ? unassign(needs, thread) : assign(needs, thread, before)),
  };
}

/** Nobody lets go of what a colleague holds: it is taken over first. */
function unassign(needs: TriageNeeds, thread: ThreadView): Operation {
  const takeOver = { type: 'assign', to: needs.agent() } as const;
  return {
    ...release(needs, thread),
    send: () => needs.api.act(thread.id, takeOver).then(() => needs.api.act(thread.id, { type: 'release' })),
  };
}

export function escalate(needs: TriageNeeds, thread: ThreadView, { level, reason }: Escalation): Operation {
  const [name, who] = LEVEL_WORDS[level];
  const before = thread.escalation.level as Level;
  return {
    threadId: thread.id,
    done: `Level ${level}, ${who}: ${authorName(thread.author)}`,
    change: { escalation: { level, name, who } },
    leaves: level > before,
    send: (version) => needs.api.act(thread.id, { type: 'escalate', level, reason, version }),
    undo: () => escalate(needs, thread, { level: before, reason: 'Taken back' }),
  };
}

export function snooze(needs: TriageNeeds, thread: ThreadView, { until, reason }: Snooze): Operation {
  return {
    threadId: thread.id,
    done: `Snoozed until ${clockOrDate(until, needs.now())}: ${authorName(thread.author)}`,
    change: { snooze: { until, reason, by: needs.agent() }, list: 'snoozed' },
    leaves: true,
    send: (version) => needs.api.act(thread.id, { type: 'snooze', until, reason, version }),
    undo: () => wake(needs, thread),
  };
}

function wake({ api }: Pick<TriageNeeds, 'api'>, thread: ThreadView): Operation {
  return {
    threadId: thread.id,
    done: `Awake: ${authorName(thread.author)}`,
    change: inList(thread.status),
    leaves: true,
    send: () => api.act(thread.id, { type: 'wake' }),
  };
}

export function resolve({ api }: TriageNeeds, thread: ThreadView): Operation {
  return {
    threadId: thread.id,
    done: `Resolved: ${authorName(thread.author)}`,
    change: { ...UNCLAIMED, ...inList('resolved') },
    leaves: true,
    send: (version) => api.act(thread.id, { type: 'resolve', version }),
    undo: () => reopen({ api }, thread),
  };
}

export function reopen({ api }: Pick<TriageNeeds, 'api'>, thread: ThreadView): Operation {
  return {
    threadId: thread.id,
    done: `Open again: ${authorName(thread.author)}`,
    change: inList('open'),
    leaves: true,
    send: (version) => api.act(thread.id, { type: 'reopen', version }),
  };
}

export function judgeNot({ api }: TriageNeeds, thread: ThreadView): Operation {
  return {
    threadId: thread.id,
    done: `Not a complaint: ${authorName(thread.author)}`,
    change: { ...UNCLAIMED, ...checked(thread), ...inList('not-complaint'), decision: 'not' },
    leaves: true,
    send: (version) => api.act(thread.id, { type: 'judge', decision: 'not', version }),
    undo: () => withdraw({ api }, thread),
  };
}

export function judgeComplaint({ api }: Pick<TriageNeeds, 'api'>, thread: ThreadView): Operation {
  return {
    threadId: thread.id,
    done: `A complaint, in Needs reply: ${authorName(thread.author)}`,
    change: { ...checked(thread), ...inList('open'), decision: 'complaint' },
    leaves: thread.status !== 'open',
    send: (version) => api.act(thread.id, { type: 'judge', decision: 'complaint', version }),
    undo: () => withdraw({ api }, thread),
  };
}

/** Cause or severity as a person sees it; kept by the server as a label to learn from. */
export function correct({ api }: Pick<TriageNeeds, 'api'>, thread: ThreadView, corrections: Corrections): Operation {
  const { causes, severity } = corrections;
  const words = [
    ...(severity ? [`Severity: ${SEVERITY_WORDS[severity]}`] : []),
    ...(causes ? [`Cause: ${causeWords(causes) || 'none'}`] : []),
  ];
  return {
    threadId: thread.id,
    done: words.join('; '),
    change: { ...corrections, ...(severity ? { gradedByPerson: true } : {}) },
    leaves: false,
    send: (version) => api.act(thread.id, { type: 'judge', ...corrections, version }),
    undo: () => withdraw({ api }, thread),
  };
}

/** The thread as if the agent's last judgement had never been made; `before` is shown until the server has answered. */
function withdraw({ api }: Pick<TriageNeeds, 'api'>, before: ThreadView): Operation {
  return {
    threadId: before.id,
    done: `Taken back: ${authorName(before.author)}`,
    // What was absent before is a present key without a value, as with UNCLAIMED.
    change: Object.fromEntries(JUDGED.map((field) => [field, before[field]])) as Partial<ThreadView>,
    leaves: false,
    send: (version) => api.act(before.id, { type: 'withdraw-judgement', version }),
  };
}

/** What a judgement changes of a thread. */
const JUDGED = [
  'status',
  'list',
  'snooze',
  'decision',
  'severity',
  'gradedByPerson',
  'causes',
  'claim',
  'dueAt',
  'spotCheck',
] as const;

function checked({ spotCheck }: ThreadView): Partial<ThreadView> {
  return spotCheck ? { spotCheck: { ...spotCheck, answered: true } } : {};
}
