// The desk's wording for what is known of a person: proofs, identities, channels, and how they took an answer.
import type { ThreadView } from '../../../lib/api/schemas.ts';

export const BASIS_WORDS = {
  'told-us': 'Told us',
  'opted-in': 'Opted in',
  'order-reference': 'Order reference',
  'public-profile': 'Public profile',
  'agent-judgement': "Agent's judgement",
} as const;

export const IDENTITY_WORDS = { email: 'E-mail', phone: 'Phone', author: 'Account', crm: 'CRM id' } as const;
export const CHANNEL_WORDS = {
  call: 'Call',
  email: 'E-mail',
  sms: 'Text message',
  visit: 'Visit',
  chat: 'Chat',
  note: 'Note',
} as const;

/** What was seen of a customer after an answer. */
export const OUTCOME_WORDS: Readonly<Record<NonNullable<ThreadView['outcome']>, string>> = {
  thanked: 'said thanks',
  deleted: 'deleted it',
  angrier: 'angrier than before',
  'came-back': 'complained again',
};
