// The whole product for a test: real templates, real functions, embedded engines in memory, a clock the test moves.
import { resolve } from 'node:path';
import { inject } from 'vitest';
import type { ThreadPage } from '../../lib/api/page-schemas.ts';
import type { ThreadList, ThreadView } from '../../lib/api/schemas.ts';
import { type House, openHouse } from '../../lib/composition.ts';
import type { Environment } from '../../lib/config/setting-reader.ts';
import type { Mention } from '../../lib/domain/mention.ts';
import { mentionSchema } from '../../lib/domain/mention.ts';
import { STATUSES, type Status } from '../../lib/domain/thread.ts';
import { startLocal } from '../../lib/local/local-runtime.ts';
import { sendMentions } from '../../lib/queues/mentions-queue.ts';
import { type TestClock, testClock } from './test-clock.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

export interface TestEarshot {
  readonly clock: TestClock;
  readonly house: House;
  /** What the functions are opened with. */
  readonly env: Environment;
  readonly url: string;
  /** What went wrong inside, by message: for tests that expect it. */
  readonly errors: string[];
  processAll(): Promise<number>;
  invoke(name: string): Promise<unknown>;
  nextWakeAt(): string | undefined;
  /** Polls a minute later than the last time, and works off what came of it. */
  hear(): Promise<void>;
  /** Puts posts on the mentions queue, as a poll does, and works them off. */
  receive(...posts: readonly PostGiven[]): Promise<void>;
  call(
    path: string,
    request?: { readonly method?: string; readonly body?: unknown; readonly agent?: string },
  ): Promise<Answer>;
  /** The first page of a list. */
  threads(status?: Status): Promise<ThreadView[]>;
  /** Every thread there is. */
  allThreads(): Promise<ThreadView[]>;
  thread(id: string): Promise<ThreadPage>;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  // Each test knows the shape it asked for; a wrong path fails it.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

export type PostGiven = Partial<Omit<Mention, 'author'>> & { readonly id: string; readonly author?: string };

export interface EarshotGiven {
  readonly clock?: TestClock;
  /** Settings and other settings. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where data is kept; absent: in memory. */
  readonly data?: string;
}

export async function startEarshot({ clock = testClock(), env = {}, data }: EarshotGiven = {}): Promise<TestEarshot> {
  const errors: string[] = [];
  let ids = 0;
  const outside = {
    clock: clock.now,
    newId: () => `id-${(ids += 1)}`,
    log: {
      error: (message: string, error: unknown) => errors.push(`${message}: ${String(error)}`),
    },
  };
  const local = await startLocal({
    root: ROOT,
    templates: inject('templates'),
    env: { PORT: '0', ...env },
    outside,
    background: false,
    sample: false,
    ...(data ? { data } : {}),
  });
  const house = await openHouse(local.env, outside);
  const call: TestEarshot['call'] = async (path, { method = 'GET', body, agent = 'Ana' } = {}) => {
    const response = await fetch(`${local.url}/api${path}`, {
      method,
      headers: { 'earshot-agent': agent, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  return {
    clock,
    house,
    env: local.env,
    url: local.url,
    errors,
    processAll: local.processAll,
    invoke: local.invoke,
    nextWakeAt: local.nextWakeAt,
    hear: async () => {
      clock.advance({ minutes: 1 });
      await local.invoke('poll');
      await local.processAll();
    },
    receive: async (...posts) => {
      await sendMentions(
        house.queue('mentionsQueue'),
        posts.map((post) => mentionOf(post, clock.now())),
      );
      await local.processAll();
    },
    call,
    threads: async (status = 'open') => {
      const list: ThreadList = (await call(`/threads?status=${status}`)).body;
      return list.items;
    },
    allThreads: () => everyThread(call),
    thread: async (id) => (await call(`/threads/${id}`)).body,
    stop: local.stop,
  };
}

async function everyThread(call: TestEarshot['call']): Promise<ThreadView[]> {
  const threads: ThreadView[] = [];
  for (const status of STATUSES) {
    let after = '';
    do {
      const list: ThreadList = (await call(`/threads?status=${status}${after}`)).body;
      threads.push(...list.items);
      after = list.next ? `&after=${list.next}` : '';
    } while (after);
  }
  return threads;
}

/** A post with everything a test does not care about filled in. */
export function mentionOf({ author = 'ines', ...post }: PostGiven, now: string): Mention {
  return mentionSchema.parse({
    network: 'x',
    text: 'Still waiting for my refund, three weeks now and nobody answers. This is a disgrace.',
    createdAt: now,
    addressed: true,
    source: 'test',
    author: { id: `${author}-1`, handle: author, name: author },
    ...post,
  });
}
