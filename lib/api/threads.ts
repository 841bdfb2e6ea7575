// Threads: the lists, one thread whole, and what a person does to it.
import { createRoute, z } from '@hono/zod-openapi';
import { postToAnswer } from '../domain/post-to-answer.ts';
import { STATUSES, type Thread } from '../domain/thread.ts';
import { listSpotCheck } from '../flows/list-spot-check.ts';
import { readCustomerOfAuthor } from '../flows/read-customer-of-author.ts';
import { readPermit } from '../flows/read-permit.ts';
import { settleReply } from '../flows/settle-reply.ts';
import { triageThread } from '../flows/triage-thread.ts';
import { withdrawReply } from '../flows/withdraw-reply.ts';
import { getThread, getThreadRecord, listOwnedThreads, listThreads, type ThreadRecord } from '../store/threads.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers, jsonBody } from './json.ts';
import { problem } from './problem.ts';
import {
  type Action,
  actionSchema,
  byIdSchema,
  type ThreadPage,
  threadListSchema,
  threadPageSchema,
  threadSchema,
} from './schemas.ts';
import { customerView, eventView, postView, replyView, threadView } from './views.ts';

const MAX_PAGE = 100;

const listQuery = z.object({
  status: z.enum(STATUSES).default('open'),
  /** Only threads this agent has claimed; `status` is ignored then. */
  owner: z.string().min(1).max(100).optional(),
  /** Only what was drawn for the spot check and nobody has answered; the rest is ignored then, and there is one page. */
  spotCheck: z.literal('true').optional(),
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
    const { docs, next } = await listOf(deps, context.req.valid('query'));
    const now = deps.clock();
    return context.json({ items: docs.map((thread) => threadView(thread, now)), ...(next ? { next } : {}) }, 200);
  });

  api.openapi(pageRoute, async (context) => {
    const record = await getThreadRecord(deps.db, context.req.valid('param').id);
    if (!record) throw problem('no-such-thread');
    return context.json(await pageOf(deps, record), 200);
  });

  api.openapi(actRoute, async (context) => {
    const action = context.req.valid('json');
    const threadId = context.req.valid('param').id;
    const done = await act(deps, { threadId, by: context.var.actor.name }, action);
    return context.json(threadView(done, deps.clock()), 200);
  });
}

async function listOf(deps: ApiDeps, query: z.infer<typeof listQuery>): Promise<{ docs: Thread[]; next?: string }> {
  const { status, owner, spotCheck, limit, after } = query;
  if (spotCheck) return { docs: await listSpotCheck(deps) };
  const page = { limit, ...(after ? { pageToken: after } : {}) };
  return owner ? listOwnedThreads(deps.db, owner, page) : listThreads(deps.db, { status, ...page });
}

async function pageOf(deps: ApiDeps, record: ThreadRecord): Promise<ThreadPage> {
  const { thread } = record;
  const story = await readCustomerOfAuthor(deps.db, { network: thread.network, id: thread.author.id });
  const post = postToAnswer(record);
  if (!story || !post)
    throw new Error(`thread ${thread.id} has no ${story ? 'post' : 'customer'}: both are written before the thread`);
  return {
    thread: threadView(thread, deps.clock()),
    posts: record.posts.map(postView),
    replies: record.replies.map(replyView),
    notes: [...record.notes],
    events: record.events.map(eventView),
    permit: await readPermit(deps, post),
    customer: customerView(story, deps.clock()),
  };
}

async function act(deps: ApiDeps, on: { threadId: string; by: string }, action: Action): Promise<Thread> {
  const { threadId, by } = on;
  if (action.type === 'withdraw-reply')
    return afterReply(deps, threadId, await withdrawReply(deps, { ...on, replyId: action.replyId }));
  if (action.type === 'settle-reply') return afterReply(deps, threadId, await settleReply(deps, { ...on, ...action }));
  const triage = { db: deps.db, clock: deps.clock, businessHours: deps.watchlist.businessHours };
  const done = await triageThread(triage, threadId, { by, action });
  if (!('refused' in done)) return done;
  if (done.refused === 'claimed') throw problem('claimed', { detail: `${done.by} has it` });
  if (done.refused === 'stale') throw problem('stale', { detail: `it is at version ${done.version} now` });
  throw problem(done.refused);
}

type ReplyDone = Awaited<ReturnType<typeof withdrawReply | typeof settleReply>>;

async function afterReply(deps: ApiDeps, threadId: string, done: ReplyDone): Promise<Thread> {
  if (typeof done === 'object') throw problem(done.refused, 'state' in done ? { detail: `it is ${done.state}` } : {});
  const thread = await getThread(deps.db, threadId);
  if (!thread) throw problem('no-such-thread');
  return thread;
}
