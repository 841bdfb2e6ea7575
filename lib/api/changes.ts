// What has changed: asked every few seconds by every open desk.
import { createRoute, z } from '@hono/zod-openapi';
import { living } from '../domain/presence.ts';
import { instantSchema } from '../domain/time.ts';
import { readChanges } from '../flows/read-changes.ts';
import { listPresence } from '../store/presence.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers } from './json.ts';
import { changesSchema } from './page-schemas.ts';
import { threadView } from './thread-view.ts';

const changesRoute = createRoute({
  method: 'get',
  path: '/changes',
  request: { query: z.object({ since: instantSchema.optional() }) },
  responses: answers('Threads changed since the cursor, oldest first', changesSchema),
});

export function changesRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(changesRoute, async (context) => {
    const [{ threads, cursor, more }, people] = await Promise.all([
      readChanges(deps, context.req.valid('query').since),
      listPresence(deps.db),
    ]);
    const now = deps.clock();
    const presence = living(people, now);
    return context.json({ threads: threads.map((thread) => threadView(thread, now)), cursor, more, presence }, 200);
  });
}
