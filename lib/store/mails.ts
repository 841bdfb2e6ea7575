// Keeps which contact each e-mail is, and how far each mailbox has been read.
import { createHash } from 'node:crypto';
import type { Contact, ContactMessage } from '../domain/customer.ts';
import { MAILBOX_SECONDS } from '../domain/mailbox-source.ts';
import type { Cursor } from '../domain/source.ts';
import { type Instant, plus } from '../domain/time.ts';
import { type Db, type Outcome, read, readPartition, TRIES, transact, type Write } from './db.ts';
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

interface FoundBy extends Pick<StoredMail, 'address' | 'fingerprint'> {
  readonly ids: readonly string[];
}

export async function getMail(db: Db, messageId: string): Promise<StoredMail | undefined> {
  return read<StoredMail>(db, key.mail(messageId));
}

/** The contact with the ids by which it is found; refused when one of the ids is taken. Its version is 1. */
export async function putMail(db: Db, contact: MailContact, found: FoundBy): Promise<Outcome> {
  return transact(db, newMail(contact, found));
}

function newMail(contact: MailContact, found: FoundBy): Write[] {
  const { ids, ...told } = found;
  const { customerId, at, id: contactId } = contact;
  const mail: StoredMail = { customerId, at, contactId, direction: contact.message.direction, ...told };
  return [
    ...ids.map((id): Write => ({ put: key.mail(id), doc: mail, when: 'new' })),
    { put: key.contact(customerId, at, contactId), doc: contact, version: 1, when: 'new' },
  ];
}

/** All answers that an e-mail has, the oldest first; failed ones too. */
export interface EmailAnswers {
  readonly answers: readonly Pick<StoredMail, 'customerId' | 'at' | 'contactId'>[];
  readonly version: number;
}

/** `contactId` is the contact of the e-mail that is answered. */
export async function getEmailAnswers(db: Db, contactId: string): Promise<EmailAnswers | undefined> {
  return read<EmailAnswers>(db, key.emailAnswers(contactId));
}

/** As `putMail`, for an answer; refused too when the e-mail has got an answer since `before` was read. */
export async function putAnswer(
  db: Db,
  answer: MailContact,
  found: FoundBy & { readonly answered: string; readonly before: EmailAnswers | undefined },
): Promise<Outcome> {
  const { answered, before, ...foundBy } = found;
  const { customerId, at, id: contactId } = answer;
  const version = (before?.version ?? 0) + 1;
  const doc: EmailAnswers = { answers: [...(before?.answers ?? []), { customerId, at, contactId }], version };
  const when = before ? { version: before.version } : ('new' as const);
  return transact(db, [...newMail(answer, foundBy), { put: key.emailAnswers(answered), doc, version, when }]);
}

/** An answer that has ended, found by the id its server gave it too. Changes nothing when it has ended already. */
export async function endMail(
  db: Db,
  contact: MailContact,
  alias?: { readonly id: string; readonly mail: StoredMail },
): Promise<void> {
  const { customerId, at, id } = contact;
  const writes: Write[] = [
    { put: key.contact(customerId, at, id), doc: contact, version: 2, when: { version: 1 } },
    ...(alias ? [{ put: key.mail(alias.id), doc: alias.mail }] : []),
  ];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if ((await transact(db, writes)).done) return;
    // Refused because it has ended, or only because of another transaction at the same moment?
    const now = await getContact(db, { customerId, at, contactId: id });
    if (now?.message?.state !== 'sending') return;
  }
  throw new Error(
    `what became of the answer ${id} could not be written down in ${TRIES} tries: ${contact.message.state}`,
  );
}

export async function getContact(
  db: Db,
  place: Pick<StoredMail, 'customerId' | 'at' | 'contactId'>,
): Promise<Contact | undefined> {
  return read<Contact>(db, key.contact(place.customerId, place.at, place.contactId));
}

/** A mail of which only a digest of its id is left: enough to know it when it comes again. */
export function eraseMail(messageId: string): Write[] {
  return [{ remove: key.mail(messageId) }, { put: key.erasedMail(digestOf(messageId)), doc: {} }];
}

export async function isMailErased(db: Db, messageId: string): Promise<boolean> {
  return (await read(db, key.erasedMail(digestOf(messageId)))) !== undefined;
}

function digestOf(messageId: string): string {
  return createHash('sha256').update(messageId).digest('hex');
}

/** How far a mailbox has been read. */
export interface MailboxCursor {
  readonly name: string;
  /** Among the sources. */
  readonly sourceId: string;
  /** Where to go on; absent until it has been read once. */
  readonly position?: MailboxPosition;
  readonly startedAt: Instant;
  readonly triedAt: Instant;
  readonly leasedUntil?: Instant;
  readonly problem?: string;
  readonly version: number;
}

interface MailboxPosition {
  /** Changes when the server numbers its mails anew. */
  readonly uidValidity: string;
  /** The last mail that was taken. */
  readonly uid: number;
  /** When it was last read to its end. */
  readonly readAt: Instant;
}

/** The mailboxes as what they are among the sources. */
export async function listMailboxCursors(db: Db): Promise<Cursor[]> {
  const found = await readPartition<MailboxCursor>(db, key.mailbox('').pk);
  return found.map(({ doc }) => cursorOf(doc));
}

function cursorOf({ sourceId, position, startedAt, triedAt, problem, version }: MailboxCursor): Cursor {
  return {
    sourceId,
    highWater: position?.readAt ?? startedAt,
    startedAt,
    gaps: [],
    version,
    lastPolledAt: triedAt,
    nextPollAt: plus(triedAt, { seconds: MAILBOX_SECONDS }),
    ...(position ? { lastSucceededAt: position.readAt } : {}),
    ...(problem ? { problem } : {}),
  };
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
