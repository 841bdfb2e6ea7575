// What is said of an answer while it is written, in a real browser: what holds it back, what only advises, what it promises.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closePage, type RunningDesk, startDesk, write } from '../support/desk.ts';

describe('the check of an answer', () => {
  let desk: RunningDesk;
  let page: Page;
  let threadId: string;
  let round = 0;
  const send = () => page.locator('.composer').getByRole('button', { name: /^Send/ });
  const line = (words: string | RegExp) => page.getByLabel('Reply check').getByText(words);
  const chip = () => page.getByRole('checkbox', { name: /^Promise: by Fri,? 27 Nov/ });
  const thread = async () => (await desk.earshot.thread(threadId)).thread;
  const replies = async () => (await desk.earshot.thread(threadId)).replies;
  const eventsOf = async () => (await desk.earshot.thread(threadId)).events.map(({ type }) => type);

  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    round += 1;
    [threadId = ''] = await desk.complain({ author: `ada${round}` });
    page = await desk.open(undefined, `#/inbox/open/${threadId}`);
    await page.getByText(/^Suggested: /).waitFor();
  });
  afterEach(async () => {
    await closePage(page);
    desk.complainOfFaults();
  });

  it('holds back what everybody would read of somebody: it says so, and neither button nor key sends', async () => {
    await write(page, 'Hi Ada, I am sorry. Is ada@example.org still your address? – Ana');
    await line('An e-mail address in public: take it out or send it as a direct message').waitFor();
    expect(await send().isDisabled()).toBe(true);
    await page.keyboard.press('Control+Enter');
    await page.locator('.toast', { hasText: 'An e-mail address in public' }).waitFor();
    expect(await replies()).toEqual([]);
    await page.locator('#composer-text').fill('Hi Ada, I am sorry. Is your address still the same? – Ana');
    await line('An e-mail address in public').waitFor({ state: 'detached' });
    expect(await send().isEnabled()).toBe(true);
  });

  it('advises, and lets be sent what was advised against', async () => {
    await write(page, `No, that is not so ${'x'.repeat(round)}`);
    await line('Say sorry for what happened').waitFor();
    await send().click();
    await expect.poll(async () => (await replies()).length).toBe(1);
  });

  it('counts what is good of the suggested words', async () => {
    await line(/^✓ \d of \d$/).waitFor();
    await line(/^Grade \d+$/).waitFor();
    expect(await line(/^Promise: by /).count()).toBe(1);
  });

  it('finds a promise, which stands with the thread once it is sent, until it is kept', async () => {
    await write(page, 'Hi Ada, I am sorry. I will call you by Friday. – Ana');
    await chip().waitFor();
    expect(await chip().isChecked()).toBe(true);
    await send().click();
    await expect.poll(async () => (await thread()).promises).toMatchObject([{ by: 'You', isBroken: false }]);
    expect((await thread()).promises[0]?.text).toContain('I will call you by Friday');
    await page.goto(`${desk.earshot.url}/#/inbox/waiting/${threadId}`);
    const state = page.locator('.thread-state', { hasText: 'I will call you by Friday' });
    await state.getByRole('button', { name: 'Kept', exact: true }).click();
    await expect.poll(async () => (await thread()).promises).toEqual([]);
    expect(await eventsOf()).toContain('promise-kept');
  });

  it('lets a promise no longer stand', async () => {
    const text = 'We call you';
    const promise = { id: '01JD4Z5R5Q0000000000000000', text, dueAt: '2026-11-27T17:00:00.000Z' };
    const body = { type: 'promise', promise };
    await desk.earshot.call(`/threads/${threadId}/events`, { method: 'POST', body, agent: 'You' });
    await page.reload();
    await page.locator('.thread-state').getByText('Promised by').waitFor();
    await page.getByRole('button', { name: 'No longer stands' }).click();
    await page.locator('.thread-state').getByText('Promised by').waitFor({ state: 'detached' });
    await expect.poll(eventsOf).toContain('promise-dropped');
    expect((await thread()).promises).toEqual([]);
  });

  it('promises nothing where the agent takes the tick away', async () => {
    await write(page, 'Hi Ada, I am sorry. I will write to you by Friday. – Ana');
    await chip().uncheck();
    await send().click();
    await expect.poll(async () => (await replies()).length).toBe(1);
    expect((await thread()).promises).toEqual([]);
    expect(await eventsOf()).not.toContain('promised');
  });
});
