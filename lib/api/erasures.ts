// One person whole: everything that is kept of them given out, or erased with a proof. For leads and admins.
import { createRoute } from '@hono/zod-openapi';
import type { Erasure } from '../domain/erasure.ts';
import { type ErasureRefusal, eraseCustomer } from '../flows/erase-customer.ts';
import { exportCustomer } from '../flows/export-customer.ts';
import { listErasures } from '../store/erasures.ts';
import type { Actor, Api, ApiDeps } from './api-deps.ts';
import {
  customerExportSchema,
  type ErasureView,
  erasureListSchema,
  erasureOrderSchema,
  erasureSchema,
} from './customer-schemas.ts';
import { answers, jsonBody } from './json.ts';
import { problem } from './problem.ts';
import { byIdSchema } from './schemas.ts';

/** The newest proofs; all of them stay in the table. */
const MOST_PROOFS = 200;

const exportRoute = createRoute({
  method: 'get',
  path: '/customers/{id}/export',
  request: { params: byIdSchema },
  responses: answers('Everything that is kept of this person', customerExportSchema),
});

const eraseRoute = createRoute({
  method: 'post',
  path: '/customers/{id}/erasure',
  request: { params: byIdSchema, body: jsonBody(erasureOrderSchema) },
  responses: answers('The proof; ordered again after a crash, the erasure goes on where it broke off', erasureSchema),
});

const listRoute = createRoute({
  method: 'get',
  path: '/erasures',
  responses: answers(`The last ${MOST_PROOFS} proofs of erasures, newest first`, erasureListSchema),
});

export function erasureRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(exportRoute, async (context) => {
    leadsOnly(context.var.actor);
    const found = await exportCustomer(deps, context.req.valid('param').id);
    if (!found) throw problem('no-such-customer');
    // Plain JSON as it stands in the table: of any depth, which the shape above does not describe.
    return context.json({ ...found, person: JSON.parse(JSON.stringify(found.person)) }, 200);
  });

  api.openapi(eraseRoute, async (context) => {
    leadsOnly(context.var.actor);
    const { confirm, reason } = context.req.valid('json');
    const order = { customerId: context.req.valid('param').id, confirm, reason, by: context.var.actor.name };
    const done = await eraseCustomer({ ...deps, country: deps.watchlist.country }, order);
    if ('refused' in done) throw refusal(done);
    return context.json(erasureView(done), 200);
  });

  api.openapi(listRoute, async (context) => {
    leadsOnly(context.var.actor);
    return context.json({ items: (await listErasures(deps.db, MOST_PROOFS)).map(erasureView) }, 200);
  });
}

function leadsOnly({ role }: Actor): void {
  if (role === 'agent')
    throw problem('forbidden', { detail: 'What is kept of a person is given out and erased by a lead or an admin.' });
}

function refusal(done: ErasureRefusal) {
  if (done.refused !== 'names-person') return problem(done.refused);
  return problem(done.refused, {
    detail: `the reason holds "${done.name}"; expected e.g. "asked for it in the call of 3 May"`,
  });
}

function erasureView({ kept, ...erasure }: Erasure): ErasureView {
  return { ...erasure, kept: [...kept] };
}
