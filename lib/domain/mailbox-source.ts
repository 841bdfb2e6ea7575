// The brand's mailbox as one of the sources: it is switched off, shown and missed like them.
import type { Source } from './source.ts';

export const MAIL_NETWORK = 'email';
export const MAILBOX_SECONDS = 60;

export function mailboxSource({ user, host }: { readonly user: string; readonly host: string }): Source {
  const address = user.includes('@') ? user : `${user}@${host}`;
  return {
    id: `${MAIL_NETWORK}:${address}`,
    network: MAIL_NETWORK,
    kind: 'feed',
    name: `Mailbox ${address}`,
    everySeconds: MAILBOX_SECONDS,
    isSteady: true,
  };
}
