import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../../lib/config/settings.ts';

const mailOf = (env: Record<string, string>) => parseSettings(env).mail;

describe('the settings of e-mail', () => {
  it('are none when nothing is set', () => {
    expect(mailOf({})).toBeUndefined();
    expect(mailOf({ EARSHOT_SECRETS_PATH: '/earshot', AWS_REGION: 'eu-west-2' })).toBeUndefined();
  });

  it.each([
    ['Acme Support <Help@Acme.example>', { address: 'help@acme.example', name: 'Acme Support' }],
    ['"Acme, Support" <help@acme.example>', { address: 'help@acme.example', name: 'Acme, Support' }],
    ['help@acme.example', { address: 'help@acme.example' }],
    ['<help@acme.example>', { address: 'help@acme.example' }],
  ])('take the sender "%s"', (given, from) => {
    expect(mailOf({ MAIL_FROM: given })).toEqual({ from });
  });

  it('take a mailbox and a mail server with what is usual filled in', () => {
    const imap = { host: 'mail.example', user: 'help@acme.example', password: 'p@ss/word', folder: 'INBOX' };
    const signIn = 'help%40acme.example:p%40ss%2Fword@mail.example';
    expect(mailOf({ MAIL_IMAP_URL: `imaps://${signIn}` })?.imap).toEqual({ ...imap, secure: true, port: 993 });
    expect(mailOf({ MAIL_IMAP_URL: `imap://${signIn}:1143/Complaints/New` })?.imap).toEqual({
      ...imap,
      secure: false,
      port: 1143,
      folder: 'Complaints/New',
    });
    const from = { MAIL_FROM: 'help@acme.example' };
    expect(mailOf({ ...from, MAIL_SMTP_URL: 'smtp://127.0.0.1' })?.smtp).toEqual({
      host: '127.0.0.1',
      secure: false,
      port: 587,
    });
    expect(mailOf({ ...from, MAIL_SMTP_URL: 'smtps://a:b@[::1]' })?.smtp).toEqual({
      host: '::1',
      secure: true,
      port: 465,
      user: 'a',
      password: 'b',
    });
  });

  it('name the region of SES where Earshot runs in AWS, and nowhere else', () => {
    const env = { MAIL_FROM: 'help@acme.example', AWS_REGION: 'eu-west-2' };
    expect(mailOf({ ...env, EARSHOT_SECRETS_PATH: ' ' })?.sesRegion).toBeUndefined();
    expect(mailOf({ ...env, EARSHOT_SECRETS_PATH: '/earshot' })?.sesRegion).toBe('eu-west-2');
  });

  it.each([
    [{ MAIL_FROM: 'Acme' }, /MAIL_FROM is "Acme"; expected the address that answers come from/],
    [{ MAIL_FROM: 'a@b.example\nBcc: c@d.example' }, /MAIL_FROM is/],
    [{ MAIL_SMTP_URL: 'smtp://mail.example' }, /MAIL_FROM is missing/],
    [{ MAIL_IMAP_URL: 'imaps://mail.example' }, /MAIL_IMAP_URL names no user and password/],
    [{ MAIL_IMAP_URL: 'https://a:hidden@mail.example' }, /MAIL_IMAP_URL is something else/],
    [{ MAIL_IMAP_URL: 'imaps://a:%hidden@mail.example' }, /MAIL_IMAP_URL is something else/],
    [{ MAIL_FROM: 'a@b.example', MAIL_SMTP_URL: 'hidden' }, /MAIL_SMTP_URL is something else/],
  ])('say what is wrong with %j, without a password', (env, reason) => {
    expect(() => mailOf(env)).toThrow(reason);
    expect(() => mailOf(env)).not.toThrow(/hidden/);
  });
});
