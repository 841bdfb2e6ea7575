// A person, computed from links: network accounts, e-mails, phones and CRM ids that belong together, each with its proof.
import type { NativeRef } from './mention.ts';
import type { Instant } from './time.ts';

export const IDENTITY_KINDS = ['author', 'email', 'phone', 'crm'] as const;

/** Why two identities are held to be one person (requirement C3); a similar name is never one. */
export const LINK_BASES = [
  'told-us',
  'opted-in',
  'order-reference',
  'public-profile',
  'agent-judgement',
  'own-account',
] as const;

export const CONTACT_CHANNELS = ['call', 'email', 'sms', 'visit', 'chat', 'note'] as const;

export type IdentityKind = (typeof IDENTITY_KINDS)[number];
type LinkBasis = (typeof LINK_BASES)[number];
type ContactChannel = (typeof CONTACT_CHANNELS)[number];

/** An identity in its one normal form: `author` as `network/id`, lower-case e-mail, E.164 phone, CRM id as given. */
export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}

export interface Link extends Identity {
  readonly id: string;
  readonly customerId: string;
  readonly basis: LinkBasis;
  /** What a colleague can check: "gave the address in the call of 3 May". */
  readonly evidence: string;
  readonly by: string;
  readonly at: Instant;
  /** The link by which the identity belonged elsewhere before: ending this one restores exactly that. */
  readonly previous?: { readonly customerId: string; readonly linkId: string };
  /** The later link that took the identity elsewhere; absent on a current link. */
  readonly movedBy?: string;
  readonly endedAt?: Instant;
  readonly endedBy?: string;
}

export interface Contact {
  readonly id: string;
  readonly customerId: string;
  readonly channel: ContactChannel;
  readonly at: Instant;
  readonly summary: string;
  readonly by: string;
  /** What was promised and by when, if anything was. */
  readonly promise?: { readonly text: string; readonly dueAt: Instant };
}

export interface Customer {
  readonly id: string;
  readonly name?: string;
  readonly createdAt: Instant;
}

/** The identity of an account: `mastodon/1203`. */
export function authorIdentity({ network, id }: NativeRef): Identity {
  return { kind: 'author', value: `${network}/${id}` };
}

/** The account of an `author` identity. Ids may hold slashes, networks hold none. */
export function authorOf({ value }: Identity): NativeRef {
  const slash = value.indexOf('/');
  return { network: value.slice(0, slash), id: value.slice(slash + 1) };
}

/** Whether the link counts now: not ended, and its identity not taken elsewhere. */
export function isCurrent(link: Link): boolean {
  return link.endedAt === undefined && link.movedBy === undefined;
}
