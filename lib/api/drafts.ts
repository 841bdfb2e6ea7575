// Drafts: what somebody has begun to write, kept for everybody who opens the thread.
import { createRoute } from '@hono/zod-openapi';
import { utcTime } from '../domain/time.ts';
import { keepDraft } from '../flows/keep-draft.ts';
import { draftSchema, newDraftSchema } from './action-schemas.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers, jsonBody } from './json.ts';
import { problem } from './problem.ts';
import { byIdSchema } from './schemas.ts';

const draftRoute = createRoute({
  method: 'put',
  path: '/threads/{id}/draft',
  request: { params: byIdSchema, body: jsonBody(newDraftSchema) },
  responses: answers('The draft as it is kept now; empty text throws it away', draftSchema),
});

export function draftRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(draftRoute, async (context) => {
    const request = { ...context.req.valid('json'), threadId: context.req.valid('param').id };
    const kept = await keepDraft(deps, { ...request, by: context.var.actor.name });
    if ('refused' in kept) {
      if (kept.refused !== 'draft-changed') throw problem(kept.refused);
      const { by, at, version } = kept.draft;
      throw problem('stale', {
        detail: `${by} wrote the draft that stands here, at ${utcTime(at)}: version ${version}`,
      });
    }
    const { text, by, at, version } = kept.draft;
    return context.json({ text, by, at, version, isBehind: kept.isBehind }, 200);
  });
}
