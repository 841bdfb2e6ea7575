// What doctor says of the accounts: sign-in, rights, clock, limits and price, each with its fix.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { startFakeMastodon } from '../support/fake-mastodon.ts';
import type { FakeNetwork } from '../support/fake-network.ts';
import { startFakeX } from '../support/fake-x.ts';

const now = () => new Date().toISOString();

let commands: CommandLine;
let x: FakeNetwork;
let mastodon: FakeNetwork;
beforeAll(async () => {
  commands = commandLine();
  x = await startFakeX({ clock: now });
  mastodon = await startFakeMastodon({ clock: now, scopes: ['read'] });
});
afterAll(() => Promise.all([commands.close(), x.close(), mastodon.close()]));

it('finds an account in order, and says what it costs and how to cap that', async () => {
  const { code, output } = await commands.earshot(['doctor'], x.env());
  expect(output).toContain('✓ x: signed in as acme');
  expect(output).toContain('✓ x: the clocks agree');
  expect(output).toContain('✓ x: no limit is reached');
  expect(output).toMatch(/✓ x: \$0\.00 this month.*no cap is set; set X_HARD_CAP_USD/);
  expect(code).toBe(0);
});

it('says which right is missing and how to give it', async () => {
  const { code, output } = await commands.earshot(['doctor'], mastodon.env());
  expect(output).toMatch(/✗ mastodon: the application may not answer; give it the scope write or write:statuses/);
  expect(code).toBe(1);
});

it('says that the keys are refused, and where it stands how to get new ones', async () => {
  x.failNext('signed-out', 1, 'other');
  const { code, output } = await commands.earshot(['doctor'], x.env());
  expect(output).toMatch(/✗ x: SignInExpired: .*docs\/platforms\/x\.md says how to get keys/);
  expect(output).not.toContain('app-secret');
  expect(code).toBe(1);
});
