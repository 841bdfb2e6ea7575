// A note of an instance counts only while that instance answers.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runningInstance, writeInstance } from '../../../lib/local/instance.ts';

const desk: RequestListener = (request, response) => response.writeHead(request.url === '/api/me' ? 200 : 404).end();
const note = (url: string, pid = process.pid) => ({ pid, url, environment: { EARSHOT_TABLE: 'table' } });

describe('the instance that runs on a folder', () => {
  let folder: string;
  const servers: Server[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'earshot-instance-'));
  });
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
    rmSync(folder, { recursive: true });
  });

  async function serve(answer: RequestListener): Promise<string> {
    const server = createServer(answer).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('is the one that answers where the note says', async () => {
    const instance = note(await serve(desk));
    writeInstance(folder, instance);
    expect(await runningInstance(folder)).toEqual(instance);
  });

  it('is none when the process of the note lives on as another program', async () => {
    const url = await serve(desk);
    await new Promise((done) => servers.pop()?.close(done));
    writeInstance(folder, note(url));
    expect(await runningInstance(folder)).toBeUndefined();
  });

  it('is none when another program has taken the address', async () => {
    writeInstance(folder, note(await serve((_, response) => response.writeHead(404).end())));
    expect(await runningInstance(folder)).toBeUndefined();
  });

  it('is none when its process is gone, whoever serves there now', async () => {
    writeInstance(folder, note(await serve(desk), 2 ** 22 + 1));
    expect(await runningInstance(folder)).toBeUndefined();
  });

  it.each(['', '{"pid":1,"url":"http', '{"pid":1}', 'null'])('is none when the note is broken: %j', async (text) => {
    writeFileSync(join(folder, 'instance.json'), text);
    expect(await runningInstance(folder)).toBeUndefined();
  });

  it('is none in an empty folder', async () => {
    expect(await runningInstance(folder)).toBeUndefined();
  });
});
