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

  it('says everything that is wrong with it, field by field', () => {
    expect(parseImportLine({ ...line, id: 44, author: { id: '7' }, createdAt: 'yesterday' }, NOW)).toEqual({
      problem: expect.stringMatching(
        /^id: .*; createdAt: expected a time such as 2026-11-21T09:30:00Z; author\.handle: /,
      ),
    });
  });

  it.each([null, 'text', 7, []])('that is %j is none', (value) => {
    expect(parseImportLine(value, NOW)).toEqual({ problem: expect.stringMatching(/^the line: .*expected object/) });
  });
});
