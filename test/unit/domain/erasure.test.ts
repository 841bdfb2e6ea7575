import { describe, expect, it } from 'vitest';
import { caseNumberFor } from '../../../lib/domain/case-number.ts';
import type { Identity } from '../../../lib/domain/customer.ts';
import { digestOf } from '../../../lib/domain/erasure.ts';
import { isOneOf, nameIn } from '../../../lib/domain/erasure-order.ts';

const CASE = caseNumberFor('ada', 0);
const identities: readonly Identity[] = [
  { kind: 'email', value: 'ada@customer.test' },
  { kind: 'phone', value: '+442079460018' },
  { kind: 'crm', value: 'C-17' },
  { kind: 'author', value: 'x/1203' },
];
const ADA = { identities, caseNumbers: [CASE], names: ['ada_l', 'Ada Lund'] };

describe('what confirms an erasure', () => {
  it.each(['Ada@Customer.test', '020 7946 0018', '+44 20 7946 0018', 'C-17', 'x/1203', '@ADA_L', CASE])(
    'is %s, as it is typed',
    (text) => {
      expect(isOneOf(text, ADA, 'GB')).toBe(true);
    },
  );

  it.each(['', 'yes', 'ada', 'other@customer.test', '020 7946 0019', caseNumberFor('other', 0)])(
    'is not "%s"',
    (text) => expect(isOneOf(text, ADA, 'GB')).toBe(false),
  );
});

describe('a reason that stays', () => {
  it.each([
    ['asked by ada lund', 'Ada Lund'],
    ['wrote from ADA@customer.test', 'ada@customer.test'],
    ['rang from 020-7946 0018', '+442079460018'],
  ])('names the person: "%s"', (reason, name) => {
    expect(nameIn(reason, ADA)).toBe(name);
  });

  it('names nobody when it says what happened', () => {
    expect(nameIn('asked for it in the call of 21 November 2026', ADA)).toBeUndefined();
  });
});

describe('the digest', () => {
  it('is the same in whatever order the fields come, and another one for other words', () => {
    expect(digestOf({ a: [{ c: 1, b: 'x' }], d: 2 })).toBe(digestOf({ d: 2, a: [{ b: 'x', c: 1 }] }));
    expect(digestOf({ a: [1, 2] })).not.toBe(digestOf({ a: [2, 1] }));
    expect(digestOf({ a: 'x' })).not.toBe(digestOf({ a: 'y' }));
  });
});
