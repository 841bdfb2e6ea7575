// Saved replies and articles: what the team answers with, how often it was used, and what came of it.
import { createRoute } from '@hono/zod-openapi';
import { VARIABLES } from '../domain/reply-variables.ts';
import { listSavedReplies, MOST_SAVED_REPLIES, putSavedReply, removeSavedReply } from '../store/saved-replies.ts';
import type { Actor, Api, ApiDeps } from './api-deps.ts';
import { answers, jsonBody } from './json.ts';
import { type SavedReplyList, savedReplyListSchema, savedReplySchema } from './library-schemas.ts';
import { problem } from './problem.ts';
import { byIdSchema } from './schemas.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/saved-replies',
  responses: answers('Every saved reply and article, and what may stand in braces', savedReplyListSchema),
});

const putRoute = createRoute({
  method: 'put',
  path: '/saved-replies/{id}',
  request: { params: byIdSchema, body: jsonBody(savedReplySchema) },
  responses: answers('All of them afterwards', savedReplyListSchema),
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/saved-replies/{id}',
  request: { params: byIdSchema },
  responses: answers('All of them afterwards', savedReplyListSchema),
});

export function savedReplyRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(listRoute, async (context) => context.json(await viewOf(deps), 200));

  api.openapi(putRoute, async (context) => {
    const { name } = leadsOnly(context.var.actor);
    const { id } = context.req.valid('param');
    const { url, ...given } = context.req.valid('json');
    if (given.id !== id)
      throw problem('invalid-request', { detail: `the body is of "${given.id}"; expected "${id}", as in the path` });
    const isKept = await putSavedReply(deps.db, { ...given, changedBy: name, ...(url ? { url } : {}) });
    if (!isKept)
      throw problem('invalid-request', {
        detail: `there are ${MOST_SAVED_REPLIES} saved replies, which is the most; remove one first`,
      });
    return context.json(await viewOf(deps), 200);
  });

  api.openapi(removeRoute, async (context) => {
    leadsOnly(context.var.actor);
    await removeSavedReply(deps.db, context.req.valid('param').id);
    return context.json(await viewOf(deps), 200);
  });
}

function leadsOnly(actor: Actor): Actor {
  if (actor.role === 'agent')
    throw problem('forbidden', { detail: 'Saved replies are changed by a lead or an admin.' });
  return actor;
}

async function viewOf({ db }: ApiDeps): Promise<SavedReplyList> {
  const items = (await listSavedReplies(db)).map(({ reply, counts: { uses, thanked, cameBack } }) => {
    return { ...reply, causes: [...reply.causes], uses, thanked, cameBack };
  });
  return { items, variables: VARIABLES.map((variable) => ({ ...variable })) };
}
