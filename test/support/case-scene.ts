// A brand with customers who complain, agents who answer, and the pages on which customers look after their case.
import { ulid } from 'ulid';
import type { ThreadView } from '../../lib/api/schemas.ts';
import { caseToken } from '../../lib/domain/case-link.ts';
import { HOLD_SECONDS } from '../../lib/domain/reply.ts';
import type { Thread } from '../../lib/domain/thread.ts';
import { read } from '../../lib/store/db.ts';
import { key } from '../../lib/store/table.ts';
import { startEarshot } from './earshot.ts';
import { startFakeMastodon } from './fake-mastodon.ts';
import { startSlack } from './fake-slack.ts';
import { testClock } from './test-clock.ts';

export const CASE_SECRET = 'a secret of the tests, long enough to sign with';
export const CASE_ADDRESS = 'https://help.acorn.example';

const COMPLAINT = 'my refund is three weeks late and nobody answers. Disgraceful, I want my money back!';
const FROM_THE_PAGE = { 'sec-fetch-site': 'same-origin' };

export type CaseScene = Awaited<ReturnType<typeof startCases>>;

export async function startCases() {
  const clock = testClock();
  const network = await startFakeMastodon({ clock: clock.now });
  const chat = await startSlack();
  const links = { CASE_LINK_SECRET: CASE_SECRET, CASE_LINK_URL: CASE_ADDRESS };
  const earshot = await startEarshot({ clock, env: { ...network.env(), ...links, SLACK_WEBHOOK_URL: chat.url } });
  await earshot.hear();
  let answers = 0;

  async function complain(author: string): Promise<ThreadView> {
    const { id } = network.addMention({ author, text: COMPLAINT });
    await earshot.hear();
    const thread = (await earshot.threads()).find(({ latestPostId }) => latestPostId === id);
    if (!thread) throw new Error(`the post of ${author} opened no thread: ${earshot.errors.join('; ')}`);
    return thread;
  }

  async function answer(threadId: string, agent = 'Ana'): Promise<void> {
    const { version } = (await earshot.thread(threadId)).thread;
    // The same words to many people would rightly be refused.
    const text = `We are sorry, and look into it: ${wordOf((answers += 1))}. ${agent}`;
    const body = { id: ulid(), text, version };
    const { status } = await earshot.call(`/threads/${threadId}/replies`, { method: 'POST', body, agent });
    if (status !== 200) throw new Error(`the answer was refused with ${status}`);
    clock.advance({ seconds: HOLD_SECONDS });
    await earshot.processAll();
  }

  async function post(
    path: string,
    form: Record<string, string> = {},
    headers: Record<string, string> = FROM_THE_PAGE,
  ) {
    const body = new URLSearchParams(form);
    const response = await fetch(`${earshot.url}/case/${path}`, { method: 'POST', body, headers, redirect: 'manual' });
    return { status: response.status, location: response.headers.get('location'), html: await response.text() };
  }

  async function get(token: string) {
    const response = await fetch(`${earshot.url}/case/${token}`);
    return { status: response.status, headers: response.headers, html: await response.text() };
  }

  const tokenOf = (threadId: string) => caseToken(CASE_SECRET, threadId, clock.now());

  return {
    clock,
    chat,
    network,
    earshot,
    /** A customer writes, and is heard. */
    complain,
    answer,
    /** A customer who has complained and been answered. */
    answered: async (author: string): Promise<ThreadView> => {
      const { id } = await complain(author);
      await answer(id);
      return (await earshot.thread(id)).thread;
    },
    /** What an agent does in the desk. */
    act: async (threadId: string, action: object): Promise<ThreadView> => {
      const { version } = (await earshot.thread(threadId)).thread;
      const done = await earshot.call(`/threads/${threadId}/events`, { method: 'POST', body: { version, ...action } });
      if (done.status !== 200) throw new Error(`refused with ${done.status}: ${JSON.stringify(done.body)}`);
      return done.body;
    },
    tokenOf,
    get,
    /** The customer opens the page. */
    open: (threadId: string) => get(tokenOf(threadId)),
    /** The customer sends one of its forms. */
    post,
    stored: (threadId: string) => read<Thread>(earshot.house.db(), key.thread(threadId)) as Promise<Thread>,
    eventsOf: async (threadId: string) => (await earshot.thread(threadId)).events.map(({ type }) => type),
    close: async () => {
      await earshot.stop();
      await network.close();
      chat.close();
    },
  };
}

/** Another word for each number. */
function wordOf(number: number): string {
  return [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('rub');
}
