// What has changed: asked every few seconds by every open desk.
import { createRoute, z } from '@hono/zod-openapi';
import { instantSchema } from '../domain/time.ts';
import { readChanges } from '../flows/read-changes.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers } from './json.ts';
import { changesSchema } from './schemas.ts';
import { threadView } from './views.ts';

const changesRoute = createRoute({
  method: 'get',
  path: '/changes',
  request: { query: z.object({ since: instantSchema.optional() }) },
  responses: answers('Threads changed since the cursor, oldest first', changesSchema),
});

export function changesRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(changesRoute, async (context) => {
    const { threads, cursor, more } = await readChanges(deps, context.req.valid('query').since);
    const now = deps.clock();
    return context.json({ threads: threads.map((thread) => threadView(thread, now)), cursor, more }, 200);
  });
}
