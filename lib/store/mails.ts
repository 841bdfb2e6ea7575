// Keeps which contact each e-mail is, and how far each mailbox has been read.
import type { Contact, ContactMessage } from '../domain/customer.ts';
import type { Instant } from '../domain/time.ts';
import { type Db, type Outcome, read, transact, type Write } from './db.ts';
import { key } from './table.ts';

/** Where the contact of an e-mail stands. */
export interface StoredMail extends Pick<Contact, 'customerId' | 'at'> {
  readonly contactId: string;
  readonly direction: ContactMessage['direction'];
  /** The customer's address: the sender's of a mail that came, the recipient's of one that went. */
  readonly address: string;
  /** Tells two mails apart that carry the same Message-ID. */
  readonly fingerprint: string;
}

export interface MailContact extends Contact {
  readonly message: ContactMessage;
}

export async function getMail(db: Db, messageId: string): Promise<StoredMail | undefined> {
  return read<StoredMail>(db, key.mail(messageId));
}

/** The contact with the ids by which it is found; refused when one of the ids is taken. Its version is 1. */
export async function putMail(
  db: Db,
  contact: MailContact,
  found: Pick<StoredMail, 'address' | 'fingerprint'> & { readonly ids: readonly string[] },
): Promise<Outcome> {
  const { ids, ...told } = found;
  const { customerId, at, id: contactId } = contact;
  const mail: StoredMail = { customerId, at, contactId, direction: contact.message.direction, ...told };
  return transact(db, [
    ...ids.map((id): Write => ({ put: key.mail(id), doc: mail, when: 'new' })),
    { put: key.contact(customerId, at, contactId), doc: contact, version: 1, when: 'new' },
  ]);
}

/** An answer that has ended, found by the id its server gave it too. Changes nothing when it has ended already. */
export async function endMail(
  db: Db,
  contact: MailContact,
  alias?: { readonly id: string; readonly mail: StoredMail },
) {
  const { customerId, at, id } = contact;
  return transact(db, [
    { put: key.contact(customerId, at, id), doc: contact, version: 2, when: { version: 1 } },
    ...(alias ? [{ put: key.mail(alias.id), doc: alias.mail }] : []),
  ]);
}

export async function getContact(
  db: Db,
  place: Pick<StoredMail, 'customerId' | 'at' | 'contactId'>,
): Promise<Contact | undefined> {
  return read<Contact>(db, key.contact(place.customerId, place.at, place.contactId));
}

/** How far a mailbox has been read. */
export interface MailboxCursor {
  readonly name: string;
  /** Changes when the server numbers its mails anew. */
  readonly uidValidity: string;
  /** The last mail that was taken. */
  readonly uid: number;
  readonly readAt: Instant;
  readonly leasedUntil?: Instant;
  readonly problem?: string;
  readonly version: number;
}

export async function getMailboxCursor(db: Db, name: string): Promise<MailboxCursor | undefined> {
  return read<MailboxCursor>(db, key.mailbox(name));
}

/** Moves the cursor from what was read; undefined when another run has moved it since. It carries no expiry: a lost cursor is lost mails. */
export async function moveMailboxCursor(
  db: Db,
  before: MailboxCursor | undefined,
  after: Omit<MailboxCursor, 'version'>,
): Promise<MailboxCursor | undefined> {
  const next: MailboxCursor = { ...after, version: (before?.version ?? 0) + 1 };
  const when = before ? { version: before.version } : ('new' as const);
  const outcome = await transact(db, [{ put: key.mailbox(next.name), doc: next, version: next.version, when }]);
  return outcome.done ? next : undefined;
}
