// Every request of the desk.
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import type { Identify } from '../lib/api/api-deps.ts';
import { createApi } from '../lib/api/app.ts';
import { actorFromClaims } from '../lib/api/cognito-actor.ts';
import type { House } from '../lib/composition.ts';
import { mailboxSources, mailSwitches } from '../lib/config/mail-settings.ts';
import { doorSwitches } from '../lib/config/webhook-keys.ts';
import { mailSenderFor } from '../lib/mail/mail-sender-for.ts';
import { onLambda, opened } from './door.ts';

/** The API of a house; on a laptop it is served without Lambda, and tells who asks in its own way. */
export function apiOf(house: House, { identify, sample }: { readonly identify: Identify; readonly sample: boolean }) {
  const watchlist = house.watchlist();
  const platforms = house.platforms(watchlist);
  const { mail: mailSettings } = house.settings;
  const sources = [...platforms.flatMap((platform) => platform.sources), ...mailboxSources(mailSettings)];
  const queues = { outbox: house.queue('outboxQueue'), complaints: house.queue('complaintsQueue') };
  const stores = { db: house.db(), sqs: house.sqs(), ...queues };
  const mail = mailSenderFor(mailSettings, house.clock);
  const doors = [...doorSwitches(house.settings), ...mailSwitches(mailSettings)];
  const listening = { platforms, sources, doors, watchlist, watchedQueues: house.watchedQueues() };
  const casePageUrl = house.caseLinks({ sample });
  const pages = casePageUrl ? { casePageUrl } : {};
  return createApi({ ...house, ...stores, ...listening, ...pages, caps: house.caps(), mail, sample }, identify);
}

export const open = opened((house) => {
  const answer = handle(apiOf(house, { identify: actorFromClaims, sample: false }));
  return (event: LambdaEvent) => answer(event);
});

export const handler = onLambda(open);
