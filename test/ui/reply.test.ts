// An answer from the first letter to the network and back, in a real browser on the whole product.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closePage, news, type RunningDesk, startDesk, write } from '../support/desk.ts';

describe('answering', () => {
  let desk: RunningDesk;
  let page: Page;
  let ids: string[];
  let round = 0;
  const first = () => ids[0] ?? '';
  const text = () => page.getByRole('textbox', { name: 'Reply to' });
  const names = () => page.locator('.row .author').allTextContents();
  const toast = (words: string | RegExp) => page.locator('.toast').filter({ hasText: words });
  const onNetwork = (words: string) => desk.network.replies().filter((reply) => reply.text.includes(words));

  const send = () => page.keyboard.press('Control+Enter');

  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    round += 1;
    ids = await desk.complain({ author: `ada${round}` }, { author: `ben${round}` });
    page = await desk.open(undefined, `#/inbox/open/${first()}`);
    await page.locator('.composer').waitFor();
    await page.locator('.row[aria-current]').waitFor();
  });
  afterEach(async () => {
    await closePage(page);
    desk.complainOfFaults();
  });

  it('sends with Ctrl+Enter, opens the next, and after the hold the answer stands on the network once', async () => {
    const words = `So sorry, your refund left today. Ana ${round}`;
    await write(page, words);
    await send();
    await toast('Sending in').waitFor();
    await expect.poll(names).not.toContain(`ada${round}`);
    await expect.poll(async () => (await desk.earshot.thread(first())).replies[0]?.state).toBe('queued');
    expect(onNetwork(words)).toEqual([]);
    await desk.holdPasses(page);
    expect(onNetwork(words)).toHaveLength(1);
    await page.goto(`${desk.earshot.url}/#/inbox/waiting/${first()}`);
    await page.locator('.reply-sent', { hasText: words }).getByRole('link', { name: 'See it there' }).waitFor();
  });

  it('takes a reply back with z within the hold: it is a draft again, and nothing was sent', async () => {
    const words = `Too early ${round}`;
    await write(page, words);
    await send();
    await toast('Sending in').waitFor();
    await expect.poll(async () => (await desk.earshot.thread(first())).replies[0]?.state).toBe('queued');
    await page.keyboard.press('z');
    await toast('Reply taken back').waitFor();
    expect(await text().inputValue()).toBe(words);
    expect(await page.locator('.thread-title h2').textContent()).toContain(`ada${round}`);
    await news(page);
    expect(await page.getByRole('button', { name: /new/ }).count()).toBe(0);
    await desk.holdPasses(page);
    expect(onNetwork(words)).toEqual([]);
  });

  it("sends one reply for a held Ctrl+Enter, and never the next thread's draft", async () => {
    await page.keyboard.press('j');
    await page.getByRole('textbox', { name: `Reply to ben${round}` }).waitFor();
    await write(page, `For ben, not finished ${round}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('k');
    await page.getByRole('textbox', { name: `Reply to ada${round}` }).waitFor();
    await write(page, `For ada ${round}`);
    await page.keyboard.down('Control');
    for (let times = 0; times < 5; times += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.keyboard.up('Control');
    await expect.poll(async () => (await desk.earshot.thread(first())).replies.length).toBe(1);
    await desk.holdPasses(page);
    expect((await desk.earshot.thread(ids[1] ?? '')).replies).toEqual([]);
    expect(onNetwork(`For ada ${round}`)).toHaveLength(1);
  });

  it('takes letters for words, not for commands, while the conversation to be answered is still being read', async () => {
    const arrived = Promise.withResolvers<void>();
    await page.route(`**/api/threads/${ids[1]}`, async (route) => {
      await arrived.promise;
      await route.continue();
    });
    await page.reload();
    await page.locator('.composer').waitFor();
    await page.keyboard.press('j');
    await page.locator('.row[aria-current]', { hasText: `ben${round}` }).waitFor();
    await page.keyboard.press('r');
    await page.keyboard.type('Dear Ben, e and n');
    arrived.resolve();
    await page.locator('.composer textarea:focus').waitFor();
    expect(await names()).toContain(`ben${round}`);
    const { thread } = await desk.earshot.thread(ids[1] ?? '');
    expect([thread.status, thread.version]).toEqual(['open', (await desk.earshot.thread(first())).thread.version]);
  });

  it('keeps each draft with its own thread through moving on and reloading', async () => {
    await write(page, 'Half a sentence');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    const forBen = page.getByRole('textbox', { name: `Reply to ben${round}` });
    await forBen.waitFor();
    expect(await forBen.inputValue()).not.toContain('Half a sentence');
    await page.reload();
    await forBen.waitFor();
    expect(await forBen.inputValue()).not.toContain('Half a sentence');
    await page
      .locator('.row', { hasText: `ada${round}` })
      .getByText('Draft')
      .waitFor();
    await page.locator('.row', { hasText: `ada${round}` }).click();
    await expect.poll(() => text().inputValue()).toBe('Half a sentence');
  });

  it('says that a colleague was first, and keeps the draft', async () => {
    await write(page, 'My own answer');
    await desk.colleague('Ana').replies(first(), `Ana is on it ${round}`);
    await send();
    await toast('Ana replied just now. Your draft is kept.').getByRole('button', { name: 'Show' }).click();
    await page.locator('.composer .notice', { hasText: 'Ana replied just now.' }).waitFor();
    expect(await text().inputValue()).toBe('My own answer');
    await page.locator('.reply', { hasText: `Ana is on it ${round}` }).waitFor();
    await desk.holdPasses(page);
    expect(onNetwork('My own answer')).toEqual([]);
  });

  it('holds an answer while the connection is gone, counts it, and sends it once when it is back', async () => {
    await write(page, `After the tunnel ${round}`);
    await page.context().setOffline(true);
    await send();
    await page.evaluate("dispatchEvent(new Event('focus'))");
    await page.getByText('Offline: 1 action waits').waitFor();
    expect((await desk.earshot.thread(first())).replies).toEqual([]);
    await page.context().setOffline(false);
    await news(page);
    await expect.poll(async () => (await desk.earshot.thread(first())).replies.length).toBe(1);
    await desk.holdPasses(page);
    expect(onNetwork(`After the tunnel ${round}`)).toHaveLength(1);
  });

  it('keeps the draft when the server does not answer, says so, and sends it once when it does', async () => {
    await write(page, `After the pause ${round}`);
    await page.route('**/replies', (route) => route.abort());
    await send();
    await toast('No connection to the server. Your draft is kept.').waitFor();
    await page.unroute('**/replies');
    await page.locator('.row', { hasText: `ada${round}` }).click();
    await expect.poll(() => text().inputValue()).toBe(`After the pause ${round}`);
    await send();
    await expect.poll(async () => (await desk.earshot.thread(first())).replies.length).toBe(1);
  });

  it('tells before the first letter that a post cannot be answered from here, and where it can', async () => {
    await desk.earshot.receive({ id: `77${round}`, author: `quiet${round}`, addressed: false });
    const quiet = (await desk.earshot.threads()).find((thread) => thread.author.handle === `quiet${round}`);
    await page.goto(`${desk.earshot.url}/#/inbox/open/${quiet?.id}`);
    await page
      .locator('.composer .notice', { hasText: 'X lets a program answer only those who mentioned the account' })
      .waitFor();
    expect(await text().isDisabled()).toBe(true);
    const link = page.getByRole('link', { name: 'Open on X' });
    expect(await link.getAttribute('href')).toMatch(/^https:\/\//);
    await page.getByRole('tab', { name: 'Note' }).click();
    await page.keyboard.type('Call them');
    expect(await page.getByLabel('Internal note').getByRole('textbox').inputValue()).toBe('Call them');
    expect(await page.getByRole('button', { name: /^Send/ }).count()).toBe(0);
  });

  it('offers a text written before to be copied and opened there, and only the reason where nothing can be opened', async () => {
    await write(page, 'Written before');
    const real = await desk.earshot.thread(first());
    const permit = { ...real.permit, allowed: false, reason: 'The account is not connected.' };
    const show = async (change: object) => {
      await page.unroute(`**/api/threads/${first()}`);
      await page.route(`**/api/threads/${first()}`, (route) => route.fulfill({ json: { ...real, ...change } }));
      await page.reload();
      await page.locator('.composer .notice', { hasText: 'The account is not connected.' }).waitFor();
    };
    await show({ permit: { ...permit, openUrl: 'https://example.org/1' } });
    await page.getByRole('link', { name: 'Copy the text and open on Mastodon' }).waitFor();
    expect(await text().inputValue()).toBe('Written before');
    await show({ permit });
    expect(await page.locator('.composer textarea, .composer a').count()).toBe(0);
  });

  it('says of a sample that nothing leaves this machine', async () => {
    const real = await desk.earshot.thread(first());
    const thread = { ...real.thread, sample: true };
    const answer = { id: 'r', threadId: first(), postId: 'p', text: 'Hello', by: 'You', createdAt: thread.heardAt };
    const replies = [{ ...answer, holdUntil: thread.heardAt, sentAt: thread.heardAt, state: 'sent' }];
    await page.route(`**/api/threads/${first()}`, (route) => route.fulfill({ json: { ...real, thread, replies } }));
    await page.reload();
    await page.getByText('Sample: kept on this machine · 600 characters').waitFor();
    await page.locator('.reply', { hasText: 'Kept here (sample)' }).waitFor();
    expect(await page.getByText('Public reply on').count()).toBe(0);
  });

  it('counts the length as the network does and holds back what does not fit', async () => {
    await write(page, 'See https://example.org/a/rather/long/address/that/counts/twenty-three');
    // A link counts 23, and the address that goes before the answer counts too.
    await page.getByText(`${`@ada${round} See `.length + 23} / 600`).waitFor();
    await text().fill('a'.repeat(601));
    await page.getByText('601 / 600 · too long').waitFor();
    expect(await page.getByRole('button', { name: /^Send/ }).isDisabled()).toBe(true);
  });

  it('says that the customer wrote meanwhile, and sends the same words only if they are still meant', async () => {
    const words = `Your refund left today ${round}`;
    const read = Promise.withResolvers<void>();
    await page.route('**/api/changes?*', (route) => read.promise.then(() => route.continue()));
    await write(page, words);
    const { latestPostId: inReplyTo } = (await desk.earshot.thread(first())).thread;
    desk.network.addMention({ author: `ada${round}`, text: 'And the parcel is broken, too!', inReplyTo });
    await desk.earshot.hear();
    await send();
    await toast('Your draft is kept.').getByRole('button', { name: 'Show' }).click();
    await page.locator('.composer .notice', { hasText: 'The thread changed' }).waitFor();
    expect((await desk.earshot.thread(first())).replies).toEqual([]);
    await page.locator('.post', { hasText: 'the parcel is broken' }).waitFor();
    expect(await text().inputValue()).toBe(words);
    await page.getByRole('button', { name: 'Send anyway' }).click();
    await expect.poll(async () => (await desk.earshot.thread(first())).replies.length).toBe(1);
    read.resolve();
    await desk.holdPasses(page);
    expect(onNetwork(words)).toHaveLength(1);
  });

  it('brings the thread back, loudly, when the network refuses the reply', async () => {
    desk.network.failNext('not-permitted', 1, 'reply');
    await write(page, `Refused words ${round}`);
    await send();
    await expect.poll(async () => (await desk.earshot.thread(first())).replies.length).toBe(1);
    await desk.holdPasses(page);
    await news(page);
    await toast('was not sent').getByRole('button', { name: 'Show' }).click();
    await page.locator('.reply-failed', { hasText: 'Not sent' }).waitFor();
    expect(await text().inputValue()).toBe(`Refused words ${round}`);
  });

  it('asks whether a reply of unknown outcome stands on the network, and takes the answer', async () => {
    const words = `Lost on the way ${round}`;
    await write(page, words);
    await send();
    await expect.poll(async () => (await desk.earshot.thread(first())).replies.length).toBe(1);
    const real = await desk.earshot.thread(first());
    const replies = real.replies.map((reply) => ({ ...reply, state: 'unknown', problem: 'The call was cut.' }));
    await page.route(`**/api/threads/${first()}`, (route) => route.fulfill({ json: { ...real, replies } }));
    const settled = page.waitForRequest((request) => request.url().endsWith(`/${first()}/events`));
    await page.goto(`${desk.earshot.url}/#/inbox/open/${first()}`);
    await page.reload();
    await page.getByRole('button', { name: 'It is not there' }).click();
    expect((await settled).postDataJSON()).toMatchObject({ type: 'settle-reply', stands: false });
  });
});
