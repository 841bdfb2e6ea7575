// Fetching a feed without being led into the own network, against real sockets.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type Guard, guardedFetch } from '../../../../lib/platforms/rss/guarded-fetch.ts';
import { isPrivateAddress } from '../../../../lib/platforms/rss/private-address.ts';

const open: { stop(): void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.stop();
});

/** A server on an address of this machine, with what it was asked. */
async function serverOn(address: string, listener: RequestListener, at = 0) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  }).listen(at, address);
  await once(server, 'listening');
  open.push({
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  });
  return { asked, port: (server.address() as AddressInfo).port };
}

/** Stands for the internet: 127.0.0.2 is open, all else is refused. Names resolve to what is given, one after the other. */
function guard(...answers: string[][]): Guard & { readonly asked: string[] } {
  const asked: string[] = [];
  const lookup: LookupFunction = (host, _options, found) => {
    asked.push(host);
    const addresses = answers[Math.min(asked.length, answers.length) - 1] ?? [];
    found(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    );
  };
  return { refuses: (address) => address !== '127.0.0.2', lookup, asked };
}

describe('a guarded fetch', () => {
  it('reads a page by name, by the one look-up that was checked', async () => {
    const { port } = await serverOn('127.0.0.2', (_request, response) => response.end('feed'));
    const given = guard(['127.0.0.2'], ['127.0.0.1']);
    const response = await guardedFetch(given)(`http://feeds.example:${port}/a?b=c`);
    expect([response.status, await response.text()]).toEqual([200, 'feed']);
    expect(given.asked).toEqual(['feeds.example']);
  });

  it.each([[['127.0.0.1']], [['127.0.0.2', '127.0.0.1']], [['::1']], [[]]])(
    'makes no connection when the name resolves to %s',
    async (addresses) => {
      const { asked, port } = await serverOn('127.0.0.1', (_request, response) => response.end('secret'));
      await expect(guardedFetch(guard(addresses))(`http://feeds.example:${port}/`)).rejects.toThrow(/address/);
      expect(asked).toEqual([]);
    },
  );

  it('is not deceived by a name that resolves to another address the second time', async () => {
    const inside = await serverOn('127.0.0.1', (_request, response) => response.end('secret'));
    await serverOn('127.0.0.2', (_request, response) => response.end('feed'), inside.port);
    const fetched = guardedFetch(guard(['127.0.0.2'], ['127.0.0.1']));
    expect(await (await fetched(`http://feeds.example:${inside.port}/`)).text()).toBe('feed');
    await expect(fetched(`http://feeds.example:${inside.port}/`)).rejects.toThrow('is 127.0.0.1');
    expect(inside.asked).toEqual([]);
  });

  it('is not led inside by a redirect', async () => {
    const inside = await serverOn('127.0.0.1', (_request, response) => response.end('secret'));
    for (const target of [`http://127.0.0.1:${inside.port}/`, `//127.1:${inside.port}/`, 'file:///etc/passwd']) {
      const { port } = await serverOn('127.0.0.2', (_request, response) => {
        response.writeHead(302, { location: target }).end();
      });
      await expect(guardedFetch(guard())(`http://127.0.0.2:${port}/`)).rejects.toThrow(/no address of|refused/);
    }
    expect(inside.asked).toEqual([]);
  });

  it('follows three redirects, and no fourth', async () => {
    const { asked, port } = await serverOn('127.0.0.2', ({ url }, response) => {
      const left = Number((url ?? '').slice(1));
      if (left === 0) response.end('feed');
      else response.writeHead(301, { location: `/${left - 1}` }).end();
    });
    const fetched = guardedFetch(guard());
    expect(await (await fetched(`http://127.0.0.2:${port}/3`)).text()).toBe('feed');
    await expect(fetched(`http://127.0.0.2:${port}/4`)).rejects.toThrow('more than 3');
    expect(asked).toEqual(['/3', '/2', '/1', '/0', '/4', '/3', '/2', '/1']);
  });

  it('takes credentials along on one server only', async () => {
    const other = await serverOn('127.0.0.2', ({ headers }, response) => response.end(headers.authorization ?? 'none'));
    const { port } = await serverOn('127.0.0.2', ({ url, headers }, response) => {
      if (url === '/same') response.end(headers.authorization);
      else response.writeHead(302, { location: url === '/a' ? '/same' : `http://127.0.0.2:${other.port}/` }).end();
    });
    const headers = { authorization: 'Basic eA==' };
    const fetched = guardedFetch(guard());
    expect(await (await fetched(`http://127.0.0.2:${port}/a`, { headers })).text()).toBe('Basic eA==');
    expect(await (await fetched(`http://127.0.0.2:${port}/b`, { headers })).text()).toBe('none');
  });

  it('unpacks what is packed, and fails on what is packed badly', async () => {
    const { port } = await serverOn('127.0.0.2', ({ url }, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(url === '/good' ? gzipSync('feed') : 'feed');
    });
    const fetched = guardedFetch(guard());
    expect(await (await fetched(`http://127.0.0.2:${port}/good`)).text()).toBe('feed');
    const bad = await fetched(`http://127.0.0.2:${port}/bad`);
    await expect(bad.text()).rejects.toMatchObject({ code: 'Z_DATA_ERROR' });
  });

  it('ends when it is told to, while waiting and while reading', async () => {
    const { port } = await serverOn('127.0.0.2', ({ url }, response) => {
      if (url === '/slow') response.write('fe');
    });
    for (const path of ['/never', '/slow']) {
      const signal = AbortSignal.timeout(50);
      const read = async () => (await guardedFetch(guard())(`http://127.0.0.2:${port}${path}`, { signal })).text();
      await expect(read()).rejects.toThrow(/abort/);
    }
  });

  it.each([
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://localhost/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://0/',
    'ftp://127.0.0.1/',
  ])('refuses %s before it connects', async (address) => {
    const { lookup } = await import('node:dns');
    await expect(guardedFetch({ refuses: isPrivateAddress, lookup })(address)).rejects.toThrow(
      /no address of the open internet|is refused/,
    );
  });
});
