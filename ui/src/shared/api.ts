// The only place that speaks HTTP: one function a route, problems as errors with data.
import type {
  Action,
  Changes,
  CustomerView,
  Me,
  MeasureView,
  NewAnswer,
  NewContact,
  NewLink,
  NewReply,
  Problem,
  ReplyView,
  ThreadList,
  ThreadPage,
  ThreadView,
} from '../../../lib/api/schemas.ts';
import type { PollsView, StatusView, StopOrder } from '../../../lib/api/status-schema.ts';

/** The server understood and refused; `code` is stable, `message` is for people. */
export class Refused extends Error {
  override name = 'Refused';
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
export class Unreachable extends Error {
  override name = 'Unreachable';
}

interface ListQuery {
  readonly status: ThreadView['status'];
  /** Threads this agent has claimed, whatever their status. */
  readonly owner?: string;
  /** What was drawn for the spot check and nobody has answered. */
  readonly spotCheck?: 'true';
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
  thread(id: string, signal?: AbortSignal): Promise<ThreadPage>;
  reply(threadId: string, reply: NewReply): Promise<ReplyView>;
  measure(threadId: string, text: string): Promise<MeasureView>;
  act(threadId: string, action: Action): Promise<ThreadView>;
  /** Without `since`: only where to begin. */
  changes(since?: string): Promise<Changes>;
  findCustomers(find: string): Promise<readonly CustomerView[]>;
  customer(id: string): Promise<CustomerView>;
  addLink(customerId: string, link: NewLink): Promise<CustomerView>;
  endLink(customerId: string, linkId: string): Promise<CustomerView>;
  addContact(customerId: string, contact: NewContact): Promise<CustomerView>;
  answerContact(customerId: string, contactId: string, answer: NewAnswer): Promise<CustomerView>;
}

interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Who is calling: extra headers for each request, and what to do when the server no longer knows us. */
export interface Caller {
  headers(): Promise<Record<string, string>>;
  signedOut(): void;
}

const PAGE = 100;

export function createApi(caller: Caller, base = '/api'): Api {
  const call = async <T>(request: Call): Promise<T> => readAnswer<T>(await send(request, caller, base), caller);
  const post = <T>(path: string, body: unknown) => call<T>({ method: 'POST', path, body });
  return {
    me: () => call({ path: '/me' }),
    status: () => call({ path: '/status' }),
    polls: async (source) => (await call<PollsView>({ path: `/polls?${search({ source })}` })).items,
    moveStop: (order) => post('/stops', order),
    threads: (query) => call({ path: `/threads?${search({ ...query, limit: String(PAGE) })}` }),
    thread: (id, signal) => call({ path: at('threads', id), signal }),
    reply: (threadId, reply) => post(at('threads', threadId, 'replies'), reply),
    measure: (threadId, text) => post(at('threads', threadId, 'length'), { text }),
    act: (threadId, action) => post(at('threads', threadId, 'events'), action),
    changes: (since) => call({ path: `/changes?${search({ since })}` }),
    findCustomers: async (find) =>
      (await call<{ items: readonly CustomerView[] }>({ path: `/customers?${search({ find })}` })).items,
    customer: (id) => call({ path: at('customers', id) }),
    addLink: (customerId, link) => post(at('customers', customerId, 'links'), link),
    endLink: (customerId, linkId) => call({ method: 'DELETE', path: at('customers', customerId, 'links', linkId) }),
    addContact: (customerId, contact) => post(at('customers', customerId, 'contacts'), contact),
    answerContact: (customerId, contactId, answer) =>
      post(at('customers', customerId, 'contacts', contactId, 'answers'), answer),
  };
}

function at(...parts: readonly string[]): string {
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

function search(fields: Record<string, string | undefined>): string {
  return new URLSearchParams(Object.entries(fields).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))).toString();
}

async function send(request: Call, caller: Caller, base: string): Promise<Response> {
  const headers = await caller.headers();
  const json: Record<string, string> = request.body === undefined ? {} : { 'content-type': 'application/json' };
  try {
    return await fetch(base + request.path, {
      method: request.method ?? 'GET',
      headers: { accept: 'application/json', ...json, ...headers },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal: request.signal ?? null,
      cache: 'no-store',
    });
  } catch (cause) {
    if (request.signal?.aborted) throw cause;
    throw new Unreachable('No connection to the server.', { cause });
  }
}

async function readAnswer<T>(response: Response, caller: Caller): Promise<T> {
  if (response.ok) return response.json();
  if (response.status === 401) caller.signedOut();
  const isProblem = response.headers.get('content-type')?.includes('json');
  const said: Partial<Problem> = isProblem ? await response.json().catch(() => ({})) : {};
  throw new Refused({
    ...said,
    status: response.status,
    code: said.code ?? `http-${response.status}`,
    title: said.title ?? `The server answered ${response.status}.`,
  });
}

/** What to tell a person about anything that was thrown. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
