// The customer's page in a real browser: readable by everybody, at every size, light and dark, and usable without script.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plus } from '../../lib/domain/time.ts';
import { accessibilityFaults, launchBrowser } from '../support/browser.ts';
import { type CaseScene, startCases } from '../support/case-scene.ts';

const SCREENS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1280, height: 900 } },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  'on a phone': { viewport: { width: 390, height: 844 }, hasTouch: true },
};

describe("the customer's page in a browser", () => {
  let cases: CaseScene;
  let browser: Browser;
  const threads: Record<string, string> = {};

  beforeAll(async () => {
    cases = await startCases();
    browser = await launchBrowser();
    threads['received'] = (await cases.complain('ada')).id;
    const { id: promised } = await cases.complain('ben');
    await cases.act(promised, { type: 'claim' });
    const promise = {
      id: '01JD4Z5R5Q0000000000000000',
      text: 'We call you',
      dueAt: plus(cases.clock.now(), { days: 5 }),
    };
    await cases.act(promised, { type: 'promise', promise });
    threads['looked at, with a promise'] = promised;
    threads['answered, not solved yet'] = (await cases.answered('cleo')).id;
    const { id: solved } = await cases.answered('dan');
    await cases.act(solved, { type: 'resolve' });
    await cases.post(`${cases.tokenOf(solved)}/survey`, { csat: '4', nps: '9' });
    await cases.post(`${cases.tokenOf(solved)}/erasure`);
    threads['solved, with all that can be said'] = solved;
  });
  afterAll(async () => {
    await browser.close();
    await cases.close();
  });

  async function visit(token: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${cases.earshot.url}/case/${token}`);
    await look(page);
    await context.close();
    return faults;
  }

  for (const [screen, options] of Object.entries(SCREENS)) {
    it(`has nothing in the way of anybody, ${screen}`, async () => {
      for (const token of [...Object.values(threads).map((id) => cases.tokenOf(id)), 'nothing']) {
        await visit(token, { ...options, bypassCSP: true }, async (page) => {
          expect(await accessibilityFaults(page)).toEqual([]);
        });
      }
    });
  }

  it('is never wider than the screen, however small', async () => {
    for (const width of [320, 390]) {
      for (const id of Object.values(threads)) {
        await visit(cases.tokenOf(id), { viewport: { width, height: 568 } }, async (page) => {
          await page.getByText('Delete my data', { exact: true }).or(page.getByText('You asked us')).first().click();
          expect(await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')).toBe(false);
        });
      }
    }
  });

  it('wears its own styles, which its policy allows, and asks for nothing else', async () => {
    const asked: string[] = [];
    const faults = await visit(cases.tokenOf(threads['received'] ?? ''), {}, async (page) => {
      page.on('request', (request) => asked.push(request.url()));
      await page.reload();
      const ground = await page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
      expect(ground).toBe('rgb(243, 245, 246)');
    });
    expect(asked.filter((url) => !/\/case\/|favicon/.test(url))).toEqual([]);
    expect(faults.filter((fault) => !/404|favicon/.test(fault))).toEqual([]);
  });

  it('takes all that a customer may say, by keyboard alone and without any script', async () => {
    const { id } = await cases.answered('eve');
    const faults = await visit(cases.tokenOf(id), { javaScriptEnabled: false }, async (page) => {
      await page
        .getByRole('group', { name: /satisfied/ })
        .getByRole('radio', { name: '1' })
        .focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
      await page.keyboard.type('Took long');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByText('You gave us 3 of 5').waitFor();
      await page.getByText('Delete my data', { exact: true }).press('Enter');
      await page.getByRole('button', { name: 'Ask us to delete my data' }).click();
      await page.getByText('You asked us to delete your data').waitFor();
      await page.getByRole('button', { name: 'This is not solved' }).press('Enter');
      await page.getByRole('heading', { name: 'Thank you for telling us', level: 1 }).waitFor();
      expect(await page.getByRole('button', { name: 'This is not solved' }).count()).toBe(0);
    });
    expect(faults.filter((fault) => !/404|favicon/.test(fault))).toEqual([]);
    expect(await cases.stored(id)).toMatchObject({ status: 'open', survey: { csat: 3, nps: 0 } });
    expect(await cases.eventsOf(id)).toEqual(expect.arrayContaining(['surveyed', 'erasure-asked', 'reopened']));
  });

  it('sends a form of another site nowhere', async () => {
    const { id } = await cases.answered('flo');
    const target = `${cases.earshot.url}/case/${cases.tokenOf(id)}/not-solved`;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route('http://evil.example/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${target}"><button>Win</button></form>`,
      }),
    );
    await page.goto('http://evil.example/');
    const [answer] = await Promise.all([page.waitForResponse(target), page.getByRole('button').click()]);
    expect(answer.status()).toBe(403);
    await context.close();
    expect(await cases.eventsOf(id)).not.toContain('reopened');
  });
});
