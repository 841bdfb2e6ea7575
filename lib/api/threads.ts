// Threads: the lists, one thread whole, and what a person does to it.
import { createRoute, z } from '@hono/zod-openapi';
import { approvalNeeded } from '../domain/escalation.ts';
import { postToAnswer } from '../domain/post-to-answer.ts';
import type { Role } from '../domain/role.ts';
import { LISTS, type Thread } from '../domain/thread.ts';
import { isEmpty, MOST_QUERY, parseFilter } from '../domain/thread-filter.ts';
import { approveReply } from '../flows/approve-reply.ts';
import { listSpotCheck } from '../flows/list-spot-check.ts';
import { readCustomerOfAuthor } from '../flows/read-customer-of-author.ts';
import { readPermit } from '../flows/read-permit.ts';
import { refuseReply } from '../flows/refuse-reply.ts';
import { type Page, searchThreads, type ThreadPages } from '../flows/search-threads.ts';
import { settleReply } from '../flows/settle-reply.ts';
import { triageThread } from '../flows/triage-thread.ts';
import { withdrawReply } from '../flows/withdraw-reply.ts';
import { getThread, getThreadRecord, listOwnedThreads, listThreads, type ThreadRecord } from '../store/threads.ts';
import { type Action, actionSchema } from './action-schemas.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { customerView, nobodyView } from './customer-view.ts';
import { eventView } from './event-view.ts';
import { answers, jsonBody } from './json.ts';
import { type ThreadPage, threadPageSchema } from './page-schemas.ts';
import { problem } from './problem.ts';
import { problemAfterReply, type ReplyDone } from './reply-problem.ts';
import { byIdSchema, threadListSchema, threadSchema } from './schemas.ts';
import { threadView } from './thread-view.ts';
import { draftView, postView, replyView } from './views.ts';

const MAX_PAGE = 100;

const listQuery = z.object({
  status: z.enum(LISTS).default('open'),
  /** Only threads this agent has claimed; `status` is ignored then. */
  owner: z.string().min(1).max(100).optional(),
  /** Only what was drawn for the spot check and nobody has answered; the rest is ignored then, and there is one page. */
  spotCheck: z.literal('true').optional(),
  /** As typed into the search: `cause:refund sev:high is:late from:@x channel:reddit words`. */
  q: z.string().trim().max(MOST_QUERY).default(''),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(MAX_PAGE),
  after: z.string().max(2000).optional(),
});

const listRoute = createRoute({
  method: 'get',
  path: '/threads',
  request: { query: listQuery },
  responses: answers(
    'One page of a list: the most urgent first where an answer is owed, else the newest',
    threadListSchema,
  ),
});

const pageRoute = createRoute({
  method: 'get',
  path: '/threads/{id}',
  request: { params: byIdSchema },
  responses: answers('A thread with all that belongs to it', threadPageSchema),
});

const actRoute = createRoute({
  method: 'post',
  path: '/threads/{id}/events',
  request: { params: byIdSchema, body: jsonBody(actionSchema) },
  responses: answers('The thread afterwards', threadSchema),
});

export function threadRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(listRoute, async (context) => {
    const { docs, next } = await searched(deps, context.req.valid('query'), context.var.actor.name);
    const now = deps.clock();
    return context.json({ items: docs.map((thread) => threadView(thread, now)), ...(next ? { next } : {}) }, 200);
  });

  api.openapi(pageRoute, async (context) => {
    const record = await getThreadRecord(deps.db, context.req.valid('param').id);
    if (!record) throw problem('no-such-thread');
    return context.json(await pageOf(deps, record, context.var.actor.role), 200);
  });

  api.openapi(actRoute, async (context) => {
    const action = context.req.valid('json');
    const threadId = context.req.valid('param').id;
    const { name: by, role } = context.var.actor;
    const done = await act(deps, { threadId, by, role }, action);
    return context.json(threadView(done, deps.clock()), 200);
  });
}

type ListQuery = z.infer<typeof listQuery>;

async function searched(deps: ApiDeps, query: ListQuery, agent: string): Promise<ThreadPages> {
  const { q, limit, after } = query;
  const filter = parseFilter(q);
  if ('problems' in filter) throw problem('invalid-request', { detail: filter.problems.join('; ') });
  const begin = { limit, ...(after ? { pageToken: after } : {}) };
  if (isEmpty(filter)) return listOf(deps, query, begin);
  const looking = { agent, now: deps.clock() };
  return searchThreads((page) => listOf(deps, query, page), { filter, looking, ...begin });
}

async function listOf(deps: ApiDeps, query: ListQuery, page: Page): Promise<ThreadPages> {
  const { status, owner, spotCheck } = query;
  if (spotCheck) return { docs: await listSpotCheck(deps) };
  return owner ? listOwnedThreads(deps.db, owner, page) : listThreads(deps.db, { status, ...page });
}

async function pageOf(deps: ApiDeps, record: ThreadRecord, role: Role): Promise<ThreadPage> {
  const { thread } = record;
  const mustAgree = approvalNeeded(thread, role);
  const story = await readCustomerOfAuthor(deps, thread);
  const post = postToAnswer(record);
  if (!post) throw new Error(`thread ${thread.id} has no post: it is written with the thread`);
  return {
    thread: threadView(thread, deps.clock()),
    posts: record.posts.map(postView),
    replies: record.replies.map(replyView),
    notes: [...record.notes],
    events: record.events.map(eventView),
    permit: await readPermit(deps, post),
    customer: story ? customerView(story, deps.clock()) : nobodyView(thread),
    ...(mustAgree ? { mustAgree } : {}),
    ...(record.draft?.text ? { draft: draftView(record.draft, thread) } : {}),
  };
}

async function act(deps: ApiDeps, on: { threadId: string; by: string; role: Role }, action: Action): Promise<Thread> {
  const { threadId, by, role } = on;
  if (action.type === 'withdraw-reply')
    return afterReply(deps, threadId, await withdrawReply(deps, { ...on, replyId: action.replyId }));
  if (action.type === 'settle-reply') return afterReply(deps, threadId, await settleReply(deps, { ...on, ...action }));
  if (action.type === 'approve-reply')
    return afterReply(deps, threadId, await approveReply(deps, { ...on, ...action }));
  if (action.type === 'refuse-reply') return afterReply(deps, threadId, await refuseReply(deps, { ...on, ...action }));
  const { businessHours, deadlines, followUpDays } = deps.watchlist;
  const triage = { ...deps, businessHours, deadlines, followUpDays };
  const done = await triageThread(triage, threadId, { by, role, action });
  if (!('refused' in done)) return done;
  if (done.refused === 'claimed') throw problem('claimed', { detail: `${done.by} has it` });
  if (done.refused === 'stale') throw problem('stale', { detail: `it is at version ${done.version} now` });
  if (done.refused === 'forbidden')
    throw problem('forbidden', {
      detail: `To lower the level of this thread, ask ${done.needs === 'admin' ? 'an' : 'a'} ${done.needs}.`,
    });
  if (done.refused === 'past')
    throw problem('invalid-request', { detail: `${done.at} has passed; expected a time to come` });
  throw problem(done.refused);
}

async function afterReply(deps: ApiDeps, threadId: string, done: ReplyDone): Promise<Thread> {
  if (typeof done === 'object') throw problemAfterReply(done);
  const thread = await getThread(deps.db, threadId);
  if (!thread) throw problem('no-such-thread');
  return thread;
}
