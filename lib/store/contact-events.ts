// Keeps what is known of a call so far, and which text messages have come.
import type { Call } from '../domain/call.ts';
import type { Contact } from '../domain/customer.ts';
import { epochMs, type Instant } from '../domain/time.ts';
import { type Db, type Outcome, read, transact } from './db.ts';
import { key } from './table.ts';

export interface StoredCall {
  readonly call: Call;
  /** Where its contact stands; absent while the caller is not known. */
  readonly place?: Pick<Contact, 'customerId' | 'at'>;
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
  const ttl = Math.floor(epochMs(now) / 1000) + KEPT_DAYS * 86_400;
  const when = before ? { version: before.version } : ('new' as const);
  return transact(db, [
    { put: key.call(call.contactId), doc, version, ttl, when },
    ...(contact ? [{ put: key.contact(contact.customerId, contact.at, contact.id), doc: contact }] : []),
  ]);
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
