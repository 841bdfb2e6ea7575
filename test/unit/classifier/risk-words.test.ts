import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readText } from '../../../lib/classifier/reading.ts';
import { risksIn } from '../../../lib/classifier/risk-words.ts';
import { RISKS } from '../../../lib/domain/assessment.ts';

const risks = (text: string): readonly string[] => risksIn(readText(text).tokens);
const written: readonly { readonly text: string; readonly risks: string }[] = parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/posts-by-risk.csv'), 'utf8'),
  { columns: true },
);
const risky = written.filter((post) => post.risks !== '');
const harmless = written.filter((post) => post.risks === '');

describe('risk words in written posts', () => {
  it.each(risky)('$risks: $text', (post) => {
    expect(risks(post.text)).toContain(post.risks);
  });

  it.each(harmless)('none, however alike it looks: $text', ({ text }) => {
    expect(risks(text)).toEqual([]);
  });

  it('are tried for every risk, and as often for what only looks like one', () => {
    for (const risk of RISKS) expect(risky.filter((post) => post.risks === risk).length).toBeGreaterThanOrEqual(14);
    expect(harmless.length).toBeGreaterThanOrEqual(100);
  });
});

describe('risk words', () => {
  it('are named several at once, in the order of the list', () => {
    expect(risks('My lawyer knows that your heater exploded')).toEqual(['danger', 'legal-threat']);
  });

  it('count beside a figure of speech', () => {
    expect(risks('Your social media team ignored me, so I am off to the papers')).toEqual(['press']);
    expect(risks('laughed so hard I almost died until the charger caught fire')).toEqual(['danger']);
  });

  it('count in hashtags and in capitals', () => {
    expect(risks('MY ACCOUNT WAS HACKED')).toEqual(['data-leak']);
    expect(risks('answer me #ombudsman')).toEqual(['legal-threat']);
  });
});
