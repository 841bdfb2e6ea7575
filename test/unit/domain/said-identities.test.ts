import { describe, expect, it } from 'vitest';
import { saidHandles, saidIdentities } from '../../../lib/domain/said-identities.ts';

describe('what somebody wrote of themselves', () => {
  it.each([
    ['Mail me at Ada.L@Customer.test.', ['email ada.l@customer.test']],
    ['call +44 20 7946 0018 please', ['phone +442079460018']],
    ['020 7946 0018', ['phone +442079460018']],
    ['order 12345678 of 2026-11-21', []],
    ['@ada on both', []],
  ])('is read from "%s"', (text, expected) => {
    expect(saidIdentities(text, 'GB').map(({ kind, value }) => `${kind} ${value}`)).toEqual(expected);
  });

  it('has no number without a country code where no country is known', () => {
    expect(saidIdentities('020 7946 0018')).toEqual([]);
    expect(saidIdentities('+442079460018')).toHaveLength(1);
  });

  it('is no list: of many addresses the first three are read, each once', () => {
    const many = Array.from({ length: 9 }, (_, index) => `a${index}@customer.test A${index}@customer.test`).join(' ');
    expect(saidIdentities(many).map(({ value }) => value)).toEqual([
      'a0@customer.test',
      'a1@customer.test',
      'a2@customer.test',
    ]);
  });

  it.each([
    ['My Twitter is @ada_l, thanks', ['ada_l']],
    ['@ada@social.test and @ada.bsky.test', ['ada@social.test', 'ada.bsky.test']],
    ['ada@customer.test', []],
  ])('names handles: "%s"', (text, expected) => {
    expect(saidHandles(text)).toEqual(expected);
  });
});
