// Who is asking, and for which brand.
import { createRoute } from '@hono/zod-openapi';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers } from './json.ts';
import { meSchema } from './schemas.ts';

export function meRoutes(api: Api, deps: ApiDeps): void {
  const route = createRoute({ method: 'get', path: '/me', responses: answers('The person signed in', meSchema) });
  api.openapi(route, (context) =>
    context.json({ ...context.var.actor, brand: deps.watchlist.brand.name, sample: deps.sample }, 200),
  );
}
