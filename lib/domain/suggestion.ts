// A question whether an identity belongs to a customer, too: it rests on what the customer wrote, and a person answers it.
import type { Identity, LinkBasis } from './customer.ts';
import { derivedId } from './derived-id.ts';
import type { Instant } from './time.ts';

export interface Suggestion extends Identity {
  readonly id: string;
  /** To whom it may belong. */
  readonly customerId: string;
  /** What it rests on, readable: "the e-mail of 2026-05-03 names case 4821-7305". */
  readonly why: string;
  /** The basis that this evidence would allow. */
  readonly basis: Exclude<LinkBasis, 'own-account'>;
  readonly at: Instant;
  /** Kept, so that it is not asked again. */
  readonly answered?: { readonly answer: 'yes' | 'no'; readonly by: string; readonly at: Instant };
}

/** One question for a pair, ever. */
export function suggestionOf(
  pair: Identity & Pick<Suggestion, 'customerId'>,
  said: Pick<Suggestion, 'why' | 'at'>,
): Suggestion {
  const { kind, value, customerId } = pair;
  const id = derivedId('suggestion', `${customerId} ${kind}/${value}`);
  return { kind, value, customerId, id, basis: 'told-us', why: said.why, at: said.at };
}
