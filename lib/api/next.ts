// The most urgent thread for whoever asks for work.
import { createRoute } from '@hono/zod-openapi';
import { takeNext } from '../flows/take-next.ts';
import { nextOrderSchema, nextSchema } from './action-schemas.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers, jsonBody } from './json.ts';
import { threadView } from './thread-view.ts';

const nextRoute = createRoute({
  method: 'post',
  path: '/threads/next',
  request: { body: jsonBody(nextOrderSchema) },
  responses: answers('The most urgent thread nobody else works on, claimed; nothing when none is left', nextSchema),
});

export function nextRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(nextRoute, async (context) => {
    const thread = await takeNext(deps, context.var.actor, context.req.valid('json').skip);
    return context.json(thread ? { thread: threadView(thread, deps.clock()) } : {}, 200);
  });
}
