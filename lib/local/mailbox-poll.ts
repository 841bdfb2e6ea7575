// Reads the brand's mailbox on a laptop, where no other system delivers mail.
import type { House } from '../composition.ts';
import { type MailboxPolled, pollMailbox } from '../flows/poll-mailbox.ts';
import { imapMailbox } from '../mail/imap-mailbox.ts';

/** Undefined when no mailbox is set. */
export function mailboxPoll(house: House): (() => Promise<MailboxPolled>) | undefined {
  const { imap, from } = house.settings.mail ?? {};
  if (!imap) return undefined;
  const own = from ? { ownAddress: from.address } : {};
  return () => pollMailbox({ ...house, db: house.db(), ...own }, imapMailbox(imap));
}
