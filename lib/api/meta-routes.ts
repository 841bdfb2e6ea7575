// GET and POST /api/import/meta: comments and mentions of Facebook, Instagram and Threads, signed with the app's secret.
import { ACCOUNT_ENV } from '../config/env-names.ts';
import type { MetaApp } from '../config/webhook-keys.ts';
import { takeDelivery } from '../flows/take-delivery.ts';
import { readMetaDelivery } from '../platforms/meta/meta-webhook.ts';
import { problem } from './problem.ts';
import { isSame } from './signature.ts';
import {
  jsonOf,
  notOpen,
  rawBody,
  requireOpen,
  requireSignature,
  type WebhookDeps,
  type Webhooks,
} from './webhook-deps.ts';

const PATH = '/meta';

/** Source: Meta, "Webhooks, Getting Started": verification requests and payload validation. */
export function metaRoutes(webhooks: Webhooks, deps: WebhookDeps): void {
  webhooks.get(PATH, (context) => {
    const { verifyToken } = appOf(deps);
    const query = context.req.query();
    if (query['hub.mode'] !== 'subscribe' || !isSame(verifyToken, query['hub.verify_token'] ?? ''))
      throw problem('not-signed', { detail: `hub.verify_token is not what ${ACCOUNT_ENV.metaVerifyToken} says` });
    return context.text(query['hub.challenge'] ?? '');
  });

  webhooks.post(PATH, async (context) => {
    const { appSecret: secret } = appOf(deps);
    const body = await rawBody(context);
    requireSignature(context, 'x-hub-signature-256', { secret, form: 'hex', parts: [body] });
    await requireOpen(deps, 'meta');
    const entries = readMetaDelivery(jsonOf(body), { ownHandles: deps.ownHandles, now: deps.clock() });
    return context.json(await takeDelivery(deps, 'meta:webhook', entries));
  });
}

function appOf({ settings }: WebhookDeps): MetaApp {
  const { metaAppSecret, metaVerifyToken } = ACCOUNT_ENV;
  return settings.meta ?? notOpen(`${metaAppSecret} and ${metaVerifyToken} are not set: Meta is not connected`);
}
