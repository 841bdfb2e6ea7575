// What a team shares, in a real browser: the texts it answers with, the rules it lives by, and when it is too few.
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closePage, type RunningDesk, startDesk } from '../support/desk.ts';

describe('the settings of a team', () => {
  let desk: RunningDesk;
  let page: Page;
  const section = (title: string) => page.locator('details', { has: page.getByRole('heading', { name: title }) });
  const item = (of: Locator, name: string) => of.locator('li', { has: page.getByText(name, { exact: true }) });
  const dialog = (name: string) => page.getByRole('dialog', { name });
  const rules = async () => (await desk.earshot.call('/rules')).body.rules;

  async function openSection(title: string): Promise<Locator> {
    await section(title).locator('summary').click();
    await section(title).locator('ul, table').first().waitFor();
    return section(title);
  }

  async function save(name: string): Promise<void> {
    await dialog(name).getByRole('button', { name: 'Save' }).click();
  }

  beforeAll(async () => {
    desk = await startDesk();
    await desk.complain(...'abcdefgh'.split('').map((letter) => ({ author: `${letter}da` })));
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    page = await desk.open(undefined, '#/settings');
    await page.getByRole('heading', { name: 'You', exact: true }).waitFor();
  });
  afterEach(async () => {
    await closePage(page);
    desk.complainOfFaults();
  });

  describe('saved replies', () => {
    let list: Locator;
    beforeEach(async () => {
      list = await openSection('Saved replies and articles');
    });

    it('are listed with what they are for and how they did', async () => {
      const wait = list.locator('li', { hasText: 'The wait was too long' }).first();
      expect(await wait.textContent()).toContain('en · Slow service');
      expect(await wait.textContent()).toContain('Not used yet');
    });

    it('are added, changed and deleted', async () => {
      await list.getByRole('button', { name: 'Add a saved reply' }).click();
      await dialog('Saved reply').getByLabel('Title').fill('Snow');
      await dialog('Saved reply').getByLabel('Text').fill('Hi {name}, the snow holds us up.');
      await dialog('Saved reply').getByText('{name}').first().waitFor();
      await save('Saved reply');
      await item(list, 'Snow').getByText('Hi {name}, the snow holds us up.').waitFor();
      await list.getByRole('button', { name: 'Edit Snow' }).click();
      await dialog('Saved reply').getByLabel('Text').fill('Hi {name}, it still snows.');
      await dialog('Saved reply').getByLabel('Delivery').check();
      await save('Saved reply');
      await item(list, 'Snow').getByText('it still snows').waitFor();
      expect(await item(list, 'Snow').textContent()).toContain('en · Delivery');
      await list.getByRole('button', { name: 'Edit Snow' }).click();
      await dialog('Saved reply').getByLabel('Delete it').check();
      await save('Saved reply');
      await item(list, 'Snow').waitFor({ state: 'detached' });
      const { items } = (await desk.earshot.call('/saved-replies')).body;
      expect(items.some(({ title }: { title: string }) => title === 'Snow')).toBe(false);
    });

    it('keep what was typed when the server refuses, and say why', async () => {
      await list.getByRole('button', { name: 'Add a saved reply' }).click();
      await dialog('Saved reply').getByLabel('Title').fill('Zones');
      await dialog('Saved reply').getByLabel('Text').fill('Look here, {name}:');
      await dialog('Saved reply').getByLabel('Address of the article').fill('ftp://help.acorn.example/zones');
      await save('Saved reply');
      expect(await dialog('Saved reply').getByRole('alert').textContent()).toContain('Invalid URL');
      expect(await dialog('Saved reply').getByLabel('Text').inputValue()).toBe('Look here, {name}:');
    });
  });

  describe('rules', () => {
    let list: Locator;
    beforeEach(async () => {
      list = await openSection('Rules');
    });

    it('are listed in words, and switched on and off', async () => {
      await list.getByText('When the deadline is missed: escalate by 1').waitFor();
      const blame = list.getByRole('switch', { name: 'Any blame' });
      expect(await blame.getAttribute('aria-checked')).toBe('false');
      await blame.click();
      await expect.poll(() => blame.getAttribute('aria-checked')).toBe('true');
      expect(await rules()).toContainEqual(expect.objectContaining({ id: 'blame', enabled: true }));
      await blame.click();
      await expect.poll(() => blame.getAttribute('aria-checked')).toBe('false');
    });

    it('are written with a condition, tried on what was heard, saved, and deleted', async () => {
      await list.getByRole('button', { name: 'Add a rule' }).click();
      const form = dialog('New rule');
      await form.getByLabel('Name').fill('Refunds to Ana');
      await form.getByRole('button', { name: 'Add to If all of these hold' }).click();
      await form.getByLabel('If all of these hold: what').selectOption('words');
      await form.getByRole('textbox', { name: 'words' }).fill('refund, money back');
      await form.getByLabel('Then: what').selectOption('give to');
      await form.getByRole('textbox', { name: 'give to' }).fill('Ana');
      await form.getByRole('button', { name: 'Try on the last 30 days' }).click();
      await form.getByText(/^It would have acted 8 times in/).waitFor();
      expect(await form.getByRole('status').locator('li').count()).toBe(5);
      await save('New rule');
      await list.getByText('When a thread is opened, if words refund, money back: give to Ana').waitFor();
      expect((await rules()).at(-1)).toMatchObject({
        when: [{ field: 'words', anyOf: ['refund', 'money back'] }],
        actions: [{ do: 'assign', agent: 'Ana' }],
      });
      await list.getByRole('button', { name: 'Edit Refunds to Ana' }).click();
      await dialog('Rule').getByLabel('Delete it').check();
      await save('Rule');
      await item(list, 'Refunds to Ana').waitFor({ state: 'detached' });
    });

    it('are refused in words that say what is allowed, and stay as they were typed', async () => {
      const before = await rules();
      await list.getByRole('button', { name: 'Add a rule' }).click();
      const form = dialog('New rule');
      await form.getByLabel('Name').fill('To level nine');
      await form.getByLabel('Then: what').selectOption('escalate to level');
      await form.getByRole('textbox', { name: 'escalate to level' }).fill('9');
      await save('New rule');
      expect(await form.getByRole('alert').textContent()).toContain('expected a level, 1 to 5');
      expect(await form.getByRole('textbox', { name: 'escalate to level' }).inputValue()).toBe('9');
      expect(await rules()).toEqual(before);
    });

    it('and saved replies are read by an agent, who changes nothing', async () => {
      await page.route('**/api/me', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ json: { ...(await answer.json()), role: 'agent' } });
      });
      await page.reload();
      list = await openSection('Rules');
      await list.getByText('A lead can change this.').waitFor();
      expect(await list.getByRole('switch', { name: 'Any blame' }).isDisabled()).toBe(true);
      expect(await list.getByRole('button', { name: /^(Add|Edit)/ }).count()).toBe(0);
    });
  });

  it('shows the load by the hour of the week, and marks where too few are there', async () => {
    desk.earshot.clock.advance({ hours: 2 });
    const load = await openSection('Load by hour of the week');
    await load.getByText('In 1 hour there are too few people (!).').waitFor();
    const saturday = load.locator('tbody tr', { has: page.getByRole('rowheader', { name: 'Sat' }) });
    const cells = await saturday.locator('td').allTextContents();
    expect(cells[9]).toBe('8!');
    expect(cells.filter(Boolean)).toHaveLength(1);
  });
});
