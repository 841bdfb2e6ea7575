// The desk in a real browser: how soon the list is ready, how soon a key shows on the screen, how smoothly ten thousand rows scroll.
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { ThreadView } from '../../lib/api/schemas.ts';
import { sendMentions } from '../../lib/queues/mentions-queue.ts';
import { launchBrowser } from '../support/browser.ts';
import { complaintBy } from './complaints.ts';
import { startForBench } from './earshot-on-disk.ts';
import { note, percentile, rounded } from './statistics.ts';

const THREADS = 100;
const RUNS = 5;
const KEYS = 60;
const SCROLL_MS = 3000;
const MANY = 10_000;

/** The slow profile of the goals: a quarter of the processor, 1.6 Mbit/s, 150 ms there and back, nothing cached. */
const SLOW = { cpu: 4, bitsPerSecond: 1_600_000, latencyMs: 150 };

type Running = Awaited<ReturnType<typeof startForBench>>;

/** Figures in ms, frames a second and counts; each is the worst that the goals speak of. */
export async function benchScreen() {
  note('screen: the desk in a browser');
  const earshot = await startForBench(true);
  const browser = await launchBrowser();
  try {
    await fill(earshot);
    const url = earshot.local.url;
    const slow = await repeat(RUNS, () => listReady(browser, url, true));
    const plain = await repeat(RUNS, () => listReady(browser, url, false));
    return {
      listReadySlowMs: { median: rounded(percentile(slow, 0.5)), worst: rounded(Math.max(...slow)) },
      listReadyMs: { median: rounded(percentile(plain, 0.5)), worst: rounded(Math.max(...plain)) },
      keyToPaintMs: await keyToPaint(browser, url),
      scroll: await scroll(browser, url),
      newMentionVisibleMs: await newMentionVisible(browser, earshot),
    };
  } finally {
    await browser.close();
    await earshot.stop();
  }
}

async function fill({ house, local }: Running): Promise<void> {
  const mentions = Array.from({ length: THREADS }, (_, n) => complaintBy(n, house.clock()));
  for (let from = 0; from < mentions.length; from += 10) {
    await sendMentions(house.queue('mentionsQueue'), mentions.slice(from, from + 10));
  }
  await until(async () => {
    const { items } = (await (await fetch(`${local.url}/api/threads?limit=100`)).json()) as { items: unknown[] };
    return items.length >= THREADS;
  });
}

async function until(done: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000;
  while (!(await done())) {
    if (performance.now() > end) throw new Error('the threads of the bench did not arrive within two minutes');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function listReady(browser: Browser, url: string, isSlow: boolean): Promise<number> {
  const { page, session, close } = await open(browser);
  if (isSlow) await throttle(session);
  const began = performance.now();
  await page.goto(`${url}/`, { waitUntil: 'commit' });
  await page.locator('.row').first().waitFor();
  const took = performance.now() - began;
  await close();
  return took;
}

async function throttle(session: CDPSession): Promise<void> {
  const bytes = SLOW.bitsPerSecond / 8;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: SLOW.latencyMs,
    downloadThroughput: bytes,
    uploadThroughput: bytes,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW.cpu });
}

async function open(browser: Browser) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  return { page, session: await context.newCDPSession(page), close: () => context.close() };
}

/** From the key going down to the frame after which the row it opens is drawn as the open one. */
async function keyToPaint(browser: Browser, url: string) {
  const { page, close } = await open(browser);
  await page.goto(`${url}/`);
  await page.locator('.row[aria-current]').waitFor();
  await page.evaluate(`(() => {
    globalThis.times = [];
    addEventListener('keydown', (event) => {
      const before = document.querySelector('.row[aria-current]')?.id;
      const began = event.timeStamp;
      const look = () => {
        if (document.querySelector('.row[aria-current]')?.id === before) return requestAnimationFrame(look);
        // This frame shows it; a message is delivered once it has been painted.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => times.push(performance.now() - began);
        channel.port2.postMessage(0);
      };
      look();
    }, true);
  })()`);
  for (let n = 0; n < KEYS; n += 1) {
    await page.keyboard.press('j');
    await page.evaluate(`new Promise((drawn) => {
      const look = () => (times.length > ${n} ? drawn() : requestAnimationFrame(look));
      look();
    })`);
  }
  const times: number[] = await page.evaluate('times');
  await close();
  return { median: rounded(percentile(times, 0.5)), p95: rounded(percentile(times, 0.95)) };
}

/** Ten thousand rows scrolled by a quarter screen a frame; a frame without a row in the middle of the list is blank. */
async function scroll(browser: Browser, url: string) {
  const { page, close } = await open(browser);
  const { items } = (await (await fetch(`${url}/api/threads?limit=1`)).json()) as { items: ThreadView[] };
  const many = Array.from({ length: MANY }, (_, n) => ({ ...items[0], id: `t${n}` }));
  await page.route('**/api/threads?status=open*', (route) => route.fulfill({ json: { items: many } }));
  await page.route('**/api/threads/t*', (route) => route.fulfill({ status: 404, json: {} }));
  await page.goto(`${url}/`);
  await page.locator('.row').nth(5).waitFor();
  const found: { frames: number; blank: number; ms: number; nodes: number } =
    await page.evaluate(`new Promise((resolve) => {
    const box = document.getElementById('rows');
    const { left, top, width, height } = box.getBoundingClientRect();
    const began = performance.now();
    let frames = 0, blank = 0, step = 220;
    const frame = () => {
      const ms = performance.now() - began;
      if (!document.elementFromPoint(left + width / 2, top + height / 2)?.closest('.row')) blank += 1;
      if (ms > ${SCROLL_MS}) return resolve({ frames, blank, ms, nodes: document.querySelectorAll('*').length });
      frames += 1;
      if (box.scrollTop + box.clientHeight >= box.scrollHeight - 1 || box.scrollTop < 0) step = -step;
      box.scrollTop += step;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  })`);
  await close();
  return { framesPerSecond: rounded((found.frames * 1000) / found.ms), blankFrames: found.blank, nodes: found.nodes };
}

/** From a post's being stored to the desk's saying that it is there, in an open inbox that asks every four seconds. */
async function newMentionVisible(browser: Browser, { house, local }: Running) {
  const { page, close } = await open(browser);
  await page.goto(`${local.url}/`);
  await page.locator('.row').first().waitFor();
  const times: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    await sendMentions(house.queue('mentionsQueue'), [complaintBy(THREADS + n, house.clock())]);
    const stored = await storedAt(local.url, `late${THREADS + n}`);
    await arrivals(page, n + 1);
    times.push(performance.now() - stored);
  }
  await close();
  return { median: rounded(percentile(times, 0.5)), p95: rounded(percentile(times, 0.95)) };
}

async function arrivals(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: `${count} new` }).waitFor();
}

/** When the server first tells of the author's thread, whoever asks. */
async function storedAt(url: string, author: string): Promise<number> {
  const before = (await (await fetch(`${url}/api/changes`)).json()) as { cursor: string };
  await until(async () => {
    const answer = await fetch(`${url}/api/changes?since=${encodeURIComponent(before.cursor)}`);
    const { threads } = (await answer.json()) as { threads: ThreadView[] };
    return threads.some((thread) => thread.author.handle === author);
  });
  return performance.now();
}

async function repeat<Value>(times: number, run: () => Promise<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for (let n = 0; n < times; n += 1) all.push(await run());
  return all;
}
