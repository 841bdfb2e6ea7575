// A draft that colleagues see, in real browsers: begun by one, gone on with by another, and nobody's words written over.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closePage, news, type RunningDesk, startDesk, WIDE, write } from '../support/desk.ts';

describe('a draft on the server', () => {
  let desk: RunningDesk;
  let page: Page;
  let ids: string[];
  let round = 0;
  const first = () => ids[0] ?? '';
  const text = (of = page) => of.locator('#composer-text');
  const kept = async () => (await desk.earshot.thread(first())).draft;
  const conflict = () => page.locator('.composer .notice', { hasText: 'Ana wrote a draft, too: “Ana’s words”' });

  /** Ana keeps a draft at her desk. */
  async function anaKeeps(words: string, version = 0): Promise<void> {
    const request = { method: 'PUT', body: { text: words, version }, agent: 'Ana' };
    expect((await desk.earshot.call(`/threads/${first()}/draft`, request)).status).toBe(200);
  }

  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    round += 1;
    ids = await desk.complain({ author: `ada${round}` }, { author: `ben${round}` });
    page = await desk.open(undefined, `#/inbox/open/${first()}`);
    await page.locator('.row[aria-current]').waitFor();
    await page.getByText(/^Suggested: /).waitFor();
  });
  afterEach(async () => {
    await closePage(page);
    desk.complainOfFaults();
  });

  it('is kept while it is written, and opens at a colleague’s desk with whose it is', async () => {
    await write(page, 'Half a sentence');
    await expect.poll(async () => await kept()).toMatchObject({ text: 'Half a sentence', by: 'You' });
    const other = await desk.open(WIDE, `#/inbox/open/${first()}`, 'Ana');
    await other.getByText('Begun by You').waitFor();
    expect(await text(other).inputValue()).toBe('Half a sentence');
    await write(other, 'A whole sentence.');
    await expect.poll(async () => (await kept())?.by).toBe('Ana');
    await closePage(other);
    // What happens to the thread is news, with which the conversation is read again.
    await desk.colleague('Ana').claims(first());
    await news(page);
    await expect.poll(() => text().inputValue()).toBe('A whole sentence.');
    await page.getByText('Begun by Ana').waitFor();
  });

  it('is gone on with after a look at another thread, without a word about it', async () => {
    await write(page, 'Half a sentence');
    await expect.poll(async () => (await kept())?.text).toBe('Half a sentence');
    await page.locator('.row', { hasText: `ben${round}` }).click();
    await page.getByRole('textbox', { name: `Reply to ben${round}` }).waitFor();
    await page.locator('.row', { hasText: `ada${round}` }).click();
    await page.getByRole('textbox', { name: `Reply to ada${round}` }).waitFor();
    await write(page, 'Half a sentence, and the rest.');
    await expect.poll(async () => (await kept())?.text).toBe('Half a sentence, and the rest.');
    expect(await page.getByText('wrote a draft, too').count()).toBe(0);
  });

  it('takes the place of the suggestion, not of words', async () => {
    await anaKeeps('Ana’s words');
    await page.reload();
    await page.getByText('Begun by Ana').waitFor();
    expect(await text().inputValue()).toBe('Ana’s words');
    expect(await page.getByText(/^Suggested: /).count()).toBe(0);
  });

  it('of two is shown beside one’s own, and taken', async () => {
    await anaKeeps('Ana’s words');
    await write(page, 'My words');
    await conflict().waitFor();
    expect(await text().inputValue()).toBe('My words');
    expect((await kept())?.text).toBe('Ana’s words');
    await conflict().getByRole('button', { name: 'Take theirs' }).click();
    await conflict().waitFor({ state: 'detached' });
    expect(await text().inputValue()).toBe('Ana’s words');
  });

  it('of two is given up for one’s own only when the agent says so', async () => {
    await anaKeeps('Ana’s words');
    await write(page, 'My words');
    await conflict().getByRole('button', { name: 'Keep mine' }).click();
    await expect.poll(async () => await kept()).toMatchObject({ text: 'My words', by: 'You' });
    expect(await text().inputValue()).toBe('My words');
  });

  it('says that the customer wrote again since it was begun', async () => {
    await anaKeeps('Ana’s words');
    const { latestPostId: inReplyTo } = (await desk.earshot.thread(first())).thread;
    desk.network.addMention({ author: `ada${round}`, text: 'And nobody calls me back either!', inReplyTo });
    await desk.earshot.hear();
    await page.reload();
    await page.getByText('The customer wrote again since.').waitFor();
    expect(await text().inputValue()).toBe('Ana’s words');
  });

  it('that never reached the server is not given up for a suggestion', async () => {
    await page.route('**/draft', (route) => route.abort());
    await page.keyboard.press('j');
    await page.getByRole('textbox', { name: `Reply to ben${round}` }).waitFor();
    await write(page, 'Written in the tunnel');
    await page.locator('.row', { hasText: `ada${round}` }).click();
    await page.getByText(/^Suggested: /).waitFor();
    // The next conversations are fetched ahead.
    const ahead = page.waitForResponse(`**/api/threads/${ids[1]}/suggestions`);
    await page.reload();
    await (await ahead).finished();
    await page.keyboard.press('j');
    await page.getByRole('textbox', { name: `Reply to ben${round}` }).waitFor();
    expect(await text().inputValue()).toBe('Written in the tunnel');
  });

  it('stays through a lost connection and reloading', async () => {
    await page.context().setOffline(true);
    await write(page, 'Written in the tunnel');
    await page.locator('.row', { hasText: `ben${round}` }).click();
    await page.locator('.row', { hasText: `ada${round}` }).click();
    expect(await text().inputValue()).toBe('Written in the tunnel');
    await page.context().setOffline(false);
    await page.locator('.row', { hasText: `ben${round}` }).click();
    await page.reload();
    await page.getByRole('textbox', { name: `Reply to ben${round}` }).waitFor();
    await page.locator('.row', { hasText: `ada${round}` }).click();
    await page.locator('.row[aria-current]').waitFor();
    await expect.poll(() => text().inputValue()).toBe('Written in the tunnel');
  });
});
