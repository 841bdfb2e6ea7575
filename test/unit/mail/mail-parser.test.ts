import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../lib/mail/mail-parser.ts';
import { mailOf } from '../../support/mails.ts';

const ACME = 'Acme Support <help@acme.example>';

async function read(headers: readonly string[], body: string): Promise<string> {
  return (await parseMail(mailOf({ headers, body }))).text;
}

async function said(body: string): Promise<string> {
  return (await parseMail(mailOf({ body }))).said;
}

async function verdict(header: string): Promise<string | undefined> {
  return (await parseMail(mailOf({ headers: [header] }))).refused;
}

/** `word` and a header line of its own, hidden in an encoded word. */
function trick(word: string): string {
  return `=?utf-8?b?${Buffer.from(`${word}\r\nBcc: victim@customer.test`).toString('base64')}?=`;
}

describe('who wrote, when and about what', () => {
  it('is read from the headers, the address in lower case', async () => {
    const mail = await parseMail(mailOf({ from: '"Berg, Inés" <Ines@Customer.TEST>', inReplyTo: 'a@acme.example' }));
    expect(mail).toMatchObject({
      from: { address: 'ines@customer.test', name: 'Berg, Inés' },
      to: ['help@acme.example'],
      subject: 'Refund',
      date: '2026-11-20T09:00:00.000Z',
      messageId: 'first@customer.test',
      inReplyTo: 'a@acme.example',
      references: [],
    });
    expect(mail.automatic).toBeUndefined();
  });

  it('keeps the newest of very many references', async () => {
    const references = Array.from({ length: 200 }, (_, place) => `r${place}@customer.test`);
    expect((await parseMail(mailOf({ references }))).references).toEqual(references.slice(-30));
  });

  it('has no id where the mail has none, or one that is none', async () => {
    expect((await parseMail(mailOf({ messageId: null }))).messageId).toBeUndefined();
    expect((await parseMail(mailOf({ messageId: null, headers: ['Message-ID: rubbish'] }))).messageId).toBeUndefined();
    expect((await parseMail(mailOf({ messageId: 'x'.repeat(600) }))).messageId).toBeUndefined();
  });

  it('has no date where the mail names none that exists', async () => {
    expect((await parseMail(mailOf({ date: 'yesterday, I think' }))).date).toBeUndefined();
  });

  it.each([
    { what: 'two senders in one header', mail: mailOf({ from: 'a@customer.test, b@customer.test' }) },
    { what: 'two From headers', mail: mailOf({ headers: ['From: Chief <chief@acme.example>'] }) },
    { what: 'a sender that is no address', mail: mailOf({ from: 'Ines Berg' }) },
    { what: 'an address with a line break in it', mail: mailOf({ from: '"a\r\n b"@customer.test' }) },
    { what: 'no line that is a header', mail: Buffer.from('\u0000\u00ff this is no mail') },
    { what: 'nothing at all', mail: Buffer.alloc(0) },
  ])('is nobody when the mail has $what', async ({ mail }) => {
    expect((await parseMail(mail)).from).toBeUndefined();
  });
});

describe('the text', () => {
  it('is read from base64, quoted-printable and old character sets', async () => {
    const base64 = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'];
    expect(await read(base64, Buffer.from('Grüße 🙁').toString('base64'))).toBe('Grüße 🙁');
    const printable = ['Content-Type: text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding: quoted-printable'];
    expect(await read(printable, 'Gr=FC=DFe, ich war=\nte')).toBe('Grüße, ich warte');
    const latin = mailOf({ headers: ['Content-Type: text/plain; charset=iso-8859-1'], body: '@' });
    const raw = Buffer.concat([latin.subarray(0, -1), Buffer.from('für Ärger', 'latin1')]);
    expect((await parseMail(raw)).text).toBe('für Ärger');
  });

  it('is the plain part where there is one, and the names of files stand beside it', async () => {
    const body = [
      '--b',
      'Content-Type: multipart/alternative; boundary=c',
      '',
      '--c',
      'Content-Type: text/plain',
      '',
      'The plain words.',
      '--c',
      'Content-Type: text/html',
      '',
      '<p>The <b>other</b> words.</p>',
      '--c--',
      '--b',
      'Content-Type: application/pdf; name="bill.pdf"',
      'Content-Disposition: attachment; filename="bill.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      'JVBERg==',
      '--b--',
    ].join('\n');
    const mail = await parseMail(mailOf({ headers: ['Content-Type: multipart/mixed; boundary=b'], body }));
    expect(mail.text).toBe('The plain words.');
    expect(mail.attachments).toEqual({ count: 1, names: ['bill.pdf'] });
  });

  it('is made from HTML where there is nothing else, without scripts, styles and hidden markup', async () => {
    const html = [
      '<html><head><title>no</title><style>p { color: red }</style></head><body>',
      '<p>Still&nbsp;waiting &amp; <b>angry</b>.</p><script>alert("no")</script>',
      '<div>second<br>third<img src="https://tracker.example/no.gif"></div><ul><li>one</li><li>two</li></ul>',
      '<svg><text>no</text></svg></body></html>',
    ].join('\n');
    expect(await read(['Content-Type: text/html; charset=utf-8'], html)).toBe(
      'Still waiting & angry.\n\nsecond\nthird\none\ntwo',
    );
  });

  it('marks the quotes of HTML as plain text does, however deep they are nested', async () => {
    const headers = ['Content-Type: text/html'];
    expect(await read(headers, 'a<blockquote>b<blockquote>c</blockquote></blockquote>d')).toBe('a\n> b\n> > c\nd');
    const deep = `${'<blockquote>x'.repeat(3000)}${'</blockquote>'.repeat(3000)}end`;
    expect(await read(headers, deep)).toMatch(/end$/);
  });

  it('is cut at a million characters, in little time', async () => {
    expect(await read([], 'On a b '.repeat(400_000))).toHaveLength(1_000_000);
  });

  it('holds no control characters', async () => {
    expect(await read([], 'one\u0000\u0001\u001b[31m\ttwo\nthree')).toBe('one[31m\ttwo\nthree');
  });
});

describe('what is new in an answer', () => {
  it.each([
    {
      program: 'Gmail in English',
      body: `Still nothing.\n\nOn Fri, Nov 20, 2026 at 9:00 AM ${ACME}\nwrote:\n\n> We will refund you.\n> Ana\n`,
    },
    {
      program: 'Gmail in German, which breaks the line in the address',
      body: 'Still nothing.\n\nAm Fr., 20. Nov. 2026 um 09:00 Uhr schrieb Acme Support <\nhelp@acme.example>:\n\n> Wir erstatten.\n',
    },
    {
      program: 'Apple Mail in English',
      body: `Still nothing.\n\n> On 20 Nov 2026, at 09:00, ${ACME} wrote:\n> \n> We will refund you.\n`,
    },
    {
      program: 'Apple Mail in German',
      body: `Still nothing.\n\nAm 20.11.2026 um 09:00 schrieb ${ACME}:\n\n> Wir erstatten.\n`,
    },
    {
      program: 'Outlook in English',
      body: `Still nothing.\n\n________________________________\nFrom: ${ACME}\nSent: Friday, November 20, 2026 9:00 AM\nTo: Ines Berg <ines@customer.test>\nSubject: Re: Refund\n\nWe will refund you.\n`,
    },
    {
      program: 'Outlook in German',
      body: `Still nothing.\n\n-----Ursprüngliche Nachricht-----\nVon: ${ACME}\nGesendet: Freitag, 20. November 2026 09:00\nAn: Ines Berg\nBetreff: Re: Erstattung\n\nWir erstatten.\n`,
    },
    { program: 'anybody with a signature', body: 'Still nothing.\n\n-- \nInes Berg\n+49 30 123456\n' },
    { program: 'a telephone', body: 'Still nothing.\n\nSent from my iPhone\n' },
  ])('is found in a mail of $program', async ({ body }) => {
    const mail = await parseMail(mailOf({ body }));
    expect(mail.said).toBe('Still nothing.');
    expect(mail.text).toBe(body.trim());
  });

  it('is found in an answer of Gmail that is HTML alone', async () => {
    const body =
      '<div dir="ltr">Still nothing.</div><br><div class="gmail_quote"><div>On Fri, Nov 20, 2026 at 9:00 AM Acme &lt;help@acme.example&gt; wrote:<br></div><blockquote>We will refund you.</blockquote></div>';
    const mail = await parseMail(mailOf({ headers: ['Content-Type: text/html'], body }));
    expect(mail.said).toBe('Still nothing.');
  });

  it('is everything when an answer is all quote', async () => {
    expect(await said('> We will refund you.\n> Ana')).toBe('> We will refund you.\n> Ana');
  });

  it('keeps paragraphs on one long line, and still leaves quoted ones out', async () => {
    const long = 'I have waited for ages. '.repeat(60).trim();
    expect(await said(`${long}\n\n${long}\n\n> ${long}`)).toBe(`${long}\n\n${long}`);
  });

  it.each([
    { line: 'a on at ', what: 'a line that begins a quote again and again' },
    { line: 'Am a schrieb < ', what: 'the same in German' },
    { line: '在x\n', what: 'the same in Chinese' },
    { line: 'W dniu a\n', what: 'the same in Polish' },
    { line: '> ', what: 'quote marks' },
    { line: ' \t', what: 'blanks' },
  ])('is looked for in little time in 50,000 characters of $what', async ({ line }) => {
    expect((await said(line.repeat(50_000 / line.length))).length).toBeLessThanOrEqual(50_000);
  });
});

describe('what a program sent', () => {
  it.each([
    'Auto-Submitted: auto-replied (vacation)',
    'Precedence: bulk',
    'Precedence: auto_reply',
    'X-Autoreply: yes',
    'Return-Path: <>',
    'List-Id: Acme friends <friends.acme.example>',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  ])('is known by %s', async (header) => {
    expect((await parseMail(mailOf({ headers: [header] }))).automatic).toBeTruthy();
  });

  it.each(['MAILER-DAEMON', 'postmaster', 'noreply', 'no-reply', 'do-not-reply', 'bounces+1203', 'no-reply-orders'])(
    'is known by its sender %s',
    async (name) => {
      expect((await parseMail(mailOf({ from: `Mail <${name}@customer.test>` }))).automatic).toBeTruthy();
    },
  );

  it.each(['Auto-Submitted: no', 'Precedence: normal', 'Return-Path: <ines@customer.test>', 'X-Priority: 1'])(
    'is not concluded from %s',
    async (header) => {
      expect((await parseMail(mailOf({ headers: [header] }))).automatic).toBeUndefined();
    },
  );

  it('is not concluded from a sender whose name only begins like one', async () => {
    expect((await parseMail(mailOf({ from: 'norepliesever@customer.test' }))).automatic).toBeUndefined();
  });
});

describe('hostile mails', () => {
  it('bring no second header line in the subject or the name', async () => {
    const mail = await parseMail(mailOf({ subject: trick('Refund'), from: `${trick('Ines')} <ines@customer.test>` }));
    expect(mail.subject).toBe('Refund Bcc: victim@customer.test');
    expect(mail.from?.name).toBe('Ines Bcc: victim@customer.test');
  });

  it('are refused when they are nested without end, or are all headers', async () => {
    const parts = Array.from({ length: 100 }, (_, place) =>
      [`--b${place}`, `Content-Type: multipart/mixed; boundary=b${place + 1}`, ''].join('\n'),
    );
    const nested = mailOf({ headers: ['Content-Type: multipart/mixed; boundary=b0'], body: parts.join('\n') });
    await expect(parseMail(nested)).rejects.toMatchObject({ name: 'UnreadableMail' });
    const allHeaders = mailOf({
      headers: Array.from({ length: 20_000 }, (_, place) => `X-${place}: ${'x'.repeat(40)}`),
    });
    await expect(parseMail(allHeaders)).rejects.toMatchObject({ name: 'UnreadableMail' });
  });

  it('are read in little time when they are millions of lines', async () => {
    const headers = ['Content-Type: multipart/mixed; boundary=b'];
    const body = '--b\nContent-Type: text/plain\n\nSee the film.\n--b\nContent-Type: video/mp4\n\n';
    const mail = await parseMail(Buffer.concat([mailOf({ headers, body }), Buffer.alloc(8 * 1024 * 1024, 'x\n')]));
    expect(mail.text).toBe('See the film.');
  });

  it('are read as far as they go when a part never ends', async () => {
    const headers = ['Content-Type: multipart/mixed; boundary=b'];
    const mail = await parseMail(mailOf({ headers, body: '--b\nContent-Type: text/plain\n\nHalf a wo' }));
    expect(mail.text).toBe('Half a wo');
  });

  it('say what the receiving server found in them', async () => {
    expect(await verdict('X-SES-Spam-Verdict: FAIL')).toBe('spam');
    expect(await verdict('X-SES-Virus-Verdict: FAIL')).toBe('virus');
    expect(await verdict('X-SES-Spam-Verdict: PASS')).toBeUndefined();
  });
});
