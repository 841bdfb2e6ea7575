// Chooses through which server e-mail leaves: the operator's own where one is set, else SES where Earshot runs in AWS.
import { SESv2Client } from '@aws-sdk/client-sesv2';
import type { MailSettings } from '../config/mail-settings.ts';
import type { Clock } from '../domain/time.ts';
import type { MailSender } from './mail-sender.ts';
import { sesMail } from './ses-mail.ts';
import { smtpMail } from './smtp-mail.ts';

/** Undefined when no mail can be sent. */
export function mailSenderFor(mail: MailSettings | undefined, clock: Clock): MailSender | undefined {
  if (!mail?.from) return undefined;
  const { from, smtp, sesRegion } = mail;
  if (smtp) return smtpMail({ server: smtp, from, clock });
  if (sesRegion === undefined) return undefined;
  return sesMail({ client: new SESv2Client(sesConfig(sesRegion)), from, region: sesRegion, clock });
}

/** A request of the desk ends after 29 s: before that, what became of the answer must be written down. */
const LIMITS_MS = { connection: 5_000, request: 15_000 };

export function sesConfig(region: string, { connection, request } = LIMITS_MS) {
  return {
    region,
    // Sending again after a broken connection might send the mail twice.
    maxAttempts: 1,
    // Without the last one the SDK only warns when a request takes too long.
    requestHandler: { connectionTimeout: connection, requestTimeout: request, throwOnRequestTimeout: true },
  };
}
