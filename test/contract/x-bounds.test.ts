// How long and how large X's answers may be: a call ends, whatever the server does, and says whether it may have acted.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Writable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { parseSettings } from '../../lib/config/settings.ts';
import type { Platform } from '../../lib/platforms/platform.ts';
import { createXPlatform } from '../../lib/platforms/x/x-platform.ts';
import { readPage, SEND_KEY, START } from '../support/platform-scene.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** X on a server that answers every call like this, packed where the caller takes that. */
async function xThat(answer: (body: Writable) => void): Promise<Platform> {
  const server = createServer((request, response) => {
    const packs = String(request.headers['accept-encoding']).includes('gzip');
    response.writeHead(200, { 'content-type': 'application/json', ...(packs ? { 'content-encoding': 'gzip' } : {}) });
    const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
    if (packs) gzip.pipe(response);
    const body = packs ? gzip : response;
    body.on('error', () => undefined);
    response.on('close', () => body.destroy());
    answer(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const keys = ['X_APP_KEY', 'X_APP_SECRET', 'X_ACCESS_TOKEN', 'X_ACCESS_SECRET'];
  const env = { ...Object.fromEntries(keys.map((name) => [name, 'key'])), X_USER_ID: '44' };
  const account = parseSettings({ ...env, X_API_URL: `http://127.0.0.1:${port}` }).accounts.x!;
  return createXPlatform({ account, keywords: [], clock: () => START, timeoutMs: 300 });
}

function trickle(body: Writable): void {
  const timer = setInterval(() => body.write(' '), 50);
  body.on('close', () => clearInterval(timer));
}

function flood(body: Writable): void {
  const part = Buffer.alloc(1024 * 1024, ' ');
  const push = (): void => {
    if (!body.destroyed) body.write(part, push);
  };
  push();
}

describe('an answer of X', () => {
  it.each([
    ['trickles in without an end', trickle, /time/],
    ['is larger than any page', flood, /larger than/],
  ])('that %s is given up', async (_how, answer, why) => {
    const platform = await xThat(answer);
    await expect(readPage(platform)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: false });
    await expect(readPage(platform)).rejects.toThrow(why);
    await expect(platform.reply(ORDER)).rejects.toMatchObject({ name: 'Unavailable', mayHaveActed: true });
  });
});

const ORDER = {
  post: {
    network: 'x',
    id: '12',
    text: '',
    author: { id: '17', handle: 'ann' },
    createdAt: START,
    visibility: 'public' as const,
    addressed: true,
    replyRef: {},
  },
  text: 'Sorry!',
  sendKey: SEND_KEY,
  since: START,
};
