// The port of a mailbox: what came since last time, one mail after the other.
import type { Source } from '../domain/source.ts';
import type { Instant } from '../domain/time.ts';

/** Of a larger mail the beginning is read: text stands before attachments. */
export const MOST_MAIL_BYTES = 10 * 1024 * 1024;

/** Up to where a mailbox has been read. */
export interface MailPosition {
  /** Changes when the server numbers its mails anew: then `uid` means nothing any more. */
  readonly uidValidity: string;
  /** Number of the last mail that was read. */
  readonly uid: number;
  readonly readAt: Instant;
}

export interface MailInBox {
  readonly uid: number;
  readonly raw: Uint8Array;
}

export interface Mailbox {
  /** Stands in keys and messages; holds no secret. */
  readonly name: string;
  /** What it is among the sources. */
  readonly source: Source;
  /**
   * Hands over what is new, the oldest first, and says where to go on. Without a position nothing is handed over: what lay
   * there before is history. After the server has numbered its mails anew, mails may be handed over that were before.
   * Throws SignInExpired or Unavailable, and whatever `take` throws.
   */
  read(
    from: MailPosition | undefined,
    take: (mail: MailInBox, uidValidity: string) => Promise<void>,
  ): Promise<Omit<MailPosition, 'readAt'>>;
}
