// Reads the brand's mailbox on a laptop, where no other system delivers mail, and has the team told when it cannot be read.
import type { House } from '../composition.ts';
import { type MailboxPolled, pollMailbox } from '../flows/poll-mailbox.ts';
import { watchSources } from '../flows/watch-sources.ts';
import { imapMailbox } from '../mail/imap-mailbox.ts';

/** Undefined when no mailbox is set. */
export function mailboxPoll(house: House): (() => Promise<MailboxPolled>) | undefined {
  const { imap, from } = house.settings.mail ?? {};
  if (!imap) return undefined;
  const mailbox = imapMailbox(imap);
  const deps = { ...house, db: house.db(), complaints: house.queue('complaintsQueue') };
  const own = from ? { ownAddress: from.address } : {};
  return async () => {
    const polled = await pollMailbox({ ...deps, ...own }, mailbox);
    // Straight after the look: before it, a mailbox would be behind whenever the laptop was off.
    await watchSources({ ...deps, caps: new Map() }, [{ sources: [mailbox.source] }]);
    return polled;
  };
}
