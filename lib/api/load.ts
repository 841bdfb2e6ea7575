// The load: complaints by the hour of the week against staffing.
import { createRoute, z } from '@hono/zod-openapi';
import { readLoad } from '../flows/read-load.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers } from './json.ts';
import { loadSchema } from './library-schemas.ts';

const MOST_WEEKS = 12;

export function loadRoutes(api: Api, deps: ApiDeps): void {
  const route = createRoute({
    method: 'get',
    path: '/load',
    request: { query: z.object({ weeks: z.coerce.number().int().min(1).max(MOST_WEEKS).default(4) }) },
    responses: answers('An average week of complaints, hour by hour, and who is there to answer them', loadSchema),
  });
  api.openapi(route, async (context) => {
    const { hours, ...load } = await readLoad(deps, context.req.valid('query').weeks);
    return context.json({ ...load, hours: [...hours] }, 200);
  });
}
