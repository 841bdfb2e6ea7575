// Record keys derived from the key of an answer.
import { describe, expect, it } from 'vitest';
import { tidFor } from '../../../../lib/platforms/bluesky/tid.ts';

const POSTED = '2026-11-21T09:00:00.000Z';

describe('the record key of an answer', () => {
  it('is a valid TID', () => {
    for (let i = 0; i < 200; i += 1) expect(tidFor(`key ${i}`, POSTED)).toMatch(/^[234567abcdefghij][2-7a-z]{12}$/);
  });

  it('is a valid TID for a post that says it was made before computers kept time', () => {
    for (const made of ['1969-12-31T23:59:59.999Z', '1601-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'])
      expect(tidFor('key', made)).toMatch(/^2[2-7a-z]{12}$/);
  });

  it('is the same for every attempt and another for every answer', () => {
    expect(tidFor('a', POSTED)).toBe(tidFor('a', POSTED));
    const keys = Array.from({ length: 5000 }, (_, i) => tidFor(`key ${i}`, POSTED));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('tells a time within eighteen minutes of the post answered', () => {
    const letters = '234567abcdefghijklmnopqrstuvwxyz';
    for (const key of ['a', 'b', 'c']) {
      const number = [...tidFor(key, POSTED)].reduce((sum, letter) => sum * 32n + BigInt(letters.indexOf(letter)), 0n);
      const seconds = Number((number >> 10n) / 1000n - BigInt(Date.parse(POSTED))) / 1000;
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeLessThan(18 * 60);
    }
  });
});
