// The API's rules in memory, for the store's tests: versions, one answer at a time, and a colleague who gets in first.
import type { Action } from '../../../lib/api/action-schemas.ts';
import type { CustomerView } from '../../../lib/api/customer-schemas.ts';
import type { RulesView } from '../../../lib/api/library-schemas.ts';
import type { ThreadPage } from '../../../lib/api/page-schemas.ts';
import type { ReplyView, ThreadView } from '../../../lib/api/schemas.ts';
import type { StatusView } from '../../../lib/api/status-schema.ts';
import { type Api, Refused, Unreachable } from '../../../ui/src/shared/api.ts';
import { createDesk } from '../../../ui/src/shared/desk.ts';
import type { Shelf } from '../../../ui/src/shared/preferences.ts';
import type { Route } from '../../../ui/src/shared/route.ts';

const RULES: RulesView = { version: 0, rules: [], words: [], form: { on: [], when: [], actions: [] } };
const START = Date.parse('2026-11-21T09:00:00Z');

export function aThread(id: string, change: Partial<ThreadView> = {}): ThreadView {
  const at = '2026-11-21T08:30:00.000Z';
  return {
    id,
    caseNumber: `K7-${id}`,
    network: 'x',
    author: { id: `a-${id}`, handle: `@${id}` },
    status: 'open',
    list: change.status ?? 'open',
    escalation: { level: 1, name: 'low', who: 'any agent' },
    promises: [],
    version: 1,
    openedAt: at,
    changedAt: at,
    heardAt: at,
    dueAt: '2026-11-21T09:30:00.000Z',
    decision: 'complaint',
    probability: 0.9,
    kind: 'complaint',
    severity: 2,
    causes: ['delivery'],
    risks: [],
    language: { code: 'en', known: true },
    latestPostId: `p-${id}`,
    excerpt: 'Where is my kettle?',
    posts: 1,
    sample: true,
    why: 'first reply due',
    ...change,
  };
}

export function aShelf(): Shelf & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

export function smallServer(threads: readonly ThreadView[]) {
  const state = {
    threads: new Map(threads.map((thread) => [thread.id, thread])),
    replies: [] as ReplyView[],
    requests: [] as string[],
    events: [] as ThreadPage['events'],
    /** Each thread before its last judgement. */
    unjudged: new Map<string, ThreadView>(),
    refuseNext: undefined as Error | undefined,
    allowed: true,
    stops: [] as StatusView['stops'],
    /** Where each list's next page begins. */
    next: undefined as string | undefined,
  };
  const now = '2026-11-21T09:00:00.000Z';
  const thread = (id: string): ThreadView => {
    const found = state.threads.get(id);
    if (!found) throw new Refused({ status: 404, code: 'not-found', title: 'There is no such thread.' });
    return found;
  };
  const change = (id: string, fields: Partial<ThreadView>): ThreadView => {
    const moved = fields.status === undefined ? {} : { list: fields.status };
    const next = { ...thread(id), ...moved, ...fields, version: thread(id).version + 1 };
    state.threads.set(id, next);
    return next;
  };
  const obey = (request: string) => {
    state.requests.push(request);
    const error = state.refuseNext;
    state.refuseNext = undefined;
    if (error) throw error;
  };
  const check = (id: string, version: number) => {
    if (thread(id).version !== version) throw new Refused({ status: 412, code: 'stale', title: 'Stale.' });
  };
  const customer: CustomerView = {
    id: 'c1',
    summary: { promised: [] },
    suggestions: [],
    links: [],
    timeline: [],
  };

  const status = (): StatusView => ({
    sources: [],
    stops: state.stops,
    spending: [],
    queues: [],
    deadLetters: 0,
    promise: { missAtMostPercent: 3, threshold: 0.1, text: 'Miss at most 3 % of complaints.', choices: [] },
    misses: { checked: 0, missed: 0, text: 'Not measured yet.' },
  });

  const api: Api = {
    me: async () => ({ name: 'Sam', role: 'agent', brand: 'Northwind', sample: true }),
    status: async () => status(),
    polls: async () => [],
    moveStop: async () => status(),
    threads: async ({ status, owner, spotCheck, q }) => ({
      items: [...state.threads.values()].filter(
        (t) =>
          t.list === status &&
          (!owner || t.claim?.agent === owner) &&
          (!spotCheck || t.spotCheck) &&
          (!q || t.excerpt.includes(q)),
      ),
      ...(state.next === undefined ? {} : { next: state.next }),
    }),
    thread: async (id) => ({
      thread: thread(id),
      posts: [],
      replies: state.replies.filter((reply) => reply.threadId === id),
      notes: [],
      events: state.events,
      permit: { allowed: state.allowed, reason: 'Not here.', maxLength: 280, unit: 'character', costMicros: 0 },
      customer,
    }),
    check: async (_id, { text }) => ({
      measure: { length: text.length, max: 280, unit: 'character', fits: true },
      findings: [],
      promises: [],
    }),
    suggestions: async () => ({ saved: [] }),
    keepDraft: async (_id, { text, version }) => ({
      text,
      by: 'Sam',
      at: '2026-11-21T09:00:00.000Z',
      version: version + 1,
      isBehind: false,
    }),
    present: async () => [],
    nextUrgent: async (skip) => [...state.threads.values()].find((t) => t.list === 'open' && !skip.includes(t.id)),
    answerSuggestion: async () => customer,
    makeCode: async () => ({ code: 'K7M4PQ', expiresAt: '2026-11-22T09:00:00.000Z', text: 'K7M4PQ' }),
    exportCustomer: async () => ({}),
    eraseCustomer: async (id, { reason }) => ({
      id,
      at: '2026-11-21T09:00:00.000Z',
      by: 'Sam',
      reason,
      erased: {},
      kept: [],
      digest: '',
    }),
    savedReplies: async () => ({ items: [], variables: [] }),
    keepSavedReply: async () => ({ items: [], variables: [] }),
    dropSavedReply: async () => ({ items: [], variables: [] }),
    savedViews: async () => ({ items: [] }),
    keepSavedView: async () => ({ items: [] }),
    dropSavedView: async () => ({ items: [] }),
    rules: async () => RULES,
    keepRules: async (rules) => ({ ...RULES, ...rules }),
    tryRule: async () => ({ days: 30, threads: 0, isPartial: false, times: 0, samples: [] }),
    load: async () => ({ weeks: 4, timeZone: 'UTC', perHour: 6, hours: [], days: 0 }),
    team: async () => ['Sam'],
    changes: async () => ({ threads: [], cursor: '1', more: false, presence: [] }),
    findCustomers: async () => [customer],
    customer: async () => customer,
    addLink: async () => customer,
    endLink: async () => customer,
    addContact: async () => customer,
    answerContact: async () => customer,
    reply: async (id, { id: replyId, text, version }) => {
      obey(`reply ${id} ${replyId} v${version}: ${text}`);
      check(id, version);
      const reply = { id: replyId, threadId: id, postId: 'p', text, by: 'Sam', createdAt: now, holdUntil: now };
      const queued: ReplyView = { ...reply, state: 'queued' };
      state.replies.push(queued);
      change(id, { pendingReply: replyId });
      return queued;
    },
    act: async (id, action) => {
      obey(`${action.type} ${id}${'version' in action ? ` v${action.version}` : ''}`);
      if ('version' in action) check(id, action.version);
      if (action.type === 'resolve') return change(id, { status: 'resolved' });
      if (action.type === 'reopen') return change(id, { status: 'open' });
      if (action.type === 'claim') return change(id, { claim: { agent: 'Sam', until: now } });
      if (action.type === 'assign') return change(id, { claim: { agent: action.to, until: now } });
      if (action.type === 'escalate') return change(id, { escalation: { level: action.level, name: 'n', who: 'w' } });
      if (action.type === 'snooze') {
        const { until, reason } = action;
        return change(id, { list: 'snoozed', snooze: { until, reason, by: 'Sam' } });
      }
      if (action.type === 'wake') {
        const { snooze: _over, ...awake } = thread(id);
        state.threads.set(id, awake);
        return change(id, { status: awake.status });
      }
      if (action.type === 'withdraw-judgement') return change(id, state.unjudged.get(id) ?? {});
      if (action.type === 'judge') state.unjudged.set(id, thread(id));
      if (action.type === 'judge' && action.decision === undefined) return change(id, corrections(action));
      if (action.type === 'judge') return change(id, { status: action.decision === 'not' ? 'not-complaint' : 'open' });
      if (action.type !== 'withdraw-reply') return change(id, {});
      const { pendingReply: _gone, ...rest } = thread(id);
      state.threads.set(id, rest);
      return change(id, {});
    },
  };

  /** Somebody else answered: the thread has moved on since this agent read it. */
  const colleagueReplies = (id: string) => {
    change(id, { status: 'waiting' });
    const said = { type: 'reply-queued', at: '2026-11-21T08:59:40.000Z', by: 'Ana', text: 'Ana answered' };
    state.events = [...state.events, said];
  };
  return { api, state, change, colleagueReplies, disconnect: () => void (state.refuseNext = new Unreachable('Gone.')) };
}

/** The desk over the small server, opened on its first thread, with ids and time that tests can tell apart. */
export async function openDesk(server: ReturnType<typeof smallServer>, shelf: Shelf = aShelf()) {
  const addresses: Route[] = [];
  let lastId = 0;
  const desk = createDesk({
    api: server.api,
    shelf,
    newId: () => `R${(lastId += 1)}`,
    now: () => START,
    later: () => () => {},
    isVisible: () => true,
    isOnline: () => true,
    start: { page: 'inbox', view: 'open' },
    address: (route) => void addresses.push(route),
  });
  await desk.start();
  await settle();
  desk.nav.move(1);
  await settle();
  return { desk, addresses };
}

/** Lets every answer that is already on its way arrive. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

function corrections({ causes, severity }: Extract<Action, { type: 'judge' }>): Partial<ThreadView> {
  return { ...(causes ? { causes } : {}), ...(severity ? { severity, gradedByPerson: true } : {}) };
}
