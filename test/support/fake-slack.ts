// A team chat on this machine, for tests that look at what it is told.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A team chat that takes Slack's webhooks, and fails when it is told to. */
export async function startSlack() {
  const messages: string[] = [];
  const failures: ('refuse' | 'cut-after')[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const failure = failures.shift();
    if (failure === 'refuse') return response.writeHead(429, { 'retry-after': '30' }).end('later');
    messages.push(body);
    if (failure === 'cut-after') return response.destroy();
    return response.end('ok');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/services/T/B/secret`, messages, failures, close: () => server.close() };
}
