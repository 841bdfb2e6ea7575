// Who has which thread open: said by every desk as long as its person has one open.
import { createRoute, z } from '@hono/zod-openapi';
import { showPresence } from '../flows/show-presence.ts';
import { presenceOrderSchema, presenceSchema } from './action-schemas.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers, jsonBody } from './json.ts';
import { problem } from './problem.ts';
import { byIdSchema } from './schemas.ts';

const presenceRoute = createRoute({
  method: 'post',
  path: '/threads/{id}/presence',
  request: { params: byIdSchema, body: jsonBody(presenceOrderSchema) },
  responses: answers('The others who have the thread open', z.object({ items: z.array(presenceSchema) })),
});

export function presenceRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(presenceRoute, async (context) => {
    const { typing } = context.req.valid('json');
    const threadId = context.req.valid('param').id;
    const others = await showPresence(deps, { agent: context.var.actor.name, threadId, typing });
    if ('refused' in others) throw problem(others.refused);
    return context.json({ items: [...others] }, 200);
  });
}
