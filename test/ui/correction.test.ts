// An agent sees why the classifier thinks so, corrects it with two keys, takes that back, and checks the harmless.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../support/browser.ts';
import { closePage, type RunningDesk, startDesk, WIDE } from '../support/desk.ts';

const THANKS = 'Thank you so much @acornmobile, that was lovely. Great service, thanks!';

describe('the desk', () => {
  let desk: RunningDesk;
  let page: Page;
  let id: string;
  let round = 0;
  const thread = async () => (await desk.earshot.thread(id)).thread;
  const assessment = () => page.locator('.assessment').textContent();
  const toast = (text: string | RegExp) => page.locator('.toast').filter({ hasText: text });

  /** In light and dark, and as wide as a phone. */
  async function isInNobodysWay(): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
  }

  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    round += 1;
    [id = ''] = await desk.complain({ author: `ada${round}` });
    page = await desk.open({ ...WIDE, bypassCSP: true }, `#/inbox/open/${id}`);
    await page.locator('.correct').first().waitFor();
  });
  afterEach(async () => {
    await closePage(page);
    desk.complainOfFaults();
  });

  it('says in words how sure it is, which words decided and which way, and by which model', async () => {
    const { posts } = await desk.earshot.thread(id);
    const { probability, model, because } = posts[0]?.assessment ?? { probability: 0, model: '', because: [] };
    expect(await assessment()).toContain(`Very likely a complaint (${Math.round(probability * 100)} %)`);
    expect(await assessment()).toContain(model);
    expect(await assessment()).toContain(`For a complaint speaks “${because.find(({ weight }) => weight > 0)?.text}”`);
    const sign = await page.evaluate<string>("getComputedStyle(document.querySelector('mark'), '::after').content");
    expect(sign).toMatch(/^"[+−]"/);
  });

  it('corrects the severity with s and a number, however fast, and z takes it back', async () => {
    const before = (await thread()).severity;
    const graded = before === 4 ? 3 : 4;
    await page.keyboard.press('s');
    await page.keyboard.press(String(graded));
    await expect.poll(async () => (await thread()).severity).toBe(graded);
    await toast(/^Severity: /).waitFor();
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
    await page.keyboard.press('z');
    await expect.poll(async () => (await thread()).severity).toBe(before);
    expect(await thread()).not.toHaveProperty('gradedByPerson');
  });

  it('corrects the cause with c and a number, and adds another one with Shift', async () => {
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: 'The cause is' }).waitFor();
    await isInNobodysWay();
    await page.keyboard.press('3');
    await expect.poll(async () => (await thread()).causes).toEqual(['delivery']);
    await page.keyboard.press('c');
    await page.keyboard.press('Shift+Digit6');
    await expect.poll(async () => (await thread()).causes).toEqual(['delivery', 'outage']);
    await page.getByRole('button', { name: 'Outage' }).and(page.locator('[aria-pressed=true]')).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(assessment).toContain('Delivery, Outage');
    await page.getByRole('button', { name: 'Delivery, Outage' }).click();
    await page.getByRole('button', { name: 'Billing or refund' }).click();
    await expect.poll(async () => (await thread()).causes).toEqual(['billing']);
  });

  it('takes a wrong "not a complaint" back to where the thread stood', async () => {
    const { dueAt } = await thread();
    await page.keyboard.press('n');
    await expect.poll(async () => (await thread()).status).toBe('not-complaint');
    await page.keyboard.press('z');
    await expect.poll(thread).toMatchObject({ status: 'open', dueAt });
    await page.locator('.row', { hasText: `ada${round}` }).waitFor();
  });

  it('shows the spot check only while there is one, and counts what is said of it', async () => {
    await page.getByRole('link', { name: 'To decide' }).waitFor();
    expect(await page.getByRole('link', { name: 'Spot check' }).count()).toBe(0);
    await desk.earshot.receive(
      { id: `t${round}`, author: 'tess', text: THANKS },
      { id: `u${round}`, author: 'una', text: THANKS },
    );
    desk.earshot.clock.advance({ days: 1 });
    await desk.earshot.invoke('timers');
    await page.clock.setFixedTime(desk.earshot.clock.now());
    await page.reload();
    await page.getByRole('link', { name: 'Spot check 2' }).click();
    await page.locator('.row').nth(1).waitFor();
    await page.getByText('The classifier called this harmless. Is it?').waitFor();
    await isInNobodysWay();
    await page.keyboard.press('n');
    await expect.poll(() => page.locator('.row').count()).toBe(1);
    await page.keyboard.press('z');
    await expect.poll(() => page.locator('.row').count()).toBe(2);
    await page.keyboard.press('n');
    await expect.poll(() => page.locator('.row').count()).toBe(1);
    await page.keyboard.press('y');
    await page.getByText('Nothing is left to check.').waitFor();
    // The desk shows it before the server has said so.
    await expect.poll(async () => (await desk.earshot.call('/threads?spotCheck=true')).body.items.length).toBe(0);
    await page.goto(`${desk.earshot.url}/#/settings`);
    await page.getByText(/^Of 2 harmless mentions checked in 30 days, 1 was a complaint/).waitFor();
    await page.getByText(/^Miss at most 3 % of complaints: of 100 harmless mentions/).waitFor();
    expect(await page.getByRole('row', { name: /^3 % promised/ }).getAttribute('aria-current')).toBe('true');
  });
});
