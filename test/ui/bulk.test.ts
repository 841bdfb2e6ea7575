// Several threads at once: ticked by keys and pointer, decided on together, undone together.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../support/browser.ts';
import { closePage, type RunningDesk, startDesk, WIDE } from '../support/desk.ts';

describe('several threads at once', () => {
  let desk: RunningDesk;
  let page: Page;
  let ids: string[];
  let round = 0;
  const names = () => page.locator('.row .author').allTextContents();
  const bar = () => page.getByRole('toolbar', { name: 'For all ticked threads' });
  const toast = (text: string | RegExp) => page.locator('.toast').filter({ hasText: text });
  const ticked = () => page.locator('.row[aria-selected="true"]').count();
  const all = async () => Promise.all(ids.map(async (id) => (await desk.earshot.thread(id)).thread));

  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    round += 1;
    ids = await desk.complain({ author: `ada${round}` }, { author: `ben${round}` }, { author: `cy${round}` });
    page = await desk.open({ ...WIDE, bypassCSP: true });
    await page.locator('.row').nth(2).waitFor();
    await page.locator('.composer').waitFor();
  });
  afterEach(async () => {
    await closePage(page);
    for (const { id, claim } of await desk.earshot.threads('open')) {
      const { version } = (await desk.earshot.thread(id)).thread;
      const resolve = { type: 'resolve', version };
      await desk.earshot.call(`/threads/${id}/events`, { method: 'POST', body: resolve, agent: claim?.agent ?? 'You' });
    }
    desk.complainOfFaults();
  });

  it('are ticked with x, Shift+J and Ctrl+A, with a click and a click with Shift, and unticked with Esc', async () => {
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+J');
    await expect.poll(ticked).toBe(2);
    await bar().getByText('2 ticked').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(ticked).toBe(0);
    await page.keyboard.press('Control+a');
    await expect.poll(ticked).toBe(3);
    await page.keyboard.press('Escape');
    await page
      .locator('.row')
      .first()
      .click({ position: { x: 14, y: 20 } });
    await page
      .locator('.row')
      .nth(2)
      .click({ modifiers: ['Shift'] });
    await expect.poll(ticked).toBe(3);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('are resolved with e and brought back with one z', async () => {
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+J');
    await page.keyboard.press('e');
    await toast('Resolved: 2 threads').waitFor();
    expect(await names()).toEqual([`cy${round}`]);
    await expect.poll(async () => (await all()).map(({ status }) => status)).toEqual(['resolved', 'resolved', 'open']);
    await page.keyboard.press('z');
    await expect.poll(async () => (await all()).map(({ status }) => status)).toEqual(['open', 'open', 'open']);
    await expect.poll(names).toEqual([`ada${round}`, `ben${round}`, `cy${round}`]);
  });

  it('say by name which were not done', async () => {
    await page.route(`**/threads/${ids[1]}/events`, (route) =>
      route.fulfill({ status: 500, json: { title: 'The store is away', status: 500, code: 'failed' } }),
    );
    await page.keyboard.press('Control+a');
    await page.keyboard.press('e');
    await toast(`Not done for 1 of 3: ben${round} (The store is away)`).waitFor();
    await expect.poll(names).toEqual([`ben${round}`]);
  });

  it('get a cause, an owner or a snooze from the bar', async () => {
    await page.keyboard.press('Control+a');
    await bar().getByRole('button', { name: 'Cause' }).click();
    await page.getByRole('dialog', { name: 'The cause is: 3 threads' }).waitFor();
    await page.keyboard.press('6');
    await expect.poll(async () => (await all()).map(({ causes }) => causes.join())).toEqual(Array(3).fill('outage'));
    await page.keyboard.press('Control+a');
    await bar().getByRole('button', { name: 'Assign' }).click();
    await page.keyboard.press('1');
    await bar().waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.id')).toBe('rows');
    await expect.poll(async () => (await all()).map(({ claim }) => claim?.agent)).toEqual(Array(3).fill('You'));
    await page.keyboard.press('Control+a');
    await bar().getByRole('button', { name: 'Snooze' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Tomorrow' }).click();
    await expect.poll(async () => (await all()).map(({ list }) => list)).toEqual(Array(3).fill('snoozed'));
  });

  it('are answered with one saved reply, each in its own words, and all taken back within the ten seconds', async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Shift+R');
    const dialog = page.getByRole('dialog', { name: 'Answer 3 threads' });
    await expect.poll(() => dialog.locator('dd').allTextContents()).toHaveLength(3);
    await dialog.getByRole('button', { name: 'Send 3' }).waitFor();
    expect(await dialog.locator('dd').first().textContent()).toMatch(/^Hi ada/);
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Send 3' }).click();
    await toast('Answered: 3 threads').waitFor();
    await expect.poll(async () => (await all()).filter(({ pendingReply }) => pendingReply).length).toBe(3);
    await page.keyboard.press('z');
    await expect.poll(async () => (await all()).filter(({ pendingReply }) => pendingReply).length).toBe(0);
  });
});
