// The commands as people type them, each in a process of its own.
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StatusView } from '../../lib/api/status-schema.ts';
import { type CommandLine, commandLine, postLine as post } from '../support/command-line.ts';

const COMPLAINT = 'Still no refund after three weeks and nobody answers, this is a disgrace';

describe('the command line', () => {
  let commands: CommandLine;
  beforeEach(() => {
    commands = commandLine();
  });
  afterEach(() => commands.close());
  const earshot: CommandLine['earshot'] = (...args) => commands.earshot(...args);
  const start: CommandLine['start'] = (...args) => commands.start(...args);
  const file: CommandLine['file'] = (...args) => commands.file(...args);

  it('imports while nothing runs, reports bad lines by number, and keeps the good ones', async () => {
    const path = file(
      'posts.jsonl',
      post('1', COMPLAINT),
      '{"broken',
      { ...post('2', COMPLAINT), id: 7 },
      post('3', COMPLAINT, 'bo'),
    );
    const { code, output } = await earshot(['import', path]);
    expect(output).toContain('line 2 skipped: not JSON');
    expect(output).toContain('line 3 skipped: id is 7; expected text in quotes');
    expect(output).toContain('2 posts queued, 2 lines skipped');
    expect(code).toBe(2);
    const open = await start('--no-sample');
    expect((await open.threads()).map(({ latestPostId }) => latestPostId).toSorted()).toEqual(['1', '3']);
  });

  it('imports CSV through the running instance, and twice is once', async () => {
    const open = await start('--no-sample');
    const path = file(
      'posts.csv',
      'network,id,text,author.id,author.handle,author.followers,createdAt',
      `trustpilot,a1,"${COMPLAINT}, again",u1,ada,12,${new Date().toISOString()}`,
      'trustpilot,a2,"no author",,,,2026-11-21T09:00:00Z',
    );
    expect((await earshot(['import', path])).output).toContain('1 post queued, 1 line skipped');
    expect((await earshot(['import', path])).code).toBe(2);
    await expect.poll(open.threads, { timeout: 30_000 }).toHaveLength(1);
    expect((await open.threads())[0]).toMatchObject({ network: 'trustpilot', posts: 1, author: { followers: 12 } });
  });

  it('knows CSV by its first line, with semicolons too, finds it from where the person is, and names unknown columns once', async () => {
    const now = new Date().toISOString();
    file(
      'export.txt',
      '\uFEFFnetwork;id;text;author.id;author.handle;autor;author.followers;createdAt',
      `trustpilot;a1;"${COMPLAINT}, again";u1;ada;Ada;12;${now}`,
      `trustpilot;a2;${COMPLAINT};u2;bo;Bo;many;${now}`,
      `trustpilot;a3;${COMPLAINT};u3;cy;Cy;3;${now}`,
    );
    const { output } = await earshot(['import', 'export.txt'], { INIT_CWD: commands.folder });
    expect(output.split('\n').toSorted()).toEqual([
      '',
      '"autor" is ignored: Earshot knows no such field',
      '2 posts queued, 1 line skipped',
      'line 3 skipped: author.followers is "many"; expected a whole number',
    ]);
  });

  it('takes contacts from a file for customers it can find, once, and says whom it cannot', async () => {
    await earshot(['import', file('posts.jsonl', post('1', COMPLAINT))]);
    const path = file(
      'contacts.csv',
      'customer,channel,at,summary,promise.text,promise.dueAt',
      'ada,call,2026-11-20T10:00:00Z,Asked for the refund,refund by Friday,2026-11-27T17:00:00Z',
      'nobody,call,2026-11-20T10:00:00Z,Asked,,',
    );
    const { output } = await earshot(['import', '--contacts', path]);
    expect(output).toContain('line 3 skipped: nobody is known by "nobody"');
    expect(output).toContain('1 contact added, 1 line skipped');
    await earshot(['import', '--contacts', path]);
    const open = await start('--no-sample');
    const { items } = (await (await fetch(`${open.url}/api/customers?find=ada`)).json()) as {
      items: { timeline: object[] }[];
    };
    expect(items[0]?.timeline.filter((entry) => 'channel' in entry)).toMatchObject([
      { channel: 'call', summary: 'Asked for the refund', promise: { text: 'refund by Friday' } },
    ]);
  });

  it('prints sources, queues and dead letters as JSON', async () => {
    const { code, output } = await earshot(['status', '--json'], { X_BEARER_TOKEN: 'b', X_USER_ID: '44' });
    const status: StatusView = JSON.parse(output);
    expect(status.sources[0]).toMatchObject({ id: 'x:mentions:44', lamp: 'never-polled' });
    expect(status.queues.map(({ name }) => name)).toContain('mentions-dead-letters');
    expect({ code, deadLetters: status.deadLetters }).toEqual({ code: 0, deadLetters: 0 });
  });

  it('says everything that is wrong with the settings in one message, with the fix', async () => {
    const broken = { X_APP_KEY: 'k', MASTODON_URL: 'nonsense', POLL_SECONDS: 'soon' };
    const { code, output } = await earshot(['status'], broken);
    expect(code).toBe(1);
    expect(output).toContain('X_USER_ID is missing');
    expect(output).toContain('X_APP_SECRET, X_ACCESS_TOKEN, X_ACCESS_SECRET');
    expect(output).toContain('MASTODON_URL is "nonsense"; expected a web address');
    expect(output).toContain('MASTODON_TOKEN is missing');
    expect(output).toContain('POLL_SECONDS is "soon"; expected a whole number');
  });

  it('starts with the sample, refuses to start twice on the same data, and stops cleanly on Ctrl-C', async () => {
    const open = await start();
    expect(open.output()).toContain('It shows sample posts');
    await expect.poll(async () => (await open.threads()).length, { timeout: 30_000 }).toBeGreaterThan(10);
    const second = await earshot(['start']);
    expect(second).toMatchObject({
      code: 1,
      output: expect.stringContaining(`Earshot runs already on this data: ${open.url}`),
    });
    open.child.kill('SIGINT');
    const [code] = await once(open.child, 'exit');
    expect(code).toBe(0);
    expect(() => readFileSync(join(commands.folder, 'data', 'instance.json'))).toThrow('ENOENT');
  });

  it('lets commands and a start begin at the same moment: each waits for its turn', async () => {
    const commands = Promise.all([earshot(['status']), earshot(['poll', '--once'])]);
    const open = await start('--no-sample');
    expect((await commands).map(({ code, output }) => ({ code, stack: output.includes('    at ') }))).toEqual(
      Array.from({ length: 2 }, () => ({ code: 0, stack: false })),
    );
    expect(await open.threads()).toEqual([]);
  });

  it('starts on data whose instance was killed, though its process id lives on', async () => {
    const killed = { pid: process.pid, url: 'http://127.0.0.1:9', environment: {} };
    mkdirSync(join(commands.folder, 'data'));
    writeFileSync(join(commands.folder, 'data', 'instance.json'), JSON.stringify(killed));
    expect((await earshot(['status'])).code).toBe(0);
    expect(await (await start('--no-sample')).threads()).toEqual([]);
  });

  it('says in one line that its port is taken, before it builds anything', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, output } = await earshot(['start'], { PORT: String(port) });
    expect({ code, output }).toEqual({
      code: 1,
      output: `Port ${port} is taken by another program. Stop that one, or set PORT to another.\n`,
    });
    other.close();
  });

  it('serves nobody but this machine', async () => {
    const open = await start('--no-sample');
    const { hostname, port } = new URL(open.url);
    expect(hostname).toBe('127.0.0.1');
    const asked = (headers: Record<string, string>) =>
      fetch(`${open.url}/api/me`, { headers }).then(({ status }) => status);
    expect(await asked({})).toBe(200);
    expect(await asked({ origin: 'https://elsewhere.example' })).toBe(403);
    expect(await asked({ origin: `http://localhost:${port}` })).toBe(200);
  });

  it('diagnoses a missing watch list and wrong numbers, each once and without a stack', async () => {
    const path = join(commands.folder, 'nowhere.json');
    const { code, output } = await earshot(['doctor'], { EARSHOT_WATCHLIST: path, PORT: 'web', POLL_SECONDS: 'soon' });
    expect(code).toBe(1);
    expect(output).toContain('✗ PORT is "web"; expected a whole number');
    expect(output).toContain('✗ POLL_SECONDS is "soon"; expected a whole number');
    expect(output).toContain(`✗ there is no watch list at ${path}`);
    expect(output).not.toContain('    at ');
  });

  it('diagnoses a broken watch list once', async () => {
    const { code, output } = await earshot(['doctor'], { EARSHOT_WATCHLIST: file('list.json', { brnd: {} }) });
    expect(code).toBe(1);
    expect(output.split('brnd')).toHaveLength(2);
  });

  it('says of a server that does not answer that it does not, not how to get keys', async () => {
    const env = { MASTODON_URL: 'http://127.0.0.1:9', MASTODON_TOKEN: 'secret-token' };
    const { code, output } = await earshot(['doctor'], env);
    expect(code).toBe(1);
    expect(output).toMatch(/✗ mastodon: http:\/\/127.0.0.1:9 does not answer .*check MASTODON_URL/);
    expect(output).not.toMatch(/how to get keys|secret-token/);
  });

  it.each([
    'start',
    'import',
    'status',
    'poll',
    'doctor',
    'classify',
    'train',
    'evaluate',
    'labels',
    'compare',
    'rescore',
  ])('says how %s is called', async (name) => {
    const { code, output } = await earshot([name, '--help'], { PORT: 'nonsense' });
    expect(output).toMatch(new RegExp(`^npm run earshot -- ${name}\\b`));
    expect(code).toBe(0);
  });

  it('says how a command is called to whoever gives it an option it does not know', async () => {
    const { code, output } = await earshot(['status', '--jsn']);
    expect(code).toBe(1);
    expect(output).toContain("Unknown option '--jsn'");
    expect(output).toContain('npm run earshot -- status [--json]');
  });

  it('assesses a text that is given on the line', async () => {
    const { code, output } = await earshot(['classify', '--text', COMPLAINT]);
    expect(JSON.parse(output)).toMatchObject({ decision: 'complaint' });
    expect(code).toBe(0);
  });

  it('lists its commands when it does not know one', async () => {
    const { code, output } = await earshot(['lisen']);
    expect(code).toBe(1);
    expect(output).toContain('There is no command "lisen"');
    expect(output).toContain('import');
  });
});
