import type { ServerResponse } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { parseMail } from '../../../lib/mail/mail-parser.ts';
import { sesConfig } from '../../../lib/mail/mail-sender-for.ts';
import { type FakeSes, startFakeSes } from '../../support/fake-ses.ts';

const MAIL = {
  messageId: 'answer@acme.example',
  to: 'ines@customer.test',
  subject: 'Re: Größe',
  text: 'Dear Inés, it is on its way.',
  inReplyTo: 'first@customer.test',
  references: ['first@customer.test'],
};

let server: FakeSes;
afterEach(() => server.close());

async function ses(answer: (response: ServerResponse) => void, given?: Parameters<typeof startFakeSes>[1]) {
  server = await startFakeSes(answer, given);
  return server;
}

const refusal = (status: number, name: string) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name });
  response.end(JSON.stringify({ message: 'said SES' }));
};

it('an e-mail goes to SES as it is, and the id under which SES sends it is told', async () => {
  const { bodies, sender } = await ses((response) => response.end(JSON.stringify({ MessageId: '0102-abc' })));
  expect(await sender.send(MAIL)).toEqual({ sentAs: '0102-abc@eu-west-2.amazonses.com' });
  expect(bodies[0]).toMatchObject({
    FromEmailAddress: 'help@acme.example',
    Destination: { ToAddresses: ['ines@customer.test'] },
  });
  expect(await parseMail(Buffer.from(bodies[0].Content.Raw.Data, 'base64'))).toMatchObject({
    messageId: 'answer@acme.example',
    inReplyTo: 'first@customer.test',
    subject: 'Re: Größe',
    text: MAIL.text,
  });
});

it('an e-mail from the first region carries its own domain', async () => {
  const { sender } = await ses((response) => response.end(JSON.stringify({ MessageId: 'x' })), {
    region: 'us-east-1',
  });
  expect(await sender.send(MAIL)).toEqual({ sentAs: 'x@email.amazonses.com' });
});

it.each([
  [400, 'MessageRejected', { name: 'ReplyNotPermitted' }],
  [403, 'AccessDeniedException', { name: 'ReplyNotPermitted' }],
  [429, 'TooManyRequestsException', { name: 'RateLimited', retryAt: '2026-11-21T09:01:00.000Z' }],
  [400, 'SendingPausedException', { name: 'QuotaExhausted' }],
  [500, 'InternalFailure', { name: 'Unavailable', mayHaveActed: true }],
])('an e-mail that SES answers with %i %s', async (status, name, failure) => {
  const { bodies, sender } = await ses(refusal(status, name));
  await expect(sender.send(MAIL)).rejects.toMatchObject(failure);
  expect(bodies).toHaveLength(1);
});

it('an e-mail may have gone out when SES does not answer in time, which is before the request of the desk ends', async () => {
  const { bodies, sender } = await ses(() => undefined, { requestMs: 200 });
  await expect(sender.send(MAIL)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: true });
  expect(bodies).toHaveLength(1);
  expect(sesConfig('eu-west-2')).toMatchObject({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 15_000 },
  });
});

it('an e-mail may have gone out when SES hangs up, and certainly has not when nobody listens', async () => {
  const { bodies, sender } = await ses((response) => response.destroy());
  await expect(sender.send(MAIL)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: true });
  expect(bodies).toHaveLength(1);
  await server.close();
  await expect(sender.send(MAIL)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: false });
});
