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
  // One attempt: sending again after a broken connection might send the mail twice.
  return sesRegion === undefined
    ? undefined
    : sesMail({ client: new SESv2Client({ region: sesRegion, maxAttempts: 1 }), from, region: sesRegion, clock });
}
