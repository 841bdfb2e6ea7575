// The doctor asks the mail servers, too: can the mailbox be read, can e-mails be sent, and if not, what is to be done.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkMail, doorsOf } from '../../bin/check-mail.ts';
import { parseSettings } from '../../lib/config/settings.ts';
import { commandLine } from '../support/command-line.ts';
import { type FakeImap, startFakeImap } from '../support/fake-imap.ts';
import { type FakeSmtp, startFakeSmtp } from '../support/fake-smtp.ts';

let imap: FakeImap;
let smtp: FakeSmtp;
beforeAll(async () => {
  imap = await startFakeImap();
  smtp = await startFakeSmtp({ password: 'letter-box' });
});
afterAll(async () => {
  await imap.close();
  await smtp.close();
});
afterEach(() => {
  smtp.received.length = 0;
});

const settingsWith = ({ read = 's3cret', send = 'letter-box', imapPort = imap.port, smtpPort = smtp.port } = {}) => ({
  MAIL_FROM: 'help@acme.example',
  MAIL_IMAP_URL: `imap://help%40acme.example:${read}@127.0.0.1:${imapPort}/Support`,
  MAIL_SMTP_URL: `smtp://brand:${send}@127.0.0.1:${smtpPort}`,
});
const check = (env: Record<string, string>) => checkMail(parseSettings(env), () => '2026-11-21T09:00:00.000Z');
const texts = (env: Record<string, string>) => doorsOf(parseSettings(env)).map(({ text }) => text);

describe('the doctor', () => {
  it('signs in at both servers, and reads and sends nothing', async () => {
    expect(await check(settingsWith())).toEqual([
      { ok: true, text: 'mailbox: signed in as help@acme.example, Support can be read' },
      { ok: true, text: 'sending e-mail: 127.0.0.1 is ready' },
    ]);
    expect(smtp.received).toEqual([]);
  });

  it('says which setting holds a wrong password, without the password', async () => {
    const checks = await check(settingsWith({ read: 'wr0ng-one', send: 'wr0ng-two' }));
    expect(checks).toMatchObject([
      { ok: false, text: expect.stringMatching(/^SignInExpired: .*MAIL_IMAP_URL/) },
      { ok: false, text: expect.stringMatching(/^SignInExpired: .*MAIL_SMTP_URL/) },
    ]);
    expect(JSON.stringify(checks)).not.toMatch(/wr0ng/);
  });

  it('says where to look when nobody answers there', async () => {
    expect(await check(settingsWith({ imapPort: 9, smtpPort: 9 }))).toMatchObject([
      {
        ok: false,
        text: expect.stringMatching(/^Unavailable: .*; check the server, port and folder in MAIL_IMAP_URL/),
      },
      { ok: false, text: expect.stringMatching(/^Unavailable: .*; check the server and port in MAIL_SMTP_URL/) },
    ]);
  });

  it('says of other doors only whether they are open', () => {
    expect(texts({})).toEqual([
      'alerts to Slack: not open; SLACK_WEBHOOK_URL opens it',
      'import over HTTP: not open; IMPORT_SECRET opens it',
    ]);
    const secrets = { SLACK_WEBHOOK_URL: 'https://hooks.example/s3cret', IMPORT_SECRET: 's3cret'.repeat(6) };
    expect(texts(secrets)).toEqual(['alerts to Slack: open', 'import over HTTP: open']);
  });

  it('shows all that on the command line, and fails when one of the servers does', async () => {
    const commands = commandLine();
    try {
      const { code, output } = await commands.earshot(['doctor'], settingsWith({ send: 'wr0ng-two' }));
      expect(code).toBe(1);
      expect(output).toContain('✓ mailbox: signed in as help@acme.example');
      expect(output).toMatch(/✗ SignInExpired: .*MAIL_SMTP_URL/);
      expect(output).toContain('✓ alerts to Slack: not open');
    } finally {
      await commands.close();
    }
  });
});
