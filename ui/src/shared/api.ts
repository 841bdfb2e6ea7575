// The only place that speaks HTTP: one function a route, problems as errors with data.
import type {
  Action,
  DraftView,
  NewDraft,
  NewReply,
  ReplyCheckOrder,
  ReplyCheckView,
  SuggestionsView,
} from '../../../lib/api/action-schemas.ts';
import type {
  CustomerView,
  ErasureOrder,
  ErasureView,
  LinkCodeView,
  NewAnswer,
  NewContact,
  NewLink,
  SuggestionAnswer,
} from '../../../lib/api/customer-schemas.ts';
import type {
  LoadView,
  NewRules,
  RulesView,
  RuleTrial,
  SavedReply,
  SavedReplyList,
  SavedView,
  SavedViewList,
} from '../../../lib/api/library-schemas.ts';
import type { Changes, ThreadPage } from '../../../lib/api/page-schemas.ts';
import type { Me, Problem, ReplyView, ThreadList, ThreadView } from '../../../lib/api/schemas.ts';
import type { PollsView, StatusView, StopOrder } from '../../../lib/api/status-schema.ts';

/** The server understood and refused; `code` is stable, `message` is for people. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(problem: Pick<Problem, 'status' | 'code' | 'title' | 'detail' | 'problems'>) {
    const fields = problem.problems?.map((field) => field.message).join('; ');
    super(problem.detail ?? (fields ? `${problem.title}: ${fields}` : problem.title));
    this.status = problem.status;
    this.code = problem.code;
  }
}

/** No answer came: whether the server did anything is not known. */
export class Unreachable extends Error {}

interface ListQuery {
  readonly status: ThreadView['list'];
  /** Threads this agent has claimed, whatever their status. */
  readonly owner?: string;
  /** What was drawn for the spot check and nobody has answered. */
  readonly spotCheck?: 'true';
  /** As typed into the search: `cause:refund sev:high is:late from:@x channel:reddit words`. */
  readonly q?: string;
  readonly after?: string;
}

export interface Api {
  me(): Promise<Me>;
  status(): Promise<StatusView>;
  /** The last polls of a source, newest first. */
  polls(sourceId: string): Promise<PollsView['items']>;
  /** Answers with how everything stands afterwards. */
  moveStop(order: StopOrder): Promise<StatusView>;
  threads(query: ListQuery): Promise<ThreadList>;
  thread(id: string): Promise<ThreadPage>;
  reply(threadId: string, reply: NewReply): Promise<ReplyView>;
  /** Length, advice, and dates that could be promises. */
  check(threadId: string, order: ReplyCheckOrder): Promise<ReplyCheckView>;
  suggestions(threadId: string): Promise<SuggestionsView>;
  keepDraft(threadId: string, draft: NewDraft): Promise<DraftView>;
  /** Says that this agent has the thread open, and whether they write. */
  present(threadId: string, typing: boolean): Promise<unknown>;
  /** The most urgent thread nobody works on, claimed for this agent. */
  nextUrgent(skip: readonly string[]): Promise<ThreadView | undefined>;
  act(threadId: string, action: Action): Promise<ThreadView>;
  /** Without `since`: only where to begin. */
  changes(since?: string): Promise<Changes>;
  findCustomers(find: string): Promise<readonly CustomerView[]>;
  customer(id: string): Promise<CustomerView>;
  addLink(customerId: string, link: NewLink): Promise<CustomerView>;
  endLink(customerId: string, linkId: string): Promise<CustomerView>;
  addContact(customerId: string, contact: NewContact): Promise<CustomerView>;
  answerSuggestion(customerId: string, suggestionId: string, answer: SuggestionAnswer): Promise<CustomerView>;
  makeCode(customerId: string): Promise<LinkCodeView>;
  /** Everything kept about one person, for them. */
  exportCustomer(customerId: string): Promise<unknown>;
  eraseCustomer(customerId: string, order: ErasureOrder): Promise<ErasureView>;
  savedReplies(): Promise<SavedReplyList>;
  keepSavedReply(reply: SavedReply): Promise<SavedReplyList>;
  dropSavedReply(id: string): Promise<SavedReplyList>;
  savedViews(): Promise<SavedViewList>;
  keepSavedView(view: SavedView): Promise<SavedViewList>;
  dropSavedView(id: string): Promise<SavedViewList>;
  rules(): Promise<RulesView>;
  /** Replaces all rules; refused with 412 when somebody changed them since. */
  keepRules(rules: NewRules): Promise<RulesView>;
  /** What a rule would have done to the threads of the last 30 days. */
  tryRule(rule: RulesView['rules'][number]): Promise<RuleTrial>;
  load(): Promise<LoadView>;
  /** Names of colleagues who have been here lately. */
  team(): Promise<readonly string[]>;
  answerContact(customerId: string, contactId: string, answer: NewAnswer): Promise<CustomerView>;
}

/** Who is calling: extra headers for each request, and what to do when the server no longer knows us. */
export interface Caller {
  headers(): Promise<Record<string, string>>;
  signedOut(): void;
}

const PAGE = '100';

/** The answer under one name of those it comes with. */
type Part<Name extends string, Value> = Readonly<Record<Name, Value>>;

export function createApi(caller: Caller): Api {
  const call = async <T>(path: string, method = 'GET', body?: unknown): Promise<T> =>
    readAnswer<T>(await send(caller, path, { method, body: JSON.stringify(body) }), caller);
  function post<T>(path: string, body: unknown): Promise<T> {
    return call(path, 'POST', body);
  }
  function put<T>(path: string, body: unknown): Promise<T> {
    return call(path, 'PUT', body);
  }
  function drop<T>(path: string): Promise<T> {
    return call(path, 'DELETE');
  }
  return {
    me: () => call('me'),
    status: () => call('status'),
    polls: async (source) => (await call<PollsView>(`polls?${search({ source })}`)).items,
    moveStop: (order) => post('stops', order),
    threads: (query) => call(`threads?${search({ ...query, limit: PAGE })}`),
    thread: (id) => call(at('threads', id)),
    reply: (threadId, reply) => post(at('threads', threadId, 'replies'), reply),
    check: (threadId, order) => post(at('threads', threadId, 'check'), order),
    suggestions: (threadId) => call(at('threads', threadId, 'suggestions')),
    keepDraft: (threadId, draft) => put(at('threads', threadId, 'draft'), draft),
    present: (threadId, typing) => post(at('threads', threadId, 'presence'), { typing }),
    nextUrgent: async (skip) => (await post<Partial<Part<'thread', ThreadView>>>('threads/next', { skip })).thread,
    act: (threadId, action) => post(at('threads', threadId, 'events'), action),
    changes: (since) => call(`changes?${since ? search({ since }) : ''}`),
    findCustomers: async (find) =>
      (await call<Part<'items', readonly CustomerView[]>>(`customers?${search({ find })}`)).items,
    customer: (id) => call(at('customers', id)),
    addLink: (customerId, link) => post(at('customers', customerId, 'links'), link),
    endLink: (customerId, linkId) => drop(at('customers', customerId, 'links', linkId)),
    addContact: (customerId, contact) => post(at('customers', customerId, 'contacts'), contact),
    answerSuggestion: (customerId, id, answer) => post(at('customers', customerId, 'suggestions', id), answer),
    makeCode: (customerId) => post(at('customers', customerId, 'codes'), {}),
    exportCustomer: (customerId) => call(at('customers', customerId, 'export')),
    eraseCustomer: (customerId, order) => post(at('customers', customerId, 'erasure'), order),
    savedReplies: () => call('saved-replies'),
    keepSavedReply: (reply) => put(at('saved-replies', reply.id), reply),
    dropSavedReply: (id) => drop(at('saved-replies', id)),
    savedViews: () => call('views'),
    keepSavedView: (view) => put(at('views', view.id), view),
    dropSavedView: (id) => drop(at('views', id)),
    rules: () => call('rules'),
    keepRules: (rules) => put('rules', rules),
    tryRule: (rule) => post('rules/try', rule),
    load: () => call('load'),
    team: async () => (await call<Part<'names', readonly string[]>>('team')).names,
    answerContact: (customerId, contactId, answer) =>
      post(at('customers', customerId, 'contacts', contactId, 'answers'), answer),
  };
}

function at(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join('/');
}

function search(fields: object): string {
  return new URLSearchParams({ ...fields }).toString();
}

async function send(caller: Caller, path: string, order: RequestInit): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(await caller.headers()) };
  try {
    return await fetch(`/api/${path}`, { ...order, headers, cache: 'no-store' });
  } catch (cause) {
    throw new Unreachable('No connection to the server.', { cause });
  }
}

async function readAnswer<T>(response: Response, caller: Caller): Promise<T> {
  const { ok, status } = response;
  if (ok) return response.json();
  if (status === 401) caller.signedOut();
  // What stands between us and the server answers with a page of its own.
  const said: Partial<Problem> = await response.json().catch(() => ({}));
  throw new Refused({ code: `http-${status}`, title: `The server answered ${status}.`, ...said, status });
}

/** What to tell a person about anything that was thrown. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
