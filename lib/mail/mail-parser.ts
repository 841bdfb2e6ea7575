// Reads an e-mail as it came over the wire: who wrote, what it answers, what is new in it, and whether a program sent it.
import PostalMime, { type Address, addressParser, type Email } from 'postal-mime';
import * as z from 'zod';
import { MOST_REFERENCES } from '../domain/customer.ts';
import { isInstant, toInstant } from '../domain/time.ts';
import { wordsOf } from './html-words.ts';
import { newWordsIn } from './new-words.ts';

/** Of a longer text only the beginning is kept. */
const MOST_TEXT = 1_000_000;
const MOST_ATTACHMENTS = 50;
/** As many as a file of ten megabytes has in base64, and more. */
const MOST_LINES = 200_000;
const NEWLINE = 10;
/** Deeper than any real mail; a mail nested deeper is refused instead of being followed for ever. */
const LIMITS = { maxNestingDepth: 50, maxHeadersSize: 512 * 1024 };

/** Control characters other than line ends and tabs. */
const UNSEEN = /[^\P{Cc}\n\t]/gu;

const oneLine = (most: number) =>
  z.string().transform((text) =>
    text
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, most),
  );
const messageId = z.string().min(3).max(500);

const incomingMailSchema = z.object({
  /** Without angle brackets; absent when the mail has none that can be used. */
  messageId: messageId.optional(),
  inReplyTo: messageId.optional(),
  /** The oldest first. */
  references: z.array(messageId).max(MOST_REFERENCES),
  /** Absent when no address can be made out, or more than one claims to have written it. */
  from: z.object({ address: z.email().max(254), name: oneLine(200).optional() }).optional(),
  to: z.array(z.string().max(320)),
  subject: oneLine(500),
  date: z.iso.datetime().optional(),
  /** Everything that was written, as plain text. */
  text: z.string().max(MOST_TEXT),
  /** What is new: without quotes and signature. */
  said: z.string().max(MOST_TEXT),
  attachments: z.object({ count: z.number().int(), names: z.array(oneLine(200)).max(MOST_ATTACHMENTS) }),
  /** Why this was sent by a program and not by a person; absent on a person's mail. */
  automatic: z.string().optional(),
  /** Why the receiving mail server held it for spam or a virus. */
  refused: z.enum(['spam', 'virus']).optional(),
});

export type IncomingMail = z.infer<typeof incomingMailSchema>;

/** The mail cannot be read at all: nested beyond reason, or headers beyond any size. */
export class UnreadableMail extends Error {
  override name = 'UnreadableMail';
}

/** Reads raw MIME; a broken mail gives what can be made out of it. Throws UnreadableMail. */
export async function parseMail(raw: Uint8Array): Promise<IncomingMail> {
  try {
    return readingOf(await PostalMime.parse(beginningOf(raw), LIMITS));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableMail(`a mail of ${raw.byteLength} bytes cannot be read: ${why}`, { cause });
  }
}

/** A mail of millions of lines takes minutes to read. What is cut off is part of a file: text stands before attachments. */
function beginningOf(raw: Uint8Array): Uint8Array {
  let end = 0;
  for (let lines = 0; lines < MOST_LINES; lines += 1) {
    const next = raw.indexOf(NEWLINE, end);
    if (next < 0) return raw;
    end = next + 1;
  }
  return raw.subarray(0, end);
}

function readingOf(email: Email): IncomingMail {
  const text = textOf(email);
  const from = senderOf(email);
  return incomingMailSchema.parse({
    messageId: idsIn(email.messageId).at(0),
    inReplyTo: idsIn(email.inReplyTo).at(0),
    references: idsIn(email.references).slice(-MOST_REFERENCES),
    from,
    to: (email.to ?? []).flatMap(addressesOf).map((address) => address.slice(0, 320)),
    subject: email.subject ?? '',
    date: email.date && isInstant(email.date) ? toInstant(email.date) : undefined,
    text,
    said: newWordsIn(text),
    attachments: attachmentsOf(email),
    automatic: whyAutomatic(email, from?.address),
    refused: refusedAs(email),
  });
}

/** `<a@b> <c@d>` as `a@b`, `c@d`; what cannot be an id is left out. */
function idsIn(header: string | undefined): string[] {
  const ids = [...(header ?? '').slice(0, 50_000).matchAll(/<([^<>\s]{3,500})>/g)].map(([, id = '']) => id);
  return [...new Set(ids)];
}

/** RFC 5322 allows one From header. With two, mail programs differ in which they show: such a mail is nobody's. */
function senderOf(email: Email): { address: string; name?: string } | undefined {
  const headers = email.headers.filter(({ key }) => key === 'from');
  const [from, ...others] = headers.flatMap(({ value }) => addressParser(value, { flatten: true }));
  const address = z.email().max(254).safeParse(from?.address?.trim().toLowerCase());
  if (!from || others.length > 0 || headers.length > 1 || !address.success) return undefined;
  // The raw header holds a name with accents in code; here it is readable.
  const name = email.from?.name;
  return { address: address.data, ...(name ? { name } : {}) };
}

function addressesOf(address: Address): string[] {
  return address.group ? address.group.map((member) => member.address) : [address.address];
}

function textOf({ text, html }: Email): string {
  const plain = text?.replace(/\r\n?/g, '\n').trim();
  const words = plain ? plain.slice(0, MOST_TEXT) : wordsOf((html ?? '').slice(0, 2 * MOST_TEXT));
  return words.replace(UNSEEN, '').slice(0, MOST_TEXT).trim();
}

function attachmentsOf({ attachments }: Email): IncomingMail['attachments'] {
  const files = attachments.filter(({ disposition }) => disposition !== 'inline');
  return {
    count: files.length,
    names: files.slice(0, MOST_ATTACHMENTS).map(({ filename, mimeType }) => filename || mimeType),
  };
}

const PROGRAMS = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|auto-?reply)([-+._].*)?@/;

/** Answering these would start two programs writing to each other. Sources: RFC 3834, RFC 2919, RFC 3464. */
function whyAutomatic(email: Email, sender: string | undefined): string | undefined {
  const header = (name: string) =>
    email.headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase();
  const submitted = header('auto-submitted')?.split(/[;\s]/)[0];
  if (submitted !== undefined && submitted !== 'no') return 'Auto-Submitted';
  const precedence = header('precedence');
  if (precedence && ['bulk', 'junk', 'list', 'auto_reply'].includes(precedence)) return `Precedence: ${precedence}`;
  if (['x-autoreply', 'x-autorespond', 'x-autoresponder'].some((name) => header(name) !== undefined))
    return 'X-Autoreply';
  if (header('list-id') !== undefined) return 'List-Id';
  if (['', '<>'].includes(header('return-path') ?? 'none')) return 'empty return path';
  if (header('content-type')?.startsWith('multipart/report')) return 'a report of a mail server';
  if (sender && PROGRAMS.test(sender)) return `sent by ${sender.split('@')[0]}`;
  return undefined;
}

/** Source: AWS, "Receipt rule action options", the headers that SES adds when it scans. */
function refusedAs(email: Email): 'spam' | 'virus' | undefined {
  const failed = (name: string) =>
    email.headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toUpperCase() === 'FAIL';
  if (failed('x-ses-virus-verdict')) return 'virus';
  return failed('x-ses-spam-verdict') ? 'spam' : undefined;
}
