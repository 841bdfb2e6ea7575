// Every delivery of another system: signed posts and contacts, and the webhooks of Meta and X.
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { createWebhooks } from '../lib/api/webhooks.ts';
import type { House } from '../lib/composition.ts';
import { onLambda, opened } from './door.ts';

/** The doors for other systems of a house; on a laptop they are served without Lambda. */
export function webhooksOf(house: House) {
  const { brand, country } = house.watchlist();
  const mentions = house.queue('mentionsQueue');
  return createWebhooks({ ...house, db: house.db(), mentions, country, ownHandles: brand.handles });
}

export const open = opened((house) => {
  const answer = handle(webhooksOf(house));
  return (event: LambdaEvent) => answer(event);
});

export const handler = onLambda(open);
