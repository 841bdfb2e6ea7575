// How complete and healthy everything is, what each poll of a source did, and the stop switches.
import { createRoute, z } from '@hono/zod-openapi';
import { moveStop } from '../flows/move-stop.ts';
import { readStatus } from '../flows/read-status.ts';
import { listPolls } from '../store/sources.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers, jsonBody } from './json.ts';
import { problem } from './problem.ts';
import { pollsSchema, type StatusView, statusSchema, stopOrderSchema } from './status-schema.ts';

const statusRoute = createRoute({
  method: 'get',
  path: '/status',
  responses: answers('Sources, switches, spending, queues and dead letters', statusSchema),
});

const POLLS = 50;

const pollsRoute = createRoute({
  method: 'get',
  path: '/polls',
  request: { query: z.object({ source: z.string().min(1).max(200) }) },
  responses: answers(`The last ${POLLS} polls of a source, newest first`, pollsSchema),
});

const stopRoute = createRoute({
  method: 'post',
  path: '/stops',
  request: { body: jsonBody(stopOrderSchema) },
  responses: answers('How everything stands afterwards', statusSchema),
});

export function statusRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(statusRoute, async (context) => context.json(await viewOf(deps), 200));

  api.openapi(pollsRoute, async (context) => {
    const polls = await listPolls(deps.db, context.req.valid('query').source, POLLS);
    return context.json({ items: polls.map(({ sourceId: _, ...poll }) => poll) }, 200);
  });

  api.openapi(stopRoute, async (context) => {
    const { name, role } = context.var.actor;
    if (role === 'agent') throw problem('forbidden', { detail: 'A stop switch is moved by a lead or an admin.' });
    const { reason, ...order } = context.req.valid('json');
    const networks = [...deps.platforms.map(({ network }) => network), ...deps.doors];
    const sourceIds = deps.sources.map(({ id }) => id);
    const moved = await moveStop(
      { ...deps, networks, sourceIds },
      { ...order, by: name, ...(reason ? { reason } : {}) },
    );
    if (moved !== 'moved')
      throw problem('invalid-request', {
        detail: `there is no switch "${order.what}"; there are ${moved.known.join(', ')}`,
      });
    return context.json(await viewOf(deps), 200);
  });
}

async function viewOf(deps: ApiDeps): Promise<StatusView> {
  const { sources, stops, spending, queues, promise, ...rest } = await readStatus(deps);
  const promised = { ...promise, choices: [...promise.choices] };
  return {
    ...rest,
    sources: [...sources],
    stops: [...stops],
    spending: [...spending],
    queues: [...queues],
    promise: promised,
  };
}
