// What the tests of the team chats announce, and a server that stands in for the chat's own.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Alert } from '../../../lib/domain/alert.ts';

export const ALERT: Alert = {
  id: 't1',
  about: 'complaint',
  title: 'Complaint on mastodon, case 4821-7305',
  excerpt: 'Where is my parcel? Ring [phone]',
  facts: [
    ['Why now', 'Blame · due in 30 min'],
    ['Followers', '1200'],
  ],
  url: 'https://desk.example/#/inbox/open/t1',
};

/** What somebody who wishes us ill would write in a post. */
export const HOSTILE =
  '<!channel> <!here> @here @channel @everyone <https://evil.example|Your bank> [your bank](https://evil.example) <script>alert(1)</script> &lt;';

export interface ChatServer {
  readonly url: string;
  /** The bodies received, oldest first. */
  readonly bodies: readonly string[];
  close(): Promise<void>;
}

export async function startChatServer(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
): Promise<ChatServer> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = await request.toArray();
    bodies.push(Buffer.concat(chunks).toString());
    answer(response, request);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
