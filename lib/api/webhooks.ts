// The doors for other systems, which prove themselves by a signature instead of a sign-in. Knows nothing of Lambda.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { DELIVERY_BYTES, limitedBody } from './body-size.ts';
import { importRoutes } from './import-routes.ts';
import { metaRoutes } from './meta-routes.ts';
import { problem } from './problem.ts';
import type { WebhookDeps, Webhooks } from './webhook-deps.ts';
import { xRoutes } from './x-routes.ts';

/** How long a sender is asked to wait before it repeats, in seconds. */
const REPEAT_AFTER = '30';

/** The application under `/api/import`: whatever it cannot keep is answered so that the sender sends it again. */
export function createWebhooks(deps: WebhookDeps): Webhooks {
  const webhooks = new Hono().basePath('/api/import');
  webhooks.use(secureHeaders());
  webhooks.use(limitedBody(DELIVERY_BYTES));
  webhooks.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  importRoutes(webhooks, deps);
  metaRoutes(webhooks, deps);
  xRoutes(webhooks, deps);
  webhooks.all('/*', (context) => {
    const detail = `${context.req.method} ${context.req.path}; there are POST /api/import, and GET and POST /api/import/meta and /api/import/x`;
    throw problem('no-such-path', { detail });
  });
  webhooks.onError((error) => answerFor(error, deps));
  return webhooks;
}

/** Twice is once: what was taken in before the failure stays single when it is sent again. */
function answerFor(error: Error, { log }: WebhookDeps): Response {
  if (error instanceof HTTPException && error.res) return error.res;
  log.error('a delivery could not be taken in', error);
  const detail = 'Nothing is lost: send the same again.';
  const answer = problem('try-again', { detail }).getResponse();
  answer.headers.set('retry-after', REPEAT_AFTER);
  return answer;
}
