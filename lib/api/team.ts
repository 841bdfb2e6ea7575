// The names of the team, to give a thread to one of them.
import { createRoute, z } from '@hono/zod-openapi';
import { listTeam } from '../flows/list-team.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers } from './json.ts';

export function teamRoutes(api: Api, deps: ApiDeps): void {
  const route = createRoute({
    method: 'get',
    path: '/team',
    responses: answers(
      'Names of those who were here in the last 30 days or have a thread',
      z.object({ names: z.array(z.string()) }),
    ),
  });
  api.openapi(route, async (context) => context.json({ names: await listTeam(deps) }, 200));
}
