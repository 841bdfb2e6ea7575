// What makes a team trust the desk: each source with its lamp and switch, what its polls did, and posts that were changed or taken back.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StatusView } from '../../lib/api/status-schema.ts';
import { accessibilityFaults } from '../support/browser.ts';
import { closePage, PHONE, type RunningDesk, startDesk, WIDE } from '../support/desk.ts';

const FAILS = { status: 500, json: { title: 'The server failed.', status: 500 } };

let desk: RunningDesk;
let page: Page;

async function status(): Promise<StatusView> {
  return (await desk.earshot.call('/status')).body;
}

async function mentionsSource(): Promise<string> {
  const { sources } = await status();
  return sources.find(({ id }) => id.startsWith('mastodon:mentions'))?.id ?? '';
}

/** A lead at another desk moves a switch. */
async function moveSwitch(what: string, stopped: boolean, reason?: string): Promise<void> {
  const body = { what, stopped, ...(reason === undefined ? {} : { reason }) };
  const moved = await desk.earshot.call('/stops', { method: 'POST', body, agent: 'Ana' });
  expect(moved.status).toBe(200);
}

async function switchAllOn(): Promise<void> {
  for (const { what } of (await status()).stops) await moveSwitch(what, false);
}

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

async function openLedger(): Promise<void> {
  const source = page.locator('.source', { has: page.getByRole('switch', { name: /Mastodon: Mentions/ }) });
  await source.getByText('Last polls').click();
}

beforeAll(async () => {
  desk = await startDesk({ env: { X_SOFT_CAP_USD: '40', X_HARD_CAP_USD: '50' } });
});
afterAll(() => desk.close());

describe('the stop switches', () => {
  beforeEach(async () => {
    page = await desk.open();
  });
  afterEach(async () => {
    await closePage(page);
    await switchAllOn();
    desk.complainOfFaults();
  });

  it('switch a source off with the reason for colleagues to read, and on again without a question', async () => {
    const id = await mentionsSource();
    await openSettings();
    const source = switchOf(/^Mastodon: Mentions of/);
    await source.click();
    await stopWith('A storm of greetings');
    expect(await source.getAttribute('aria-checked')).toBe('false');
    await page.getByText(/^Switched off by You since \d\d:\d\d: A storm of greetings$/).waitFor();
    expect(await lampOf('Mastodon').textContent()).toContain('partly off');
    const { stops, sources } = await status();
    expect(stops).toMatchObject([{ what: `source/${id}`, by: 'You', reason: 'A storm of greetings' }]);
    expect(sources.find((one) => one.id === id)?.lamp).toBe('off');
    // The focus is where it was before the window asked.
    expect(await page.locator(':focus').getAttribute('aria-label')).toMatch(/^Mastodon: Mentions of/);

    await source.click();
    await page.getByText('Switched on: Mastodon: Mentions of').waitFor();
    expect(await source.getAttribute('aria-checked')).toBe('true');
    expect((await status()).stops).toEqual([]);
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
    expect((await status()).stops).toMatchObject([{ what: 'network/mastodon' }]);
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
    await page.getByText('network/reddit: switched off').waitFor({ state: 'detached' });
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
    await switchAllOn();
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
    expect((await status()).stops).toEqual([]);
    // The same button, so that the focus is not lost.
    const focused = await page.evaluate('document.activeElement.textContent');
    expect(focused).toBe('Stop all sending');
  });

  it('lets a draft be written and kept, and nothing be sent', async () => {
    await moveSwitch('sending', true, 'Recall announced');
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
    await text.click();
    await page.keyboard.type('Dear Ada, we ');
    await moveSwitch('network/mastodon', true, 'wrong account');
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
    await moveSwitch('sending', true, 'Recall announced');
    await desk.holdPasses(page);
    await page.goto(`${desk.earshot.url}/?again#/inbox/open/${threadId}`);
    await page.getByText(/^Waits: sending is switched off by Ana since \d\d:\d\d: Recall announced$/).waitFor();
    expect(await page.locator('.reply').getByRole('button', { name: 'Undo' }).count()).toBe(1);
    expect(desk.network.replies()).toHaveLength(before);
    await moveSwitch('sending', false);
    // It is tried again, and then called: each step is a message of its own.
    for (let minute = 0; minute < 3; minute += 1) {
      desk.earshot.clock.advance({ minutes: 1 });
      await desk.earshot.invoke('timers');
      await desk.earshot.processAll();
    }
    expect(desk.network.replies()).toHaveLength(before + 1);
  });
});

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
    const { items } = (await desk.earshot.call(`/polls?source=${await mentionsSource()}`)).body;
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
    await page.getByRole('alert').getByText('The server failed.').waitFor();
    await page.unroute('**/api/polls*');
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.locator('.polls tbody tr').first().waitFor();
  });

  it('says so when there was no poll', async () => {
    await page.route('**/api/polls*', (route) => route.fulfill({ json: { items: [] } }));
    await openLedger();
    await page.getByText('No poll in the last 30 days.').waitFor();
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

describe('posts that were changed or taken back', () => {
  let changed: string;
  let taken: string;

  beforeAll(async () => {
    [changed = '', taken = ''] = await desk.complain({ author: 'edda' }, { author: 'tom' });
    const postOf = async (id: string) => (await desk.earshot.thread(id)).thread.latestPostId;
    desk.network.edit?.(await postOf(changed), 'Acorn Mobile still owes me my refund. A disgrace!');
    desk.network.remove(await postOf(taken));
    // Looked at after a day, and once more before anything is erased.
    for (const hours of [21, 2]) {
      desk.earshot.clock.advance({ hours });
      await desk.earshot.invoke('follow');
      await desk.earshot.processAll();
    }
  });
  afterEach(async () => {
    await closePage(page);
    desk.complainOfFaults();
  });

  it('have their new words, and say when they were changed', async () => {
    page = await desk.open(WIDE, `#/inbox/open/${changed}`);
    const post = page.locator('.post');
    await post.getByText(/^edited .*\d\d:\d\d$/).waitFor();
    expect((await post.textContent())?.replace(/[+−]/g, '')).toContain('still owes me');
    await page.locator('summary', { hasText: 'more' }).click();
    await page.getByText('The customer changed a post').waitFor();
  });

  it('have no words any more, and say why in the conversation and in the list', async () => {
    page = await desk.open(WIDE, `#/inbox/open/${taken}`);
    await page
      .getByText(
        /^Taken back by its author, or no longer shown by the network \(.*\d\d:\d\d\); its words were erased here\.$/,
      )
      .waitFor();
    expect(await page.locator('.row[aria-current] .excerpt').textContent()).toBe('(no longer on the network)');
    await page.getByText('This post is no longer on the network.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Reply to' }).count()).toBe(0);
    // Nothing leads to where nothing stands.
    expect(await page.locator('.thread-facts a').count()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('tom');
    await page.getByRole('option', { name: 'tom: (no longer on the network)' }).waitFor();
  });
});

describe('the sources and switches for everybody', () => {
  const THREADS: { gone?: string } = {};

  beforeAll(async () => {
    THREADS.gone = (await desk.earshot.threads()).find(({ excerpt }) => excerpt === '')?.id ?? '';
    await moveSwitch(`source/${await mentionsSource()}`, true, 'A storm of greetings');
    await moveSwitch('network/x', true);
    await moveSwitch('sending', true, 'Recall announced');
  });
  afterAll(() => switchAllOn());

  it('fit a phone: nothing is cut off, and each switch can be hit', async () => {
    await openSettings(PHONE);
    await openLedger();
    await page.locator('.polls tbody tr').first().waitFor();
    const [wide, tall]: [number, number] = await page.evaluate(
      '[document.querySelector(".page").scrollWidth - innerWidth, document.querySelector(".switch").offsetHeight]',
    );
    expect(wide).toBeLessThanOrEqual(0);
    expect(tall).toBeGreaterThanOrEqual(40);
    await closePage(page);
  });

  const STATES: Readonly<Record<string, () => Promise<void>>> = {
    'the settings with a ledger': async () => {
      await page.goto(`${desk.earshot.url}/#/settings`);
      await openLedger();
      await page.locator('.polls tbody tr').first().waitFor();
    },
    'the question why': async () => {
      await page.goto(`${desk.earshot.url}/#/settings`);
      await page.getByRole('switch', { name: 'Mastodon', exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
    'a post taken back': async () => {
      await page.goto(`${desk.earshot.url}/#/inbox/open/${THREADS.gone}`);
      await page.locator('.gone').waitFor();
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
