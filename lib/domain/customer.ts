// A person, computed from links: network accounts, e-mails, phones and CRM ids that belong together, each with its proof.
import { derivedId } from './derived-id.ts';
import type { NativeRef } from './mention.ts';
import { type Instant, secondsBetween } from './time.ts';

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
export type LinkBasis = (typeof LINK_BASES)[number];
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

/** sending: the call is under way · sent: the mail server took it · failed: it was refused · unknown: it may have gone out or not. */
export const ANSWER_STATES = ['sending', 'sent', 'failed', 'unknown'] as const;

/** Characters of a contact's summary: the desk shows contacts whole, and a table's item holds 400 KB. */
export const MOST_SUMMARY = 10_000;
/** Mails before one that are kept with it and named in an answer. */
export const MOST_REFERENCES = 30;

/** What makes a contact an e-mail. Ids are without angle brackets. */
export interface ContactMessage {
  readonly messageId: string;
  readonly inReplyTo?: string;
  /** The mails before it, the oldest first. */
  readonly references: readonly string[];
  readonly subject: string;
  /** Address of the sender. */
  readonly from: string;
  readonly direction: 'in' | 'out';
  /** All that was written, quotes and signature included, where it is more than the contact's summary. */
  readonly whole?: string;
  /** Names of the files that came along; they are not kept. */
  readonly attachments?: readonly string[];
  /** Of an outgoing mail only. */
  readonly state?: (typeof ANSWER_STATES)[number];
  /** Why it failed or is unknown, in words for the person who sees it. */
  readonly problem?: string;
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
  /** Present on an e-mail that Earshot has read or sent itself. */
  readonly message?: ContactMessage;
  /** The ids under which its channel knows it (e-mail, call, text message), by which it is not taken twice. */
  readonly knownAs?: readonly string[];
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

/** The customer that somebody begins as who is met under this identity for the first time: the same every time. */
export function ownCustomerId(identity: Identity): string {
  return derivedId('customer', ownName(identity));
}

/** The link with which that customer begins. */
export function ownLinkId(identity: Identity): string {
  return derivedId('link', ownName(identity));
}

function ownName({ kind, value }: Identity): string {
  return kind === 'author' ? value : `${kind}/${value}`;
}

/** Clocks differ by a little; a contact that is to come has not happened. */
const MOST_SECONDS_AHEAD = 300;

export function isAhead(at: Instant, now: Instant): boolean {
  return secondsBetween(now, at) > MOST_SECONDS_AHEAD;
}

/** Whether the link counts now: not ended, and its identity not taken elsewhere. */
export function isCurrent(link: Link): boolean {
  return link.endedAt === undefined && link.movedBy === undefined;
}
