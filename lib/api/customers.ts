// Customers: find one by what they say of themselves, link what belongs to them, write down a contact.
import { createRoute, z } from '@hono/zod-openapi';
import { parseIdentity } from '../domain/identity.ts';
import { type AddedContact, addContact } from '../flows/add-contact.ts';
import { findCustomers } from '../flows/find-customers.ts';
import { knowIdentity } from '../flows/know-identity.ts';
import { linkCustomer } from '../flows/link-customer.ts';
import { readCustomer } from '../flows/read-customer.ts';
import { unlinkCustomer } from '../flows/unlink-customer.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import {
  type CustomerView,
  customerListSchema,
  customerSchema,
  newContactSchema,
  newCustomerSchema,
  newLinkSchema,
} from './customer-schemas.ts';
import { customerView } from './customer-view.ts';
import { answers, jsonBody } from './json.ts';
import { problem } from './problem.ts';
import { byIdSchema } from './schemas.ts';

const customerAfter = answers('The customer afterwards', customerSchema);

const findRoute = createRoute({
  method: 'get',
  path: '/customers',
  request: { query: z.object({ find: z.string().trim().min(1).max(300) }) },
  responses: answers('Customers with this phone number, e-mail, handle, CRM id or case number', customerListSchema),
});

const newRoute = createRoute({
  method: 'post',
  path: '/customers',
  request: { body: jsonBody(newCustomerSchema) },
  responses: answers('The customer to whom this belongs: a new one where it belonged to nobody', customerSchema),
});

const readRoute = createRoute({
  method: 'get',
  path: '/customers/{id}',
  request: { params: byIdSchema },
  responses: answers('The customer with links and timeline', customerSchema),
});

const linkRoute = createRoute({
  method: 'post',
  path: '/customers/{id}/links',
  request: { params: byIdSchema, body: jsonBody(newLinkSchema) },
  responses: customerAfter,
});

const unlinkRoute = createRoute({
  method: 'delete',
  path: '/customers/{id}/links/{linkId}',
  request: { params: byIdSchema.extend({ linkId: z.string().min(1).max(100) }) },
  responses: customerAfter,
});

const contactRoute = createRoute({
  method: 'post',
  path: '/customers/{id}/contacts',
  request: { params: byIdSchema, body: jsonBody(newContactSchema) },
  responses: customerAfter,
});

export function customerRoutes(api: Api, deps: ApiDeps): void {
  const { country } = deps.watchlist;

  api.openapi(findRoute, async (context) => {
    const ids = await findCustomers({ db: deps.db, country }, context.req.valid('query').find);
    const stories = await Promise.all(ids.map((id) => readCustomer(deps.db, id)));
    return context.json({ items: stories.flatMap((story) => (story ? [customerView(story, deps.clock())] : [])) }, 200);
  });

  api.openapi(newRoute, async (context) => {
    const { kind, value, name, evidence } = context.req.valid('json');
    const identity = parseIdentity(kind, value, country);
    if ('problem' in identity) throw problem('invalid-request', { detail: identity.problem });
    const meeting = { evidence, by: context.var.actor.name, ...(name ? { name } : {}) };
    const id = await knowIdentity(deps, identity, meeting);
    return context.json(await viewOfCustomer(deps, id), 200);
  });

  api.openapi(readRoute, async (context) =>
    context.json(await viewOfCustomer(deps, context.req.valid('param').id), 200),
  );

  api.openapi(linkRoute, async (context) => {
    const { id } = context.req.valid('param');
    const { kind, value, basis, evidence } = context.req.valid('json');
    const identity = parseIdentity(kind, value, country);
    if ('problem' in identity) throw problem('invalid-request', { detail: identity.problem });
    const done = await linkCustomer(deps, { customerId: id, ...identity, basis, evidence, by: context.var.actor.name });
    if ('refused' in done) throw problem(done.refused, 'why' in done ? { detail: done.why } : {});
    return context.json(await viewOfCustomer(deps, id), 200);
  });

  api.openapi(unlinkRoute, async (context) => {
    const { id, linkId } = context.req.valid('param');
    const done = await unlinkCustomer(deps, { customerId: id, linkId, by: context.var.actor.name });
    if ('refused' in done) throw problem(done.refused);
    return context.json(await viewOfCustomer(deps, id), 200);
  });

  api.openapi(contactRoute, async (context) => {
    const { id: customerId } = context.req.valid('param');
    const { promise, ...contact } = context.req.valid('json');
    const by = context.var.actor.name;
    const done = await addContact(deps, { ...contact, ...(promise ? { promise } : {}), customerId, by });
    if (done !== 'added') throw refusedContact(done, contact.at);
    return context.json(await viewOfCustomer(deps, customerId), 200);
  });
}

function refusedContact({ refused }: Exclude<AddedContact, 'added'>, at: string) {
  if (refused === 'no-such-customer') return problem(refused);
  return problem('invalid-request', { detail: `at: ${at} is still to come; expected when it happened` });
}

export async function viewOfCustomer(deps: ApiDeps, customerId: string): Promise<CustomerView> {
  const story = await readCustomer(deps.db, customerId);
  if (!story) throw problem('no-such-customer');
  return customerView(story, deps.clock());
}
