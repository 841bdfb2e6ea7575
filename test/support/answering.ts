// A house with one scripted network in which complaints are heard and answered by people with roles.
import { ulid } from 'ulid';
import { apiOf } from '../../functions/api.ts';
import type { ThreadPage } from '../../lib/api/page-schemas.ts';
import type { ThreadView } from '../../lib/api/schemas.ts';
import { HOLD_SECONDS } from '../../lib/domain/reply.ts';
import type { Role } from '../../lib/domain/role.ts';
import { startEarshot, type TestEarshot } from './earshot.ts';
import type { FakeNetwork, FakeOptions } from './fake-network.ts';
import { type TestClock, testClock } from './test-clock.ts';

interface Answer {
  readonly status: number;
  // Each test knows the shape it asked for; a wrong path fails it.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/** Calls the API as one person. */
export interface Colleague {
  readonly name: string;
  call(path: string, request?: { readonly method?: string; readonly body?: unknown }): Promise<Answer>;
  act(threadId: string, action: object): Promise<Answer>;
  /** Answers the thread as it stands, with words of its own unless `text` says otherwise. */
  reply(
    threadId: string,
    given?: { readonly text?: string; readonly id?: string; readonly [more: string]: unknown },
  ): Promise<Answer>;
}

export interface Answering {
  readonly earshot: TestEarshot;
  readonly network: FakeNetwork;
  readonly clock: TestClock;
  colleague(name: string, role: Role): Colleague;
  /** Somebody complains and is heard. */
  complaint(author: string, text?: string): Promise<ThreadView>;
  page(threadId: string): Promise<ThreadPage>;
  /** The answers that stand under a post. */
  answersTo(postId: string): readonly string[];
  /** The ten seconds pass, and what is due leaves. */
  holdPasses(): Promise<void>;
  /** Minutes in which the timers run as they do in AWS. */
  timePasses(minutes: number): Promise<void>;
  stop(): Promise<void>;
}

const COMPLAINT =
  '@acornmobile my refund is three weeks late and nobody answers. Disgraceful service, I want my money back!';

export async function startAnswering(start: (options: FakeOptions) => Promise<FakeNetwork>): Promise<Answering> {
  // A Monday, at work.
  const clock = testClock('2026-11-23T10:00:00.000Z');
  const network = await start({ clock: clock.now });
  const earshot = await startEarshot({ clock, env: network.env() });
  await earshot.hear();
  const page = (threadId: string) => earshot.thread(threadId);
  const holdPasses = async () => {
    clock.advance({ seconds: HOLD_SECONDS });
    await earshot.processAll();
  };
  return {
    earshot,
    network,
    clock,
    page,
    holdPasses,
    colleague: (name, role) => colleagueIn(earshot, name, role),
    complaint: (author, text = COMPLAINT) => complain({ earshot, network }, author, text),
    answersTo: (postId) =>
      network
        .replies()
        .filter(({ inReplyTo }) => inReplyTo === postId)
        .map(({ text }) => text),
    timePasses: async (minutes) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        clock.advance({ minutes: 1 });
        await earshot.invoke('timers');
        await holdPasses();
      }
    },
    stop: async () => {
      await earshot.stop();
      await network.close();
    },
  };
}

function colleagueIn(earshot: TestEarshot, name: string, role: Role): Colleague {
  const api = apiOf(earshot.house, { identify: () => ({ name, role }), sample: false });
  const call: Colleague['call'] = async (path, { method = 'GET', body } = {}) => {
    const sent =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await api.request(`/api${path}`, { method, ...sent });
    return { status: response.status, body: await response.json() };
  };
  return {
    name,
    call,
    act: (threadId, action) => call(`/threads/${threadId}/events`, { method: 'POST', body: action }),
    reply: async (threadId, given = {}) => {
      const found = await earshot.thread(threadId);
      if (!found.thread) throw new Error(`${JSON.stringify(found)}; ${earshot.errors.join('; ')}`);
      const { version } = found.thread;
      // Letters alone tell texts apart: numbers are not looked at.
      const text = `We are sorry. Somebody will call you about ${letters(threadId)} today.`;
      return call(`/threads/${threadId}/replies`, { method: 'POST', body: { id: ulid(), text, version, ...given } });
    },
  };
}

function letters(id: string): string {
  return id.slice(0, 10).replace(/\d/g, (digit) => 'qrstuvwxyz'.charAt(Number(digit)));
}

async function complain(
  { earshot, network }: Pick<Answering, 'earshot' | 'network'>,
  author: string,
  text: string,
): Promise<ThreadView> {
  const { id } = network.addMention({ author, text });
  await earshot.hear();
  const thread = (await earshot.threads()).find(({ latestPostId }) => latestPostId === id);
  if (!thread) throw new Error(`the mention ${id} of ${author} did not open a thread: ${earshot.errors.join('; ')}`);
  return thread;
}
