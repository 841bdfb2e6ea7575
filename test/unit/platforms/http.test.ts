// The client under the adapters, against real sockets.

import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createHttp, type Http } from '../../../lib/platforms/http.ts';
import { Unavailable } from '../../../lib/platforms/platform-errors.ts';

const open: { close: () => void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function serverFor(listener: RequestListener): Promise<Http> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
  const { port } = server.address() as AddressInfo;
  return clientFor(`http://127.0.0.1:${port}`);
}

const clientFor = (baseUrl: string): Http =>
  createHttp(
    { fetch, clock: () => '2026-11-21T09:00:00.000Z' },
    { name: 'Test', baseUrl, secrets: ['hush'], timeoutMs: 500 },
  );

describe('a call to a network', () => {
  it('sends query, headers and JSON as they are given', async () => {
    const http = await serverFor(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      response.end(
        JSON.stringify({
          url: request.url,
          type: request.headers['content-type'],
          body,
          key: request.headers['x-key'],
        }),
      );
    });
    const query = { a: 'ä b', n: 1, list: ['x', 'y'], none: undefined };
    const answer = await http.send({ method: 'POST', path: '/p', query, headers: { 'x-key': 'k' }, json: { ü: 1 } });
    expect(JSON.parse(answer.text)).toEqual({
      url: '/p?a=%C3%A4+b&n=1&list=x&list=y',
      type: 'application/json',
      body: '{"ü":1}',
      key: 'k',
    });
  });

  it('does not follow a redirect with the credentials but says where it points', async () => {
    const http = await serverFor((_request, response) =>
      response.writeHead(301, { location: 'https://moved.example/' }).end(),
    );
    const answer = await http.send({ path: '/p', headers: { authorization: 'Bearer t' } });
    expect(answer.ok).toBe(false);
    expect(String(http.failure(answer))).toContain('https://moved.example/');
  });

  it('stops reading an answer that is too large', async () => {
    const http = await serverFor((_request, response) => {
      const part = Buffer.alloc(1024 * 1024, 'x');
      response.on('error', () => undefined);
      const push = (): void => {
        if (!response.destroyed) response.write(part, push);
      };
      push();
    });
    await expect(http.send({ path: '/p' })).rejects.toThrow('larger than');
  });

  it('strikes secrets out of what a server says and out of what was called', async () => {
    const http = await serverFor((_request, response) =>
      response.writeHead(500).end('{"error":"hush and token-1 are wrong"}'),
    );
    const answer = await http.send({ path: '/hook/hush', headers: { authorization: 'Bearer token-1' } });
    expect(String(http.failure(answer))).toBe(
      'Unavailable: Test: GET /hook/*** was answered with 500: *** and *** are wrong',
    );
  });

  it('names no secret that cannot be sent because it holds a line break', async () => {
    const http = clientFor('http://127.0.0.1:9');
    for (const headers of [{ authorization: 'Bearer first\nsecond' }, { 'x-key': 'hush\nhush' }]) {
      const error = (await http.send({ path: '/p', headers }).catch((caught: unknown) => caught)) as Error;
      expect(error).toBeInstanceOf(Unavailable);
      expect(inspect(error)).not.toMatch(/first|second|hush/);
    }
  });

  it('takes an answer of another form for none', async () => {
    const http = await serverFor((_request, response) => response.end('<html>'));
    const answer = await http.send({ path: '/p' });
    expect(() => http.read(answer, z.object({ id: z.string() }))).toThrow(Unavailable);
  });

  it.each([
    ['GET', false],
    ['POST', true],
  ] as const)(
    'may have acted after a broken connection or a server error if it was a %s: %s',
    async (method, mayHaveActed) => {
      const broken = await serverFor((_request, response) => response.destroy());
      await expect(broken.send({ method, path: '/p' })).rejects.toMatchObject({ mayHaveActed });
      const failing = await serverFor((_request, response) => response.writeHead(502).end());
      expect(failing.failure(await failing.send({ method, path: '/p' }))).toMatchObject({ mayHaveActed });
    },
  );

  it('cannot have acted when no server was reached', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    for (const url of [`http://127.0.0.1:${port}`, 'http://no-such-host.invalid']) {
      await expect(clientFor(url).send({ method: 'POST', path: '/p' })).rejects.toMatchObject({ mayHaveActed: false });
    }
  });

  it('may have acted when the answer breaks off in the middle', async () => {
    const http = await serverFor((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"id":');
      setImmediate(() => response.destroy());
    });
    await expect(http.send({ method: 'POST', path: '/p' })).rejects.toMatchObject({ mayHaveActed: true });
  });
});
