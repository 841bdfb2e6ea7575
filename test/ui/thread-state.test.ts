// Where a thread stands, above its conversation in a real browser: what is next, who acts, what was put aside, what came before.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closePage, news, type RunningDesk, startDesk } from '../support/desk.ts';

describe('the state of a thread', () => {
  let desk: RunningDesk;
  let page: Page;
  let threadId: string;
  let round = 0;
  const state = () => page.locator('.thread-state');
  const thread = async () => (await desk.earshot.thread(threadId)).thread;

  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    round += 1;
    [threadId = ''] = await desk.complain({ author: `ada${round}` });
    page = await desk.open(undefined, `#/inbox/open/${threadId}`);
    await page.locator('.row[aria-current]').waitFor();
    await page.locator('.composer').waitFor();
  });
  afterEach(async () => {
    await closePage(page);
    desk.complainOfFaults();
  });

  it('says what is next, who does it and by when', async () => {
    const next = state().getByText('Next:').locator('..');
    expect(await next.textContent()).toMatch(/^Next: Answer · .+ · by \d\d:\d\d$/);
    await page.keyboard.press('i');
    await expect.poll(() => next.textContent()).toMatch(/^Next: Answer · You · by /);
  });

  it('shows how its deadlines are counted, and leads to what else is open with the same cause', async () => {
    await desk.complain({ author: `bo${round}` });
    const { sum, solution, causes } = await thread();
    await page.reload();
    const context = page.locator('#context');
    await context.getByText(sum ?? 'no sum').waitFor();
    expect(await context.getByText(/^Solve by /).getAttribute('title')).toBe(solution?.sum);
    await context.getByRole('link', { name: /^\d+ more open with this cause$/ }).click();
    await page.locator('.row', { hasText: `bo${round}` }).waitFor();
    expect(decodeURIComponent(page.url())).toContain(`?q=cause:${causes[0]}`);
  });

  it('says who must act once it is escalated, and why in its history', async () => {
    await page.keyboard.press('!');
    await page.getByLabel('Reason, for colleagues').fill('A known journalist');
    await page.getByRole('dialog').getByRole('button', { name: 'the lead', exact: false }).nth(1).click();
    // Decided, the next thread is open.
    await page.goto(`${desk.earshot.url}/#/inbox/open/${threadId}`);
    await state().getByText('Escalated: medium').waitFor();
    expect(await state().textContent()).toContain('the lead acts');
    await page.getByText('escalated this to medium: A known journalist').first().waitFor({ state: 'attached' });
    expect((await thread()).escalation.level).toBe(3);
  });

  it('says until when and why it was put aside, and lets it be taken up again', async () => {
    await page.keyboard.press('h');
    await page.getByLabel('Reason, for colleagues').fill('Waiting for the depot');
    await page.getByRole('dialog').getByRole('button').nth(1).click();
    await expect.poll(async () => (await thread()).list).toBe('snoozed');
    await page.getByRole('link', { name: 'Snoozed' }).click();
    await page.locator('.row', { hasText: `ada${round}` }).click();
    await state()
      .getByText(/^Put aside until .+: Waiting for the depot \(You\)/)
      .waitFor();
    await state().getByRole('button', { name: 'Take up again' }).click();
    await state().getByText('Put aside').waitFor({ state: 'detached' });
    await expect.poll(async () => (await thread()).list).toBe('open');
  });

  it('leads to the case whose matter this is again, and from there back', async () => {
    const { version, caseNumber } = await thread();
    const resolve = { method: 'POST', body: { type: 'resolve', version }, agent: 'You' };
    await desk.earshot.call(`/threads/${threadId}/events`, resolve);
    const [again = ''] = await desk.complain({ author: `ada${round}` });
    await page.goto(`${desk.earshot.url}/#/inbox/open/${again}`);
    await state()
      .getByText('The same matter as')
      .getByRole('link', { name: `case ${caseNumber}` })
      .click();
    await page.locator('.thread-head', { hasText: caseNumber }).waitFor();
    await news(page);
    const later = (await desk.earshot.thread(again)).thread.caseNumber;
    await state()
      .getByText('Complained again:')
      .getByRole('link', { name: `case ${later}` })
      .click();
    await page.locator('.thread-head', { hasText: later }).waitFor();
    expect(page.url()).toContain(again);
  });

  it('says when a promise was broken', async () => {
    const promise = { id: '01JD4Z5R5Q0000000000000000', text: 'We call you', dueAt: '2026-11-21T09:30:00.000Z' };
    const dueAt = new Date(Date.parse(desk.earshot.clock.now()) + 60_000).toISOString();
    const body = { type: 'promise', promise: { ...promise, dueAt } };
    await desk.earshot.call(`/threads/${threadId}/events`, { method: 'POST', body, agent: 'You' });
    desk.earshot.clock.advance({ minutes: 2 });
    await desk.earshot.invoke('timers');
    await desk.earshot.processAll();
    await news(page);
    await state().getByText('Broken promise by').waitFor();
    expect(await state().textContent()).toMatch(/Broken promise by .+: We call you \(You\)/);
  });
});
