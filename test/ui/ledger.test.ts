// The settings page as an operator reads it: what each poll did, what is spent, on every screen and for everybody.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../support/browser.ts';
import { closePage, PHONE, type RunningDesk, startDesk, WIDE } from '../support/desk.ts';
import { type Switches, switchesOf } from '../support/switches.ts';

const FAILS = { status: 500, json: { title: 'The server failed.', status: 500 } };

let desk: RunningDesk;
let page: Page;
let switches: Switches;

async function openSettings(options: BrowserContextOptions = WIDE): Promise<void> {
  page = await desk.open(options, '#/settings');
  await page.getByRole('switch').first().waitFor();
}

async function openLedger(): Promise<void> {
  const source = page.locator('.source', { has: page.getByRole('switch', { name: /Mastodon: Mentions/ }) });
  await source.getByText('Last polls').click();
  await page.locator('.ledger :is(table, [role=alert], .muted)').first().waitFor();
}

beforeAll(async () => {
  desk = await startDesk({ env: { X_SOFT_CAP_USD: '40', X_HARD_CAP_USD: '50' } });
  switches = switchesOf(desk.earshot);
});
afterAll(() => desk.close());

describe('the ledger of a source', () => {
  beforeAll(async () => {
    desk.network.failNext('server-error', 1, 'poll');
    await desk.earshot.hear();
    desk.network.addMention({ author: 'lea', text: 'thank you' });
    await desk.earshot.hear();
  });
  beforeEach(() => openSettings());
  afterEach(async () => {
    await closePage(page);
    desk.complainOfFaults();
  });

  it('tells of each poll what it read and what went wrong, in a picture and in a table', async () => {
    const { items } = (await desk.earshot.call(`/polls?source=${await switches.mentionsSource()}`)).body;
    await openLedger();
    const rows = page.locator('.polls tbody tr:not(.fault)');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(items.length);
    expect(await rows.first().textContent()).toMatch(/^\d\d:\d\d\d\d:\d\d–\d\d:\d\d/);
    expect(await page.locator('.polls .fault').first().textContent()).toContain('Unavailable');
    const picture = page.getByRole('img', { name: /^Posts in each of the last \d+ polls: .*; 1 failed$/ });
    expect(await picture.locator('rect').count()).toBe(items.length);
  });

  it('says so when it cannot be read, and is read again on request', async () => {
    await page.route('**/api/polls*', (route) => route.fulfill(FAILS));
    await openLedger();
    expect(await page.locator('.ledger').getByRole('alert').textContent()).toContain('The server failed.');
    await page.unroute('**/api/polls*');
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.locator('.polls tbody tr').first().waitFor();
  });

  it('says so when there was no poll', async () => {
    await page.route('**/api/polls*', (route) => route.fulfill({ json: { items: [] } }));
    await openLedger();
    expect(await page.locator('.ledger .muted').textContent()).toBe('No poll in the last 30 days.');
  });
});

describe('the spending', () => {
  it('is measured against its caps, and is absent where no network charges', async () => {
    await openSettings();
    const meter = page.getByRole('meter', { name: 'Spent on X' });
    expect(await meter.getAttribute('aria-valuetext')).toContain('of $50.00 this month');
    expect(await page.locator('.marks-legend').textContent()).toContain('told from $40.00cap $50.00');
    await page.route('**/api/status', async (route) => {
      const json = await (await route.fetch()).json();
      await route.fulfill({ json: { ...json, spending: [] } });
    });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('heading', { name: 'Spending' }).waitFor({ state: 'detached' });
    await closePage(page);
    desk.complainOfFaults();
  });
});

describe('the sources and switches for everybody', () => {
  beforeAll(async () => {
    await switches.move(`source/${await switches.mentionsSource()}`, true, 'A storm of greetings');
    await switches.move('network/x', true);
    await switches.move('sending', true, 'Recall announced');
  });
  afterAll(() => switches.allOn());

  it('fit a phone: nothing is cut off, and each switch can be hit', async () => {
    await openSettings(PHONE);
    await openLedger();
    const tooWide: number = await page.evaluate('document.querySelector(".page").scrollWidth - innerWidth');
    expect(tooWide).toBeLessThanOrEqual(0);
    const box = await page.getByRole('switch', { name: 'Mastodon', exact: true }).boundingBox();
    // Forty pixels are for the thumb, of which the switch shows 24.
    await page.touchscreen.tap((box?.x ?? 0) + 20, (box?.y ?? 0) + 31);
    await page.getByRole('dialog', { name: 'Switch off: Mastodon' }).waitFor();
    await closePage(page);
  });

  const STATES: Readonly<Record<string, () => Promise<void>>> = {
    'the settings with a ledger': async () => {
      await page.goto(`${desk.earshot.url}/#/settings`);
      await openLedger();
    },
    'the question why': async () => {
      await page.goto(`${desk.earshot.url}/#/settings`);
      await page.getByRole('switch', { name: 'Mastodon', exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
  };
  const SCREENS: Readonly<Record<string, BrowserContextOptions>> = {
    light: WIDE,
    dark: { ...WIDE, colorScheme: 'dark' },
    'on a phone': PHONE,
  };

  for (const [screen, options] of Object.entries(SCREENS)) {
    for (const [state, reach] of Object.entries(STATES)) {
      it(`have nothing in the way of anybody: ${state}, ${screen}`, async () => {
        page = await desk.open({ ...options, bypassCSP: true });
        await reach();
        expect(await accessibilityFaults(page)).toEqual([]);
        await closePage(page);
        desk.complainOfFaults();
      });
    }
  }
});
