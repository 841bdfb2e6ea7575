// The port of a mailbox: what came since last time, one mail after the other.
import type { Instant } from '../domain/time.ts';

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
