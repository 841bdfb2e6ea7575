// Saved views: a list with a filter under a name, one's own or shared.
import { createRoute } from '@hono/zod-openapi';
import { dropView, keepView, readViews, type ViewRefusal } from '../flows/keep-view.ts';
import type { StoredView } from '../store/saved-views.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers, jsonBody } from './json.ts';
import { type SavedViewList, savedViewListSchema, savedViewSchema } from './library-schemas.ts';
import { problem } from './problem.ts';
import { byIdSchema } from './schemas.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/views',
  responses: answers('Your own views and the shared ones', savedViewListSchema),
});

const keepRoute = createRoute({
  method: 'put',
  path: '/views/{id}',
  request: { params: byIdSchema, body: jsonBody(savedViewSchema) },
  responses: answers('The views afterwards', savedViewListSchema),
});

const dropRoute = createRoute({
  method: 'delete',
  path: '/views/{id}',
  request: { params: byIdSchema },
  responses: answers('The views afterwards', savedViewListSchema),
});

export function savedViewRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(listRoute, async (context) =>
    context.json(viewsOf(await readViews(deps.db, context.var.actor.name)), 200),
  );

  api.openapi(keepRoute, async (context) => {
    const view = context.req.valid('json');
    const { id } = context.req.valid('param');
    if (view.id !== id) throw problem('invalid-request', { detail: `the view is "${view.id}", the path says "${id}"` });
    return context.json(viewsOf(allowed(await keepView(deps.db, view, context.var.actor))), 200);
  });

  api.openapi(dropRoute, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(viewsOf(allowed(await dropView(deps.db, id, context.var.actor))), 200);
  });
}

function allowed(done: StoredView[] | ViewRefusal): StoredView[] {
  if (!('refused' in done)) return done;
  throw problem(done.refused, 'why' in done ? { detail: done.why } : {});
}

function viewsOf(views: readonly StoredView[]): SavedViewList {
  return { items: views.map(({ version: _, ...view }) => view) };
}
