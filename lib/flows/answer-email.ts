// Answers an e-mail: the answer is claimed before it leaves, so that it leaves once; an unknown outcome is for a person.
import { subjectOfAnswer } from '../domain/case-in-subject.ts';
import { type Contact, type ContactMessage, MOST_REFERENCES } from '../domain/customer.ts';
import { derivedId } from '../domain/derived-id.ts';
import { stopOfSending, stopWords } from '../domain/stop.ts';
import type { Thread } from '../domain/thread.ts';
import { type Clock, type Instant, secondsBetween } from '../domain/time.ts';
import type { MailSender } from '../mail/mail-sender.ts';
import {
  QuotaExhausted,
  RateLimited,
  ReplyNotPermitted,
  SignInExpired,
  Unavailable,
} from '../platforms/platform-errors.ts';
import type { Db } from '../store/db.ts';
import { endMail, getContact, getMail, type MailContact, type StoredMail } from '../store/mails.ts';
import { listStops } from '../store/stops.ts';
import { claimAnswer } from './claim-answer.ts';
import { readCustomer } from './read-customer.ts';

export interface AnswerEmailDeps {
  readonly db: Db;
  readonly clock: Clock;
  /** Undefined when no mail server is connected. */
  readonly mail: MailSender | undefined;
}

export interface AnswerOrder {
  readonly customerId: string;
  /** The e-mail that is answered. */
  readonly contactId: string;
  /** Chosen by the client, one for each answer. */
  readonly id: string;
  readonly text: string;
  readonly by: string;
  /** Ids of the answers that the writer has seen: with another one to this e-mail, theirs is held back. */
  readonly seen: readonly string[];
}

export type Answered =
  | { readonly state: NonNullable<ContactMessage['state']> }
  | { readonly refused: 'no-such-customer' | 'no-such-email' | 'no-mail-server' | 'already-answered' }
  /** `why`: who has switched sending off, since when. */
  | { readonly refused: 'sending-stopped'; readonly why: string };

/** A request is over by then. After it, an answer that is still being sent has an unknown outcome. */
const CALL_SECONDS = 60;

/** Sends the answer at most once, however often the same order comes and wherever it breaks off. */
export async function answerEmail(deps: AnswerEmailDeps, order: AnswerOrder): Promise<Answered> {
  const story = await readCustomer(deps.db, order.customerId);
  if (!story) return { refused: 'no-such-customer' };
  const message = story.contacts.find(({ id }) => id === order.contactId)?.message;
  if (!message || message.direction !== 'in') return { refused: 'no-such-email' };
  const { mail } = deps;
  if (!mail) return { refused: 'no-mail-server' };
  const answer = answerTo(message, order, {
    from: mail.from.address,
    caseNumber: caseOf(story.threads)?.caseNumber,
    at: deps.clock(),
  });
  const stop = stopOfSending(await listStops(deps.db), 'email');
  if (stop && !(await getMail(deps.db, answer.message.messageId)))
    return { refused: 'sending-stopped', why: `Sending is ${stopWords(stop)}.` };
  const found = { address: message.from, fingerprint: derivedId('answer', order.id) };
  const claimed = await claimAnswer(deps.db, answer, { ...found, answered: order.contactId, seen: order.seen });
  if ('refused' in claimed) return claimed;
  if ('known' in claimed) return { state: await stateOf(deps, claimed.known) };
  return { state: await send({ ...deps, mail }, answer, claimed.mail) };
}

/** The case an answer names: the open one, else the latest. */
function caseOf(threads: readonly Thread[]): Thread | undefined {
  const latest = threads.toSorted((a, b) => (a.changedAt < b.changedAt ? 1 : -1));
  return latest.find(({ status }) => status === 'open' || status === 'to-decide') ?? latest[0];
}

function answerTo(
  message: ContactMessage,
  { id, customerId, text, by }: AnswerOrder,
  given: { readonly from: string; readonly caseNumber: string | undefined; readonly at: Instant },
): MailContact {
  const { from, caseNumber, at } = given;
  // A mail without an id of its own is known by a hash, which no mail program could follow.
  const before = [...message.references, message.messageId].filter((reference) => reference.includes('@'));
  return {
    id,
    customerId,
    channel: 'email',
    at,
    summary: text,
    by,
    message: {
      messageId: `${id.toLowerCase()}@${from.slice(from.indexOf('@') + 1)}`,
      ...(message.messageId.includes('@') ? { inReplyTo: message.messageId } : {}),
      references: before.slice(-MOST_REFERENCES),
      subject: subjectOfAnswer(message.subject, caseNumber),
      from,
      direction: 'out',
      state: 'sending',
    },
  };
}

async function stateOf(
  { db, clock }: AnswerEmailDeps,
  known: StoredMail,
): Promise<NonNullable<ContactMessage['state']>> {
  const contact = await getContact(db, known);
  return contact?.message ? (shownState(contact, clock()) ?? 'sending') : 'unknown';
}

/** What a person is shown: an answer that has been on its way for too long broke off, and may have gone out. */
export function shownState({ at, message }: Contact, now: Instant): ContactMessage['state'] {
  const isOver = message?.state === 'sending' && secondsBetween(at, now) >= CALL_SECONDS;
  return isOver ? 'unknown' : message?.state;
}

async function send(
  deps: AnswerEmailDeps & { readonly mail: MailSender },
  answer: MailContact,
  stored: StoredMail,
): Promise<NonNullable<ContactMessage['state']>> {
  const { messageId, references, subject, inReplyTo } = answer.message;
  const threading = { references, ...(inReplyTo ? { inReplyTo } : {}) };
  const outgoing = { messageId, to: stored.address, subject, text: answer.summary, ...threading };
  let ended: Pick<ContactMessage, 'state' | 'problem'> & { readonly sentAs?: string };
  try {
    ended = { state: 'sent', ...(await deps.mail.send(outgoing)) };
  } catch (error) {
    ended = outcomeOf(error);
  }
  const { sentAs, ...outcome } = ended;
  const knownAs = [messageId, ...(sentAs === undefined ? [] : [sentAs])];
  const after = { ...answer, message: { ...answer.message, ...outcome }, knownAs };
  await endMail(deps.db, after, sentAs === undefined ? undefined : { id: sentAs, mail: stored });
  return outcome.state ?? 'unknown';
}

const REFUSALS = [ReplyNotPermitted, SignInExpired, RateLimited, QuotaExhausted];

/** Only what certainly has not gone out has failed. */
function outcomeOf(error: unknown): Pick<ContactMessage, 'state' | 'problem'> {
  const problem = error instanceof Error ? error.message : String(error);
  const isRefused = REFUSALS.some((Refusal) => error instanceof Refusal);
  const isUnsent = error instanceof Unavailable && !error.mayHaveActed;
  return { state: isRefused || isUnsent ? 'failed' : 'unknown', problem };
}
