// The desk on every screen it is worked on: what it weighs, what it shows at each size, and what it draws.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ThreadView } from '../../lib/api/schemas.ts';
import { closePage, PHONE, type RunningDesk, startDesk, WIDE } from '../support/desk.ts';

const ASSETS = join(import.meta.dirname, '../../dist/ui/assets');
const KB = 1000;

async function gzipped(name: RegExp): Promise<number> {
  const files = (await readdir(ASSETS)).filter((file) => name.test(file));
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(join(ASSETS, file))).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What the page asks for before it shows a list: the scripts it names itself. */
async function inboxScripts(): Promise<RegExp> {
  const page = await readFile(join(ASSETS, '../index.html'), 'utf8');
  const names = [...page.matchAll(/\/assets\/([\w-]+\.js)/g)].map(([, name]) => name);
  return new RegExp(`^(${names.join('|')})$`);
}

describe('the built desk', () => {
  it('stays small: at most 35 kB of script for the inbox, 50 kB for all, 6 kB of style', async () => {
    const [inbox, all, style] = await Promise.all([gzipped(await inboxScripts()), gzipped(/\.js$/), gzipped(/\.css$/)]);
    expect(inbox).toBeGreaterThan(0);
    expect(inbox).toBeLessThanOrEqual(35 * KB);
    expect(all).toBeLessThanOrEqual(50 * KB);
    expect(style).toBeLessThanOrEqual(6 * KB);
  });
});

describe('the desk on a screen', () => {
  let desk: RunningDesk;
  let ids: string[];

  beforeAll(async () => {
    desk = await startDesk();
    ids = await desk.complain({ author: 'ada' }, { author: 'ben' });
    await desk.colleague('Ana').replies(ids[0] ?? '', 'We are on it. Ana');
    await desk.earshot.receive({ id: '77', author: 'quiet', addressed: false });
  });
  afterAll(() => desk.close());

  async function onScreen(options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
    const page = await desk.open(options);
    await page.locator('.row').first().waitFor();
    await look(page);
    await closePage(page);
    desk.complainOfFaults();
  }

  it('fills the window and scrolls only inside its panes', async () => {
    for (const viewport of [WIDE.viewport, PHONE.viewport, { width: 800, height: 700 }, { width: 320, height: 640 }]) {
      await onScreen({ viewport: viewport ?? null }, async (page) => {
        const [overflow, height]: [boolean, number] = await page.evaluate(
          '[document.documentElement.scrollWidth > innerWidth, document.querySelector("main").getBoundingClientRect().bottom - innerHeight]',
        );
        expect(overflow).toBe(false);
        expect(Math.abs(height)).toBeLessThan(1);
      });
    }
  });

  it('shows one pane at a time on a phone, with the decisions at the thumb', async () => {
    await onScreen(PHONE, async (page) => {
      expect(await page.locator('.conversation').isVisible()).toBe(false);
      await page.locator('.row', { hasText: 'ben' }).tap();
      await page.locator('.phone-bar').getByRole('button', { name: 'Resolve' }).waitFor();
      expect(await page.locator('.list').isVisible()).toBe(false);
      expect(await page.locator('.conversation').boundingBox()).toMatchObject({ x: 0, width: 390 });
      expect(await page.getByText('Reply', { exact: true }).count()).toBe(1);
      const send = page.locator('.phone-bar').getByRole('button', { name: 'Send' });
      await page.getByRole('textbox', { name: 'Reply to' }).fill('');
      expect(await send.isDisabled()).toBe(true);
      await page.getByRole('tab', { name: 'Reply' }).tap();
      await page.keyboard.type('Dear Ben');
      expect(await send.isDisabled()).toBe(false);
      await page.getByRole('link', { name: 'Back' }).tap();
      await page.locator('.list').waitFor();
      await page.getByRole('button', { name: 'Lists' }).tap();
      await page.getByRole('link', { name: 'Waiting for customer' }).tap();
      await page.getByRole('heading', { name: 'Waiting for customer' }).waitFor();
    });
  });

  it('leaves room to read on a small phone, with the decisions at the thumb all the same', async () => {
    await onScreen({ ...PHONE, viewport: { width: 390, height: 560 } }, async (page) => {
      await page.locator('.row', { hasText: 'ben' }).tap();
      await page.getByLabel('Reply check').waitFor();
      const [said, decide] = [page.locator('.moments'), page.locator('.phone-bar')];
      expect((await said.boundingBox())?.height).toBeGreaterThanOrEqual(160);
      expect(await decide.boundingBox()).toMatchObject({ x: 0, width: 390 });
      const below = (await decide.boundingBox())!;
      expect(below.y + below.height).toBeCloseTo(560, 0);
    });
  });

  it('draws only the rows in sight of ten thousand', async () => {
    const [thread] = await desk.earshot.threads();
    const many = Array.from(
      { length: 10_000 },
      (_, index): ThreadView => ({ ...(thread as ThreadView), id: `t${index}` }),
    );
    const page = await desk.open();
    await page.route('**/api/threads?status=open*', (route) => route.fulfill({ json: { items: many } }));
    await page.route('**/api/threads/t*', (route) => route.fulfill({ status: 404, json: {} }));
    await page.reload();
    await page.locator('.row').nth(10).waitFor();
    await page.evaluate('document.getElementById("rows").scrollTop = 84 * 5000');
    await page.locator('#row-t5000').waitFor();
    expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThanOrEqual(500);
    await closePage(page);
  });
});
