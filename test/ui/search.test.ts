// Finding threads in a list, and keeping what was looked for as a list of its own, in a real browser on the whole product.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closePage, type RunningDesk, startDesk } from '../support/desk.ts';

describe('the search', () => {
  let desk: RunningDesk;
  let page: Page;
  let round = 0;
  const names = () => page.locator('.row .author').allTextContents();

  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    round += 1;
    await desk.complain({ author: `ada${round}` }, { author: `ben${round}` }, { author: `cy${round}` });
    page = await desk.open();
    await page.locator('.row').nth(2).waitFor();
    await page.locator('.composer').waitFor();
  });
  afterEach(async () => {
    await closePage(page);
    // What a story leaves open would stand in the next one's list.
    for (const { id, claim } of await desk.earshot.threads('open')) {
      const { version } = (await desk.earshot.thread(id)).thread;
      const resolve = { type: 'resolve', version };
      await desk.earshot.call(`/threads/${id}/events`, { method: 'POST', body: resolve, agent: claim?.agent ?? 'You' });
    }
    desk.complainOfFaults();
  });

  it('searches with / in the list, keeps it in the address, and Esc leaves it', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type(`ben${round} sev:high`);
    await expect.poll(names).toEqual([`ben${round}`]);
    expect(page.url()).toContain('?q=ben');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('rows');
    await page.reload();
    await expect.poll(names).toEqual([`ben${round}`]);
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await names()).length).toBe(3);
    expect(page.url()).not.toContain('?q=');
  });

  it('says what was looked for when nothing is found, clears it, and says what a search understands', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('nobody-wrote-this');
    const empty = page.locator('.list .state');
    await empty.getByText('nobody-wrote-this').waitFor();
    await empty.getByRole('button', { name: 'Clear the search' }).click();
    await expect.poll(async () => (await names()).length).toBe(3);
    await page.keyboard.press('/');
    await page.keyboard.type('sev:enormous');
    await page.locator('.list').getByRole('alert').getByText('enormous').waitFor();
  });

  it('offers to find the customer when a number or an address is typed', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('+44 20 7946 0958');
    await page.getByRole('button', { name: 'Find the customer' }).click();
    const finder = page.getByRole('combobox', { name: 'Find a customer or case' });
    expect(await finder.inputValue()).toBe('+44 20 7946 0958');
  });

  it('keeps a search under a name, shared, and takes it away again', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type(`from:@cy${round}@elsewhere.example`);
    await page.getByRole('search').getByRole('button', { name: 'Save' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save this search as a list' });
    await dialog.getByLabel('Name').fill('From Cy');
    await dialog.getByLabel('For all colleagues').check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'From Cy' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: /From Cy/ }).waitFor();
    await expect.poll(names).toEqual([`cy${round}`]);
    await page.getByRole('button', { name: 'Remove the list From Cy' }).click();
    await page.getByRole('link', { name: /From Cy/ }).waitFor({ state: 'detached' });
  });
});
