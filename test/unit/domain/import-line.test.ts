// A line of an import file becomes a post, or says in words what is wrong with it.
import { describe, expect, it } from 'vitest';
import { parseImportLine } from '../../../lib/domain/import-line.ts';
import { isHistory } from '../../../lib/domain/mention.ts';

const NOW = '2026-11-21T09:30:00.000Z';
const line = {
  network: 'trustpilot',
  id: '44',
  text: 'Where is my parcel?',
  author: { id: '7', handle: 'ana', followers: 12 },
  createdAt: '2026-11-21T10:00:00+01:00',
};

describe('a line', () => {
  it('is a post that was imported', () => {
    expect(
      parseImportLine({ ...line, inReplyTo: '43', threadRoot: '40', url: 'https://a.example/44' }, NOW),
    ).toMatchObject({
      mention: {
        ...line,
        createdAt: '2026-11-21T09:00:00.000Z',
        inReplyTo: '43',
        threadRoot: '40',
        source: 'import',
        backfill: false,
      },
    });
  });

  it('older than a day is history, which alerts nobody', () => {
    expect(parseImportLine({ ...line, createdAt: '2026-11-20T09:29:59Z' }, NOW)).toMatchObject({
      mention: { backfill: true },
    });
    expect(isHistory('2026-11-20T09:30:00.000Z', NOW)).toBe(false);
    expect(isHistory('2026-11-20T09:29:59.999Z', NOW)).toBe(true);
  });

  it('cannot pass itself off as heard, as a sample or as addressed to the brand', () => {
    const forged = {
      ...line,
      source: 'x:mentions:44',
      sample: true,
      addressed: true,
      visibility: 'private',
      backfill: true,
    };
    expect(parseImportLine(forged, NOW)).toMatchObject({
      mention: { source: 'import', sample: false, addressed: false, visibility: 'public', backfill: false },
    });
  });

  it.each([
    ['text is missing', { text: undefined }],
    ['author is missing', { author: undefined }],
    ['author.handle is missing', { author: { id: '7' } }],
    ['author is "ana"; expected an object with fields', { author: 'ana' }],
    ['id is 7; expected text in quotes: a long number loses digits', { id: 7 }],
    ['id is ""; expected at least 1 character', { id: '' }],
    ['text is true; expected text in quotes', { text: true }],
    ['network is "A B"; a network is a short lower-case name such as x, bluesky or mastodon', { network: 'A B' }],
    ['createdAt is "yesterday"; expected a time such as 2026-11-21T09:30:00Z', { createdAt: 'yesterday' }],
    ['url is "nowhere"; expected a web address such as https://example.org', { url: 'nowhere' }],
    ['author.followers is "many"; expected a whole number', { author: { id: '7', handle: 'ana', followers: 'many' } }],
    ['author.followers is -1; expected 0 or more', { author: { id: '7', handle: 'ana', followers: -1 } }],
    [
      `author.handle is "${'x'.repeat(59)}…; expected at most 300 characters`,
      { author: { id: '7', handle: 'x'.repeat(301) } },
    ],
  ])('says: %s', (problem, change) => {
    expect(parseImportLine({ ...line, ...change }, NOW)).toMatchObject({ problem });
  });

  it('says everything that is wrong with it', () => {
    expect(parseImportLine({ ...line, id: undefined, text: undefined }, NOW)).toMatchObject({
      problem: 'id is missing; text is missing',
    });
  });

  it('cannot come from the future, but from a clock that is a little fast', () => {
    expect(parseImportLine({ ...line, createdAt: '2026-11-21T09:40:00Z' }, NOW)).toHaveProperty('mention');
    expect(parseImportLine({ ...line, createdAt: '2026-11-21T09:40:01Z' }, NOW)).toMatchObject({
      problem: `createdAt is "2026-11-21T09:40:01Z"; expected no time in the future (it is ${NOW})`,
    });
  });

  it('names the fields that nothing reads, whether it is a post or none', () => {
    expect(parseImportLine(line, NOW).ignored).toEqual([]);
    const more = { ...line, followers: 12, author: { ...line.author, verified: true } };
    expect(parseImportLine(more, NOW).ignored).toEqual(['author.verified', 'followers']);
    expect(parseImportLine({ autor: line.author }, NOW).ignored).toEqual(['autor']);
  });

  it.each([null, 'text', 7, []])('that is %j is none', (value) => {
    expect(parseImportLine(value, NOW)).toEqual({
      problem: `the line is ${JSON.stringify(value)}; expected an object with fields`,
      ignored: [],
    });
  });
});
