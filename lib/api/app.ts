// The HTTP API: every resource of the desk, problems as RFC 9457, described by its own schemas. Knows nothing of Lambda.
import { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { z } from 'zod';
import { BadPageToken } from '../store/db.ts';
import type { ApiDeps, ApiEnv, Identify } from './api-deps.ts';
import { DESK_BYTES, limitedBody } from './body-size.ts';
import { changesRoutes } from './changes.ts';
import { contactAnswerRoutes } from './contact-answers.ts';
import { customerRoutes } from './customers.ts';
import { draftRoutes } from './drafts.ts';
import { erasureRoutes } from './erasures.ts';
import { linkCodeRoutes } from './link-codes.ts';
import { loadRoutes } from './load.ts';
import { meRoutes } from './me.ts';
import { nextRoutes } from './next.ts';
import { presenceRoutes } from './presence.ts';
import { invalidRequest, problem } from './problem.ts';
import { replyRoutes } from './replies.ts';
import { replySuggestionRoutes } from './reply-suggestions.ts';
import { rulesRoutes } from './rules.ts';
import { savedReplyRoutes } from './saved-replies.ts';
import { savedViewRoutes } from './saved-views.ts';
import { statusRoutes } from './status.ts';
import { suggestionRoutes } from './suggestions.ts';
import { teamRoutes } from './team.ts';
import { threadRoutes } from './threads.ts';

/** The application over the given stores; `identify` is the only thing that differs between a laptop and AWS. */
export function createApi(deps: ApiDeps, identify: Identify): OpenAPIHono<ApiEnv> {
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: refuseInvalid,
  }).basePath('/api');
  api.use(secureHeaders());
  // A page of a hundred threads is a tenth of its size then; no gateway in front does it.
  api.use(compress());
  api.use(limitedBody(DESK_BYTES));
  api.use(async (context, next) => {
    context.set('actor', identify(context.req.raw, context.env));
    await next();
    context.header('cache-control', 'no-store');
  });
  meRoutes(api, deps);
  threadRoutes(api, deps);
  loadRoutes(api, deps);
  nextRoutes(api, deps);
  presenceRoutes(api, deps);
  replyRoutes(api, deps);
  draftRoutes(api, deps);
  replySuggestionRoutes(api, deps);
  savedReplyRoutes(api, deps);
  savedViewRoutes(api, deps);
  teamRoutes(api, deps);
  changesRoutes(api, deps);
  customerRoutes(api, deps);
  contactAnswerRoutes(api, deps);
  suggestionRoutes(api, deps);
  linkCodeRoutes(api, deps);
  erasureRoutes(api, deps);
  rulesRoutes(api, deps);
  statusRoutes(api, deps);
  api.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Earshot', version: '1' } });
  api.all('/*', (context) => {
    const detail = `${context.req.method} ${context.req.path}; the paths are listed at /api/openapi.json`;
    throw problem('no-such-path', { detail });
  });
  api.onError((error) => answerFor(error, deps));
  return api;
}

function refuseInvalid(result: { success: true } | { success: false; error: z.ZodError }): void {
  if (!result.success) throw invalidRequest(result.error);
}

function answerFor(error: Error, deps: ApiDeps): Response {
  if (error instanceof HTTPException) return error.res ?? answerForStatus(error);
  if (error instanceof BadPageToken) return problem('invalid-request', { detail: error.message }).getResponse();
  deps.log.error('a request failed', error);
  return problem('failed', {
    detail: 'The request could not be completed; nothing was lost. Try again.',
  }).getResponse();
}

function answerForStatus({ status, message }: HTTPException): Response {
  const code = status === 401 ? 'signed-out' : status === 403 ? 'forbidden' : 'invalid-request';
  return problem(code, { detail: message }).getResponse();
}
