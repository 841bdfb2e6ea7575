// GET and POST /api/import/x: mentions, replies and quotes as X's Activity API sends them, signed with the app's secret.
import { ACCOUNT_ENV } from '../config/env-names.ts';
import { takeDelivery } from '../flows/take-delivery.ts';
import { readXDelivery } from '../platforms/x/x-webhook.ts';
import { problem } from './problem.ts';
import { signatureOf } from './signature.ts';
import {
  jsonOf,
  notOpen,
  rawBody,
  requireOpen,
  requireSignature,
  type WebhookDeps,
  type Webhooks,
} from './webhook-deps.ts';

const PATH = '/x';

/** The answer is the token's signature with the very secret that signs deliveries: anything that could be one must not be signed. */
const TOKEN = /^[\w.~+/=:-]{1,500}$/;

/** Source: docs.x.com, "Webhooks, Quickstart": challenge-response check and signature header. */
export function xRoutes(webhooks: Webhooks, deps: WebhookDeps): void {
  webhooks.get(PATH, (context) => {
    const { secret } = appOf(deps);
    const token = context.req.query('crc_token') ?? '';
    if (!TOKEN.test(token))
      throw problem('invalid-request', {
        detail: 'crc_token is missing, or holds more than letters, digits and .~+/=:_-',
      });
    return context.json({ response_token: signatureOf({ secret, form: 'base64', parts: [token] }) });
  });

  webhooks.post(PATH, async (context) => {
    const { secret, userId } = appOf(deps);
    const body = await rawBody(context);
    requireSignature(context, 'x-twitter-webhooks-signature', { secret, form: 'base64', parts: [body] });
    await requireOpen(deps, 'x');
    const entries = readXDelivery(jsonOf(body), { userId, now: deps.clock() });
    return context.json(await takeDelivery(deps, 'x:webhook', entries));
  });
}

function appOf({ settings }: WebhookDeps): { readonly secret: string; readonly userId: string } {
  const { user, userId = '' } = settings.accounts.x ?? {};
  if (user === undefined) notOpen(`${ACCOUNT_ENV.xAppSecret} and the other keys of X are not set: X is not connected`);
  return { secret: user.appSecret, userId };
}
