import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeFrom, codesIn, codeWords, expiryOfCode } from '../../../lib/domain/link-code.ts';

const seed = fc.string({ minLength: 1 });

describe('a code', () => {
  it('has six letters and digits that nobody mistakes for others, a digit among them', () => {
    fc.assert(
      fc.property(seed, (text) => {
        expect(codeFrom(text)).toMatch(/^(?=.*\d)[2-9CDFGHJKMNPQRTVWX]{6}$/);
      }),
    );
  });

  it('is another one for another seed', () => {
    const codes = Array.from({ length: 2000 }, (_, index) => codeFrom(`seed ${index}`));
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('uses every letter and digit about as often', () => {
    const letters = Array.from({ length: 4000 }, (_, index) => codeFrom(`seed ${index}`)).join('');
    const counts = new Map<string, number>();
    for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(24);
    expect(Math.min(...counts.values())).toBeGreaterThan(800);
    expect(Math.max(...counts.values())).toBeLessThan(1250);
  });

  it('is found in whatever stands around it, however its letters are written', () => {
    const around = fc.constantFrom('', ' ', '.', '"', '\n', ' — ', ': ', '(');
    fc.assert(
      fc.property(seed, around, around, (text, before, after) => {
        const code = codeFrom(text);
        expect(codesIn(`here${before || ' '}${code.toLowerCase()}${after}`)).toEqual([code]);
      }),
    );
  });

  it('is found in what the customer is told', () => {
    expect(codesIn(codeWords('K7M4PQ'))).toEqual(['K7M4PQ']);
  });

  it.each(['refund', 'AB12CD', 'K7M4PQX', 'K7M4P', '2026-11', 'orders K7M-4PQ'])('is not %s', (text) => {
    expect(codesIn(text)).toEqual([]);
  });

  it('is looked for a few times in a text, however many guesses stand in it', () => {
    const guesses = Array.from({ length: 100 }, (_, index) => codeFrom(`guess ${index}`));
    expect(codesIn(guesses.join(' '))).toEqual(guesses.slice(0, 10));
  });

  it('counts for a day', () => {
    expect(expiryOfCode('2026-11-21T09:00:00.000Z')).toBe('2026-11-22T09:00:00.000Z');
  });
});
