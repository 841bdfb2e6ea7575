// Writes an e-mail as it goes over the wire; nothing in it can become a header of its own.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailAddress } from '../config/mail-settings.ts';
import type { OutgoingMail } from './mail-sender.ts';

/** Raw MIME of a mail with one recipient. */
export async function mimeOf(from: MailAddress, mail: OutgoingMail): Promise<Buffer> {
  const composer = new MailComposer({
    from: { address: from.address, name: oneLine(from.name ?? '') },
    to: [{ address: mail.to, name: '' }],
    subject: oneLine(mail.subject),
    text: mail.text,
    messageId: `<${mail.messageId}>`,
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: `<${mail.inReplyTo}>` }),
    references: mail.references.map((id) => `<${id}>`),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** A header ends at a line break, so none may come from outside. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
