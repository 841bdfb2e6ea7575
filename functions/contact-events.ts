// For each event of a call, and each text message: makes it a contact of the customer with that number.
import { takeContactEvent } from '../lib/flows/take-contact-event.ts';
import { onLambda, opened } from './door.ts';

export const open = opened((house) => {
  const deps = { ...house, db: house.db(), country: house.watchlist().country };
  return (event: unknown) => takeContactEvent(deps, event);
});

export const handler = onLambda(open);
