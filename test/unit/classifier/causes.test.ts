import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { causesIn } from '../../../lib/classifier/causes.ts';
import { readText } from '../../../lib/classifier/reading.ts';
import { CAUSES } from '../../../lib/domain/assessment.ts';

const causes = (text: string): readonly string[] => causesIn(readText(text).tokens);
const FIXTURES = join(import.meta.dirname, '../../fixtures');
const written: readonly { readonly text: string; readonly causes: string }[] = parse(
  readFileSync(join(FIXTURES, 'posts-by-cause.csv'), 'utf8'),
  { columns: true },
);
const answers = written.map((post) => ({ text: post.text, is: post.causes.split(' '), found: causes(post.text) }));

describe('causes of frustration in written posts', () => {
  it.each(CAUSES)('%s is found where it is written', (cause) => {
    const named = answers.filter(({ is }) => is.includes(cause));
    const missed = named.filter(({ found }) => !found.includes(cause)).map(({ text }) => text);
    expect(named.length).toBeGreaterThanOrEqual(10);
    expect(missed.slice(1)).toEqual([]);
  });

  it('are rarely other than what the post says', () => {
    const found = answers.flatMap((answer) => answer.found.map((cause) => ({ ...answer, cause })));
    const wrong = found.filter(({ is, cause }) => !is.includes(cause));
    expect(wrong.length / found.length).toBeLessThan(0.07);
  });
});

describe('causes of frustration', () => {
  it('are named several at once, in the order of the list', () => {
    expect(causes('Parcel late, nobody replies, and you promised a refund')).toEqual([
      'delivery',
      'billing',
      'unreachable',
      'broken-promise',
    ]);
  });

  it('are "other" when none is named', () => {
    expect(causes('You are a disgrace')).toEqual(['other']);
  });

  it('are read in hashtags', () => {
    expect(causes('#refund please')).toEqual(['billing']);
  });

  it('tell a battery that will not charge from a card that was charged', () => {
    expect(causes('it will not charge')).toEqual(['product-fault']);
    expect(causes('you charged my card')).toEqual(['billing']);
  });
});
