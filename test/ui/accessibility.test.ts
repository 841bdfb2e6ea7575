// The desk for everybody who works there: whatever it shows, in light, in dark and on a phone, nothing stands in anybody's way.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../support/browser.ts';
import { closePage, PHONE, type RunningDesk, startDesk, WIDE } from '../support/desk.ts';

const SCREENS: Readonly<Record<string, BrowserContextOptions>> = {
  light: WIDE,
  dark: { ...WIDE, colorScheme: 'dark' },
  'on a phone': PHONE,
};

describe('the desk, for everybody', () => {
  let desk: RunningDesk;
  let ids: string[];

  beforeAll(async () => {
    desk = await startDesk();
    ids = await desk.complain({ author: 'ada' }, { author: 'ben' }, { author: 'cy' }, { author: 'dora' });
    await desk.colleague('Ana').replies(ids[0] ?? '', 'We are on it. Ana');
    await desk.earshot.receive({ id: '77', author: 'quiet', addressed: false });
    await askForAgreement(ids[2] ?? '');
    await fillState(ids[3] ?? '');
  });
  afterAll(() => desk.close());

  const act = (threadId: string, body: object) =>
    desk.earshot.call(`/threads/${threadId}/events`, { method: 'POST', body, agent: 'You' });

  /** Ana's answer waits for a colleague's agreement. */
  async function askForAgreement(threadId: string): Promise<void> {
    const rule = { id: 'ask', name: 'Four eyes', enabled: true, on: ['escalated'], when: [] };
    const rules = [{ ...rule, actions: [{ do: 'require-approval', by: 'colleague' }] }];
    const { version } = (await desk.earshot.call('/rules')).body;
    await desk.earshot.call('/rules', { method: 'PUT', body: { version, rules } });
    const { thread } = await desk.earshot.thread(threadId);
    await act(threadId, { type: 'escalate', level: 2, reason: 'A known journalist', version: thread.version });
    await desk.colleague('Ana').replies(threadId, 'So sorry, Cy. I look into it today. – Ana');
  }

  /** Everything that can stand above a conversation. */
  async function fillState(threadId: string): Promise<void> {
    const due = { id: ulid(), text: 'We call you', dueAt: '2026-11-27T17:00:00.000Z' };
    await act(threadId, { type: 'promise', promise: due });
    const { version } = (await desk.earshot.thread(threadId)).thread;
    await act(threadId, { type: 'escalate', level: 3, reason: 'A known journalist', version });
    const snooze = { type: 'snooze', until: '2026-11-22T09:00:00.000Z', reason: 'Waiting for the depot' };
    await act(threadId, { ...snooze, version: version + 1 });
    const text = 'Still waiting for my refund, a disgrace. Write to me at dora@example.org instead.';
    const author = { id: ulid(), author: 'dee', text, network: 'mastodon', visibility: 'private' } as const;
    await desk.earshot.receive(author);
  }

  async function onScreen(options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
    const page = await desk.open(options);
    await page.locator('.row').first().waitFor();
    await look(page);
    await closePage(page);
    desk.complainOfFaults();
  }

  const show = (page: Page, place: string) => page.goto(`${desk.earshot.url}/#/${place}`);

  const STATES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    'a conversation with an answer on hold': async (page) => {
      await show(page, `inbox/open/${ids[0]}`);
      await page.locator('.reply').waitFor();
    },
    'a draft': async (page) => {
      await show(page, `inbox/open/${ids[1]}`);
      await page.getByRole('textbox', { name: 'Reply to' }).fill('Dear Ben');
    },
    'a post that cannot be answered': async (page) => {
      await page.locator('.row', { hasText: 'quiet' }).click();
      await page.locator('.composer .notice').waitFor();
    },
    'a message with its undo': async (page) => {
      await page.locator('.row', { hasText: 'ben' }).click();
      await page.locator('.composer').waitFor();
      await page.keyboard.press('z');
      await page.locator('.toast').waitFor();
    },
    'an empty list': async (page) => {
      await show(page, 'inbox/resolved');
      await page.getByText('Nothing has been resolved yet.').waitFor();
    },
    'a search that finds nothing': async (page) => {
      await page.getByLabel('Search in this list').fill('nothing-like-it');
      await page.getByRole('button', { name: 'Clear the search', exact: true }).last().waitFor();
    },
    'ticked threads, to be put aside': async (page) => {
      await page.keyboard.press('Control+a');
      await page.getByRole('toolbar').waitFor();
      await page.keyboard.press('h');
      await page.getByRole('dialog').waitFor();
    },
    'the palette': async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('option').first().waitFor();
    },
    'the key help': async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
    'a customer': async (page) => {
      const { customer } = await desk.earshot.thread(ids[0] ?? '');
      await show(page, `customer/${customer.id}`);
      await page.getByRole('heading', { name: 'ada', level: 1 }).waitFor();
      await page.getByRole('button', { name: 'Add contact' }).click();
      await page.getByRole('dialog').waitFor();
    },
    'the settings': async (page) => {
      await show(page, 'settings');
      await page.getByRole('heading', { name: 'Sources' }).waitFor();
    },
    'a problem': async (page) => {
      await show(page, 'customer/nobody');
      await page.getByRole('alert').waitFor();
    },
    'a suggested answer with what is said of it': async (page) => {
      await show(page, `inbox/open/${ids[1]}`);
      await page.getByLabel('Reply check').waitFor();
    },
    'an answer that everybody would read something private in': async (page) => {
      await show(page, `inbox/open/${ids[1]}`);
      await page.getByRole('textbox', { name: 'Reply to' }).fill('Hi Ben, is ben@example.org yours?');
      await page.getByText('An e-mail address in public').waitFor();
    },
    'the saved replies': async (page) => {
      await show(page, `inbox/open/${ids[1]}`);
      await page.locator('.offers').getByRole('button', { name: 'Saved' }).click();
      await page.getByRole('dialog', { name: 'Saved replies' }).waitFor();
    },
    "a colleague's answer that waits for agreement": async (page) => {
      await show(page, `inbox/approval/${ids[2]}`);
      await page.getByRole('button', { name: 'Not yet…' }).waitFor();
    },
    'a colleague’s answer, not agreed to': async (page) => {
      await show(page, `inbox/approval/${ids[2]}`);
      await page.getByRole('button', { name: 'Not yet…' }).click();
      await page.getByRole('dialog', { name: 'Not yet' }).waitFor();
    },
    'a thread put aside, escalated, with a promise': async (page) => {
      await show(page, `inbox/snoozed/${ids[3]}`);
      await page.getByRole('button', { name: 'Take up again' }).waitFor();
      await page.getByRole('button', { name: 'No longer stands' }).waitFor();
    },
    'a question about a customer, with a code and the order to erase them': async (page) => {
      const { items } = (await desk.earshot.call('/customers?find=@dee')).body;
      await show(page, `customer/${items[0].id}`);
      await page.getByText('belong to this person, too?').waitFor();
      await page.getByRole('button', { name: 'Ask for proof' }).click();
      await page.getByText('Valid until').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('button', { name: 'Erase this person…' }).click();
      await page.getByRole('dialog').waitFor();
    },
    'the settings of the team': async (page) => {
      await show(page, 'settings');
      for (const title of ['Saved replies and articles', 'Rules', 'Load by hour of the week']) {
        await page.locator('summary', { hasText: title }).click();
      }
      await page.getByRole('switch', { name: 'Four eyes' }).waitFor();
      await page.getByText('Nothing has been counted yet.').or(page.locator('table.load')).first().waitFor();
    },
    'a rule being written': async (page) => {
      await show(page, 'settings');
      await page.locator('summary', { hasText: 'Rules' }).click();
      await page.getByRole('button', { name: 'Add a rule' }).click();
      await page.getByRole('button', { name: 'Add to If all of these hold' }).click();
      await page.getByLabel('Name', { exact: true }).fill('Blame');
      await page.getByRole('textbox', { name: 'severity at least' }).fill('2');
      await page.getByRole('button', { name: 'Try on the last 30 days' }).click();
      await page.getByText('It would have acted').waitFor();
    },
    'a saved reply being written': async (page) => {
      await show(page, 'settings');
      await page.locator('summary', { hasText: 'Saved replies' }).click();
      await page.getByRole('button', { name: 'Add a saved reply' }).click();
      await page.getByRole('dialog').waitFor();
    },
  };
  for (const [screen, options] of Object.entries(SCREENS)) {
    for (const [state, reach] of Object.entries(STATES)) {
      it(`has nothing in the way of anybody: ${state}, ${screen}`, async () => {
        await onScreen({ ...options, bypassCSP: true }, async (page) => {
          await reach(page);
          expect(await accessibilityFaults(page)).toEqual([]);
        });
      });
    }
  }
});
