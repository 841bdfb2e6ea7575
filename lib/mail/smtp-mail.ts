// Sends e-mail through a mail server by SMTP.
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailAddress, MailServer } from '../config/mail-settings.ts';
import { type Clock, plus } from '../domain/time.ts';
import { redact } from '../platforms/http-failures.ts';
import { RateLimited, ReplyNotPermitted, SignInExpired, Unavailable } from '../platforms/platform-errors.ts';
import { isLoopback } from './loopback.ts';
import type { MailSender, OutgoingMail } from './mail-sender.ts';
import { mimeOf } from './mime.ts';

export interface SmtpOptions {
  readonly server: MailServer;
  readonly from: MailAddress;
  readonly clock: Clock;
  /** How long the whole call may take; a request of the desk ends after 29 s. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
/** A server that is busy or greylists says so with 4xx; it says nowhere until when. */
const RETRY_SECONDS = 300;

/** The connection is encrypted unless the server runs on this machine. */
export function smtpMail(options: SmtpOptions): MailSender {
  return { from: options.from, send: (mail) => send(options, mail) };
}

async function send(options: SmtpOptions, mail: OutgoingMail): Promise<Record<string, never>> {
  const { server, from, timeoutMs = TIMEOUT_MS } = options;
  const raw = await mimeOf(from, mail);
  const attempt: Attempt = { hasBegun: false };
  const connection = connectionTo(server, timeoutMs);
  try {
    const failed = failureOfConnection(connection, AbortSignal.timeout(timeoutMs));
    const message = Readable.from(noting(raw, attempt), { objectMode: false });
    const envelope = { from: from.address, to: [mail.to], size: raw.byteLength };
    await Promise.race([failed, deliver(connection, { server, envelope, message })]);
    connection.quit();
    return {};
  } catch (error) {
    connection.close();
    throw failureOf(options, error, attempt);
  }
}

/** Connects and signs in, and sends nothing. Throws SignInExpired, RateLimited, ReplyNotPermitted or Unavailable. */
export async function checkSmtp(options: SmtpOptions): Promise<void> {
  const { server, timeoutMs = TIMEOUT_MS } = options;
  const connection = connectionTo(server, timeoutMs);
  try {
    const failed = failureOfConnection(connection, AbortSignal.timeout(timeoutMs));
    await Promise.race([failed, signIn(connection, server)]);
    connection.quit();
  } catch (error) {
    connection.close();
    throw failureOf(options, error, { hasBegun: false });
  }
}

interface Attempt {
  /** Whether the server has asked for the mail: from then on it may have it, whatever happens. */
  hasBegun: boolean;
}

/** The connection reads the mail when the server has asked for it, not before. */
async function* noting(raw: Buffer, attempt: Attempt): AsyncGenerator<Buffer> {
  attempt.hasBegun = true;
  yield raw;
}

function connectionTo({ host, port, secure }: MailServer, timeoutMs: number): SMTPConnection {
  return new SMTPConnection({
    host,
    port,
    secure,
    // A server on this machine has no certificate that anybody would know.
    ...(isLoopback(host) ? { ignoreTLS: true } : { requireTLS: !secure }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  });
}

/** Rejects when the connection breaks or the time is over. */
function failureOfConnection(connection: SMTPConnection, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    // Stays for good: an error without a listener would end the process.
    connection.on('error', reject);
    connection.on('end', () => reject(new Error('the connection ended')));
    signal.addEventListener('abort', () => reject(new Error('it took too long')));
  });
}

interface Delivery {
  readonly server: MailServer;
  readonly envelope: { readonly from: string; readonly to: string[]; readonly size: number };
  readonly message: Readable;
}

async function deliver(connection: SMTPConnection, { server, envelope, message }: Delivery): Promise<void> {
  await signIn(connection, server);
  await step((done) => connection.send(envelope, message, done));
}

async function signIn(connection: SMTPConnection, { user, password: pass = '' }: MailServer): Promise<void> {
  await step((done) => connection.connect(done));
  if (user !== undefined) await step((done) => connection.login({ credentials: { user, pass } }, done));
}

function step(run: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => run((error) => (error ? reject(error) : resolve())));
}

function failureOf({ server, clock }: SmtpOptions, cause: unknown, { hasBegun }: Attempt): Error {
  const said = cause instanceof Error ? cause.message : String(cause);
  const message = redact(`mail server ${server.host}: ${said}`, [server.password ?? '']);
  const { code, responseCode } = detailsOf(cause);
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return new SignInExpired(`${message}. Check the user and password in MAIL_SMTP_URL.`, { cause });
  if (responseCode >= 500) return new ReplyNotPermitted(message, { reason: message, cause });
  if (responseCode >= 400)
    return new RateLimited(message, { retryAt: plus(clock(), { seconds: RETRY_SECONDS }), cause });
  return new Unavailable(message, { mayHaveActed: hasBegun, cause });
}

interface SmtpFailure {
  readonly code: string;
  /** 0: the server did not answer. */
  readonly responseCode: number;
}

function detailsOf(error: unknown): SmtpFailure {
  const fields = new Map<string, unknown>(Object.entries(Object(error)));
  const text = (name: string) => String(fields.get(name) ?? '');
  return { code: text('code'), responseCode: Number(fields.get('responseCode') ?? 0) };
}
