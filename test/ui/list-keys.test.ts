// Keys that put a thread aside, pass it on and hand it out, in a real browser on the whole product.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closePage, PHONE, type RunningDesk, startDesk } from '../support/desk.ts';

describe('the keys of the list', () => {
  let desk: RunningDesk;
  let page: Page;
  let ids: string[];
  let round = 0;
  const names = () => page.locator('.row .author').allTextContents();
  const opened = () => page.locator('.row[aria-current] .author').textContent();
  const toast = (text: string | RegExp) => page.locator('.toast').filter({ hasText: text });
  const first = async () => (await desk.earshot.thread(ids[0] ?? '')).thread;

  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    round += 1;
    ids = await desk.complain({ author: `ada${round}` }, { author: `ben${round}` }, { author: `cy${round}` });
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

  it('puts a thread aside with h and a number, with a reason, and z wakes it', async () => {
    await page.keyboard.press('h');
    await page.getByRole('dialog', { name: 'Snooze' }).waitFor();
    await page.keyboard.press('3');
    await toast('Snoozed until').waitFor();
    expect(await names()).toEqual([`ben${round}`, `cy${round}`]);
    expect(await opened()).toBe(`ben${round}`);
    await expect.poll(async () => (await first()).snooze?.reason).toBe('Waiting for a colleague');
    await page.getByRole('link', { name: /^Snoozed/ }).click();
    await page.locator('.row .chip', { hasText: /^Until / }).waitFor();
    await page.keyboard.press('z');
    await expect.poll(async () => (await first()).list).toBe('open');
  });

  it('takes another moment and another reason', async () => {
    await page.keyboard.press('h');
    await page.getByLabel('Reason').fill('The depot calls back');
    await page.getByLabel('Or until').fill('2030-03-01T10:15');
    await page.getByRole('dialog').getByRole('button', { name: 'Snooze', exact: true }).click();
    await expect.poll(async () => (await first()).snooze?.reason).toBe('The depot calls back');
    expect(new Date((await first()).snooze?.until ?? '').getFullYear()).toBe(2030);
  });

  it('escalates with ! and a number, says who acts, and z goes back', async () => {
    await page.keyboard.press('!');
    await page.getByRole('dialog', { name: 'Who must act' }).getByText('the lead, with the owner').waitFor();
    await page.keyboard.press('3');
    await expect.poll(async () => (await first()).escalation.level).toBe(3);
    await page.locator(`#row-${ids[0]} .chip`, { hasText: 'Level medium' }).waitFor();
    await page.locator(`#row-${ids[1]}[aria-current]`).waitFor();
    await page.keyboard.press('z');
    await expect.poll(async () => (await first()).escalation.level).toBe(1);
  });

  it('assigns with a and a number to a colleague who has been here', async () => {
    await desk.colleague('Ana').claims(ids[1] ?? '');
    await page.reload();
    await page.locator('.row').nth(2).waitFor();
    await page.locator('.row', { hasText: `ada${round}` }).click();
    await page.keyboard.press('a');
    await page.getByRole('dialog', { name: 'Assign to' }).getByRole('button', { name: 'Ana' }).waitFor();
    await page.keyboard.press('2');
    await expect.poll(async () => (await first()).claim?.agent).toBe('Ana');
    await page.locator(`#row-${ids[0]} .owner`, { hasText: 'Ana' }).waitFor();
    await page.locator(`#row-${ids[1]}[aria-current]`).waitFor();
  });

  it('hands out the most urgent thread that nobody has with g n, claimed', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await toast('Yours now').waitFor();
    expect(await opened()).toBe(`ben${round}`);
    await expect.poll(async () => (await desk.earshot.thread(ids[1] ?? '')).thread.claim?.agent).toBe('You');
  });

  it('undoes by name from the palette', async () => {
    await page.keyboard.press('e');
    await toast('Resolved').waitFor();
    await page.keyboard.press('n');
    await toast('Not a complaint').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command palette' }).fill('undo: resolved');
    await page.getByRole('option', { name: `Undo: Resolved: ada${round}` }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await first()).status).toBe('open');
    expect((await desk.earshot.thread(ids[1] ?? '')).thread.status).toBe('not-complaint');
  });

  it('puts a thread aside on a phone, too', async () => {
    const phone = await desk.open(PHONE);
    await phone.locator('.row', { hasText: `ada${round}` }).tap();
    await phone.locator('.composer').waitFor();
    await phone.keyboard.press('h');
    await phone.getByRole('dialog').getByRole('button', { name: 'Tomorrow' }).tap();
    await expect.poll(async () => (await first()).list).toBe('snoozed');
    await closePage(phone);
  });
});
