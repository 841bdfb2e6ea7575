// Reads a mailbox by IMAP, by the server's own numbers of its mails; marks and deletes nothing.
import { ImapFlow } from 'imapflow';
import type { ImapAccount } from '../config/mail-settings.ts';
import { plus, utcDay } from '../domain/time.ts';
import { redact } from '../platforms/http-failures.ts';
import { SignInExpired, Unavailable } from '../platforms/platform-errors.ts';
import { isLoopback } from './loopback.ts';
import type { Mailbox, MailInBox, MailPosition } from './mailbox.ts';

/** Mails of one run; the rest comes with the next. */
const MOST_MAILS = 50;
/** Of a larger mail the beginning is read: text stands before attachments. */
const MOST_BYTES = 10 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
/** How far back mails are looked through again after the server has numbered them anew. */
const OVERLAP_DAYS = 2;

/** The connection is encrypted unless the server runs on this machine. */
export function imapMailbox(account: ImapAccount): Mailbox {
  return {
    name: `${account.user}@${account.host}/${account.folder}`,
    read: async (from, take) => {
      const client = clientFor(account);
      const failed: { inTake?: { readonly error: unknown } } = {};
      const taking = async (mail: MailInBox, uidValidity: string) => {
        try {
          await take(mail, uidValidity);
        } catch (error) {
          failed.inTake = { error };
          throw error;
        }
      };
      try {
        await client.connect();
        return await readNew(client, { folder: account.folder, from, take: taking });
      } catch (error) {
        throw failed.inTake ? failed.inTake.error : failureOf(account, error);
      } finally {
        client.close();
      }
    },
  };
}

function clientFor({ host, port, secure, user, password }: ImapAccount): ImapFlow {
  const client = new ImapFlow({
    host,
    port,
    secure,
    auth: { user, pass: password },
    ...(secure ? {} : { doSTARTTLS: !isLoopback(host) }),
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  // Without a listener a broken connection would end the process; the call under way rejects by itself.
  client.on('error', () => undefined);
  return client;
}

interface Reading {
  readonly folder: string;
  readonly from: MailPosition | undefined;
  readonly take: (mail: MailInBox, uidValidity: string) => Promise<void>;
}

async function readNew(client: ImapFlow, { folder, from, take }: Reading): Promise<Omit<MailPosition, 'readAt'>> {
  const opened = await client.mailboxOpen(folder, { readOnly: true });
  const uidValidity = String(opened.uidValidity);
  const end = opened.uidNext - 1;
  if (!from) return { uidValidity, uid: end };
  const isSame = from.uidValidity === uidValidity;
  const after = isSame ? from.uid : 0;
  if (isSame && end <= after) return { uidValidity, uid: after };
  const range = isSame ? { uid: `${after + 1}:*` } : { since: utcDay(plus(from.readAt, { days: -OVERLAP_DAYS })) };
  const found = (await client.search(range, { uid: true })) || [];
  // `n:*` names the last mail even when its number is below n.
  const uids = found.filter((uid) => uid > after).sort((a, b) => a - b);
  let uid = isSame ? after : 0;
  for (const next of uids.slice(0, MOST_MAILS)) {
    // Not fetch: breaking out of it, as a failing take would, leaves the connection hanging.
    const mail = await client.fetchOne(String(next), { source: { maxLength: MOST_BYTES } }, { uid: true });
    // Somebody may have deleted it meanwhile.
    if (mail && mail.source) await take({ uid: next, raw: mail.source }, uidValidity);
    uid = next;
  }
  return { uidValidity, uid: uids.length > 0 ? uid : end };
}

function failureOf({ user, host, password }: ImapAccount, cause: unknown): Error {
  const said = cause instanceof Error ? [cause.message, textIn(cause)].filter(Boolean).join(': ') : String(cause);
  const message = redact(`mailbox of ${user} at ${host}: ${said}`, [password]);
  const isRefused = cause instanceof Error && 'authenticationFailed' in cause && cause.authenticationFailed === true;
  if (isRefused) return new SignInExpired(`${message}. Check the user and password in MAIL_IMAP_URL.`, { cause });
  return new Unavailable(message, { mayHaveActed: false, cause });
}

function textIn(error: Error): string {
  return 'responseText' in error && typeof error.responseText === 'string' ? error.responseText : '';
}
