// Takes an e-mail that SES has put into the bucket, and lets none vanish in silence: the bucket is emptied after a month.
import type { Log } from '../domain/log.ts';
import type { ReceivedMail } from '../mail/stored-mail.ts';
import { type TakeEmailDeps, type TakenEmail, takeEmail } from './take-email.ts';

export interface TakeReceivedEmailDeps extends TakeEmailDeps {
  readonly log: Log;
}

/** Throws for an e-mail that cannot be read, too: it ends among the dead letters, and the alarm rings. */
export async function takeReceivedEmail(deps: TakeReceivedEmailDeps, { key, raw }: ReceivedMail): Promise<TakenEmail> {
  const taken = await takeEmail(deps, raw);
  if (taken.outcome === 'unreadable')
    throw new UnreadableEmail(
      `the e-mail ${key} cannot be taken: ${taken.why}; read it in the bucket of incoming mail`,
    );
  if (taken.outcome === 'set-aside')
    deps.log.error(
      `an e-mail was set aside: ${taken.why}`,
      new SetAside(`it stays in the bucket for 30 days as ${key}`),
    );
  return taken;
}

class UnreadableEmail extends Error {
  override name = 'UnreadableEmail';
}

class SetAside extends Error {
  override name = 'SetAside';
}
