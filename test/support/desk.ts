// A running desk for the browser's stories: the whole product, a network to write on, and an agent's browser.
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { ulid } from 'ulid';
import { HOLD_SECONDS } from '../../lib/domain/reply.ts';
import { launchBrowser } from './browser.ts';
import { type EarshotGiven, startEarshot } from './earshot.ts';
import { startFakeMastodon } from './fake-mastodon.ts';
import { startFakeX } from './fake-x.ts';
import { testClock } from './test-clock.ts';

export const WIDE: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true };

export interface Complaint {
  readonly author: string;
  readonly text?: string;
}

export type RunningDesk = Awaited<ReturnType<typeof startDesk>>;

/** Starts Earshot without any thread. Time stands still, on the server and in the browsers, until the story moves it. */
export async function startDesk({ env = {} }: Pick<EarshotGiven, 'env'> = {}) {
  const clock = testClock();
  const network = await startFakeMastodon({ clock: clock.now });
  const closed = await startFakeX({ clock: clock.now });
  const earshot = await startEarshot({ clock, env: { ...network.env(), ...closed.env(), ...env } });
  const browser = await launchBrowser();
  const faults: string[] = [];
  // The first poll only finds out where now is.
  await earshot.hear();

  /** Customers write one after the other, and are heard; answers with their threads' ids. */
  async function complain(...complaints: readonly Complaint[]): Promise<string[]> {
    const posts = complaints.map(({ author, text = REFUND }) => {
      clock.advance({ seconds: 1 });
      return network.addMention({ author, text });
    });
    await earshot.hear();
    const threads = await earshot.allThreads();
    return posts.map(({ id }) => {
      const thread = threads.find(({ latestPostId }) => latestPostId === id);
      if (!thread) throw new Error(`the post ${id} opened no thread: ${earshot.errors.join('; ')}`);
      return thread.id;
    });
  }

  /** A colleague at another desk. */
  const colleague = (agent: string) => ({
    replies: async (threadId: string, text: string) => {
      const { version } = (await earshot.thread(threadId)).thread;
      const answer = { id: ulid(), text, version };
      return earshot.call(`/threads/${threadId}/replies`, { method: 'POST', body: answer, agent });
    },
    claims: (threadId: string) =>
      earshot.call(`/threads/${threadId}/events`, { method: 'POST', body: { type: 'claim' }, agent }),
  });

  /** An agent opens the desk; what goes wrong in the browser is told by `complainOfFaults`. `agent`: the name in the settings. */
  async function open(options: BrowserContextOptions = WIDE, hash = '', agent = ''): Promise<Page> {
    // axe is put in from outside, which the desk's content security policy rightly forbids.
    const context = await browser.newContext({ bypassCSP: options.bypassCSP ?? false, ...options });
    context.setDefaultTimeout(10_000);
    const preferences = JSON.stringify({ agent, guided: true });
    if (agent) await context.addInitScript(`localStorage.setItem('earshot.preferences', '${preferences}')`);
    const page = await context.newPage();
    await page.clock.setFixedTime(clock.now());
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) faults.push(message.text());
    });
    await page.goto(`${earshot.url}/${hash}`);
    await page.getByText('Live', { exact: true }).waitFor({ state: 'attached' });
    return page;
  }

  return {
    earshot,
    network,
    complain,
    colleague,
    open,
    /** Fails when anything went wrong in a browser since the last call: an exception, or something the security policy forbade. */
    complainOfFaults: () => {
      if (faults.length > 0) throw new Error(`in the browser: ${faults.splice(0).join('; ')}`);
    },
    /** The ten seconds in which a reply can be taken back go by, and it is sent. */
    holdPasses: async (page: Page) => {
      clock.advance({ seconds: HOLD_SECONDS });
      await page.clock.setFixedTime(clock.now());
      await earshot.processAll();
      await news(page);
    },
    close: async () => {
      await browser.close();
      await earshot.stop();
      await Promise.all([network.close(), closed.close()]);
    },
  };
}

/** The agent comes back to the window, which asks for news at once. */
export async function news(page: Page): Promise<void> {
  const answered = page.waitForResponse(/\/api\/changes/);
  await page.evaluate("dispatchEvent(new Event('focus'))");
  await answered;
}

/** The agent answers in words of their own, which take the place of what was suggested. */
export async function write(page: Page, words: string): Promise<void> {
  await page.keyboard.press('r');
  await page.locator('#composer-text:focus').fill(words);
}

export async function closePage(page: Page): Promise<void> {
  const context: BrowserContext = page.context();
  await context.close();
}

const REFUND =
  '@acornmobile Acorn Mobile still waiting for my refund, three weeks now and nobody answers. This is a disgrace.';

/** The browser reports each refused request as an error; what the desk makes of it is what the stories look at. */
const EXPECTED = /^Failed to load resource/;
