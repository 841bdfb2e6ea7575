// From people's decisions to a new model in use, on the command line: labels, evaluate, compare, rescore.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packModel } from '../../lib/classifier/model.ts';
import { shippedModel } from '../../lib/classifier/shipped-model.ts';
import { readLabelledPosts } from '../../lib/classifier/train/corpora.ts';
import { type CommandLine, commandLine, type Open, postLine } from '../support/command-line.ts';
import { ROOT } from '../support/earshot.ts';
import { otherModel } from '../support/other-models.ts';

const COMPLAINT = '@acme Still no refund,\nafter "three weeks" nobody answers, this is a disgrace';
const PRAISE = 'Thank you @acme, wonderful service, you made my day!';

describe('a new model', () => {
  let commands: CommandLine;
  let open: Open;
  let alarmed: string;
  beforeAll(async () => {
    commands = commandLine();
    const path = commands.file('posts.jsonl', postLine('1', COMPLAINT), postLine('2', PRAISE, 'bo'));
    await commands.earshot(['import', path]);
    open = await commands.start('--no-sample');
    alarmed = commands.file('alarmed.json', packModel(otherModel('alarmed')));
  });
  afterAll(() => commands.close());

  async function judgeOpen(said: object): Promise<void> {
    for (const { id, version } of await open.threads()) {
      const body = JSON.stringify({ type: 'judge', ...said, version });
      const headers = { 'content-type': 'application/json' };
      await fetch(`${open.url}/api/threads/${id}/events`, { method: 'POST', headers, body });
    }
  }

  it('learns from labels that are read like any labelled posts', async () => {
    expect((await commands.earshot(['labels'])).output).toMatch(/^text,complaint,domain,severity,id.*\n0 labels\n$/);
    await judgeOpen({ decision: 'complaint', severity: 3, causes: ['billing', 'slow-service'] });
    const file = join(commands.folder, 'labels.csv');
    const { code, output } = await commands.earshot(['labels', '--out', 'labels.csv'], { INIT_CWD: commands.folder });
    expect({ code, output }).toEqual({ code: 0, output: `1 label; written to ${file}\n` });
    const text = '@somebody Still no refund,\nafter "three weeks" nobody answers, this is a disgrace';
    expect(readLabelledPosts(file)).toEqual([{ text, complaint: true, domain: 'x', severity: 3 }]);
    expect(readFileSync(file, 'utf8')).toMatch(/x\/1,billing slow-service,\d{4}-.*,complaint-\w+,complaint,0\.\d+\n$/);
    expect((await commands.earshot(['evaluate', '--data', file])).output).toMatch(/posts +1/);
    const { said } = await commands.earshot(['labels', '--json', '--since', '2020-01-01']);
    expect(JSON.parse(said)).toMatchObject({ text, complaint: 1, causes: ['billing', 'slow-service'] });
    expect(await commands.earshot(['labels', '--since', '2999-01-01', '--json'])).toMatchObject({ said: '' });
  });

  it('learns from a table elsewhere, when the table is named', async () => {
    const note: unknown = JSON.parse(readFileSync(join(commands.folder, 'data', 'instance.json'), 'utf8'));
    const { environment } = note as { environment: Record<string, string> };
    const keys = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1' };
    const there = { ...environment, ...keys, EARSHOT_DATA: join(commands.folder, 'elsewhere') };
    expect((await commands.earshot(['labels'], there)).output).toMatch(/\n1 label\n$/);
    const { EARSHOT_TABLE = '', AWS_ENDPOINT_URL_DYNAMODB = '' } = environment;
    const { code, output } = await commands.earshot(['status'], { ...keys, EARSHOT_TABLE, AWS_ENDPOINT_URL_DYNAMODB });
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('WATCHED_QUEUES is not set') });
  });

  it('is compared with the one in use, and nothing changes by it', async () => {
    const { code, output } = await commands.earshot(['compare', '--model', alarmed]);
    expect(code).toBe(0);
    expect(output).toMatch(/^In use complaint-\w+, candidate alarmed: 2 posts of the last 30 days\n/);
    expect(output).toContain('Decided otherwise: 1 post\n       1  not → complaint\n');
    expect(output).toContain('New complaints 1, no longer complaints 0, newly unsure 0');
    expect(output).toContain('on 1 post they decided about (1 complaint)\n  unknown: it takes at least 20 complaints');
    expect(output).toMatch(/0\.\d\d → 0\.\d\d {2}not → complaint +Thank you @somebody, wonderful/);
    const { said } = await commands.earshot(['compare', '--model', alarmed, '--days', '1', '--json']);
    expect(JSON.parse(said)).toMatchObject({ days: 1, candidate: 'alarmed', posts: 2, labels: { posts: 1 } });
    expect((await open.threads()).map(({ latestPostId }) => latestPostId)).toEqual(['1']);
  });

  it('reads the past again once it is in use, and so does the one in use for another watch list', async () => {
    expect((await commands.earshot(['rescore'])).output).toContain('Said otherwise of 0 posts');
    const list = JSON.parse(readFileSync(join(ROOT, 'watchlist.json'), 'utf8'));
    const acme = { name: 'Acme', handles: ['acme'], aliases: [] };
    const env = { EARSHOT_WATCHLIST: commands.file('watchlist.json', { ...list, competitors: [acme] }) };
    const { said } = await commands.earshot(['rescore', '--dry-run', '--json'], env);
    expect(JSON.parse(said)).toMatchObject({ days: 30, dryRun: true, model: shippedModel().version, changed: 2 });
    expect((await commands.earshot(['rescore'], env)).output).toMatch(
      /^2 posts of the last 30 days read by complaint-\w+\nSaid otherwise of 2 posts, /,
    );
    expect((await commands.earshot(['rescore'], env)).output).toContain('Said otherwise of 0 posts');
  });

  it.each([
    [['labels', '--since', 'yesterday'], '--since is "yesterday"; expected a day such as 2026-11-21'],
    [['compare'], 'npm run earshot -- compare --model FILE'],
    [['compare', '--model', 'nowhere.json'], 'nowhere.json" cannot be read'],
    [['compare', '--model', 'package.json'], 'is no model.json that this Earshot can read'],
    [['rescore', '--days', 'all'], 'npm run earshot -- rescore [--days N]'],
  ])('says in words what is wrong with %j', async (args, problem) => {
    const { code, output } = await commands.earshot(args);
    expect({ code, stack: output.includes('    at ') }).toEqual({ code: 1, stack: false });
    expect(output).toContain(problem);
  });
});
