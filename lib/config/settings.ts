// The operator's settings, parsed once; everything that is wrong with them is said in one message, with the fix.
import { type Accounts, parseAccounts } from './accounts.ts';
import { type CaseLinkSettings, parseCaseLink } from './case-link-settings.ts';
import { ACCOUNT_ENV, LOCAL_ENV } from './env-names.ts';
import { type MailSettings, parseMailSettings } from './mail-settings.ts';
import { type Environment, named, readerOf } from './setting-reader.ts';
import { parseWebhookKeys, type WebhookKeys } from './webhook-keys.ts';

export interface Settings extends WebhookKeys {
  readonly accounts: Accounts;
  readonly slackWebhookUrl?: string;
  readonly mail?: MailSettings;
  readonly caseLink?: CaseLinkSettings;
  /** Overrides how often every source is read. */
  readonly pollSeconds?: number;
  /** Where the desk is served on a laptop; 0: any free port. */
  readonly port: number;
}

const DEFAULT_PORT = 4000;

/** The settings cannot be used; the message lists every problem and how to mend it. */
export class BrokenSettings extends Error {
  override name = 'BrokenSettings';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `The settings have ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** Everything the operator may set. A network without any of its variables is simply not connected. */
export function parseSettings(env: Environment): Settings {
  const reader = readerOf(env);
  const settings: Settings = {
    accounts: parseAccounts(reader),
    ...named('slackWebhookUrl', reader.webAddress(ACCOUNT_ENV.slackWebhookUrl, { isSecret: true })),
    ...parseWebhookKeys(reader),
    ...named('mail', parseMailSettings(reader)),
    ...named('caseLink', parseCaseLink(reader)),
    ...named('pollSeconds', reader.wholeNumber(LOCAL_ENV.pollSeconds, { from: 1, to: 86_400 })),
    port: reader.wholeNumber(LOCAL_ENV.port, { from: 0, to: 65_535 }) ?? DEFAULT_PORT,
  };
  if (reader.problems.length > 0) throw new BrokenSettings(reader.problems);
  return settings;
}
