// Suggested links: a person says whether they hold.
import { createRoute } from '@hono/zod-openapi';
import { answerSuggestion } from '../flows/answer-suggestion.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { customerSchema, suggestionAnswerSchema } from './customer-schemas.ts';
import { viewOfCustomer } from './customers.ts';
import { answers, jsonBody } from './json.ts';
import { problem } from './problem.ts';
import { byIdSchema } from './schemas.ts';

const answerRoute = createRoute({
  method: 'post',
  path: '/customers/{id}/suggestions/{suggestionId}',
  request: {
    params: byIdSchema.extend({ suggestionId: byIdSchema.shape.id }),
    body: jsonBody(suggestionAnswerSchema),
  },
  responses: answers('The customer afterwards; the question is not asked again', customerSchema),
});

export function suggestionRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(answerRoute, async (context) => {
    const { id: customerId, suggestionId } = context.req.valid('param');
    const given = context.req.valid('json');
    const yes = given.answer === 'yes' ? { yes: { basis: given.basis, evidence: given.evidence } } : {};
    const done = await answerSuggestion(deps, { customerId, suggestionId, by: context.var.actor.name, ...yes });
    if (done !== 'answered') throw problem(done.refused, 'why' in done ? { detail: done.why } : {});
    return context.json(await viewOfCustomer(deps, customerId), 200);
  });
}
