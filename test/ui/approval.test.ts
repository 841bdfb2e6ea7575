// An answer that somebody else must agree to, in two real browsers: its writer's, and a colleague's.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closePage, news, type RunningDesk, startDesk, WIDE, write } from '../support/desk.ts';

describe('an answer that needs agreement', () => {
  let desk: RunningDesk;
  let page: Page;
  let ana: Page;
  let threadId: string;
  let round = 0;
  const words = () => `So sorry, Ada. I look into it today. ${'You'.repeat(round)}`;
  const at = (view: string) => `${desk.earshot.url}/#/inbox/${view}/${threadId}`;
  const onNetwork = () => desk.network.replies().filter((reply) => reply.text.includes(words()));
  const waiting = (of: Page) => of.locator('.reply-to-approve', { hasText: words() });

  beforeAll(async () => {
    desk = await startDesk();
    const rule = { id: 'ask', name: 'Four eyes', enabled: true, on: ['opened'], when: [] };
    const rules = [{ ...rule, actions: [{ do: 'require-approval', by: 'colleague' }] }];
    const { version } = (await desk.earshot.call('/rules')).body;
    await desk.earshot.call('/rules', { method: 'PUT', body: { version, rules } });
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    round += 1;
    [threadId = ''] = await desk.complain({ author: `ada${round}` });
    page = await desk.open(undefined, `#/inbox/open/${threadId}`);
    await page.locator('.row[aria-current]').waitFor();
    await page.getByText('A colleague must agree before the answer leaves.').waitFor();
    await write(page, words());
    await page.keyboard.press('Control+Enter');
    await page.locator('.toast', { hasText: 'The answer waits for agreement.' }).waitFor();
    ana = await desk.open(WIDE, `#/inbox/approval/${threadId}`, 'Ana');
    await waiting(ana).waitFor();
  });
  afterEach(async () => {
    await closePage(page);
    await closePage(ana);
    desk.complainOfFaults();
  });

  it('waits in a list of its own, and nobody agrees to their own words', async () => {
    await page.getByRole('link', { name: 'Awaiting approval' }).click();
    await page.locator('.row', { hasText: `ada${round}` }).click();
    await waiting(page).getByText('Waits for agreement').waitFor();
    expect(await page.getByRole('button', { name: 'Agree' }).count()).toBe(0);
    await page.getByText('An answer waits for agreement; a second one is not possible.').waitFor();
    await desk.holdPasses(page);
    expect(onNetwork()).toEqual([]);
    await waiting(page).getByRole('button', { name: 'Take back' }).click();
    await page.locator('.toast', { hasText: 'Reply taken back' }).waitFor();
    await page.goto(at('open'));
    await expect.poll(() => page.locator('#composer-text').inputValue()).toBe(words());
  });

  it('leaves once when a colleague agrees', async () => {
    await waiting(ana).getByRole('button', { name: 'Agree' }).click();
    await ana.locator('.toast', { hasText: 'Agreed; it is sent in ten seconds' }).waitFor();
    await expect.poll(async () => (await desk.earshot.thread(threadId)).replies[0]?.state).toBe('queued');
    expect(onNetwork()).toEqual([]);
    await desk.holdPasses(page);
    expect(onNetwork()).toHaveLength(1);
    expect((await desk.earshot.thread(threadId)).replies).toMatchObject([{ by: 'You', state: 'sent' }]);
  });

  it('comes back to its writer with what should change when a colleague does not agree', async () => {
    await waiting(ana).getByRole('button', { name: 'Not yet…' }).click();
    const form = ana.getByRole('dialog', { name: 'Not yet' });
    await form.getByLabel('What should change').fill('Do not promise today');
    await form.getByRole('button', { name: 'Give it back' }).click();
    await form.waitFor({ state: 'detached' });
    await news(page);
    await page.goto(at('open'));
    await expect.poll(() => page.locator('#composer-text').inputValue()).toBe(words());
    const said = page.getByText('Ana did not agree to the answer: Do not promise today').first();
    await said.waitFor({ state: 'attached' });
    expect(await page.getByText(/^Suggested: /).count()).toBe(0);
    await desk.holdPasses(page);
    expect(onNetwork()).toEqual([]);
  });
});
