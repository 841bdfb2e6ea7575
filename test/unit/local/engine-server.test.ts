// The embedded engines hold all the data: they answer this product's own SDK and no web page.
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineServer, startEngineServer } from '../../../lib/local/engines/engine-server.ts';

describe('the server under an embedded engine', () => {
  let server: EngineServer;
  let asked: number;
  beforeAll(async () => {
    asked = 0;
    server = await startEngineServer(0, async () => {
      asked += 1;
      return { status: 200, contentType: 'text/plain', body: 'data' };
    });
  });
  afterAll(() => server.close());

  async function statusFor(headers: Record<string, string>): Promise<number | undefined> {
    const call = request(server.endpoint, { method: 'POST', headers }).end();
    const [response]: [IncomingMessage] = (await once(call, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  }

  it('answers a program of this machine', async () => {
    expect(await statusFor({})).toBe(200);
    expect(asked).toBe(1);
  });

  it('answers no page of another site, also not under a name that leads to this machine', async () => {
    const before = asked;
    expect(await statusFor({ origin: 'https://evil.example' })).toBe(403);
    expect(await statusFor({ origin: 'null' })).toBe(403);
    expect(await statusFor({ host: `evil.example:${new URL(server.endpoint).port}` })).toBe(403);
    expect(asked).toBe(before);
  });
});
