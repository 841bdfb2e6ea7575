// The port through which the brand's e-mails leave.
import type { MailAddress } from '../config/mail-settings.ts';

export interface OutgoingMail {
  /** Chosen before it is sent, without angle brackets. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The mail it answers, absent when that one has no id, and all up to it, the oldest first. */
  readonly inReplyTo?: string;
  readonly references: readonly string[];
}

export interface MailSender {
  /** Where the mails come from. */
  readonly from: MailAddress;
  /**
   * Hands the mail to the mail server, once: it never tries again by itself. `sentAs` is the Message-ID the customer sees
   * where the server gives another one. Throws SignInExpired, ReplyNotPermitted when the server refuses the mail for good,
   * RateLimited and Unavailable, of which `mayHaveActed` says whether the mail may have gone out all the same.
   */
  send(mail: OutgoingMail): Promise<{ readonly sentAs?: string }>;
}
