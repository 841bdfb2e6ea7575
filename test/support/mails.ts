// E-mails as mail programs write them, byte by byte.

export interface MailGiven {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  /** Without angle brackets; `null`: none. */
  readonly messageId?: string | null;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly date?: string;
  /** More header lines, or some in place of Content-Type. */
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** Raw MIME with CRLF line ends, in UTF-8. */
export function mailOf(given: MailGiven = {}): Buffer {
  const { headers = [], body = 'I am still waiting for my refund.' } = given;
  const { from = 'Ines Berg <ines@customer.test>', to = 'help@acme.example', subject = 'Refund' } = given;
  const { messageId = 'first@customer.test', date = 'Fri, 20 Nov 2026 10:00:00 +0100' } = given;
  const hasType = headers.some((header) => /^content-type:/i.test(header));
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${date}`,
    ...(messageId === null ? [] : [`Message-ID: <${messageId}>`]),
    ...(given.inReplyTo ? [`In-Reply-To: <${given.inReplyTo}>`] : []),
    ...(given.references ? [`References: ${given.references.map((id) => `<${id}>`).join(' ')}`] : []),
    ...(hasType ? [] : ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit']),
    ...headers,
    '',
    ...body.split('\n'),
  ];
  return Buffer.from(lines.join('\r\n'));
}
