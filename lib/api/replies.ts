// Replies: what is to be said of one before it is sent, and sending it.
import { createRoute } from '@hono/zod-openapi';
import { type Checked, checkReplyOnThread } from '../flows/check-reply.ts';
import { queueReply } from '../flows/queue-reply.ts';
import { newReplySchema, type ReplyCheckView, replyCheckOrderSchema, replyCheckSchema } from './action-schemas.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers, jsonBody } from './json.ts';
import { problem } from './problem.ts';
import { problemOfReply } from './reply-problem.ts';
import { byIdSchema, replySchema } from './schemas.ts';
import { replyView } from './views.ts';

const checkRoute = createRoute({
  method: 'post',
  path: '/threads/{id}/check',
  request: { params: byIdSchema, body: jsonBody(replyCheckOrderSchema) },
  responses: answers('What is to be said of an answer before it is sent', replyCheckSchema),
});

const replyRoute = createRoute({
  method: 'post',
  path: '/threads/{id}/replies',
  request: { params: byIdSchema, body: jsonBody(newReplySchema) },
  responses: answers('The reply, held for ten seconds and then sent', replySchema),
});

export function replyRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(checkRoute, async (context) => {
    const order = { ...context.req.valid('json'), threadId: context.req.valid('param').id };
    const { brand, businessHours, country, published } = deps.watchlist;
    const { name: agent } = context.var.actor;
    const checked = await checkReplyOnThread(
      { ...deps, brand, businessHours, country, published },
      { ...order, agent },
    );
    if ('refused' in checked) throw problem(checked.refused);
    return context.json(checkView(checked), 200);
  });

  api.openapi(replyRoute, async (context) => {
    const request = {
      ...context.req.valid('json'),
      threadId: context.req.valid('param').id,
      by: context.var.actor.name,
      role: context.var.actor.role,
      published: deps.watchlist.published,
    };
    const reply = await queueReply(deps, request);
    if ('refused' in reply) throw problemOfReply(reply);
    return context.json(replyView(reply), 200);
  });
}

/** The network's own count, and what is said of the words. */
function checkView({ findings, promises, ...counted }: Checked): ReplyCheckView {
  return {
    ...counted,
    findings: findings.map(({ marks, ...finding }) => ({ ...finding, marks: [...marks] })),
    promises: [...promises],
  };
}
