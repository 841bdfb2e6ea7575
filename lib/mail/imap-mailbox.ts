// Reads a mailbox by IMAP, by the server's own numbers of its mails; marks and deletes nothing.
import { ImapFlow, type MailboxObject, type SearchObject } from 'imapflow';
import type { ImapAccount } from '../config/mail-settings.ts';
import { mailboxSource } from '../domain/mailbox-source.ts';
import { plus, utcDay } from '../domain/time.ts';
import { redact } from '../platforms/http-failures.ts';
import { SignInExpired, Unavailable } from '../platforms/platform-errors.ts';
import { isLoopback } from './loopback.ts';
import { type Mailbox, type MailInBox, type MailPosition, MOST_MAIL_BYTES } from './mailbox.ts';

/** Mails of one run; the rest comes with the next. */
const MOST_MAILS = 50;
const TIMEOUT_MS = 30_000;
/** How far back mails are looked through again after the server has numbered them anew. */
const OVERLAP_DAYS = 2;

/** The connection is encrypted unless the server runs on this machine. */
export function imapMailbox(account: ImapAccount): Mailbox {
  return {
    name: `${account.user}@${account.host}/${account.folder}`,
    source: mailboxSource(account),
    read: async (from, take) => {
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
        return await connected(account, (client) => readNew(client, { folder: account.folder, from, take: taking }));
      } catch (error) {
        throw failed.inTake ? failed.inTake.error : failureOf(account, error);
      }
    },
  };
}

/** Signs in and opens the folder without touching anything. Throws SignInExpired or Unavailable. */
export async function checkImap(account: ImapAccount): Promise<void> {
  try {
    await connected(account, async (client) => {
      await client.mailboxOpen(account.folder, { readOnly: true });
      await client.logout();
    });
  } catch (error) {
    throw failureOf(account, error);
  }
}

async function connected<Result>(account: ImapAccount, run: (client: ImapFlow) => Promise<Result>): Promise<Result> {
  const client = clientFor(account);
  try {
    await client.connect();
    return await run(client);
  } finally {
    client.close();
  }
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
  const end = await lastNumber(client, opened);
  if (!from) return { uidValidity, uid: end };
  const isSame = from.uidValidity === uidValidity;
  const after = isSame ? from.uid : 0;
  if (isSame && end <= after) return { uidValidity, uid: after };
  const range = isSame ? { uid: `${after + 1}:*` } : { since: utcDay(plus(from.readAt, { days: -OVERLAP_DAYS })) };
  const found = await numbersOf(client, range);
  // `n:*` names the last mail even when its number is below n.
  const uids = found.filter((uid) => uid > after).sort((a, b) => a - b);
  let uid = isSame ? after : 0;
  for (const next of uids.slice(0, MOST_MAILS)) {
    const raw = await wordsOf(client, next);
    if (raw) await take({ uid: next, raw }, uidValidity);
    uid = next;
  }
  return { uidValidity, uid: uids.length > 0 ? uid : end };
}

/** A server should say which number comes next; of one that does not, the highest number there is counts. */
async function lastNumber(client: ImapFlow, { uidNext, exists }: MailboxObject): Promise<number> {
  if (Number.isInteger(uidNext)) return uidNext - 1;
  return exists === 0 ? 0 : Math.max(0, ...(await numbersOf(client, { uid: '*' })));
}

/** A search that failed is not one that found nothing: what it did not name would never be read. */
async function numbersOf(client: ImapFlow, range: SearchObject): Promise<number[]> {
  const found = await client.search(range, { uid: true });
  if (!found) throw new Error('the server did not say which mails there are');
  return found;
}

/** Undefined when somebody has deleted the mail meanwhile, which the server must say: a mail that is passed over is lost. */
async function wordsOf(client: ImapFlow, uid: number): Promise<Buffer | undefined> {
  // Not fetch: breaking out of it, as a failing take would, leaves the connection hanging.
  const mail = await client.fetchOne(String(uid), { source: { maxLength: MOST_MAIL_BYTES } }, { uid: true });
  if (mail && mail.source) return mail.source;
  const isThere = (await numbersOf(client, { uid: String(uid) })).includes(uid);
  if (isThere) throw new Error(`the server does not hand out the mail with the number ${uid}, though it is there`);
  return undefined;
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
