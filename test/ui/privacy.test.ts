// What a person may ask for, in a real browser: everything kept about them, or that nothing is kept; for leads alone.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closePage, type RunningDesk, startDesk, WIDE } from '../support/desk.ts';

describe('what a customer may ask for', () => {
  let desk: RunningDesk;
  let page: Page;
  let customerId: string;
  let round = 0;
  const form = () => page.getByRole('dialog', { name: 'Erase this person' });

  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    round += 1;
    const [id = ''] = await desk.complain({ author: `mara${round}` });
    customerId = (await desk.earshot.thread(id)).customer.id;
    page = await desk.open({ ...WIDE, acceptDownloads: true }, `#/customer/${customerId}`);
    await page.getByRole('heading', { name: `mara${round}`, level: 1 }).waitFor();
  });
  afterEach(async () => {
    await closePage(page);
    desk.complainOfFaults();
  });

  async function ask(confirm: string, why: string): Promise<void> {
    await page.getByRole('button', { name: 'Erase this person…' }).click();
    await form().getByLabel('A case number, address or account').fill(confirm);
    await form().getByLabel('Why').fill(why);
    await form().getByRole('button', { name: 'Erase for good' }).click();
  }

  it('is handed out as one file with all of it', async () => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export everything' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`customer-${customerId}.json`);
    const file = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(file).toMatchObject({ schema: expect.any(String), digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.stringify(file.person)).toContain('still waiting for my refund');
  });

  it('is erased only for who types whom they mean, and leaves a proof without any of it', async () => {
    await ask('somebody-else', 'Asked for it on 3 May');
    await form().getByRole('alert').waitFor();
    await form().getByLabel('A case number, address or account').fill(`mara${round}`);
    await form().getByRole('button', { name: 'Erase for good' }).click();
    const proof = page.getByRole('status').filter({ hasText: 'Erased on' });
    await proof.waitFor();
    expect(await proof.textContent()).toMatch(/Erased on .+ by You: \d+ /);
    expect(await proof.textContent()).not.toContain('mara');
    expect(await page.getByText('still waiting for my refund').count()).toBe(0);
    const downloading = page.waitForEvent('download');
    await proof.getByRole('button', { name: 'Save the proof' }).click();
    const saved = await readFile(await (await downloading).path(), 'utf8');
    expect(JSON.parse(saved)).toMatchObject({ by: 'You', reason: 'Asked for it on 3 May' });
    expect((await desk.earshot.call(`/customers?find=@mara${round}`)).body.items).toEqual([]);
  });

  it('is offered to no agent', async () => {
    await page.route('**/api/me', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: { ...(await answer.json()), role: 'agent' } });
    });
    await page.reload();
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    expect(await page.getByRole('button', { name: /^(Export|Erase)/ }).count()).toBe(0);
  });
});
