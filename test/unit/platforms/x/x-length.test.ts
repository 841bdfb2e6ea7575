// Lengths as X counts them, checked against X's own counter.
import * as fc from 'fast-check';
import twitterText from 'twitter-text';
import { describe, expect, it } from 'vitest';
import { weightedLength } from '../../../../lib/platforms/x/x-length.ts';

describe('the length of a post on X', () => {
  it.each([
    ['plain English', 'Where is my refund?', 19],
    ['an empty text', '', 0],
    ['German', 'Größe für Straße', 16],
    ['an accent as a separate code point', 'Cafe\u0301', 4],
    ['Japanese', '返金はどこですか', 16],
    ['Korean', '환불', 4],
    ['curly quotes and dashes', '“yes” – no', 10],
    ['the euro sign', '€5', 3],
    ['an emoji', '😀', 2],
    ['a family of four', '👨‍👩‍👧‍👦', 2],
    ['a thumb with a skin tone', '👍🏽', 2],
    ['a flag', '🇩🇪', 2],
    ['a keycap', '1️⃣', 2],
    ['a heart with its variation selector', '❤️', 2],
    ['a link', 'see https://acme.example.com/a/very/long/path?with=a&query=string#and-more', 27],
    ['a bare domain', 'see example.com', 27],
    ['a bare domain with a path', 'example.co.uk/refunds now', 27],
    ['two links', 'https://a.com https://b.org', 47],
    ['a link before a full stop', 'https://example.com/x.', 24],
    ['a link in brackets', '(https://example.com)', 25],
    ['an e-mail address', 'write to help@example.com', 25],
    ['a short domain of a country', 'example.de', 23],
    ['a domain of a country with a path', 'see example.de/refunds', 27],
    ['a long link of a country', 'https://www.example.de/a/very/long/path/to/something', 23],
    ['a decimal number', 'it cost 3.50 not 4.00', 21],
    ['a missing space after a full stop', 'Sorry.We will refund', 20],
  ])('counts %s', (_what, text, length) => {
    expect(weightedLength(text)).toBe(length);
    expect(weightedLength(text)).toBe(twitterText.parseTweet(text).weightedLength);
  });

  it('never counts less than X does, so that what fits here fits there', () => {
    const ending = fc.constantFrom('de', 'co.uk', 'com', 'org', 'shop', 'co', 'museum', 'notregistered');
    const domain = fc.tuple(fc.stringMatching(/^[a-z0-9]{1,20}$/), ending).map((parts) => parts.join('.'));
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('https://t.co/abc', 'example.com', 'www.example.de', 'a.b', 'ü.de/path', '👍🏽', 'ﷺ'),
      fc
        .webUrl({ validSchemes: ['https'], withQueryParameters: true })
        .map((url) => url.replace(/\/\/[^/?#]*/, '//example.de')),
      domain,
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const text = words.join(' ');
        expect(weightedLength(text)).toBeGreaterThanOrEqual(twitterText.parseTweet(text).weightedLength);
      }),
      { numRuns: 2000, seed: 20_261_121 },
    );
  });
});
