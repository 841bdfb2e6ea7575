// Answers to a customer's e-mails.
import { createRoute } from '@hono/zod-openapi';
import { type Answered, answerEmail } from '../flows/answer-email.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { customerSchema, newAnswerSchema } from './customer-schemas.ts';
import { viewOfCustomer } from './customers.ts';
import { answers, jsonBody } from './json.ts';
import { problem } from './problem.ts';
import { byIdSchema } from './schemas.ts';

const UNSEEN =
  'Somebody has answered this e-mail meanwhile, or is doing so. Read their answer; send yours again if it is still needed.';

const answerRoute = createRoute({
  method: 'post',
  path: '/customers/{id}/contacts/{contactId}/answers',
  request: {
    params: byIdSchema.extend({ contactId: byIdSchema.shape.id }),
    body: jsonBody(newAnswerSchema),
  },
  responses: answers('The customer afterwards; the answer is in the timeline, with what became of it', customerSchema),
});

export function contactAnswerRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(answerRoute, async (context) => {
    const { id: customerId, contactId } = context.req.valid('param');
    const { id, text, seen } = context.req.valid('json');
    const done = await answerEmail(deps, { customerId, contactId, id, text, seen, by: context.var.actor.name });
    if ('refused' in done) throw problem(done.refused, detailOf(done));
    return context.json(await viewOfCustomer(deps, customerId), 200);
  });
}

function detailOf(refusal: Extract<Answered, { refused: unknown }>): { readonly detail?: string } {
  if ('why' in refusal) return { detail: refusal.why };
  return refusal.refused === 'already-answered' ? { detail: UNSEEN } : {};
}
