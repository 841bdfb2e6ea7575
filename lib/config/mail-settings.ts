// The brand's e-mail: from which address it answers, which mailbox is read on a laptop, and which server sends.
import * as z from 'zod';
import { MAIL_NETWORK, mailboxSource } from '../domain/mailbox-source.ts';
import type { Source } from '../domain/source.ts';
import { ACCOUNT_ENV, ENV } from './env-names.ts';
import { named, type Reader } from './setting-reader.ts';

/** Where a mail server stands, and who signs in there. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** Encrypted from the first byte; otherwise the connection is encrypted after it stands, except to this machine. */
  readonly secure: boolean;
  readonly user?: string;
  readonly password?: string;
}

export interface ImapAccount extends MailServer {
  readonly user: string;
  readonly password: string;
  /** The folder, e.g. `INBOX`. */
  readonly folder: string;
}

export interface MailAddress {
  readonly address: string;
  readonly name?: string;
}

export interface MailSettings {
  readonly from?: MailAddress;
  readonly imap?: ImapAccount;
  readonly smtp?: MailServer;
  /** Where Earshot runs in AWS: SES of this region sends when no other server is set. */
  readonly sesRegion?: string;
}

/** The mailbox as one of the sources; none in AWS, where SES receives. */
export function mailboxSources(mail: MailSettings | undefined): Source[] {
  return mail?.imap && mail.sesRegion === undefined ? [mailboxSource(mail.imap)] : [];
}

/** The names of the switches that e-mail has: its network, where something is read or sent. */
export function mailSwitches(mail: MailSettings | undefined): string[] {
  return mail ? [MAIL_NETWORK] : [];
}

/** Undefined when nothing about e-mail is set. */
export function parseMailSettings(reader: Reader): MailSettings | undefined {
  const settings: MailSettings = {
    ...named('from', fromAddress(reader)),
    ...named('imap', imapAccount(reader)),
    ...named('smtp', smtpServer(reader)),
  };
  const isDeployed = reader.text(ENV.secretsPath) !== undefined;
  if (settings.smtp && !reader.text(ACCOUNT_ENV.mailFrom)) reader.required(ACCOUNT_ENV.mailFrom, FROM_SHOULD_BE);
  if (Object.keys(settings).length === 0) return undefined;
  return { ...settings, ...named('sesRegion', isDeployed ? reader.text(REGION) : undefined) };
}

/** Set by Lambda itself. */
const REGION = 'AWS_REGION';
const FROM_SHOULD_BE = 'the address that answers come from, e.g. Acme Support <help@acme.example>';

function fromAddress(reader: Reader): MailAddress | undefined {
  const given = reader.text(ACCOUNT_ENV.mailFrom);
  if (given === undefined) return undefined;
  const [, name = '', bracketed] = /^([^<>]*)<([^<>]+)>$/.exec(given) ?? [];
  const address = z.email().safeParse((bracketed ?? given).trim());
  if (!address.success) {
    reader.problems.push(`${ACCOUNT_ENV.mailFrom} is "${given}"; expected ${FROM_SHOULD_BE}`);
    return undefined;
  }
  const plain = name.trim().replace(/^"(.*)"$/, '$1');
  return { address: address.data.toLowerCase(), ...(plain ? { name: plain } : {}) };
}

function imapAccount(reader: Reader): ImapAccount | undefined {
  const example = 'imaps://user:password@mail.example:993/INBOX; write @ in the user as %40';
  const url = mailUrl(reader, ACCOUNT_ENV.mailImapUrl, { plain: 'imap:', secure: 'imaps:', example });
  if (!url) return undefined;
  const { user, password } = url.server;
  if (user === undefined || password === undefined) {
    reader.problems.push(`${ACCOUNT_ENV.mailImapUrl} names no user and password; expected ${example}`);
    return undefined;
  }
  return {
    ...url.server,
    user,
    password,
    port: url.server.port || (url.server.secure ? 993 : 143),
    folder: url.path || 'INBOX',
  };
}

function smtpServer(reader: Reader): MailServer | undefined {
  const example = 'smtp://user:password@mail.example:587 or smtps://…:465; write @ in the user as %40';
  const url = mailUrl(reader, ACCOUNT_ENV.mailSmtpUrl, { plain: 'smtp:', secure: 'smtps:', example });
  return url && { ...url.server, port: url.server.port || (url.server.secure ? 465 : 587) };
}

interface Schemes {
  readonly plain: string;
  readonly secure: string;
  readonly example: string;
}

/** The address holds a password: it is not repeated in the message. */
function mailUrl(
  reader: Reader,
  name: string,
  { plain, secure, example }: Schemes,
): { server: MailServer; path: string } | undefined {
  const given = reader.text(name);
  if (given === undefined) return undefined;
  try {
    const url = new URL(given);
    const user = decodeURIComponent(url.username);
    const password = decodeURIComponent(url.password);
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    if ([plain, secure].includes(url.protocol) && host) {
      const signIn = { ...named('user', user || undefined), ...named('password', password || undefined) };
      const server = { host, port: Number(url.port), secure: url.protocol === secure, ...signIn };
      return { server, path: decodeURIComponent(url.pathname.slice(1)) };
    }
  } catch {
    // Falls through: what is no address at all has the same fix.
  }
  reader.problems.push(`${name} is something else (not shown: it holds a password); expected ${example}`);
  return undefined;
}
