// Takes what a call centre or a text-message service tells of a customer.
import { parseContactEvent } from '../queues/contact-event.ts';
import { type TakeCallDeps, takeCall } from './take-call.ts';
import { takeSms } from './take-sms.ts';

/** Throws for an event that is neither, and when the table fails: then it is to be given again. */
export async function takeContactEvent(deps: TakeCallDeps, raw: unknown): Promise<'taken' | 'known' | 'nobody'> {
  const event = parseContactEvent(raw);
  switch (event.type) {
    case 'call':
      return takeCall(deps, event.call, event.at);
    case 'sms':
      return takeSms(deps, event.message);
    case 'other':
      return 'nobody';
  }
}
