import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../../../lib/classifier/train/essence.ts';
import { divideByVerdict } from '../../../../lib/classifier/train/judged-texts.ts';

const file = fileURLToPath(new URL('../../../../lib/classifier/train/verdicts.csv', import.meta.url));

const dir = mkdtempSync(join(tmpdir(), 'earshot-verdicts-'));
afterAll(() => rmSync(dir, { recursive: true }));

describe('the verdicts on texts of other corpora', () => {
  it('make posts of the texts that have one, whatever handle they begin with', () => {
    const verdicts = join(dir, 'verdicts.csv');
    const rows = [`${fingerprint('@shop the sofa is late')},1,2`, `${fingerprint('what a sofa!')},0,`];
    writeFileSync(verdicts, ['fingerprint,complaint,severity', ...rows].join('\n'));
    const texts = ['@other the sofa is late', 'what a sofa', 'which sofa?'];
    expect(divideByVerdict(texts, verdicts)).toEqual({
      judged: [
        { text: '@other the sofa is late', complaint: true, domain: 'judged', severity: 2 },
        { text: 'what a sofa', complaint: false, domain: 'judged' },
      ],
      others: ['which sofa?'],
    });
  });

  it('leave a text without a verdict among those that a teacher judges', () => {
    const text = 'a sentence about a zibbet that nobody has ever judged';
    expect(divideByVerdict([text])).toEqual({ judged: [], others: [text] });
  });

  it('hold no text, only six letters and the verdict, each text once', () => {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
    expect(lines.length).toBeGreaterThan(3000);
    for (const line of lines) expect(line).toMatch(/^[\w-]{6},(0,|1,[1-4])$/);
    expect(new Set(lines.map((line) => line.slice(0, 6))).size).toBe(lines.length);
  });
});
