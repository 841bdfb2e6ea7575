// The decisions on a thread as operations: what is shown at once, what is sent, and what takes it back.
import type { ThreadView } from '../../../lib/api/schemas.ts';
import type { Api } from './api.ts';
import type { Operation } from './operations.ts';
import { authorName, causeWords, SEVERITY_WORDS } from './words.ts';

export interface TriageNeeds {
  readonly api: Pick<Api, 'act'>;
  readonly agent: () => string;
  readonly now: () => number;
}

export type Corrections = Partial<Pick<ThreadView, 'causes' | 'severity'>>;

/** About as long as the server's lease, for the moment until it answers. */
const CLAIM_MS = 30 * 60_000;

// "No longer claimed" is a present key without a value, which exactOptionalPropertyTypes cannot say.
const UNCLAIMED = { claim: undefined } as Partial<ThreadView>;

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

export function resolve({ api }: TriageNeeds, thread: ThreadView): Operation {
  return {
    threadId: thread.id,
    done: `Resolved: ${authorName(thread.author)}`,
    change: { ...UNCLAIMED, status: 'resolved' },
    leaves: true,
    send: (version) => api.act(thread.id, { type: 'resolve', version }),
    undo: () => reopen({ api }, thread),
  };
}

export function reopen({ api }: Pick<TriageNeeds, 'api'>, thread: ThreadView): Operation {
  return {
    threadId: thread.id,
    done: `Open again: ${authorName(thread.author)}`,
    change: { status: 'open' },
    leaves: true,
    send: (version) => api.act(thread.id, { type: 'reopen', version }),
  };
}

export function judgeNot({ api }: TriageNeeds, thread: ThreadView): Operation {
  return {
    threadId: thread.id,
    done: `Not a complaint: ${authorName(thread.author)}`,
    change: { ...UNCLAIMED, ...checked(thread), status: 'not-complaint', decision: 'not' },
    leaves: true,
    send: (version) => api.act(thread.id, { type: 'judge', decision: 'not', version }),
    undo: () => withdraw({ api }, thread),
  };
}

export function judgeComplaint({ api }: Pick<TriageNeeds, 'api'>, thread: ThreadView): Operation {
  return {
    threadId: thread.id,
    done: `A complaint, in Needs reply: ${authorName(thread.author)}`,
    change: { ...checked(thread), status: 'open', decision: 'complaint' },
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
const JUDGED = ['status', 'decision', 'severity', 'gradedByPerson', 'causes', 'claim', 'dueAt', 'spotCheck'] as const;

function checked({ spotCheck }: ThreadView): Partial<ThreadView> {
  return spotCheck ? { spotCheck: { ...spotCheck, answered: true } } : {};
}
