// Sends e-mail through Amazon SES.
import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { MailAddress } from '../config/mail-settings.ts';
import { type Clock, plus } from '../domain/time.ts';
import { silenceOf } from '../platforms/http-failures.ts';
import { QuotaExhausted, RateLimited, ReplyNotPermitted, Unavailable } from '../platforms/platform-errors.ts';
import type { MailSender, OutgoingMail } from './mail-sender.ts';
import { mimeOf } from './mime.ts';

export interface SesOptions {
  /** Must not try again by itself: SES takes the same mail twice. */
  readonly client: SESv2Client;
  readonly from: MailAddress;
  readonly region: string;
  readonly clock: Clock;
}

const RETRY_SECONDS = 60;

export function sesMail(options: SesOptions): MailSender {
  return { from: options.from, send: (mail) => send(options, mail) };
}

async function send(options: SesOptions, mail: OutgoingMail): Promise<{ sentAs?: string }> {
  const { client, from, region } = options;
  const command = new SendEmailCommand({
    FromEmailAddress: from.address,
    Destination: { ToAddresses: [mail.to] },
    Content: { Raw: { Data: await mimeOf(from, mail) } },
  });
  try {
    const { MessageId } = await client.send(command);
    return MessageId ? { sentAs: `${MessageId}@${domainOf(region)}` } : {};
  } catch (error) {
    throw failureOf(options, error);
  }
}

/** SES puts an id of its own in place of ours. Source: AWS, "Amazon SES header fields"; the domain as seen in sent mails. */
function domainOf(region: string): string {
  return region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;
}

function failureOf({ clock }: SesOptions, cause: unknown): Error {
  const status = statusOf(cause);
  if (!(cause instanceof Error) || status === undefined)
    return silenceOf({ call: 'SES: SendEmail', acts: true }, cause);
  const message = `SES refused the mail: ${cause.name}: ${cause.message}`;
  if (cause.name === 'TooManyRequestsException' || status === 429)
    return new RateLimited(message, { retryAt: plus(clock(), { seconds: RETRY_SECONDS }), cause });
  if (['LimitExceededException', 'SendingPausedException', 'AccountSuspendedException'].includes(cause.name))
    return new QuotaExhausted(`${message}. Look at the sending limits of the account in the SES console.`, { cause });
  if (status >= 500) return new Unavailable(message, { mayHaveActed: true, cause });
  return new ReplyNotPermitted(message, { reason: message, cause });
}

/** Undefined when no answer came. */
function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$response' in error) || error.$response === undefined) return undefined;
  const metadata = '$metadata' in error ? new Map(Object.entries(Object(error.$metadata))) : new Map<string, unknown>();
  const status = metadata.get('httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}
