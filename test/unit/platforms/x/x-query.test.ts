// The searches that cover the watched words on X.
import { describe, expect, it } from 'vitest';
import { complaintSources, isComplaintWatch, searchSources } from '../../../../lib/platforms/x/x-query.ts';

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

describe('the complaint watch on X', () => {
  const brand = { name: 'Acorn Mobile', handles: ['AcornMobile', 'acorn.example.social'], aliases: ['acorn', '#ACM'] };

  it('asks for complaints of the customer service of a company by its name, hashtags, abbreviations and handles', () => {
    const [source, ...others] = complaintSources([brand], '44');
    expect(others).toEqual([]);
    expect(source!.query).toBe(
      '"customer service" (fail OR sucks OR worst OR poor OR bad OR terrible OR awful) ' +
        '("acorn mobile" OR "acorn" OR #acm OR #acornmobile OR #acorn OR @acornmobile) -is:retweet -from:44',
    );
    expect(source).toMatchObject({ kind: 'search', everySeconds: 300 });
  });

  it('is one search a company, the brand first, and none without companies', () => {
    const rival = { name: 'Beech', handles: [], aliases: [] };
    const queries = complaintSources([brand, rival], '44').map(({ query }) => query);
    expect(queries).toEqual([expect.stringContaining('"acorn mobile"'), expect.stringContaining('"beech"')]);
    expect(complaintSources([], '44')).toEqual([]);
  });

  it('is split where a company has many names, loses none, and leaves out what no post could hold', () => {
    const aliases = Array.from({ length: 40 }, (_, i) => `acorn subsidiary ${i}`);
    const sources = complaintSources([{ name: 'a'.repeat(500), handles: [], aliases }], '44');
    expect(sources.length).toBeGreaterThan(1);
    for (const { query } of sources) expect(query!.length).toBeLessThanOrEqual(512);
    for (const alias of aliases) expect(sources.filter(({ query }) => query!.includes(`"${alias}"`))).toHaveLength(1);
  });

  it('is told from the other searches', () => {
    expect(complaintSources([brand], '44').map(isComplaintWatch)).toEqual([true]);
    expect(searchSources(['customer service', 'acorn'], '44').map(isComplaintWatch)).toEqual([false]);
  });
});
