import { describe, expect, it } from 'vitest';
import { numberAt, packHalfBytes, quantise, unpackHalfBytes } from '../../../lib/classifier/quantised.ts';

describe('numbers in one byte', () => {
  it('keeps the largest exactly, zero as zero, and signs', () => {
    const packed = quantise(Float64Array.of(-2.5, 0, 1.2));
    expect(numberAt(packed, 0)).toBeCloseTo(-2.5, 10);
    expect(numberAt(packed, 1)).toBe(0);
    expect(numberAt(packed, 2)).toBeGreaterThan(0);
  });

  it('is off by less than one hundredth of the largest', () => {
    const numbers = Float64Array.from({ length: 200 }, (_, i) => (i - 100) / 40);
    const packed = quantise(numbers);
    numbers.forEach((number, i) => expect(Math.abs(numberAt(packed, i) - number)).toBeLessThan(0.025));
  });

  it('packs nothing but zeros', () => {
    expect(numberAt(quantise(new Float64Array(3)), 1)).toBe(0);
  });

  it('reads beyond the end as zero', () => {
    expect(numberAt(quantise(Float64Array.of(1)), 9)).toBe(0);
  });
});

describe('whole numbers in half a byte', () => {
  it('gives back what was packed', () => {
    const numbers = Int8Array.from({ length: 32 }, (_, i) => (i % 16) - 6);
    const packed = packHalfBytes(numbers, -6);
    expect(packed.length).toBeLessThan(32);
    expect(unpackHalfBytes(packed, -6)).toEqual(numbers);
  });
});
