// The person behind a complaint: linked, written about, and found again by what they say on the phone.
import type { Page } from 'playwright-core';
import { ulid } from 'ulid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closePage, type RunningDesk, startDesk } from '../support/desk.ts';

describe('the customer beside the conversation', () => {
  let desk: RunningDesk;
  let page: Page;
  let caseNumber: string;

  beforeAll(async () => {
    desk = await startDesk();
    const [id = ''] = await desk.complain({ author: 'mara' });
    caseNumber = (await desk.earshot.thread(id)).thread.caseNumber;
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    page = await desk.open();
    await page.locator('.composer').waitFor();
  });
  afterEach(async () => {
    await closePage(page);
    desk.complainOfFaults();
  });

  async function addPhone(): Promise<void> {
    await page.getByRole('button', { name: 'Add link' }).click();
    const form = page.getByRole('dialog', { name: 'Add link' });
    await form.locator('[name=kind]').selectOption('phone');
    await form.getByLabel('Value').fill('+44 20 7946 0958');
    await form.getByLabel('What a colleague can check').fill('Called from this number today');
    await page.getByRole('button', { name: 'Link', exact: true }).click();
  }

  it('gets a phone number with its basis and evidence, is found by it, and loses it again exactly', async () => {
    await addPhone();
    const link = page.locator('.links li', { hasText: '+442079460958' });
    await link.waitFor();
    expect(await link.textContent()).toContain('Told us: Called from this number today');
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.getByRole('combobox', { name: 'Find a customer or case' }).fill('+44 20 7946 0958');
    // Enter at once: the customer opens as soon as the answer is there.
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'mara', level: 1, exact: true }).waitFor();
    expect(page.url()).toContain('#/customer/');
    await page.getByRole('button', { name: 'End the link to +442079460958' }).click();
    await link.waitFor({ state: 'detached' });
  });

  it('is found by the case number', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.getByRole('combobox', { name: 'Find a customer or case' }).fill(caseNumber);
    const found = page.getByRole('dialog').getByRole('option', { name: /customer/ });
    await found.waitFor();
    expect(await found.textContent()).toContain('mara');
  });

  it('is not found by a name, which the desk says before and after', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    const field = page.getByRole('combobox', { name: 'Find a customer or case' });
    expect(await field.getAttribute('placeholder')).toBe('Phone, e-mail, handle or case number');
    await field.fill('Agatha');
    await page
      .getByText('Nothing found for “Agatha”. Type a phone, e-mail, handle or case number; names are not searched.')
      .waitFor();
  });

  it('has a call written down with what was promised', async () => {
    await page.getByRole('button', { name: 'Add contact' }).click();
    const form = page.getByRole('dialog', { name: 'Add contact' });
    await form.getByLabel('What was said').fill('Wants the refund on the old card.');
    await form.getByLabel('Promised').fill('Refund');
    await form.getByLabel('By', { exact: true }).fill('2026-11-27T17:00');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const entry = page.locator('.history li', { hasText: 'Wants the refund on the old card.' });
    await entry.waitFor();
    expect(await entry.textContent()).toMatch(/Promised by Fri,? 27 Nov.*: Refund/);
  });

  it('keeps what was typed when the server refuses, and says why', async () => {
    await page.getByRole('button', { name: 'Add link' }).click();
    await page.getByLabel('Value').fill('not an address');
    await page.getByLabel('What a colleague can check').fill('Said so');
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Value').inputValue()).toBe('not an address');
  });

  it('is seen at a glance: what they said, what was done and promised, what is next', async () => {
    const [threadId = ''] = await desk.complain({ author: 'gloria' });
    const promise = { id: ulid(), text: 'We call you', dueAt: '2026-11-27T17:00:00.000Z' };
    const body = { type: 'promise', promise };
    await desk.earshot.call(`/threads/${threadId}/events`, { method: 'POST', body, agent: 'Ana' });
    const { customer } = await desk.earshot.thread(threadId);
    await page.goto(`${desk.earshot.url}/#/customer/${customer.id}`);
    const glance = (what: string) => page.locator('.glance div', { has: page.getByText(what, { exact: true }) });
    await glance('Said').getByText('still waiting for my refund').waitFor();
    await glance('Done').getByText('Promised: We call you').waitFor();
    expect(await glance('Promised').textContent()).toMatch(/We call you, by Fri,? 27 Nov.* \(Ana\)/);
    expect(await glance('Next').textContent()).toContain('Answer');
    await page.getByRole('link', { name: 'Open the thread' }).click();
    await page.locator('.thread-title', { hasText: 'gloria' }).waitFor();
  });

  /** Somebody gives an address of their own in a message that only the brand reads. */
  async function tellsAddress(author: string): Promise<string> {
    const text = `Still waiting for my refund, a disgrace. Write to me at ${author}@example.org instead.`;
    await desk.earshot.receive({ id: ulid(), author, text, network: 'mastodon', visibility: 'private' });
    const { items } = (await desk.earshot.call(`/customers?find=@${author}`)).body;
    return items[0].id;
  }

  it('is asked about, never assumed: with a yes and its proof an address belongs to them', async () => {
    await page.goto(`${desk.earshot.url}/#/customer/${await tellsAddress('hanna')}`);
    const asked = page.locator('.asked', { hasText: 'Does e-mail hanna@example.org belong to this person, too?' });
    await asked.waitFor();
    expect(await page.locator('.links li', { hasText: 'hanna@example.org' }).count()).toBe(0);
    await asked.getByRole('button', { name: 'Yes…' }).click();
    const form = page.getByRole('dialog', { name: 'Link hanna@example.org' });
    expect(await form.getByRole('textbox').inputValue()).toContain('in a private message on mastodon');
    await form.getByRole('button', { name: 'Link', exact: true }).click();
    await page.locator('.links li', { hasText: 'hanna@example.org' }).waitFor();
    await asked.waitFor({ state: 'detached' });
  });

  it('is not asked about again after a no', async () => {
    await page.goto(`${desk.earshot.url}/#/customer/${await tellsAddress('ida')}`);
    const asked = page.locator('.asked', { hasText: 'ida@example.org' });
    await asked.getByRole('button', { name: 'No', exact: true }).click();
    await asked.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { name: 'Linked' }).waitFor();
    expect(await page.getByText('belong to this person, too').count()).toBe(0);
    expect(await page.locator('.links li', { hasText: 'ida@example.org' }).count()).toBe(0);
  });

  it('can be asked for proof: a code to send from where else they write', async () => {
    await page.getByRole('button', { name: 'Ask for proof' }).click();
    const told = page.getByRole('status').filter({ hasText: 'Valid until' });
    await told.waitFor();
    const code = (await told.locator('strong').textContent()) ?? '';
    expect(code).toMatch(/^[\w-]{6,}$/);
    expect((await told.textContent())?.split(code).length).toBeGreaterThan(2);
  });

  it('has a page that says so when the address is wrong', async () => {
    await page.goto(`${desk.earshot.url}/#/customer/nobody`);
    expect(await page.getByRole('alert').textContent()).toContain('There is no such customer');
  });
});
