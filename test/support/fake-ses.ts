// SES for a test, as far as sending one e-mail goes: it keeps what it was asked and answers as told.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import type { MailSender } from '../../lib/mail/mail-sender.ts';
import { sesConfig } from '../../lib/mail/mail-sender-for.ts';
import { sesMail } from '../../lib/mail/ses-mail.ts';

export interface FakeSes {
  /** Each request's JSON. */
  // AWS's own shape: a test that reads a wrong path fails.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly bodies: any[];
  readonly sender: MailSender;
  close(): Promise<void>;
}

/** `requestMs`: how long the sender waits; absent: as long as in AWS. */
export async function startFakeSes(
  answer: (response: ServerResponse) => void,
  { region = 'eu-west-2', requestMs }: { readonly region?: string; readonly requestMs?: number } = {},
): Promise<FakeSes> {
  const bodies: FakeSes['bodies'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    bodies.push(JSON.parse(Buffer.concat(chunks).toString()));
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const limits = requestMs === undefined ? undefined : { connection: requestMs, request: requestMs };
  const client = new SESv2Client({ ...sesConfig(region, limits), endpoint, credentials });
  const from = { address: 'help@acme.example', name: 'Acme Support' };
  return {
    bodies,
    sender: sesMail({ client, from, region, clock: () => '2026-11-21T09:00:00.000Z' }),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
