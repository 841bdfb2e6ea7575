// Takes what an event tells of a call: the call is one contact of the customer with that number, and grows with each event.
import { type Call, callSummary, mergedCall } from '../domain/call.ts';
import type { Contact } from '../domain/customer.ts';
import { derivedId } from '../domain/derived-id.ts';
import { parseIdentity } from '../domain/identity.ts';
import type { Instant } from '../domain/time.ts';
import { getCall, putCall, type StoredCall } from '../store/contact-events.ts';
import { TRIES } from '../store/db.ts';
import type { KnowDeps } from './know-author.ts';
import { knowIdentity } from './know-identity.ts';

export interface TakeCallDeps extends KnowDeps {
  /** Country in which a number without a country code is read. */
  readonly country: string;
}

/** `nobody`: no event has told the caller's number yet; what is known is kept until one does. */
export type TakenCall = 'taken' | 'known' | 'nobody';

/** `at` is the event's own time, for a call of which no event tells the beginning. Any order, any number of times. */
export async function takeCall(deps: TakeCallDeps, told: Call, at: Instant): Promise<TakenCall> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = await getCall(deps.db, told.contactId);
    if (before?.erased) return 'known';
    const call = before ? mergedCall(before.call, told) : told;
    const place = before?.place ?? (await placeOf(deps, call, at));
    if (before && isSame(before, { call, place })) return place ? 'known' : 'nobody';
    const contact = place && contactOf(call, place);
    // Read again afterwards: another event of the same call may be taken at this moment.
    if ((await putCall(deps.db, before, { call, contact, now: deps.clock() })).done) return place ? 'taken' : 'nobody';
  }
  throw new Error(`a call could not be stored in ${TRIES} tries; the event comes again`);
}

type Place = NonNullable<StoredCall['place']>;

/** Undefined while the number is not known, or is none: withheld, an extension. */
async function placeOf(deps: TakeCallDeps, call: Call, at: Instant): Promise<Place | undefined> {
  if (call.number === undefined) return undefined;
  const identity = parseIdentity('phone', call.number, deps.country);
  if ('problem' in identity) return undefined;
  const customerId = await knowIdentity(deps, identity, { evidence: `was in the call ${call.contactId}` });
  return { customerId, at: call.startedAt ?? at };
}

function isSame(before: StoredCall, after: { readonly call: Call; readonly place: Place | undefined }): boolean {
  const { call, place } = before;
  return JSON.stringify(mergedCall(call, call)) === JSON.stringify(after.call) && place?.at === after.place?.at;
}

function contactOf(call: Call, place: Place): Contact {
  const id = derivedId('call', call.contactId);
  return { id, ...place, channel: 'call', summary: callSummary(call), by: 'earshot', knownAs: [call.contactId] };
}
