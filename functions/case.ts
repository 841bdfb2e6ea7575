// Every request to a customer's page: open to whoever has the link.
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { createCasePages } from '../lib/api/case-routes.ts';
import type { House } from '../lib/composition.ts';
import { onLambda, opened } from './door.ts';

/** The customers' pages of a house; on a laptop they are served without Lambda. */
export function casePagesOf(house: House) {
  const { brand, businessHours, deadlines } = house.watchlist();
  const { secret, url } = house.settings.caseLink ?? {};
  return createCasePages({
    ...house,
    db: house.db(),
    complaints: house.queue('complaintsQueue'),
    businessHours,
    deadlines,
    brand: brand.name,
    ownOrigins: [house.deskUrl(), url].filter((origin) => origin !== undefined),
    ...(secret ? { caseSecret: secret } : {}),
  });
}

export const open = opened((house) => {
  const answer = handle(casePagesOf(house));
  return (event: LambdaEvent) => answer(event);
});

export const handler = onLambda(open);
