// How complete and healthy everything is.
import { createRoute } from '@hono/zod-openapi';
import { readStatus } from '../flows/read-status.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers } from './json.ts';
import { statusSchema } from './status-schema.ts';

const statusRoute = createRoute({
  method: 'get',
  path: '/status',
  responses: answers('Sources, queues and dead letters', statusSchema),
});

export function statusRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(statusRoute, async (context) => {
    const { sources, queues, deadLetters, promise, misses } = await readStatus(deps);
    const promised = { ...promise, choices: [...promise.choices] };
    return context.json({ sources: [...sources], queues: [...queues], deadLetters, promise: promised, misses }, 200);
  });
}
