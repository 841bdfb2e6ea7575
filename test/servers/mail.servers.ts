// The whole way of an e-mail on real servers (Postfix and Dovecot): a customer writes, a person answers, the answer arrives, once.
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CustomerView } from '../../lib/api/customer-schemas.ts';
import { instantOf } from '../../lib/domain/time.ts';
import type { MailboxPolled } from '../../lib/flows/poll-mailbox.ts';
import { mailboxPoll } from '../../lib/local/mailbox-poll.ts';
import { type IncomingMail, parseMail } from '../../lib/mail/mail-parser.ts';
import { startEarshot, type TestEarshot } from '../support/earshot.ts';

/** Where the servers stand; any address at brand.test and customer.test is a mailbox with this password. */
const SMTP = process.env['MAIL_SERVER_SMTP'] ?? '127.0.0.1:2525';
const SUBMISSION = process.env['MAIL_SERVER_SUBMISSION'] ?? '127.0.0.1:2588';
const IMAP = process.env['MAIL_SERVER_IMAP'] ?? '127.0.0.1:2143';
const PASSWORD = 'secret';

/** A server shows a mail some moments after it was sent. */
const PATIENCE = { timeout: 30_000, interval: 500 };

/** Addresses of their own for each run: the servers keep their mails. */
const run = ulid().toLowerCase();
const SUPPORT = `support-${run}@brand.test`;
const INES = `ines-${run}@customer.test`;

describe('an e-mail on Postfix and Dovecot', () => {
  let earshot: TestEarshot;
  let poll: () => Promise<MailboxPolled>;
  beforeAll(async () => {
    await mustAnswer();
    earshot = await startEarshot({
      clock: { now: () => instantOf(Date.now()), advance: () => instantOf(Date.now()) },
      env: {
        MAIL_FROM: `Brand Support <${SUPPORT}>`,
        MAIL_IMAP_URL: `imap://${encodeURIComponent(SUPPORT)}:${PASSWORD}@${IMAP}/INBOX`,
        MAIL_SMTP_URL: `smtp://${encodeURIComponent(SUPPORT)}:${PASSWORD}@${SUBMISSION}`,
      },
    });
    poll = mailboxPoll(earshot.house)!;
    // The first look only finds out where now is.
    await poll();
  });
  afterAll(() => earshot.stop());

  it('becomes a contact, is answered once, and the answer joins the customer’s conversation', async () => {
    const first = await customerSends({ subject: 'Wo ist meine Erstattung? 🙁', text: 'Ich warte seit drei Wochen.' });
    await vi.waitFor(async () => expect((await poll()).taken).toBe(1), PATIENCE);
    const customer = await find(INES);
    const [contact] = customer.timeline;
    expect(contact).toMatchObject({
      summary: 'Ich warte seit drei Wochen.',
      message: { subject: 'Wo ist meine Erstattung? 🙁', from: INES, direction: 'in' },
    });

    const order = { id: ulid(), text: 'Es tut uns leid.\n\nSie ist unterwegs.\nAna' };
    const path = `/customers/${customer.id}/contacts/${contact?.type === 'contact' ? contact.id : ''}/answers`;
    const answered = await earshot.call(path, { method: 'POST', body: order });
    expect(answered.body.timeline.map(({ message }: { message: object }) => message)).toContainEqual(
      expect.objectContaining({ direction: 'out', state: 'sent' }),
    );
    await earshot.call(path, { method: 'POST', body: order });

    const arrived = await vi.waitFor(async () => {
      const all = await mailsOf(INES);
      expect(all.length).toBeGreaterThan(0);
      return all;
    }, PATIENCE);
    expect(arrived).toHaveLength(1);
    expect(arrived[0]).toMatchObject({
      from: { address: SUPPORT, name: 'Brand Support' },
      inReplyTo: first,
      references: [first],
      subject: 'Re: Wo ist meine Erstattung? 🙁',
      text: order.text,
    });

    const answer = arrived[0]?.messageId ?? '';
    await customerSends({ subject: 'Re: Danke', text: 'Danke!', inReplyTo: answer, references: [first, answer] });
    await vi.waitFor(async () => expect((await poll()).taken).toBe(1), PATIENCE);
    expect((await find(INES)).timeline).toHaveLength(3);
    expect(await poll()).toMatchObject({ taken: 0, known: 0 });
    expect(earshot.errors).toEqual([]);
  });

  it('to an address the server does not take is refused, and the desk says why', async () => {
    const far = `far-${run}@elsewhere.test`;
    await customerSends({ from: far, subject: 'Hello', text: 'Hello' });
    await vi.waitFor(async () => expect((await poll()).taken).toBe(1), PATIENCE);
    const customer = await find(far);
    const [contact] = customer.timeline;
    const path = `/customers/${customer.id}/contacts/${contact?.type === 'contact' ? contact.id : ''}/answers`;
    const { body } = await earshot.call(path, { method: 'POST', body: { id: ulid(), text: 'Hello' } });
    expect(body.timeline.map(({ message }: { message: object }) => message)).toContainEqual(
      expect.objectContaining({ state: 'failed', problem: expect.stringContaining('550') }),
    );
  });

  async function find(address: string): Promise<CustomerView> {
    const { body } = await earshot.call(`/customers?find=${encodeURIComponent(address)}`);
    expect(body.items).toHaveLength(1);
    return body.items[0];
  }
});

interface Written {
  readonly from?: string;
  readonly subject: string;
  readonly text: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
}

/** Answers with the mail's id. */
async function customerSends({ from = INES, references = [], ...mail }: Written): Promise<string> {
  const [host, port] = SMTP.split(':');
  const transport = createTransport({ host, port: Number(port), ignoreTLS: true });
  const messageId = `${ulid().toLowerCase()}@customer.test`;
  await transport.sendMail({
    ...mail,
    from: `Ines <${from}>`,
    to: SUPPORT,
    messageId: `<${messageId}>`,
    references: references.map((id) => `<${id}>`),
    ...(mail.inReplyTo ? { inReplyTo: `<${mail.inReplyTo}>` } : {}),
  });
  return messageId;
}

async function mailsOf(user: string): Promise<IncomingMail[]> {
  const [host = '', port] = IMAP.split(':');
  const auth = { user, pass: PASSWORD };
  const client = new ImapFlow({ host, port: Number(port), secure: false, doSTARTTLS: false, auth, logger: false });
  await client.connect();
  try {
    const { exists } = await client.mailboxOpen('INBOX', { readOnly: true });
    const found = exists > 0 ? await client.fetchAll('1:*', { source: true }) : [];
    return await Promise.all(found.map(({ source }) => parseMail(source ?? Buffer.alloc(0))));
  } finally {
    await client.logout();
  }
}

async function mustAnswer(): Promise<void> {
  await mailsOf(INES).catch((cause: unknown) => {
    throw new Error(`did not run: no IMAP server at ${IMAP} (MAIL_SERVER_IMAP) knows any address at customer.test`, {
      cause,
    });
  });
}
