// What a shift costs in keys, in a real browser: the scripted mix of twenty complaints, every press or click counted but typing.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closePage, type RunningDesk, startDesk, write } from '../support/desk.ts';

/** What is done about each complaint, in turn: 8 × send, 4 × edit and send, 3 × resolve, 2 × assign, 2 × snooze, 1 × escalate. */
const SHIFT =
  'send send edit resolve send assign send snooze edit send resolve send edit escalate send snooze edit resolve send assign';
/** Presses or clicks for each complaint; the goal is 1.45. */
const AT_MOST = 1.6;

const NAMES = 'Ada Ben Cleo Dan Eve Finn Gia Hal Ines Jon Kim Lou Mia Ned Ola Pia Quin Rob Sue Tom';

describe('twenty complaints', () => {
  let desk: RunningDesk;
  let page: Page;
  beforeAll(async () => {
    desk = await startDesk();
    const complaints = NAMES.split(' ').map((author, index) => ({ author, text: WORDS[index % WORDS.length] ?? '' }));
    const [first = ''] = await desk.complain(...complaints);
    // Who has been here lately can be given something.
    await desk.earshot.call(`/threads/${first}/presence`, { method: 'POST', body: { typing: false }, agent: 'Ben' });
    page = await desk.open();
    await page.locator('.row[aria-current]').waitFor();
  });
  afterAll(() => desk.close());

  it(`take at most ${AT_MOST} presses or clicks each`, async () => {
    let interactions = 0;
    const press = async (...keys: readonly string[]) => {
      interactions += keys.length;
      for (const key of keys) await page.keyboard.press(key);
    };
    const deeds: Readonly<Record<string, (author: string) => Promise<void>>> = {
      send: async () => {
        await page.getByText(/^Suggested: /).waitFor();
        await press('Control+Enter');
      },
      edit: async (author) => {
        // r, and then what is typed: not counted.
        interactions += 1;
        await write(page, `So sorry, ${author}. I have asked the depot about your parcel. – You`);
        await press('Control+Enter');
      },
      resolve: () => press('e'),
      assign: () => press('a', '2'),
      escalate: () => press('!', '3'),
      snooze: () => press('h', '1'),
    };
    const shift = SHIFT.split(' ');
    const done: [deed: string, threadId: string][] = [];
    for (const [index, deed] of shift.entries()) {
      const author = (await page.locator('.row[aria-current] .author').textContent()) ?? '';
      await page.getByRole('textbox', { name: `Reply to ${author}` }).waitFor();
      done.push([deed, page.url().split('/').at(-1) ?? '']);
      await deeds[deed]?.(author);
      const opened = page.locator('.row[aria-current] .author', { hasNotText: author });
      if (index < shift.length - 1) await opened.waitFor();
    }
    await page.waitForLoadState('networkidle');
    await expectDone(done);
    const each = interactions / shift.length;
    process.stdout.write(`\n${shift.length} complaints: ${interactions} presses or clicks, ${each.toFixed(2)} each\n`);
    expect(each).toBeLessThanOrEqual(AT_MOST);
    await closePage(page);
    desk.complainOfFaults();
  });

  async function expectDone(done: readonly (readonly [deed: string, threadId: string])[]): Promise<void> {
    expect(new Set(done.map(([, id]) => id)).size).toBe(done.length);
    for (const [deed, id] of done) {
      const what = async () => {
        const { thread, replies } = await desk.earshot.thread(id);
        if (replies.length === 1) return 'answered';
        if (thread.claim?.agent === 'Ben') return 'assign';
        if (thread.escalation.level === 3) return 'escalate';
        return { resolved: 'resolve', snoozed: 'snooze' }[String(thread.list)];
      };
      await expect.poll(what).toBe(deed === 'send' || deed === 'edit' ? 'answered' : deed);
    }
  }
});

/** Complaints of several kinds, as they come. */
const WORDS = [
  'Still waiting for my refund, three weeks now and nobody answers. This is a disgrace.',
  'My parcel never arrived and your courier lies about it. Terrible delivery.',
  'You charged me twice this month! I want my money back, this is a rip-off.',
  'The new phone is broken after two days, what a useless piece of rubbish.',
  'No network since yesterday in the whole street. Your service is awful.',
];
