import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'earshot-classify-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function start(args: readonly string[], flags: readonly string[] = []): ChildProcessWithoutNullStreams {
  const { NODE_OPTIONS: _, ...outer } = process.env;
  return spawn(process.execPath, [...flags, join(ROOT, 'bin/earshot.ts'), 'classify', ...args], {
    // The sample brand is Acorn Mobile.
    env: { ...outer, EARSHOT_WATCHLIST: join(ROOT, 'watchlist.json') },
  });
}

async function run(args: readonly string[], input: string | Iterable<string> = '', flags: readonly string[] = []) {
  const child = start(args, flags);
  const [stdout, stderr, [status]] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, 'close'),
    pipeline(Readable.from(typeof input === 'string' ? [input] : input), child.stdin),
  ]);
  const answers = stdout.split('\n').slice(0, -1);
  return { answers: answers.map((line) => JSON.parse(line)), stderr, status };
}

async function textOf(stream: Readable): Promise<string> {
  return (await stream.toArray()).map(String).join('');
}

function file(name: string, text: string): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

const line = (fields: object) => `${JSON.stringify(fields)}\n`;

describe('what classify writes', () => {
  it('is one line of JSON a text, with these fields in this order', async () => {
    const input =
      line({ id: 'a', text: '@acornmobile still waiting for my refund' }) + line({ text: 'lovely, thank you' });
    const { answers, stderr, status } = await run([], input);
    const fields = ['decision', 'probability', 'kind', 'causes', 'severity', 'risk', 'company', 'language', 'because'];
    expect(answers.map((answer) => Object.keys(answer))).toEqual([
      ['id', ...fields, 'rest', 'model'],
      [...fields, 'rest', 'model'],
    ]);
    expect(answers).toMatchObject([
      {
        id: 'a',
        decision: 'complaint',
        causes: expect.arrayContaining(['billing']),
        risk: [],
        company: 'Acorn Mobile',
      },
      {
        decision: 'not',
        kind: 'praise',
        causes: [],
        severity: 1,
        company: null,
        language: { code: 'en', known: true },
      },
    ]);
    expect([stderr, status]).toEqual(['', 0]);
  });

  it('shows words as they stand in the text, with weights that add up to the log-odds', async () => {
    const text = 'STILL waiting for my refund 😡, nobody answers';
    const [answer] = (await run(['--text', text])).answers;
    const { because, rest, probability } = answer;
    for (const { text: word, start: from, end } of because) expect(text.slice(from, end)).toBe(word);
    const logit = because.reduce((sum: number, { weight }: { weight: number }) => sum + weight, rest);
    expect(logit).toBeCloseTo(Math.log(probability / (1 - probability)), 6);
  });

  it('keeps the order and the ids, numbers as numbers', async () => {
    const lines = Array.from({ length: 3_000 }, (_, id) => line({ id, text: `post ${id} is late` }));
    const { answers } = await run([], lines);
    expect(answers.map(({ id }) => id)).toEqual(lines.map((_, id) => id));
  });
});

describe('what classify reads', () => {
  const CSV = '\uFEFFid,text\r\n7,"late,\nagain ""and"" again"\r\n8,thanks\r\n';

  it.each([
    ['a file', () => run([file('posts.csv', CSV)])],
    ['standard input', () => run([], CSV)],
    ['standard input, in pieces', () => run([], [...CSV])],
    ['semicolons', () => run([], 'id;text\n7;"late,\nagain ""and"" again"\n8;thanks')],
  ])('is CSV with line breaks in quotes and a byte order mark: %s', async (_, classified) => {
    const { answers, stderr } = await classified();
    expect(stderr).toBe('');
    expect(answers.map(({ id }) => id)).toEqual(['7', '8']);
    expect(answers[0].because.map(({ text }: { text: string }) => text).join(' ')).toContain('late');
  });

  it.each(['\uFEFF', '\n\n', '\r\n'])('is JSON lines, whatever they begin with: %j', async (beginning) => {
    const { answers, status } = await run([], `${beginning}{"id":1,"text":"late"}\r\n{"id":2,"text":"fine"}`);
    expect(answers.map(({ id }) => id)).toEqual([1, 2]);
    expect(status).toBe(0);
  });

  it.each(['', '\n \n', 'id,text\n'])('may be empty: %j', async (input) => {
    expect(await run([], input)).toEqual({ answers: [], stderr: '', status: 0 });
    expect(await run([file('empty', input)])).toEqual({ answers: [], stderr: '', status: 0 });
  });

  it('reports what it cannot assess with its line, goes on, and counts in the end', async () => {
    const huge = 'a'.repeat(5_000_000);
    const input = `{"text":"one"}\nnonsense\n{"id":3}\n{"text":${JSON.stringify(huge)}}\n{"text":"five"}\n`;
    const { answers, stderr, status } = await run([], input);
    expect(answers).toHaveLength(2);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^line 2 skipped: not JSON/),
      'line 3 skipped: it has no text',
      'line 4 skipped: its text has 5000000 characters, the longest may have 20000',
      '2 texts assessed, 3 lines skipped',
      '',
    ]);
    expect(status).toBe(2);
  });

  it('reports bad rows of a CSV, too', async () => {
    const { answers, stderr, status } = await run([], 'id,text\n1,late\n2\n3,\n4,fine\n');
    expect(answers.map(({ id }) => id)).toEqual(['1', '4']);
    expect(stderr).toMatch(/^line 3 skipped: .*\nline 4 skipped: it has no text\n2 texts assessed, 2 lines skipped\n$/);
    expect(status).toBe(2);
  });

  it('is no folder, and no file that is not there', async () => {
    for (const path of [dir, join(dir, 'nowhere.csv')]) {
      const { stderr, status } = await run([path]);
      expect(stderr).toContain(`There is no file "${path}"`);
      expect(status).toBe(1);
    }
  });
});

describe('how classify works', () => {
  it('answers each line before the next one comes', async () => {
    const child = start([]);
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const id of [1, 2, 3]) {
      child.stdin.write(line({ id, text: 'still late' }));
      expect(JSON.parse((await answers.next()).value ?? '')).toMatchObject({ id });
    }
    child.stdin.end();
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('needs no more memory for a long input than for a short one', async () => {
    const padding = 'x'.repeat(10_000);
    function* lines() {
      for (let id = 0; id < 30_000; id += 1) yield line({ id, padding, text: 'still late' });
    }
    // 300 MB of text in a heap of half of that.
    const { answers, stderr, status } = await run([], lines(), ['--max-old-space-size=150']);
    expect([answers.length, stderr, status]).toEqual([30_000, '', 0]);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = start([]);
    const complaints = textOf(child.stderr);
    child.stdin.on('error', () => undefined);
    child.stdin.end(line({ text: 'still late' }).repeat(20_000));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await complaints).toBe('');
  });
});
