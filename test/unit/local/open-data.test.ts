// One process at a time has the data; the next one waits a little for it.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDynamodbEngine } from '../../../lib/local/engines/dynamodb-engine.ts';
import type { Engines } from '../../../lib/local/engines/engines.ts';
import { startSqsEngine } from '../../../lib/local/engines/sqs-engine.ts';
import { writeInstance } from '../../../lib/local/instance.ts';
import { openData } from '../../../lib/local/open-data.ts';
import { testClock } from '../../support/test-clock.ts';

const clock = testClock().now;
const nobodyWaits = () => expect.unreachable('nobody has the data');

describe('the data of a folder', () => {
  let directory: string;
  const open: Pick<Engines, 'close'>[] = [];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'earshot-data-'));
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((engines) => engines.close()));
    rmSync(directory, { recursive: true });
  });

  async function openAs(options: { readonly onWait: () => void; readonly patienceMs?: number }) {
    const engines = await openData({ directory, clock, ...options });
    open.push(engines);
  }

  it('is waited for until the command that has it ends', async () => {
    const command = await openData({ directory, clock, onWait: nobodyWaits });
    let waits = 0;
    await openAs({
      onWait: () => {
        waits += 1;
        void command.close();
      },
    });
    expect(waits).toBe(1);
  });

  it('is waited for also when the other one has let go of half of it', async () => {
    const queues = await startSqsEngine({ clock, path: join(directory, 'queues.sqlite') });
    await openAs({ onWait: () => void queues.close() });
    const table = startDynamodbEngine({ clock, path: join(directory, 'table.sqlite') });
    await expect(table).rejects.toThrow('open in another process');
  });

  it('is given up after a while, in one line with what to do', async () => {
    await openAs({ onWait: nobodyWaits });
    const refused = openData({ directory, clock, onWait: () => undefined, patienceMs: 0 });
    await expect(refused).rejects.toThrow(
      `The data in ${directory} is in use by another Earshot: a command, or one that is starting or stopping. Try again when it has ended, or set EARSHOT_DATA to another folder.`,
    );
  });

  it('is not waited for when an instance serves it: that one is named', async () => {
    await openAs({ onWait: nobodyWaits });
    const desk = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await once(desk, 'listening');
    const instance = {
      pid: process.pid,
      url: `http://127.0.0.1:${(desk.address() as AddressInfo).port}`,
      environment: {},
    };
    writeInstance(directory, instance);
    await expect(openData({ directory, clock, onWait: nobodyWaits })).rejects.toMatchObject({
      message: `Earshot runs already on this data: ${instance.url} (process ${process.pid}). Stop it first, or set EARSHOT_DATA to another folder.`,
      instance,
    });
    desk.close();
  });
});
