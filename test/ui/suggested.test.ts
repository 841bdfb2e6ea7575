// What is offered to answer with, in a real browser: a wording in the box, saved replies, a holding reply, a page, in private.
import type { Page } from 'playwright-core';
import { ulid } from 'ulid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CASE_ADDRESS, CASE_SECRET } from '../support/case-scene.ts';
import { closePage, type RunningDesk, startDesk, write } from '../support/desk.ts';

describe('what is suggested', () => {
  let desk: RunningDesk;
  let page: Page;
  let ids: string[];
  let round = 0;
  const first = () => ids[0] ?? '';
  const text = () => page.locator('#composer-text');
  const toast = (words: string | RegExp) => page.locator('.toast').filter({ hasText: words });
  const onNetwork = (words: string) => desk.network.replies().filter((reply) => reply.text.includes(words));
  const replies = async (id = '') => (await desk.earshot.thread(id)).replies;
  const suggested = () => page.getByText(/^Suggested: Saved reply “/);
  const menu = () => page.getByRole('dialog', { name: 'Saved replies' });
  const offer = (name: string) => page.locator('.offers').getByRole('button', { name });

  async function open(): Promise<void> {
    page = await desk.open(undefined, `#/inbox/open/${first()}`);
    await page.locator('.row[aria-current]').waitFor();
    await suggested().waitFor();
  }

  beforeAll(async () => {
    desk = await startDesk({ env: { CASE_LINK_SECRET: CASE_SECRET, CASE_LINK_URL: CASE_ADDRESS } });
    const article = {
      id: ulid(),
      kind: 'article',
      title: 'Zones of delivery',
      text: 'Here it is explained, {name}:',
      language: 'en',
      causes: [],
      url: 'https://help.acorn.example/zones',
    };
    await desk.earshot.call(`/saved-replies/${article.id}`, { method: 'PUT', body: article });
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    round += 1;
    ids = await desk.complain({ author: `ada${round}` }, { author: `ben${round}` }, { author: `cy${round}` });
  });
  afterEach(async () => {
    await closePage(page);
    for (const { id, version } of await desk.earshot.threads('open')) {
      const body = { type: 'resolve', version };
      await desk.earshot.call(`/threads/${id}/events`, { method: 'POST', body, agent: 'You' });
    }
    desk.complainOfFaults();
  });

  it('stands in the box with where it comes from, and is sent with one key, once', async () => {
    await open();
    const words = await text().inputValue();
    expect(words).toContain('ada');
    await page.keyboard.press('Control+Enter');
    await toast('Sending in').waitFor();
    await expect.poll(() => page.locator('.row[aria-current] .author').textContent()).toBe(`ben${round}`);
    await expect.poll(async () => (await replies(first())).map((reply) => reply.text)).toEqual([words]);
    await desk.holdPasses(page);
    expect(onNetwork(words)).toHaveLength(1);
    const { items } = (await desk.earshot.call('/saved-replies')).body;
    expect(items.filter(({ uses }: { uses: number }) => uses > 0)).toHaveLength(1);
  });

  it('is another one for another thread, and is nobody’s draft', async () => {
    await open();
    const forAda = await text().inputValue();
    await page.keyboard.press('j');
    await page.getByRole('textbox', { name: `Reply to ben${round}` }).waitFor();
    await suggested().waitFor();
    expect(forAda).toContain('ada');
    expect(await text().inputValue()).toContain('ben');
    expect(await text().inputValue()).not.toContain('ada');
    expect(await page.locator('.row').getByText('Draft').count()).toBe(0);
    expect((await desk.earshot.thread(first())).draft).toBeUndefined();
  });

  it('becomes the agent’s own with the first letter, and is sent as it was changed', async () => {
    await open();
    const before = await text().inputValue();
    await page.keyboard.press('r');
    await page.keyboard.press('End');
    await page.keyboard.type(' Ana');
    await suggested().waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await replies(first())).map((reply) => reply.text)).toEqual([`${before} Ana`]);
  });

  it('goes to its own thread at most once, however fast the key is pressed', async () => {
    await open();
    for (let times = 0; times < 20; times += 1) await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await replies(first())).length).toBe(1);
    await page.waitForLoadState('networkidle');
    for (const [index, author] of ['ada', 'ben', 'cy'].entries()) {
      const sent = await replies(ids[index]);
      expect(sent.length).toBeLessThanOrEqual(1);
      for (const reply of sent) expect(reply.text).toContain(author);
    }
  });

  it('is never sent to a thread that has not been read yet', async () => {
    const arrived = Promise.withResolvers<void>();
    await open();
    await page.route(`**/api/threads/${ids[1]}`, async (route) => {
      await arrived.promise;
      await route.continue();
    });
    await page.reload();
    await suggested().waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('.row[aria-current]', { hasText: `ben${round}` }).waitFor();
    await page.keyboard.press('Control+Enter');
    await toast('The conversation is still loading.').waitFor();
    arrived.resolve();
    await page.getByRole('textbox', { name: `Reply to ben${round}` }).waitFor();
    await expect.poll(async () => (await replies(first())).length).toBe(1);
    expect(await replies(ids[1])).toEqual([]);
  });

  it('gives way to a saved reply: ; opens them, letters filter, arrows move, Enter puts one in with its blanks filled', async () => {
    await open();
    await write(page, '');
    await page.keyboard.press(';');
    await menu().waitFor();
    const all = await menu().getByRole('option').count();
    await page.keyboard.type('wait');
    await expect.poll(() => menu().getByRole('option').count()).toBeLessThan(all);
    const titles = await menu().getByRole('option').allTextContents();
    expect(titles.length).toBeGreaterThan(1);
    await page.keyboard.press('ArrowDown');
    await menu()
      .locator('[aria-selected=true]', { hasText: titles[1]?.slice(0, 40) ?? '-' })
      .waitFor();
    await page.keyboard.press('Enter');
    await menu().waitFor({ state: 'detached' });
    const put = await text().inputValue();
    expect(titles[1]).toContain(put);
    expect(put).toContain('ada');
    expect(put).not.toMatch(/[{};]/);
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await replies(first())).map((reply) => reply.text)).toEqual([put]);
  });

  it('has an article put in with its address, behind what was written', async () => {
    await open();
    await write(page, 'Sorry about that.');
    await offer('Saved').click();
    await menu().waitFor();
    await page.keyboard.type('zones');
    await expect.poll(() => menu().getByRole('option').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await text().inputValue()).toMatch(
      /^Sorry about that\. Here it is explained, .*ada.*: https:\/\/help\.acorn\.example\/zones$/,
    );
  });

  it('takes ; within a word for a letter', async () => {
    await open();
    await write(page, 'So');
    await page.keyboard.press('End');
    await page.keyboard.type('; yes');
    expect(await text().inputValue()).toBe('So; yes');
    expect(await menu().count()).toBe(0);
  });

  it('has the customer’s own page put in, once', async () => {
    await open();
    await write(page, 'See how it stands:');
    await offer('Link to their page').click();
    expect(await text().inputValue()).toMatch(/^See how it stands: https:\/\/help\.acorn\.example\/case\/\S+$/);
    await offer('Link to their page').waitFor({ state: 'detached' });
  });

  it('can leave in private: to the customer alone, where an address may stand', async () => {
    await open();
    const send = page.locator('.composer').getByRole('button', { name: 'Send' });
    await write(page, `Is ada@example.org still your address? ${round}`);
    await page.getByText('An e-mail address in public').waitFor();
    await page.getByLabel('In private').check();
    await page.getByText('Direct message on Mastodon').waitFor();
    await expect.poll(() => send.isEnabled()).toBe(true);
    await send.click();
    await expect.poll(async () => (await replies(first())).map(({ visibility }) => visibility)).toEqual(['direct']);
    await desk.holdPasses(page);
    const posted = desk.network.calls().findLast(({ method }) => method === 'POST');
    expect(posted?.body).toMatchObject({ visibility: 'direct' });
    await page.goto(`${desk.earshot.url}/#/inbox/waiting/${first()}`);
    await page.locator('.reply', { hasText: 'in private' }).waitFor();
  });

  it('offers a holding reply when the answer will be late, and sends none by itself', async () => {
    await open();
    expect(await offer('Holding reply').count()).toBe(0);
    const own = await text().inputValue();
    await closePage(page);
    desk.earshot.clock.advance({ hours: 3 });
    await desk.earshot.invoke('timers');
    await desk.earshot.processAll();
    await open();
    expect(await text().inputValue()).toBe(own);
    expect(await offer('Holding reply').getAttribute('title')).toMatch(/^The answer is overdue: it was due /);
    await offer('Holding reply').click();
    await suggested().waitFor({ state: 'detached' });
    expect(await text().inputValue()).not.toBe(own);
    expect(await replies(first())).toEqual([]);
  });
});
