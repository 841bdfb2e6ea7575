// The searches that cover the watched words on X.
import { describe, expect, it } from 'vitest';
import { searchSources } from '../../../../lib/platforms/x/x-query.ts';

describe('the searches on X', () => {
  it('are none without words', () => {
    expect(searchSources([], '44')).toEqual([]);
    expect(searchSources(['  ', '"'], '44')).toEqual([]);
  });

  it('ask for any of the words, phrases in quotes, tags and handles as they are', () => {
    const [source] = searchSources(['acme', 'acme  air', '#acme', '@acme'], '44');
    expect(source!.query).toBe('("acme" OR "acme air" OR #acme OR @acme) -is:retweet -from:44');
  });

  it('cannot be changed by a quotation mark in a word', () => {
    expect(searchSources(['a" OR from:b OR "c'], '44')[0]!.query).toBe('("a OR from:b OR c") -is:retweet -from:44');
  });

  it('are split where one query would be longer than X allows, and lose no word', () => {
    const words = Array.from({ length: 60 }, (_, i) => `watched phrase number ${i}`);
    const sources = searchSources(words, '44');
    expect(sources.length).toBeGreaterThan(1);
    for (const { query } of sources) expect(query!.length).toBeLessThanOrEqual(512);
    for (const word of words) expect(sources.filter(({ query }) => query!.includes(`"${word}"`))).toHaveLength(1);
    expect(new Set(sources.map(({ id }) => id)).size).toBe(sources.length);
  });

  it('keep their name as long as the words stay the same', () => {
    expect(searchSources(['acme'], '44')[0]!.id).toBe(searchSources(['acme'], '44')[0]!.id);
    expect(searchSources(['acme'], '44')[0]!.id).not.toBe(searchSources(['acme air'], '44')[0]!.id);
  });
});
