// What `doctor` asks of the other doors: can the mailbox be read, can e-mails be sent, which doors are open at all.
import { ACCOUNT_ENV } from '../lib/config/env-names.ts';
import type { Settings } from '../lib/config/settings.ts';
import type { Clock } from '../lib/domain/time.ts';
import { checkImap } from '../lib/mail/imap-mailbox.ts';
import { checkSmtp } from '../lib/mail/smtp-mail.ts';
import { SignInExpired } from '../lib/platforms/platform-errors.ts';
import type { Check } from './check-account.ts';

/** Reads nothing and sends nothing. Nothing is said of e-mail where none is set. */
export async function checkMail({ mail }: Settings, clock: Clock): Promise<Check[]> {
  const { imap, smtp, from } = mail ?? {};
  const mailbox = imap && {
    check: () => checkImap(imap),
    text: `mailbox: signed in as ${imap.user}, ${imap.folder} can be read`,
    fix: `check the server, port and folder in ${ACCOUNT_ENV.mailImapUrl}, and your connection`,
  };
  const sending = smtp &&
    from && {
      check: () => checkSmtp({ server: smtp, from, clock }),
      text: `sending e-mail: ${smtp.host} is ready`,
      fix: `check the server and port in ${ACCOUNT_ENV.mailSmtpUrl}, and your connection`,
    };
  return Promise.all([mailbox, sending].filter((attempt) => attempt !== undefined).map(tried));
}

interface Attempt {
  readonly check: () => Promise<void>;
  readonly text: string;
  readonly fix: string;
}

async function tried({ check, text, fix }: Attempt): Promise<Check> {
  try {
    await check();
    return { ok: true, text };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    // A refused sign-in says by itself which setting to look at.
    return { ok: false, text: error instanceof SignInExpired ? reason : `${reason}; ${fix}` };
  }
}

/** A door is tried by whoever uses it: here only whether it is there. */
export function doorsOf({ slackWebhookUrl, importSecret }: Settings): Check[] {
  const doors = [
    { name: 'alerts to Slack', isOpen: slackWebhookUrl !== undefined, setting: ACCOUNT_ENV.slackWebhookUrl },
    { name: 'import over HTTP', isOpen: importSecret !== undefined, setting: ACCOUNT_ENV.importSecret },
  ];
  return doors.map(({ name, isOpen, setting }) => {
    return { ok: true, text: `${name}: ${isOpen ? 'open' : `not open; ${setting} opens it`}` };
  });
}
