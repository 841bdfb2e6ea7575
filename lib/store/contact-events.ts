// Keeps what is known of a call so far, and which text messages have come.
import type { Call } from '../domain/call.ts';
import type { Contact } from '../domain/customer.ts';
import { epochMs, type Instant } from '../domain/time.ts';
import { type Db, type Outcome, read, transact, type Write } from './db.ts';
import { key } from './table.ts';

export interface StoredCall {
  readonly call: Call;
  /** Where its contact stands; absent while the caller is not known. */
  readonly place?: Pick<Contact, 'customerId' | 'at'>;
  /** The caller was erased: what is told of it later is not taken in. */
  readonly erased?: true;
  readonly version: number;
}

/** Longer than any event of a call is late. */
const KEPT_DAYS = 30;

export async function getCall(db: Db, contactId: string): Promise<StoredCall | undefined> {
  return read<StoredCall>(db, key.call(contactId));
}

/** What is known of a call now, with its contact; refused when it has changed since `before` was read. */
export async function putCall(
  db: Db,
  before: StoredCall | undefined,
  after: { readonly call: Call; readonly contact: Contact | undefined; readonly now: Instant },
): Promise<Outcome> {
  const { call, contact, now } = after;
  const version = (before?.version ?? 0) + 1;
  const place = contact ? { place: { customerId: contact.customerId, at: contact.at } } : {};
  const doc: StoredCall = { call, ...place, version };
  const ttl = expiryOf(now);
  const when = before ? { version: before.version } : ('new' as const);
  return transact(db, [
    { put: key.call(call.contactId), doc, version, ttl, when },
    ...(contact ? [{ put: key.contact(contact.customerId, contact.at, contact.id), doc: contact }] : []),
  ]);
}

/** A call of which only its id is left. */
export function eraseCall(contactId: string, now: Instant): Write {
  const doc: StoredCall = { call: { contactId }, erased: true, version: 0 };
  return { put: key.call(contactId), doc, version: 0, ttl: expiryOf(now) };
}

/** A text message of which only its id is left. */
export function eraseSms(messageId: string): Write {
  return { put: key.sms(messageId), doc: {} };
}

/** Unix seconds. */
function expiryOf(now: Instant): number {
  return Math.floor(epochMs(now) / 1000) + KEPT_DAYS * 86_400;
}

/** Whether a text message is a contact already. */
export async function isSmsTaken(db: Db, messageId: string): Promise<boolean> {
  return (await read(db, key.sms(messageId))) !== undefined;
}

/** Refused when the message is a contact already. */
export async function putSms(db: Db, messageId: string, contact: Contact): Promise<Outcome> {
  const { customerId, at, id } = contact;
  return transact(db, [
    { put: key.sms(messageId), doc: { customerId, at, contactId: id }, when: 'new' },
    { put: key.contact(customerId, at, id), doc: contact, when: 'new' },
  ]);
}
