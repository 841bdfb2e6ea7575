// The stop switches in the desk: who moves them and why stands beside each lamp; nobody else can.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StatusView } from '../../lib/api/status-schema.ts';
import { closePage, type RunningDesk, startDesk, WIDE, write } from '../support/desk.ts';
import { type Switches, switchesOf } from '../support/switches.ts';

let desk: RunningDesk;
let page: Page;
let switches: Switches;

async function openSettings(options: BrowserContextOptions = WIDE): Promise<void> {
  page = await desk.open(options, '#/settings');
  await page.getByRole('switch').first().waitFor();
}

const switchOf = (name: string | RegExp) => page.getByRole('switch', { name, exact: true });
const lampOf = (network: string) => page.locator('nav .sources li', { hasText: network });
const banner = () => page.locator('.banner');

async function stopWith(reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why, for colleagues to read').fill(reason);
  await dialog.getByRole('button', { name: 'Switch off' }).click();
  await dialog.waitFor({ state: 'detached' });
}

beforeAll(async () => {
  desk = await startDesk();
  switches = switchesOf(desk.earshot);
});
afterAll(() => desk.close());

describe('the stop switches', () => {
  beforeEach(async () => {
    page = await desk.open();
  });
  afterEach(async () => {
    await closePage(page);
    await switches.allOn();
    desk.complainOfFaults();
  });

  it('switch a source off with the reason for colleagues to read, and on again without a question', async () => {
    const id = await switches.mentionsSource();
    await openSettings();
    const source = switchOf(/^Mastodon: Mentions of/);
    await source.click();
    await stopWith('A storm of greetings');
    expect(await source.getAttribute('aria-checked')).toBe('false');
    await page.getByText(/^Switched off by You since \d\d:\d\d: A storm of greetings$/).waitFor();
    expect(await lampOf('Mastodon').textContent()).toContain('partly off');
    const { stops, sources } = await switches.status();
    expect(stops).toMatchObject([{ what: `source/${id}`, by: 'You', reason: 'A storm of greetings' }]);
    expect(sources.find((one) => one.id === id)?.lamp).toBe('off');
    // The focus is where it was before the window asked.
    expect(await page.locator(':focus').getAttribute('aria-label')).toMatch(/^Mastodon: Mentions of/);

    await source.click();
    await page.getByText('Switched on: Mastodon: Mentions of').waitFor();
    expect(await source.getAttribute('aria-checked')).toBe('true');
    expect((await switches.status()).stops).toEqual([]);
    expect(await lampOf('Mastodon').textContent()).not.toContain('off');
  });

  it('switch a whole network off, whose sources say that they are off with it', async () => {
    await openSettings();
    await switchOf('Mastodon').click();
    await stopWith('');
    await page.getByText('off with Mastodon').first().waitFor();
    await page.getByText(/^Switched off by You since \d\d:\d\d$/).waitFor();
    expect(await lampOf('Mastodon').textContent()).toBe('Mastodonoff');
    expect(await page.locator('nav .lamp-off').count()).toBe(1);
    expect((await switches.status()).stops).toMatchObject([{ what: 'network/mastodon' }]);
  });

  it('that belong to nothing connected any more can still be switched on', async () => {
    await page.route('**/api/status', async (route) => {
      const json: StatusView = await (await route.fetch()).json();
      const stop = { what: 'network/reddit', by: 'Ana', at: desk.earshot.clock.now() };
      await route.fulfill({ json: { ...json, stops: [stop] } });
    });
    await page.goto(`${desk.earshot.url}/#/settings`);
    await page.getByText(/network\/reddit: switched off by Ana/).waitFor();
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByText('Switched on: network/reddit').waitFor();
    expect(await page.getByText('network/reddit: switched off').count()).toBe(0);
  });

  it('keep the window and its reason when the server refuses, and say why', async () => {
    await openSettings();
    await page.route('**/api/stops', (route) =>
      route.fulfill({ status: 403, json: { title: 'Forbidden', status: 403, detail: 'A lead or an admin moves it.' } }),
    );
    await page.getByRole('button', { name: 'Stop all sending' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why').fill('Recall');
    await page.keyboard.press('Enter');
    expect(await dialog.getByRole('alert').textContent()).toBe('A lead or an admin moves it.');
    expect(await dialog.getByLabel('Why').inputValue()).toBe('Recall');
  });

  it('are shown to an agent, who may not move them, with the reason', async () => {
    await page.route('**/api/me', async (route) => {
      const json = await (await route.fetch()).json();
      await route.fulfill({ json: { ...json, role: 'agent' } });
    });
    await page.goto(`${desk.earshot.url}/?again#/settings`);
    const switches = page.getByRole('switch');
    await switches.first().waitFor();
    await page.getByText('Only a lead or an admin moves a switch.').waitFor();
    for (const each of await switches.all()) {
      expect(await each.isDisabled()).toBe(true);
      expect(await each.getAttribute('aria-describedby')).toBe('switch-refusal');
    }
    expect(await page.getByRole('button', { name: 'Stop all sending' }).isDisabled()).toBe(true);
  });
});

describe('all sending, switched off', () => {
  let threadId: string;

  beforeEach(async () => {
    [threadId = ''] = await desk.complain({ author: `ada${desk.network.calls().length}` });
  });
  afterEach(async () => {
    await closePage(page);
    await switches.allOn();
    desk.complainOfFaults();
  });

  it('stands above every page with its reason, until somebody sends again', async () => {
    await openSettings();
    await page.getByRole('button', { name: 'Stop all sending' }).click();
    await stopWith('Recall announced');
    expect(await banner().textContent()).toMatch(/Sending is switched off by You since \d\d:\d\d: Recall announced\./);
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.locator('.row').first().waitFor();
    await banner().getByRole('link', { name: 'Switches' }).click();
    const again = page.getByRole('button', { name: 'Send again' });
    await again.click();
    await banner().getByText('Sending is').waitFor({ state: 'detached' });
    expect((await switches.status()).stops).toEqual([]);
    // The same button, so that the focus is not lost.
    expect(await page.locator(':focus').textContent()).toBe('Stop all sending');
  });

  it('lets a draft be written and kept, and nothing be sent', async () => {
    await switches.move('sending', true, 'Recall announced');
    page = await desk.open(WIDE, `#/inbox/open/${threadId}`);
    await page.getByText('Sending is switched off. What you write stays here as a draft.').waitFor();
    await page.getByRole('textbox', { name: 'Reply to' }).fill('Dear Ada');
    expect(await page.locator('.composer').getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await page.keyboard.press('Control+Enter');
    await page.locator('.toast', { hasText: 'Sending is switched off by Ana' }).waitFor();
    expect((await desk.earshot.thread(threadId)).replies).toEqual([]);
  });

  it('takes no text from under the hands of who is writing', async () => {
    page = await desk.open(WIDE, `#/inbox/open/${threadId}`);
    const text = page.getByRole('textbox', { name: 'Reply to' });
    await write(page, 'Dear Ada, we ');
    await switches.move('network/mastodon', true, 'wrong account');
    // A colleague's claim is news, with which the conversation is read anew; the switches are asked for less often.
    await desk.colleague('Ana').claims(threadId);
    await page.evaluate("dispatchEvent(new Event('focus'))");
    await page.locator('.composer .notice', { hasText: 'Sending is switched off by Ana' }).waitFor();
    await page.keyboard.type('are on it');
    expect(await text.inputValue()).toBe('Dear Ada, we are on it');
  });

  it('holds an answer back that was on its way, says why, and lets it leave afterwards', async () => {
    const before = desk.network.replies().length;
    page = await desk.open(WIDE, `#/inbox/open/${threadId}`);
    await page.getByRole('textbox', { name: 'Reply to' }).fill('Dear Ada, the refund is on its way.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.toast', { hasText: 'Sending in' }).waitFor();
    await switches.move('sending', true, 'Recall announced');
    await desk.holdPasses(page);
    await page.goto(`${desk.earshot.url}/?again#/inbox/open/${threadId}`);
    await page.getByText(/^Waits: sending is switched off by Ana since \d\d:\d\d: Recall announced$/).waitFor();
    expect(await page.locator('.reply').getByRole('button', { name: 'Undo' }).count()).toBe(1);
    expect(desk.network.replies()).toHaveLength(before);
    await switches.move('sending', false);
    // It is tried again, and then called: each step is a message of its own.
    for (let minute = 0; minute < 3; minute += 1) {
      desk.earshot.clock.advance({ minutes: 1 });
      await desk.earshot.invoke('timers');
      await desk.earshot.processAll();
    }
    expect(desk.network.replies()).toHaveLength(before + 1);
  });
});
