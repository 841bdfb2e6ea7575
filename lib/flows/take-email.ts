// Takes an e-mail: it becomes a contact of the customer who wrote it, once; what programs send is left alone.
import { createHash } from 'node:crypto';
import { caseNumberIn } from '../domain/case-in-subject.ts';
import { authorIdentity, type ContactMessage, type Identity, type Link, MOST_SUMMARY } from '../domain/customer.ts';
import { derivedId } from '../domain/derived-id.ts';
import { type Instant, secondsBetween } from '../domain/time.ts';
import { type IncomingMail, parseMail, UnreadableMail } from '../mail/mail-parser.ts';
import { getBelonging, putLink } from '../store/customers.ts';
import { type Db, TRIES, transact } from '../store/db.ts';
import { getMail, isMailErased, type MailContact, putMail, type StoredMail } from '../store/mails.ts';
import { getCaseThread } from '../store/posts.ts';
import { getThread } from '../store/threads.ts';
import type { KnowDeps } from './know-author.ts';
import { knowIdentity } from './know-identity.ts';
import { suggestFromLetter } from './suggest-links.ts';
import { takeLinkCode } from './take-link-code.ts';

export interface TakeEmailDeps extends KnowDeps {
  /** The brand's own address: a copy of what the brand sent is nobody's contact. */
  readonly ownAddress?: string;
}

export type TakenEmail =
  | { readonly outcome: 'taken'; readonly customerId: string; readonly contactId: string }
  | { readonly outcome: 'known' }
  /**
   * `ignored`: a program or the brand itself wrote it. `set-aside`: spam or a virus, which nobody should read.
   * `unreadable`: it cannot be said who wrote what.
   */
  | { readonly outcome: 'ignored' | 'set-aside' | 'unreadable'; readonly why: string };

const MOST_WHOLE = 20_000;
/** Mail servers give up after five days: an older date is a wrong clock, and would hide the mail far down in the timeline. */
const MOST_DAYS_UNDER_WAY = 5;
const DAY_SECONDS = 86_400;

type FromSomebody = IncomingMail & { readonly from: NonNullable<IncomingMail['from']> };

/** `raw` is the mail as it came over the wire. Throws only when the table fails: then the mail is to be given again. */
export async function takeEmail(deps: TakeEmailDeps, raw: Uint8Array): Promise<TakenEmail> {
  let mail: IncomingMail;
  try {
    mail = await parseMail(raw);
  } catch (error) {
    if (error instanceof UnreadableMail) return { outcome: 'unreadable', why: error.message };
    throw error;
  }
  if (mail.refused) return { outcome: 'set-aside', why: mail.refused };
  if (mail.automatic) return { outcome: 'ignored', why: mail.automatic };
  const { from } = mail;
  if (!from) return { outcome: 'unreadable', why: 'it has no sender, or more than one' };
  if (from.address === deps.ownAddress) return { outcome: 'ignored', why: 'sent by the brand itself' };
  return store(deps, { ...mail, from }, mail.messageId ?? createHash('sha256').update(raw).digest('hex'));
}

async function store(deps: TakeEmailDeps, mail: FromSomebody, messageId: string): Promise<TakenEmail> {
  const fingerprint = fingerprintOf(mail);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    // Read again afterwards: DynamoDB may refuse both of two workers that write at the same moment.
    const id = await freeId(deps.db, messageId, fingerprint);
    if (id === undefined) return { outcome: 'known' };
    const whose = await customerOf(deps, mail, id);
    const contact = contactOf(deps, mail, { id, ...whose });
    // Before the mail counts as taken: after a crash in between it comes again, and nothing is asked twice.
    await suggestFromLetter(deps, { ...letterOf(mail), customerId: whose.customerId, at: contact.at });
    const stored = await putMail(deps.db, contact, { ids: [id], address: mail.from.address, fingerprint });
    if (stored.done) return { outcome: 'taken', customerId: contact.customerId, contactId: contact.id };
  }
  throw new Error(`an e-mail could not be stored in ${TRIES} tries; it comes again`);
}

function letterOf({ from, subject, said }: FromSomebody) {
  const identity: Identity = { kind: 'email', value: from.address };
  return { from: identity, text: `${subject}\n${said}`, what: 'e-mail' };
}

function contactOf(deps: TakeEmailDeps, mail: FromSomebody, found: Whose & { readonly id: string }): MailContact {
  const { id, customerId, remark } = found;
  const now = deps.clock();
  return {
    id: derivedId('mail', id),
    customerId,
    channel: 'email',
    at: writtenAt(mail, now),
    summary: [remark, cut(mail.said || '(no text)', MOST_SUMMARY)].filter(Boolean).join('\n\n'),
    by: 'earshot',
    message: messageOf(mail, id),
    knownAs: [id],
  };
}

/** The sender's clock is believed as far as it can be right. */
function writtenAt({ date }: IncomingMail, now: Instant): Instant {
  const age = date === undefined ? -1 : secondsBetween(date, now);
  return date !== undefined && age >= 0 && age <= MOST_DAYS_UNDER_WAY * DAY_SECONDS ? date : now;
}

function messageOf(mail: FromSomebody, id: string): ContactMessage {
  const { inReplyTo, references, subject, from, said, text, attachments } = mail;
  return {
    messageId: mail.messageId ?? id,
    ...(inReplyTo ? { inReplyTo } : {}),
    references,
    subject,
    from: from.address,
    direction: 'in',
    ...(text === cut(said, MOST_SUMMARY) ? {} : { whole: cut(text, MOST_WHOLE) }),
    ...(attachments.count > 0 ? { attachments: attachments.names } : {}),
  };
}

/** The same mail comes twice under one Message-ID; another mail that carries it too (careless programs do that) is not lost. */
async function freeId(db: Db, messageId: string, fingerprint: string): Promise<string | undefined> {
  for (const id of [messageId, `${messageId}#${fingerprint}`]) {
    const known = await getMail(db, id);
    if (!known) return (await isMailErased(db, id)) ? undefined : id;
    if (known.direction === 'out' || known.fingerprint === fingerprint) return undefined;
  }
  return undefined;
}

function fingerprintOf({ from, date, subject }: FromSomebody): string {
  return derivedId('mail', JSON.stringify([from.address, date, subject]));
}

/** Whose contact it is: by the mail it answers, by the case it names, by the address. Never by a name. */
async function customerOf(deps: TakeEmailDeps, mail: FromSomebody, id: string): Promise<Whose> {
  const identity: Identity = { kind: 'email', value: mail.from.address };
  await takeLinkCode(deps, { identity, text: `${mail.subject}\n${mail.said}\n${mail.text}`, from: identity.value });
  const answered = await answeredMail(deps.db, mail);
  if (answered) return whoseAnswer(deps.db, identity, answered);
  const named = await customerOfCase(deps.db, mail.subject);
  const linked = named && (await linkByCase(deps, identity, { ...named, id }));
  if (linked) return linked;
  const { name } = mail.from;
  const customerId = await knowIdentity(deps, identity, {
    ...(name ? { name } : {}),
    evidence: `wrote the e-mail ${id}`,
  });
  return { customerId };
}

/** Anybody can name the id of a mail: an address that is somebody's is theirs, and one that is nobody's is not linked by it. */
async function whoseAnswer(db: Db, identity: Identity, answered: StoredMail): Promise<Whose> {
  const { customerId, address } = answered;
  const owner = await getBelonging(db, identity);
  // What was linked since then counts for the same address.
  if (address === identity.value) return { customerId: owner?.customerId ?? customerId };
  if (owner?.customerId === customerId) return { customerId };
  if (owner) {
    const remark = '[Answers an e-mail of another customer. If they are one person, link them.]';
    return { customerId: owner.customerId, remark };
  }
  const remark = `[Answers an e-mail of this customer from another address: check that they wrote it before you answer.]`;
  return { customerId, remark };
}

interface Whose {
  readonly customerId: string;
  /** What a person should look at. */
  readonly remark?: string;
}

async function answeredMail(db: Db, { inReplyTo, references }: IncomingMail): Promise<StoredMail | undefined> {
  const ids = new Set([...(inReplyTo ? [inReplyTo] : []), ...references.toReversed()]);
  for (const id of ids) {
    const found = await getMail(db, id);
    if (found) return found;
  }
  return undefined;
}

interface NamedCase {
  readonly caseNumber: string;
  readonly customerId: string;
}

async function customerOfCase(db: Db, subject: string): Promise<NamedCase | undefined> {
  const caseNumber = caseNumberIn(subject);
  const threadId = caseNumber && (await getCaseThread(db, caseNumber));
  const thread = threadId ? await getThread(db, threadId) : undefined;
  if (!caseNumber || !thread) return undefined;
  const owner = await getBelonging(db, authorIdentity({ network: thread.network, id: thread.author.id }));
  return owner && { caseNumber, customerId: owner.customerId };
}

/** An address that is nobody's becomes that customer's; one that is somebody else's stays, and a person is told. */
async function linkByCase(
  { db, clock }: TakeEmailDeps,
  identity: Identity,
  { caseNumber, customerId, id }: NamedCase & { readonly id: string },
): Promise<Whose> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const owner = await getBelonging(db, identity);
    if (owner?.customerId === customerId) return { customerId };
    if (owner) {
      const remark = `[The subject names case ${caseNumber}, which is another customer's. If they are one person, link them.]`;
      return { customerId: owner.customerId, remark };
    }
    const link: Link = {
      ...identity,
      id: derivedId('link', `${identity.value} ${id}`),
      customerId,
      basis: 'told-us',
      evidence: `named case ${caseNumber} in the e-mail ${id}`,
      by: 'earshot',
      at: clock(),
    };
    if ((await transact(db, putLink(link))).done) return { customerId };
  }
  throw new Error(`an e-mail address could not be linked in ${TRIES} tries; the e-mail comes again`);
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
