// Posts that their authors changed or took back, as the desk shows them.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../support/browser.ts';
import { closePage, PHONE, type RunningDesk, startDesk, WIDE } from '../support/desk.ts';

describe('posts that were changed or taken back', () => {
  let changed: string;
  let taken: string;
  let desk: RunningDesk;
  let page: Page;

  beforeAll(async () => {
    desk = await startDesk();
    [changed = '', taken = ''] = await desk.complain({ author: 'edda' }, { author: 'tom' });
    const postOf = async (id: string) => (await desk.earshot.thread(id)).thread.latestPostId;
    desk.network.edit?.(await postOf(changed), 'Acorn Mobile still owes me my refund. A disgrace!');
    desk.network.remove(await postOf(taken));
    // Looked at after a day, and once more before anything is erased.
    for (const hours of [21, 2]) {
      desk.earshot.clock.advance({ hours });
      await desk.earshot.invoke('follow');
      await desk.earshot.processAll();
    }
  });
  afterAll(() => desk.close());
  afterEach(async () => {
    await closePage(page);
    desk.complainOfFaults();
  });

  it('have their new words, and say when they were changed', async () => {
    page = await desk.open(WIDE, `#/inbox/open/${changed}`);
    const post = page.locator('.post');
    await post.getByText(/^edited .*\d\d:\d\d$/).waitFor();
    expect((await post.textContent())?.replace(/[+−]/g, '')).toContain('still owes me');
    await page.locator('summary', { hasText: 'more' }).click();
    await page.getByText('The customer changed a post').waitFor();
  });

  it('have no words any more, and say why in the conversation and in the list', async () => {
    page = await desk.open(WIDE, `#/inbox/open/${taken}`);
    await page
      .getByText(
        /^Taken back by its author, or no longer shown by the network \(.*\d\d:\d\d\); its words were erased here\.$/,
      )
      .waitFor();
    expect(await page.locator('.row[aria-current] .excerpt').textContent()).toBe('(no longer on the network)');
    await page.getByText('This post is no longer on the network.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Reply to' }).count()).toBe(0);
    // Nothing leads to where nothing stands.
    expect(await page.locator('.thread-facts a').count()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('tom');
    await page.getByRole('option', { name: 'tom: (no longer on the network)' }).waitFor();
  });

  for (const [screen, options] of Object.entries({
    light: WIDE,
    dark: { ...WIDE, colorScheme: 'dark' },
    'on a phone': PHONE,
  } as const)) {
    it(`have nothing in the way of anybody, ${screen}`, async () => {
      page = await desk.open({ ...options, bypassCSP: true }, `#/inbox/open/${taken}`);
      await page.locator('.gone').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
    });
  }
});
