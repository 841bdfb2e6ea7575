// A real SMTP server for a test, on a port of its own: it keeps what it takes, and refuses or hangs up where told to.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Raw MIME. */
  readonly raw: string;
}

/** What the server does with the next mails. */
type Behaviour =
  | 'accept'
  /** Takes the whole mail and hangs up instead of answering. */
  | 'hang-up-after-data'
  /** Takes the whole mail and never answers. */
  | 'fall-silent'
  /** Refuses the recipient, or the mail, with this code. */
  | { readonly at: 'recipient' | 'data'; readonly code: number };

export interface FakeSmtp {
  readonly port: number;
  /** `smtp://…` */
  readonly url: string;
  /** Everything that came in whole, answered or not. */
  readonly received: ReceivedMail[];
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** With `password`, whoever sends must sign in with it as `brand`. */
export async function startFakeSmtp({ password }: { readonly password?: string } = {}): Promise<FakeSmtp> {
  const received: ReceivedMail[] = [];
  let behaviour: Behaviour = 'accept';
  const refusalAt = (at: 'recipient' | 'data') =>
    typeof behaviour === 'object' && behaviour.at === at ? refusal(behaviour.code) : undefined;
  const server = new SMTPServer({
    authOptional: password === undefined,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, callback) =>
      auth.password === password ? callback(null, { user: 'brand' }) : callback(refusal(535)),
    onRcptTo: (_address, _session, callback) => callback(refusalAt('recipient')),
    onData: async (stream, session, callback) => {
      const raw: Buffer[] = [];
      for await (const chunk of stream) raw.push(Buffer.from(chunk));
      const { mailFrom, rcptTo } = session.envelope;
      received.push({
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo.map(({ address }) => address),
        raw: Buffer.concat(raw).toString(),
      });
      if (behaviour === 'hang-up-after-data') for (const connection of server.connections) connection.close();
      else if (behaviour !== 'fall-silent') callback(refusalAt('data'));
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://${password === undefined ? '' : `brand:${password}@`}127.0.0.1:${port}`,
    received,
    behave: (next) => {
      behaviour = next;
    },
    close: () => {
      for (const connection of server.connections) connection.close();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function refusal(responseCode: number): Error {
  return Object.assign(new Error(`refused with ${responseCode}`), { responseCode });
}
