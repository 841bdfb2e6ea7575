// A number people can say on the phone, and that is not another's when it is misheard.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseNumberFor, parseCaseNumber } from '../../../lib/domain/case-number.ts';

const numbers = fc.tuple(fc.string(), fc.nat(7)).map(([threadId, attempt]) => caseNumberFor(threadId, attempt));
const withDigits = (digits: readonly string[]) => `${digits.slice(0, 4).join('')}-${digits.slice(4).join('')}`;
const digitsOf = (number: string) => [...number.replace('-', '')];

describe('a case number', () => {
  it('is two groups of four digits and reads back as itself', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(number).toMatch(/^\d{4}-\d{4}$/);
        expect(parseCaseNumber(number)).toBe(number);
      }),
    );
  });

  it('is the same for the same thread and try, and another for the next try', () => {
    expect(caseNumberFor('t1', 0)).toBe(caseNumberFor('t1', 0));
    const tries = new Set(Array.from({ length: 8 }, (_, attempt) => caseNumberFor('t1', attempt)));
    expect(tries.size).toBe(8);
  });

  it('spreads over all the numbers there are', () => {
    const many = Array.from({ length: 2000 }, (_, index) => caseNumberFor(`thread-${index}`, 0));
    expect(new Set(many).size).toBeGreaterThan(1990);
    expect(new Set(many.map((number) => number[0])).size).toBe(10);
  });

  it('with one wrong digit is no case number', () => {
    fc.assert(
      fc.property(numbers, fc.nat(7), fc.integer({ min: 1, max: 9 }), (number, place, by) => {
        const digits = digitsOf(number).map((digit, index) =>
          index === place ? String((Number(digit) + by) % 10) : digit,
        );
        expect(parseCaseNumber(withDigits(digits))).toBeUndefined();
      }),
    );
  });

  it('with two neighbours swapped is no case number, but for 0 and 9', () => {
    fc.assert(
      fc.property(numbers, fc.nat(6), (number, place) => {
        const digits = digitsOf(number);
        const [one = '', two = ''] = digits.slice(place, place + 2);
        fc.pre(one !== two && `${one}${two}` !== '09' && `${one}${two}` !== '90');
        expect(parseCaseNumber(withDigits(digits.toSpliced(place, 2, two, one)))).toBeUndefined();
      }),
    );
  });

  it('is understood however it is written', () => {
    const number = caseNumberFor('t1', 0);
    const [front, back] = number.split('-');
    for (const written of [
      `${front}${back}`,
      `${front} ${back}`,
      `#${number}`,
      `  #${front}.${back} `,
      `${front}–${back}`,
      `# ${number}`,
    ])
      expect(parseCaseNumber(written)).toBe(number);
  });

  it('is not read into other things', () => {
    const number = caseNumberFor('t1', 0);
    for (const other of ['', 'abc', '123', `${number}0`, `1${number}`, '+44 20 7946 0018', `case ${number}`])
      expect(parseCaseNumber(other)).toBeUndefined();
  });
});
