// Codes that a customer sends from another channel, to show that it is theirs.
import { createRoute } from '@hono/zod-openapi';
import { codeWords } from '../domain/link-code.ts';
import { makeLinkCode } from '../flows/make-link-code.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { linkCodeSchema } from './customer-schemas.ts';
import { answers } from './json.ts';
import { problem } from './problem.ts';
import { byIdSchema } from './schemas.ts';

const codeRoute = createRoute({
  method: 'post',
  path: '/customers/{id}/codes',
  request: { params: byIdSchema },
  responses: answers('A new code, and what to tell the customer; the one before it counts no longer', linkCodeSchema),
});

export function linkCodeRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(codeRoute, async (context) => {
    const customerId = context.req.valid('param').id;
    const made = await makeLinkCode(deps, { customerId, by: context.var.actor.name });
    if ('refused' in made) throw problem(made.refused);
    const { code, expiresAt } = made;
    return context.json({ code, expiresAt, text: codeWords(code) }, 200);
  });
}
