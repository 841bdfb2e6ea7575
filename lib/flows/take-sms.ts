// Takes a text message: it becomes a contact of the customer with that number, once.
import { type Contact, MOST_SUMMARY } from '../domain/customer.ts';
import { derivedId } from '../domain/derived-id.ts';
import { parseIdentity } from '../domain/identity.ts';
import type { TextMessage } from '../queues/contact-event.ts';
import { isSmsTaken, putSms } from '../store/contact-events.ts';
import { TRIES } from '../store/db.ts';
import { knowIdentity } from './know-identity.ts';
import { suggestFromLetter } from './suggest-links.ts';
import type { TakeCallDeps } from './take-call.ts';
import { takeLinkCode } from './take-link-code.ts';

/** `nobody`: it came from a name or a short number, which no person has. */
export type TakenSms = 'taken' | 'known' | 'nobody';

export async function takeSms(deps: TakeCallDeps, { id, from, text, at }: TextMessage): Promise<TakenSms> {
  const identity = parseIdentity('phone', from, deps.country);
  if ('problem' in identity) return 'nobody';
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (await isSmsTaken(deps.db, id)) return 'known';
    await takeLinkCode(deps, { identity, text, from: identity.value });
    const customerId = await knowIdentity(deps, identity, { evidence: `sent the text message ${id}` });
    await suggestFromLetter(deps, { from: identity, customerId, text, at, what: 'text message' });
    const summary = text.trim().slice(0, MOST_SUMMARY) || '(no text)';
    const contact: Contact = {
      id: derivedId('sms', id),
      customerId,
      channel: 'sms',
      at,
      summary,
      by: 'earshot',
      knownAs: [id],
    };
    // Read again afterwards: DynamoDB may refuse both of two workers that write at the same moment.
    if ((await putSms(deps.db, id, contact)).done) return 'taken';
  }
  throw new Error(`a text message could not be stored in ${TRIES} tries; it comes again`);
}
