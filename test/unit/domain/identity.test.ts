// The same person is found however their address, number or account is written; and which links count.
import { describe, expect, it } from 'vitest';
import { isCurrent, type Link } from '../../../lib/domain/customer.ts';
import { parseIdentity } from '../../../lib/domain/identity.ts';

describe('an e-mail address', () => {
  it.each(['Ana@Example.ORG', '  ana@example.org ', 'ana@example.org'])('written "%s" is one', (text) => {
    expect(parseIdentity('email', text, 'GB')).toEqual({ kind: 'email', value: 'ana@example.org' });
  });

  it.each(['ana', 'ana@', '@example.org', 'ana@example', 'a b@example.org', ''])('is not "%s"', (text) => {
    expect(parseIdentity('email', text, 'GB')).toEqual({
      problem: `"${text}" is not an e-mail address; expected e.g. ana@example.org`,
    });
  });
});

describe('a phone number', () => {
  it.each([
    '+44 20 7946 0018',
    '020 7946 0018',
    '(020) 7946-0018',
    '0044 20 7946 0018',
    '+442079460018',
    ' 02079460018 ',
  ])('written "%s" in Britain is one', (text) => {
    expect(parseIdentity('phone', text, 'GB')).toEqual({ kind: 'phone', value: '+442079460018' });
  });

  it('without a country code is read in the team’s country', () => {
    expect(parseIdentity('phone', '030 901820', 'DE')).toEqual({ kind: 'phone', value: '+4930901820' });
    expect(parseIdentity('phone', '(415) 555-2671', 'US')).toEqual({ kind: 'phone', value: '+14155552671' });
  });

  it('of another country is read by its code', () => {
    expect(parseIdentity('phone', '+49 30 901820', 'GB')).toEqual({ kind: 'phone', value: '+4930901820' });
  });

  it.each(['', '12', 'call me', '+44', '+44 20 7946 0018 0018 0018', 'ana@example.org'])('is not "%s"', (text) => {
    const identity = parseIdentity('phone', text, 'GB');
    expect(identity).toEqual({
      problem: expect.stringMatching(/is not a phone number; expected e\.g\. \+44 20 7946 0018, or .* a number of GB$/),
    });
  });

  it('in a country that does not exist needs its code', () => {
    expect(parseIdentity('phone', '020 7946 0018', 'ZZ')).toHaveProperty('problem');
    expect(parseIdentity('phone', '+44 20 7946 0018', 'ZZ')).toEqual({ kind: 'phone', value: '+442079460018' });
  });
});

describe('an account', () => {
  it('is its network and its id there, whatever the id looks like', () => {
    expect(parseIdentity('author', 'mastodon/1203', 'GB')).toEqual({ kind: 'author', value: 'mastodon/1203' });
    expect(parseIdentity('author', ' bluesky/did:plc:abc ', 'GB')).toEqual({
      kind: 'author',
      value: 'bluesky/did:plc:abc',
    });
    expect(parseIdentity('author', 'web/https://a.example/u/1', 'GB')).toEqual({
      kind: 'author',
      value: 'web/https://a.example/u/1',
    });
  });

  it.each(['ana', '/1203', 'mastodon/', 'Mastodon/1203', ''])('is not "%s"', (text) => {
    expect(parseIdentity('author', text, 'GB')).toEqual({
      problem: `"${text}" is not an account; expected network/id such as mastodon/1203`,
    });
  });
});

describe('a CRM id', () => {
  it('is taken as given, but not empty', () => {
    expect(parseIdentity('crm', ' C-0042 ', 'GB')).toEqual({ kind: 'crm', value: 'C-0042' });
    expect(parseIdentity('crm', '  ', 'GB')).toEqual({ problem: 'the CRM id is empty' });
  });
});

describe('a link', () => {
  const link: Link = {
    id: 'l1',
    customerId: 'c1',
    kind: 'email',
    value: 'ana@example.org',
    basis: 'told-us',
    evidence: 'gave the address in the call of 3 May',
    by: 'kim',
    at: '2026-11-21T09:00:00.000Z',
  };

  it('counts until it is ended or its identity taken elsewhere', () => {
    expect(isCurrent(link)).toBe(true);
    expect(isCurrent({ ...link, endedAt: link.at, endedBy: 'kim' })).toBe(false);
    expect(isCurrent({ ...link, movedBy: 'l2' })).toBe(false);
  });
});
