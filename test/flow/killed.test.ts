// The process is killed without warning (kill -9) and started again: nothing accepted is lost, nothing is sent twice.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import type { ThreadPage } from '../../lib/api/page-schemas.ts';
import type { ThreadList } from '../../lib/api/schemas.ts';
import { openHouse } from '../../lib/composition.ts';
import { HOLD_SECONDS } from '../../lib/domain/reply.ts';
import { plus } from '../../lib/domain/time.ts';
import { runningInstance } from '../../lib/local/instance.ts';
import { sendMentions } from '../../lib/queues/mentions-queue.ts';
import { mentionOf, ROOT, startEarshot } from '../support/earshot.ts';
import { startFakeX } from '../support/fake-x.ts';
import { testClock } from '../support/test-clock.ts';

const realNow = () => new Date().toISOString();
/** How long a condition may take on a slow machine; reached conditions are seen at once. */
const PATIENCE = { timeout: 60_000, interval: 20 };

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('a process killed without warning', () => {
  let data: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'earshot-killed-'));
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map(kill));
    rmSync(data, { recursive: true });
  });

  async function start(env: Record<string, string> = {}, aheadSeconds = 0) {
    const script = join(ROOT, 'test/support/earshot-process.ts');
    const args = [script, data, inject('templates'), String(aheadSeconds)];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = await once(child.stdout, 'data');
    const url = String(line).trim().replace('open at ', '');
    const call = async (path: string, body?: object): Promise<ThreadList> => {
      const post = body
        ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
        : {};
      return JSON.parse(await (await fetch(`${url}/api${path}`, post)).text());
    };
    return { child, call };
  }

  it('keeps every accepted post exactly once, also when it is killed while taking them in, again and again', async () => {
    const ids = Array.from({ length: 240 }, (_, index) => `post-${index}`);
    let accepted = 0;
    for (const goal of [20, 90, 170]) {
      const { child, call } = await start();
      const environment = (await runningInstance(data))?.environment ?? {};
      const house = await openHouse(environment, {
        clock: realNow,
        newId: ulid,
        log: { error: () => undefined },
      });
      const batch = ids.slice(accepted, accepted + 80);
      await sendMentions(
        house.queue('mentionsQueue'),
        batch.map((id) => mentionOf({ id, author: id }, realNow())),
      );
      accepted += batch.length;
      await vi.waitFor(async () => {
        const { items } = await call('/threads?limit=100&status=open');
        expect(items.length).toBeGreaterThan(Math.min(goal, 99));
      }, PATIENCE);
      await kill(child);
    }
    const earshot = await startEarshot({ data, clock: testClock(plus(realNow(), { hours: 1 })) });
    await earshot.processAll();
    const pages = await Promise.all((await earshot.allThreads()).map(({ id }) => earshot.thread(id)));
    expect(pages.flatMap(({ posts }) => posts.map(({ id }) => id)).toSorted()).toEqual(ids.toSorted());
    expect((await earshot.call('/status')).body.deadLetters).toBe(0);
    await earshot.stop();
  });

  it.each([
    ['hang-after', 'sent'],
    // X may be called twice by a person only.
    ['hang-before', 'unknown'],
  ] as const)(
    'sends a reply no more than once when it is killed in the call to the network (%s: %s)',
    async (moment, state) => {
      const clock = testClock(realNow());
      let networkClock = clock.now;
      const network = await startFakeX({ clock: () => networkClock() });
      const first = await startEarshot({ data, clock, env: { ...network.env(), POLL_SECONDS: '60' } });
      await first.hear();
      network.addMention({ author: 'zoe', text: '@acornmobile where is my refund, three weeks now, this is awful!' });
      await first.hear();
      const [thread] = await first.threads();
      const id = ulid();
      const order = { id, text: 'We are sorry, we look into it.', version: thread?.version };
      await first.call(`/threads/${thread?.id}/replies`, { method: 'POST', body: order });
      await first.stop();

      network.failNext(moment, 1, 'reply');
      const ahead = 600 + HOLD_SECONDS;
      networkClock = () => plus(realNow(), { seconds: ahead });
      const dying = await start({ ...network.env(), POLL_SECONDS: '60' }, ahead);
      const called = () => network.calls().filter(({ method, path }) => method === 'POST' && path.endsWith('/tweets'));
      await vi.waitFor(() => expect(called()).toHaveLength(1), PATIENCE);
      await kill(dying.child);

      const later = testClock(plus(realNow(), { hours: 2 }));
      const second = await startEarshot({ data, clock: later, env: { ...network.env(), POLL_SECONDS: '60' } });
      for (let minute = 0; minute < 10; minute += 1) {
        later.advance({ minutes: 1 });
        await second.invoke('timers');
        later.advance({ seconds: HOLD_SECONDS });
        await second.processAll();
      }
      const page: ThreadPage = await second.thread(thread?.id ?? '');
      expect(page.replies).toMatchObject([{ id, state }]);
      expect(network.replies().map(({ text }) => text)).toEqual(
        state === 'sent' ? ['We are sorry, we look into it.'] : [],
      );
      await second.stop();
      await network.close();
    },
  );
});
