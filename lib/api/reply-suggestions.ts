// What could be sent to a customer, beyond what somebody writes.
import { createRoute } from '@hono/zod-openapi';
import { type Suggestions, suggestReply } from '../flows/suggest-reply.ts';
import { type SuggestionsView, suggestionsSchema } from './action-schemas.ts';
import type { Api, ApiDeps } from './api-deps.ts';
import { answers } from './json.ts';
import { problem } from './problem.ts';
import { byIdSchema } from './schemas.ts';

const suggestionsRoute = createRoute({
  method: 'get',
  path: '/threads/{id}/suggestions',
  request: { params: byIdSchema },
  responses: answers('A wording to begin with, saved replies that fit, and what else could be sent', suggestionsSchema),
});

export function replySuggestionRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(suggestionsRoute, async (context) => {
    const { brand, businessHours, urgentContact } = deps.watchlist;
    const suggestions = await suggestReply(
      { ...deps, businessHours, brand: brand.name, ...(urgentContact ? { urgentContact } : {}) },
      { threadId: context.req.valid('param').id, agent: context.var.actor.name },
    );
    if (!suggestions) throw problem('no-such-thread');
    return context.json(viewOf(suggestions), 200);
  });
}

function viewOf({ saved, ...others }: Suggestions): SuggestionsView {
  return {
    ...others,
    saved: saved.map(({ reply: { id, kind, title, text, url }, counts: { uses, thanked, cameBack } }) => {
      return { id, kind, title, text, uses, thanked, cameBack, ...(url ? { url } : {}) };
    }),
  };
}
