// E-mails in a customer's timeline: read where they stand, answered there, and honest about what became of the answer.
import type { Browser, Page } from 'playwright-core';
import { ulid } from 'ulid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Correspondence, startCorrespondence } from '../support/correspondence.ts';
import { closePage } from '../support/desk.ts';

describe('an e-mail in the timeline', () => {
  let mails: Correspondence;
  let browser: Browser;
  let page: Page;
  let given: ReturnType<Correspondence['somebody']>;
  beforeAll(async () => {
    mails = await startCorrespondence();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await mails.stop();
  });
  beforeEach(async () => {
    given = mails.somebody();
    const body = 'Where is it? <b>Now!</b>\n\n-- \nMara Lund, Acorn Street 1';
    const customerId = await mails.write({ ...given, subject: 'My refund <script>', body });
    mails.smtp.behave('accept');
    mails.smtp.received.length = 0;
    const context = await browser.newContext();
    context.setDefaultTimeout(10_000);
    page = await context.newPage();
    await page.clock.setFixedTime(mails.earshot.clock.now());
    await page.goto(`${mails.earshot.url}/#/customer/${customerId}`);
    await page.getByText('My refund <script>').waitFor();
  });
  afterEach(() => closePage(page));

  async function answer(text: string): Promise<void> {
    await page.getByRole('button', { name: 'Answer by e-mail' }).click();
    await page.getByLabel(`Answer to ${given.from}`).fill(text);
    await page.getByRole('button', { name: 'Send e-mail' }).click();
  }

  it('shows what was written as words, and the rest on request', async () => {
    const entry = page.locator('.history li');
    expect(await entry.textContent()).toContain(given.from);
    expect(await entry.locator('.said').first().textContent()).toBe('Where is it? <b>Now!</b>');
    await page.getByText('Whole e-mail').click();
    await page.getByText('Acorn Street 1').waitFor();
  });

  it('is answered, and the answer stands above it as sent', async () => {
    await answer('It is on its way.\nAna');
    const first = page.locator('.history li').first();
    await first.getByText('It is on its way.').waitFor();
    expect(await first.textContent()).toMatch(/Sent$/);
    await page.getByRole('button', { name: 'Send e-mail' }).waitFor({ state: 'detached' });
    expect(mails.smtp.received.map(({ to }) => to)).toEqual([[given.from]]);
  });

  it('keeps the words of an answer that was refused, so that it can be sent again', async () => {
    mails.smtp.behave({ at: 'recipient', code: 550 });
    await answer('It is on its way.');
    expect(await page.getByRole('alert').textContent()).toContain('550');
    mails.smtp.behave('accept');
    await page.getByRole('button', { name: 'Send e-mail' }).click();
    await page.getByText('Sent', { exact: true }).waitFor();
    expect(mails.smtp.received).toHaveLength(1);
  });

  it('says that an answer may have been sent when the mail server hung up', async () => {
    mails.smtp.behave('hang-up-after-data');
    await answer('It is on its way.');
    await page.getByText(/May have been sent, or not: ask the customer/).waitFor();
    expect(mails.smtp.received).toHaveLength(1);
  });

  it('answered by a colleague meanwhile shows theirs first, and is sent only if it is still wanted', async () => {
    await page.getByRole('button', { name: 'Answer by e-mail' }).waitFor();
    const customer = (await mails.find(given.from))!;
    const [contact] = await mails.contactsOf(customer.id);
    const body = { id: ulid(), text: 'Ben was faster.' };
    const path = `/customers/${customer.id}/contacts/${contact!.id}/answers`;
    expect((await mails.earshot.call(path, { method: 'POST', agent: 'Ben', body })).status).toBe(200);
    await answer('It is on its way.');
    expect(await page.getByRole('alert').textContent()).toContain('Somebody has answered this e-mail meanwhile');
    await page.locator('.history').getByText('Ben was faster.').waitFor();
    expect(mails.smtp.received).toHaveLength(1);
    await page.getByRole('button', { name: 'Send e-mail' }).click();
    await page.getByRole('button', { name: 'Send e-mail' }).waitFor({ state: 'detached' });
    expect(mails.smtp.received).toHaveLength(2);
  });

  it('takes letters that are keys elsewhere as letters', async () => {
    await page.getByRole('button', { name: 'Answer by e-mail' }).click();
    const field = page.getByLabel(`Answer to ${given.from}`);
    await field.pressSequentially('jerky /');
    expect(await field.inputValue()).toBe('jerky /');
    expect(page.url()).toContain('#/customer/');
  });
});
