// What a network has charged, what may still be spent, and what the month will come to.
import { describe, expect, it } from 'vitest';
import {
  dollars,
  forecastMicros,
  leftFor,
  monthOf,
  nextMonth,
  type Spending,
  spendingWords,
  spentMicros,
} from '../../../lib/domain/spending.ts';

const DOLLAR = 1_000_000;
const spent = (readDollars: number, answerDollars = 0): Spending => ({
  network: 'x',
  month: '2026-11',
  readMicros: readDollars * DOLLAR,
  answerMicros: answerDollars * DOLLAR,
});
const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T00:00:00.000Z`;

describe('the spending of a month', () => {
  it('is what reads and answers cost together', () => {
    expect(spentMicros(spent(12, 0.4))).toBe(12_400_000);
  });

  it('begins anew with each UTC month, also over the end of a year', () => {
    expect(monthOf('2026-11-30T23:59:59.999Z')).toBe('2026-11');
    expect(nextMonth('2026-11')).toBe('2026-12-01T00:00:00.000Z');
    expect(nextMonth('2026-12')).toBe('2027-01-01T00:00:00.000Z');
    expect(nextMonth('2028-02')).toBe('2028-03-01T00:00:00.000Z');
  });
});

describe('a hard cap', () => {
  const cap = { hardMicros: 50 * DOLLAR };

  it('leaves its last tenth for answers: reads end first', () => {
    expect(leftFor('read', spent(44), cap)).toBe(DOLLAR);
    expect(leftFor('read', spent(40, 5), cap)).toBe(0);
    expect(leftFor('answer', spent(40, 5), cap)).toBe(5 * DOLLAR);
    expect(leftFor('answer', spent(45, 5), cap)).toBe(0);
  });

  it('that was passed leaves nothing, and no debt', () => {
    expect(leftFor('read', spent(70), cap)).toBe(0);
    expect(leftFor('answer', spent(70), cap)).toBe(0);
  });

  it('of nothing allows nothing', () => {
    expect(leftFor('answer', spent(0), { hardMicros: 0 })).toBe(0);
  });

  it('that is not set leaves everything, and a soft one stops nothing', () => {
    expect(leftFor('read', spent(1000), {})).toBe(Number.POSITIVE_INFINITY);
    expect(leftFor('read', spent(1000), { softMicros: DOLLAR })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the forecast', () => {
  it('goes on at the pace so far', () => {
    expect(forecastMicros(spent(10), day(11))).toBe(30 * DOLLAR);
    expect(forecastMicros(spent(0), day(11))).toBe(0);
  });

  it('is not given on the first day, because it would be a guess', () => {
    expect(forecastMicros(spent(10), '2026-11-01T23:59:59.999Z')).toBeUndefined();
    expect(forecastMicros(spent(10), day(2))).toBe(300 * DOLLAR);
  });

  it('of a month that is over is what it came to', () => {
    expect(forecastMicros(spent(10), '2027-02-01T00:00:00.000Z')).toBe(10 * DOLLAR);
  });
});

describe('the sentence about spending', () => {
  it('says what is spent, what is coming and where reads stop', () => {
    expect(spendingWords(spent(10), { hardMicros: 50 * DOLLAR }, day(11))).toBe(
      '$10.00 of $50.00 this month, about $30.00 by its end; reads stop at $45.00, the rest is kept for answers',
    );
  });

  it('says that reads have stopped', () => {
    expect(spendingWords(spent(45), { hardMicros: 50 * DOLLAR }, day(1))).toBe(
      '$45.00 of $50.00 this month; reads have stopped at $45.00, the rest is kept for answers',
    );
  });

  it('says that no cap is set', () => {
    expect(spendingWords(spent(1), {}, day(1))).toBe('$1.00 this month; no cap is set');
  });

  it('shows small amounts with the digits that say something', () => {
    expect([0, 4200, 9999, 10_000, 12_400_000].map(dollars)).toEqual([
      '$0.00',
      '$0.0042',
      '$0.0100',
      '$0.01',
      '$12.40',
    ]);
  });
});
