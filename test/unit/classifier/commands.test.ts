import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCorpora } from '../../support/corpora.ts';

const COMMANDS = resolve(import.meta.dirname, '../../../bin/commands');
let dir = '';
/** A few instead of the project's, which take minutes. */
let lessons = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'earshot-commands-'));
  writeCorpora(dir);
  lessons = join(dir, 'lessons.csv');
  writeFileSync(
    lessons,
    'text,complaint,severity\nthe kettle came in two halves,1,2\nwhich kettle fits two cups?,0,\n',
  );
});
afterAll(() => rmSync(dir, { recursive: true }));

function run(command: 'evaluate' | 'train', args: readonly string[]) {
  const script = `import { ${command} } from ${JSON.stringify(join(COMMANDS, `${command}.ts`))};
    process.exitCode = await ${command}(process.argv.slice(1));`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script, '--', ...args], { encoding: 'utf8' });
}

describe('evaluate', () => {
  it('prints figures of folds as JSON', () => {
    const { stdout, status } = run('evaluate', [
      '--data',
      join(dir, 'complaints', 'train.csv'),
      '--folds',
      '4',
      '--lessons',
      lessons,
      '--json',
    ]);
    expect(status).toBe(0);
    const { protocol, all, brandDirected } = JSON.parse(stdout);
    expect(protocol).toMatch(/4 folds/);
    expect(all.rows).toBe(40);
    expect(brandDirected.rows).toBe(30);
  });

  it('says what the promise asked about keeps and costs', () => {
    const { stdout } = run('evaluate', ['--data', join(dir, 'complaints', 'train.csv'), '--miss', '10']);
    expect(stdout).toMatch(/recall under the promise "miss at most 10 %" +\d/);
    expect(stdout).toMatch(/non-complaints to skim for it +\d/);
  });

  it('judges the shipped model on posts it does not know without a warning', () => {
    const { stdout } = run('evaluate', ['--data', join(dir, 'complaints', 'train.csv')]);
    expect(stdout).toMatch(/^shipped model complaint-[0-9a-f]{8}\n/);
    expect(stdout).toMatch(/macro F1 +\d/);
  });

  it.each([[[]], [['--data', 'x.csv', '--folds', '1']], [['--data', 'x.csv', '--miss', '0.1']]])(
    'explains itself when called wrongly: %j',
    (args) => {
      const { stderr, status } = run('evaluate', args);
      expect(status).toBe(1);
      expect(stderr).toMatch(/--data FILE/);
    },
  );
});

describe('train', () => {
  it('writes the model, showing each step', () => {
    const out = join(dir, 'weights');
    const { stdout, status } = run('train', ['--data', dir, '--lessons', lessons, '--out', out]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/learning complaints and severity from 40 posts, 2 lessons/);
    expect(existsSync(join(out, 'model.json'))).toBe(true);
    expect(readFileSync(join(out, 'model-card.md'), 'utf8')).toMatch(/^# complaint-[0-9a-f]{8}\n/);
    const { recallCurve } = JSON.parse(readFileSync(join(out, 'model.json'), 'utf8'));
    expect(JSON.parse(readFileSync(join(out, 'recall-curve.json'), 'utf8'))).toEqual(recallCurve);
  }, 180_000);

  it('gives the same model for the same texts and seed', () => {
    const [first, second] = ['first', 'second'].map((name) => join(dir, name));
    for (const out of [first, second]) run('train', ['--data', dir, '--lessons', lessons, '--out', out ?? '']);
    const [one, other] = [first, second].map((out) => readFileSync(join(out ?? '', 'model.json'), 'utf8'));
    expect(one).toBe(other);
  }, 180_000);

  it('explains itself when called wrongly', () => {
    const { stderr, status } = run('train', ['--data', dir]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/--out DIR/);
  });
});
