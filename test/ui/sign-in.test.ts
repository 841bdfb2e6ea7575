// Signing in where Earshot is deployed: the managed login is another site, played here by answers to the browser's requests.
import { createHash } from 'node:crypto';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closePage, type RunningDesk, startDesk, WIDE } from '../support/desk.ts';

const LOGIN = 'https://login.example';

describe('signing in', () => {
  let desk: RunningDesk;
  const asked: URL[] = [];
  const exchanged: URLSearchParams[] = [];
  const bearers: (string | undefined)[] = [];

  beforeAll(async () => {
    desk = await startDesk();
    await desk.complain({ author: 'ada' });
  });
  afterAll(() => desk.close());

  /** The login says yes at once and sends the browser back with a code. */
  async function playLogin(page: Page, state?: string): Promise<void> {
    await page.route('**/config.json', (route) =>
      route.fulfill({ json: { signIn: { url: LOGIN, clientId: 'desk' } } }),
    );
    await page.route(`${LOGIN}/oauth2/authorize*`, (route, request) => {
      const url = new URL(request.url());
      asked.push(url);
      const back = `${url.searchParams.get('redirect_uri')}?code=c0de&state=${state ?? url.searchParams.get('state')}`;
      return route.fulfill({ status: 302, headers: { location: back } });
    });
    await page.route(`${LOGIN}/oauth2/token`, (route, request) => {
      exchanged.push(new URLSearchParams(request.postData() ?? ''));
      const json = { id_token: 'the.id.token', refresh_token: 'again', expires_in: 3600 };
      return route.fulfill({ json, headers: { 'access-control-allow-origin': '*' } });
    });
    page.on('request', (request: Request) => {
      // Before the code was exchanged it is still the page from before, to which nobody signed in.
      if (exchanged.length > 0 && request.url().includes('/api/')) bearers.push(request.headers()['authorization']);
    });
  }

  it('goes through the login with a proof key, comes back to the same place, and signs each request', async () => {
    const page = await desk.open({ ...WIDE, bypassCSP: true });
    await playLogin(page);
    bearers.splice(0);
    await page.goto(`${desk.earshot.url}/?again#/inbox/waiting`);
    await page.getByRole('heading', { name: 'Waiting for customer' }).waitFor();
    const [request, exchange] = [asked.at(-1)?.searchParams, exchanged.at(-1)];
    const proof = createHash('sha256')
      .update(exchange?.get('code_verifier') ?? '')
      .digest('base64url');
    expect(request?.get('code_challenge_method')).toBe('S256');
    expect(request?.get('code_challenge')).toBe(proof);
    expect(exchange?.get('code')).toBe('c0de');
    expect(new Set(bearers)).toEqual(new Set(['Bearer the.id.token']));
    expect(page.url()).toBe(`${desk.earshot.url}/#/inbox/waiting`);

    await page.getByRole('link', { name: 'Needs reply' }).click();
    await page.getByText(/^Suggested: /).waitFor();
    await page.getByRole('textbox', { name: 'Reply to' }).fill('Half a sentence');
    await page.route('**/api/changes*', (route) =>
      route.fulfill({ status: 401, json: { title: 'Sign in', status: 401 } }),
    );
    await page.evaluate("dispatchEvent(new Event('focus'))");
    await page.getByText('You are signed out. Your drafts are kept.').waitFor();
    await page.unroute('**/api/changes*');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('You are signed out').waitFor({ state: 'detached' });
    await page.locator('.composer').waitFor();
    expect(await page.getByRole('textbox', { name: 'Reply to' }).inputValue()).toBe('Half a sentence');
    await closePage(page);
    desk.complainOfFaults();
  });

  it('takes no code that somebody else asked for', async () => {
    const page = await desk.open({ ...WIDE, bypassCSP: true });
    const before = exchanged.length;
    await playLogin(page, 'not-ours');
    const twice = page.waitForRequest(() => asked.length > 3);
    await page.goto(`${desk.earshot.url}/?again`, { waitUntil: 'commit' });
    await twice;
    expect(exchanged.length).toBe(before);
    await closePage(page);
  });
});
