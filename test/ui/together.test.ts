// Colleagues at other desks, a connection that goes away, and the first day.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../support/browser.ts';
import { closePage, news, type RunningDesk, startDesk, WIDE } from '../support/desk.ts';

describe('a desk among others', () => {
  let desk: RunningDesk;
  let ids: string[];
  let page: Page;
  const names = () => page.locator('.row .author').allTextContents();

  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());
  afterEach(async () => {
    await closePage(page);
    desk.complainOfFaults();
  });

  it('guides through the first day: what to connect, and five keys', async () => {
    page = await desk.open({ ...WIDE, bypassCSP: true });
    await page.getByText('Nothing needs a reply.').waitFor();
    await page.route('**/api/status', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: { ...(await answer.json()), sources: [] } });
    });
    await page.reload();
    const firstRun = page.locator('.first-run');
    await firstRun.getByText('Earshot listens to nothing yet.').waitFor();
    expect(await firstRun.getByText('npm run earshot doctor').count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Learn five keys' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Got it' }).click();
    expect(await firstRun.locator('li').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Learn five keys' }).count()).toBe(0);
  });

  it('shows in the list who else has a thread open, and tells colleagues the same', async () => {
    ids = await desk.complain({ author: 'ada' }, { author: 'ben' }, { author: 'cy' });
    const typing = { method: 'POST', body: { typing: true }, agent: 'Ana' };
    await desk.earshot.call(`/threads/${ids[1]}/presence`, typing);
    page = await desk.open();
    await page.locator('.row', { hasText: 'ben' }).getByText('Ana is typing').waitFor();
    await page.keyboard.press('e');
    await expect.poll(() => page.locator('.row[aria-current] .author').textContent()).toBe('cy');
    const present = async () => (await desk.earshot.call(`/threads/${ids[2]}/presence`, typing)).body.items;
    await expect.poll(async () => (await present()).map(({ agent }: { agent: string }) => agent)).toContain('You');
  });

  it('keeps what is done without a connection, counts it, and sends it when the connection is back', async () => {
    ids = await desk.complain({ author: 'dee' }, { author: 'eli' }, { author: 'fay' });
    page = await desk.open();
    await page.locator('.row', { hasText: 'dee' }).click();
    await page.locator('.composer').waitFor();
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    await page.getByText('Offline. You see what was updated').waitFor();
    await page.keyboard.press('e');
    await page.keyboard.press('n');
    await page.getByText('Offline: 2 actions wait').waitFor();
    expect(await names()).not.toContain('dee');
    expect(await page.locator('.toast-problem').count()).toBe(0);
    await page.context().setOffline(false);
    await news(page);
    const statuses = async () =>
      Promise.all(ids.slice(0, 2).map(async (id) => (await desk.earshot.thread(id)).thread.status));
    await expect.poll(statuses).toEqual(['resolved', 'not-complaint']);
    await page.getByText('Offline').waitFor({ state: 'detached' });
  });
});
