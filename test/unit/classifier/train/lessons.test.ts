import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readLabelledPosts } from '../../../../lib/classifier/train/corpora.ts';
import { essence } from '../../../../lib/classifier/train/essence.ts';
import { KINDS } from '../../../../lib/domain/assessment.ts';

const file = fileURLToPath(new URL('../../../../lib/classifier/train/lessons.csv', import.meta.url));

/** Complaints and other posts each group must have at least; 0 is none. */
const GROUPS = new Map<string, readonly [complaints: number, others: number]>([
  ['sarcasm', [85, 0]],
  ['sincere', [0, 60]],
  ['polite', [115, 0]],
  ['short', [80, 0]],
  ['angry', [140, 0]],
  ['question', [0, 115]],
  ['resolved', [0, 80]],
  ['praise', [0, 70]],
  ['denied', [0, 60]],
  ['negated', [60, 0]],
  ['grumble', [0, 90]],
  ['neutral', [0, 95]],
  ['wish', [0, 40]],
  ['answer', [50, 50]],
]);

const row = z.strictObject({
  text: z.string().trim().min(4).max(500),
  complaint: z.enum(['0', '1']),
  domain: z.enum([...GROUPS.keys()]),
  severity: z.enum(['', '1', '2', '3', '4']),
  kind: z.enum(KINDS),
});
const lessons = z.array(row).parse(parse(readFileSync(file), { columns: true }));

/** A group that is to have none of a sort has none. */
function fits(count: number, least: number): boolean {
  return least === 0 ? count === 0 : count >= least;
}

describe('the lessons written for the project', () => {
  it('number at least a thousand, and the trainer reads each of them as it is written', () => {
    expect(lessons.length).toBeGreaterThanOrEqual(1000);
    const read = readLabelledPosts(file);
    expect(read.map((post) => [post.text, post.complaint, post.domain, post.severity])).toEqual(
      lessons.map((l) => [l.text, l.complaint === '1', l.domain, l.severity === '' ? undefined : Number(l.severity)]),
    );
  });

  it('have a severity and the kind "complaint" exactly where they complain', () => {
    const wrong = lessons.filter(({ complaint, severity, kind }) => {
      const complains = complaint === '1';
      return complains !== (severity !== '') || complains !== (kind === 'complaint');
    });
    expect(wrong).toEqual([]);
  });

  it('hold no near-duplicates', () => {
    const groups = Map.groupBy(lessons, ({ text }) => essence(text));
    expect([...groups.values()].filter((same) => same.length > 1)).toEqual([]);
  });

  it('have each group in its size and with its label', () => {
    const wrong = [...GROUPS].filter(([domain, [complaints, others]]) => {
      const members = lessons.filter((lesson) => lesson.domain === domain);
      const complaining = members.filter(({ complaint }) => complaint === '1').length;
      return !fits(complaining, complaints) || !fits(members.length - complaining, others);
    });
    expect(wrong).toEqual([]);
  });

  it('show every severity at least forty times', () => {
    for (const severity of ['1', '2', '3', '4'] as const) {
      expect(lessons.filter((lesson) => lesson.severity === severity).length).toBeGreaterThanOrEqual(40);
    }
  });
});
