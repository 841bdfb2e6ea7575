// An agent works down the list with the keys, in a real browser on the whole product.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closePage, news, type RunningDesk, startDesk } from '../support/desk.ts';

describe('the desk', () => {
  let desk: RunningDesk;
  let page: Page;
  let ids: string[];
  const names = () => page.locator('.row .author').allTextContents();
  const opened = () => page.locator('.row[aria-current] .author').textContent();
  const heading = () => page.locator('.thread-title h2').textContent();
  const toast = (text: string | RegExp) => page.locator('.toast').filter({ hasText: text });

  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());
  let round = 0;
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
    for (const { id, version } of await desk.earshot.threads('open')) {
      await desk.earshot.call(`/threads/${id}/events`, {
        method: 'POST',
        body: { type: 'resolve', version },
        agent: 'You',
      });
    }
    desk.complainOfFaults();
  });

  it('opens with the most urgent complaint and shows the words that decided', async () => {
    expect(await names()).toEqual([`ada${round}`, `ben${round}`, `cy${round}`]);
    expect(await heading()).toContain(`ada${round}`);
    expect(await page.locator('.post mark').count()).toBeGreaterThan(0);
    expect(await page.locator('.post mark').first().getAttribute('title')).toMatch(
      /^Speaks (for|against) a complaint: /,
    );
    expect(await page.locator('.assessment').textContent()).toMatch(/complaint \(\d+ %\)/);
    expect(await page.getByText(/\d+ \/ 600/).isVisible()).toBe(true);
    expect(await page.getByText('Public reply on Mastodon').isVisible()).toBe(true);
  });

  it('moves with j and k, and a link leads back to the same place', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await opened()).toBe(`ben${round}`);
    await page.reload();
    await page.locator('.row[aria-current]').waitFor();
    expect(await opened()).toBe(`ben${round}`);
    expect(page.url()).toContain(`#/inbox/open/${ids[1]}`);
  });

  it('resolves with e, opens the next, and z brings the thread back to its place', async () => {
    await page.keyboard.press('e');
    await expect.poll(names).toEqual([`ben${round}`, `cy${round}`]);
    expect(await opened()).toBe(`ben${round}`);
    await toast('Resolved').waitFor();
    await page.keyboard.press('z');
    await expect.poll(names).toEqual([`ada${round}`, `ben${round}`, `cy${round}`]);
    expect(await opened()).toBe(`ada${round}`);
    await expect.poll(async () => (await desk.earshot.thread(ids[0] ?? '')).thread.status).toBe('open');
  });

  it('decides with n that it is no complaint, and shows it in that list', async () => {
    await page.keyboard.press('n');
    await expect.poll(async () => (await desk.earshot.thread(ids[0] ?? '')).thread.status).toBe('not-complaint');
    await page.getByRole('link', { name: 'Not a complaint' }).click();
    await expect.poll(names).toContain(`ada${round}`);
    await page.locator('.row', { hasText: `ada${round}` }).click();
    await page.getByRole('button', { name: 'A complaint' }).click();
    await expect.poll(async () => (await desk.earshot.thread(ids[0] ?? '')).thread.status).toBe('open');
  });

  it('ignores a held key where it would decide again', async () => {
    await page.keyboard.down('e');
    await page.keyboard.down('e');
    await page.keyboard.down('e');
    await page.keyboard.up('e');
    await expect.poll(names).toEqual([`ben${round}`, `cy${round}`]);
  });

  it('claims with i, and a colleague finds it taken', async () => {
    await page.keyboard.press('i');
    await page.locator('.row[aria-current] .owner').getByText('You').waitFor();
    await expect.poll(async () => (await desk.earshot.thread(ids[0] ?? '')).thread.claim?.agent).toBe('You');
    expect((await desk.colleague('Ana').claims(ids[0] ?? '')).status).toBe(409);
    await page.keyboard.press('i');
    await expect.poll(async () => (await desk.earshot.thread(ids[0] ?? '')).thread.claim).toBeUndefined();
  });

  it('says before anyone types that a colleague has claimed the thread, and decides nothing over their head', async () => {
    await desk.colleague('Ana').claims(ids[0] ?? '');
    await news(page);
    await page.getByText('Ana has claimed this thread and can answer it.').waitFor();
    await page.keyboard.press('e');
    await toast('Ana has claimed this thread.').waitFor();
    expect((await desk.earshot.thread(ids[0] ?? '')).thread.status).toBe('open');
    desk.earshot.clock.advance({ hours: 1 });
  });

  it('adds a note that stands in the conversation', async () => {
    await page.keyboard.press('Shift+N');
    await page.getByLabel('Internal note').getByRole('textbox').fill('Called the depot; it left today.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.note', { hasText: 'Called the depot' }).waitFor();
    expect((await desk.earshot.thread(ids[0] ?? '')).notes.map((note) => note.text)).toEqual([
      'Called the depot; it left today.',
    ]);
  });

  it('writes into the note as soon as its tab is clicked, and decides nothing from inside the composer', async () => {
    await page.getByRole('tab', { name: 'Note' }).click();
    await page.keyboard.type('zen');
    expect(await page.getByLabel('Internal note').getByRole('textbox').inputValue()).toBe('zen');
    await page.getByRole('tab', { name: 'Reply' }).focus();
    await page.keyboard.type('en');
    expect(await names()).toEqual([`ada${round}`, `ben${round}`, `cy${round}`]);
    await page.getByRole('tab', { name: 'Reply' }).click();
    await page.keyboard.type('Dear');
    expect(await page.getByRole('textbox', { name: 'Reply to' }).inputValue()).toMatch(/Dear$/);
  });

  it('claims nothing about a post in a language the model does not know', async () => {
    const real = await desk.earshot.thread(ids[0] ?? '');
    const unread = { language: { code: 'pl', known: false }, decision: 'unsure', severity: 1, causes: [] } as const;
    const posts = real.posts.map((post) => ({ ...post, assessment: { ...post.assessment, ...unread, because: [] } }));
    // A version of its own: the other lists tell of the thread as it is.
    const version = real.thread.version + 1;
    const thread = { ...real.thread, ...unread, version, status: 'to-decide', list: 'to-decide' };
    await page.route('**/api/threads?status=to-decide*', (route) => route.fulfill({ json: { items: [thread] } }));
    await page.route(`**/api/threads/${thread.id}`, (route) => route.fulfill({ json: { ...real, thread, posts } }));
    await page.goto(`${desk.earshot.url}/#/inbox/to-decide/${thread.id}`);
    await page.reload();
    const words = 'Polish: not judged, a person must read it';
    await expect.poll(() => page.locator('.assessment').textContent()).toContain(words);
    expect(await page.locator('.assessment').textContent()).toContain('Severity not judged');
    expect(await page.locator('.likelihood').count()).toBe(0);
    await expect.poll(() => page.locator('.row .marks').textContent()).toBe(words);
    expect(await page.getByLabel('Severity').locator('option:checked').textContent()).toBe('Not judged');
  });

  it('shows what is overdue in the order of the deadlines, and what is done in the order of doing', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.getByText('Nothing is overdue.').waitFor();
    expect(await page.getByRole('link', { name: 'Overdue' }).textContent()).toBe('Overdue');
    await page.getByText('0, most urgent first').waitFor();
    await page.getByRole('link', { name: 'Resolved' }).click();
    await page.getByText(', newest first').waitFor();
  });

  it('lets nothing move when a complaint arrives, until it is asked for', async () => {
    await page.keyboard.press('j');
    await desk.complain({ author: `zed${round}` });
    await news(page);
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(await names()).toEqual([`ada${round}`, `ben${round}`, `cy${round}`]);
    await page.keyboard.press('.');
    await expect
      .poll(async () => (await names()).toSorted())
      .toEqual([`ada${round}`, `ben${round}`, `cy${round}`, `zed${round}`].toSorted());
    expect(await opened()).toBe(`ben${round}`);
  });

  it('takes a refused decision back and says why, with a way to try again', async () => {
    await page.route('**/events', (route) =>
      route.fulfill({ status: 500, json: { title: 'The store is away', status: 500, code: 'failed' } }),
    );
    await page.keyboard.press('e');
    await toast('Not done for').getByText('The store is away').waitFor();
    await expect.poll(names).toEqual([`ada${round}`, `ben${round}`, `cy${round}`]);
    await page.unroute('**/events');
    await toast('Not done for').getByRole('button', { name: 'Retry' }).click();
    await expect.poll(async () => (await desk.earshot.thread(ids[0] ?? '')).thread.status).toBe('resolved');
  });

  it('leaves letters to the fields and to the switch in the settings', async () => {
    await page.keyboard.press('r');
    await page.keyboard.type('ejn');
    expect(await page.getByRole('textbox', { name: 'Reply to' }).inputValue()).toMatch(/ejn$/);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'You' }).click();
    await page.getByLabel('Single keys').selectOption('Off');
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('e');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command palette' }).fill('resolve');
    expect(await names()).toEqual([`ada${round}`, `ben${round}`, `cy${round}`]);
    await page.keyboard.press('Enter');
    await expect.poll(names).toEqual([`ben${round}`, `cy${round}`]);
  });

  it('keeps the focus in the list after a decision, and never loses it', async () => {
    await page.locator('#rows').focus();
    await page.keyboard.press('e');
    await toast('Resolved').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('rows');
  });

  it('keeps its messages beside everything else, two at most', async () => {
    await page.keyboard.press('e');
    await page.keyboard.press('i');
    await page.keyboard.press('i');
    await toast('Released').waitFor();
    expect(await page.locator('.toast').count()).toBe(2);
    const messages = await page.locator('.toasts').boundingBox();
    for (const place of ['#rows', '.connection', '.who', '.composer', '.list-head', '.thread-head']) {
      const other = await page.locator(place).boundingBox();
      if (!messages || !other) throw new Error(`${place} or the messages are not to be seen`);
      const isBeside = messages.x + messages.width <= other.x || other.x + other.width <= messages.x;
      const isBelow = messages.y + messages.height <= other.y || other.y + other.height <= messages.y;
      expect(`${place}: ${isBeside || isBelow}`).toBe(`${place}: true`);
    }
  });

  it('shows all keys with ?', async () => {
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.waitFor();
    expect(await help.textContent()).toContain('Resolve without reply, next');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
  });
});
