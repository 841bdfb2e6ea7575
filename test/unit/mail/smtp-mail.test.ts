import { afterEach, describe, expect, it } from 'vitest';
import { parseMail } from '../../../lib/mail/mail-parser.ts';
import type { MailSender, OutgoingMail } from '../../../lib/mail/mail-sender.ts';
import { smtpMail } from '../../../lib/mail/smtp-mail.ts';
import { type FakeSmtp, startFakeSmtp } from '../../support/fake-smtp.ts';

const MAIL: OutgoingMail = {
  messageId: 'answer@acme.example',
  to: 'ines@customer.test',
  subject: 'Re: Größe [4821-7305]',
  text: 'Dear Inés,\n\nyour refund is on its way.\n.\nAna',
  inReplyTo: 'second@customer.test',
  references: ['first@customer.test', 'second@customer.test'],
};
const FROM = { address: 'help@acme.example', name: 'Acme Support' };

let server: FakeSmtp;
afterEach(() => server.close());

async function senderTo(given: { password?: string; says?: string; timeoutMs?: number; name?: string } = {}) {
  server = await startFakeSmtp(given.password === undefined ? {} : { password: given.password });
  const said = given.says ?? given.password;
  const signIn = said === undefined ? {} : { user: 'brand', password: said };
  return smtpMail({
    server: { host: '127.0.0.1', port: server.port, secure: false, ...signIn },
    from: given.name === undefined ? FROM : { ...FROM, name: given.name },
    clock: () => '2026-11-21T09:00:00.000Z',
    ...(given.timeoutMs === undefined ? {} : { timeoutMs: given.timeoutMs }),
  });
}

function failure(sender: MailSender): Promise<unknown> {
  return sender.send(MAIL).catch((error: unknown) => error);
}

describe('an e-mail through a mail server', () => {
  it('arrives as it was written, with the headers by which mail programs join a conversation', async () => {
    const sender = await senderTo({ password: 's3cret' });
    expect(await sender.send(MAIL)).toEqual({});
    expect(server.received).toHaveLength(1);
    const [{ from, to, raw }] = server.received as [FakeSmtp['received'][number]];
    expect({ from, to }).toEqual({ from: 'help@acme.example', to: ['ines@customer.test'] });
    expect(await parseMail(Buffer.from(raw))).toMatchObject({
      from: { address: 'help@acme.example', name: 'Acme Support' },
      to: ['ines@customer.test'],
      messageId: 'answer@acme.example',
      inReplyTo: 'second@customer.test',
      references: ['first@customer.test', 'second@customer.test'],
      subject: 'Re: Größe [4821-7305]',
      text: MAIL.text,
    });
  });

  it('gets no header, recipient or second mail from what somebody put into a subject, a name or the text', async () => {
    const sender = await senderTo({ name: 'Acme\r\nBcc: victim@customer.test' });
    const subject = 'Re: x\r\nBcc: victim@customer.test\r\n\r\n<script>';
    await sender.send({ ...MAIL, subject, text: 'one\r\n.\r\nMAIL FROM:<x@customer.test>\r\ntwo' });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.to).toEqual(['ines@customer.test']);
    const head = server.received[0]?.raw.split('\r\n\r\n')[0] ?? '';
    expect(head).not.toMatch(/^(bcc|mail from):/im);
    expect((await parseMail(Buffer.from(server.received[0]?.raw ?? ''))).text).toContain('two');
  });
});

describe('an e-mail that a mail server does not take', () => {
  it.each(['recipient', 'data'] as const)('is refused for good by a 5xx to the %s', async (at) => {
    const sender = await senderTo();
    server.behave({ at, code: 550 });
    expect(await failure(sender)).toMatchObject({ name: 'ReplyNotPermitted' });
  });

  it.each(['recipient', 'data'] as const)('may be tried again after a 4xx to the %s', async (at) => {
    const sender = await senderTo();
    server.behave({ at, code: 451 });
    expect(await failure(sender)).toMatchObject({ name: 'RateLimited', retryAt: '2026-11-21T09:05:00.000Z' });
  });

  it.each(['hang-up-after-data', 'fall-silent'] as const)('may have been taken all the same: %s', async (behaviour) => {
    const sender = await senderTo({ timeoutMs: 500 });
    server.behave(behaviour);
    expect(await failure(sender)).toMatchObject({ name: 'Unavailable', mayHaveActed: true });
    expect(server.received).toHaveLength(1);
  });

  it('has certainly not left when nobody listens there', async () => {
    const sender = await senderTo();
    await server.close();
    expect(await failure(sender)).toMatchObject({ name: 'Unavailable', mayHaveActed: false });
  });

  it('has not left when the password is wrong, which is said without the password', async () => {
    const sender = await senderTo({ password: 's3cret', says: 'wr0ng-one' });
    const error = await failure(sender);
    expect(error).toMatchObject({ name: 'SignInExpired' });
    expect(String(error)).not.toContain('wr0ng-one');
  });

  it('does not leave unencrypted for another machine', async () => {
    await senderTo();
    // All of 127.0.0.0/8 is this machine; its name under another domain is not known to be.
    const server2 = { host: 'localhost.localdomain', port: server.port, secure: false };
    const sender = smtpMail({ server: server2, from: FROM, clock: () => '2026-11-21T09:00:00.000Z', timeoutMs: 2000 });
    expect(await failure(sender)).toMatchObject({ name: 'Unavailable', mayHaveActed: false });
    expect(server.received).toHaveLength(0);
  });
});
