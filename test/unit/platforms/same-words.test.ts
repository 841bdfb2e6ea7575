// Recognising our own words on a network.
import { describe, expect, it } from 'vitest';
import { sameWords } from '../../../lib/platforms/same-words.ts';

describe('our own words', () => {
  it.each([
    ['shortened links', 'See https://acme.example/refunds now', 'See https://t.co/abc now'],
    ['a bare domain that became a link', 'See acme.example/refunds now', 'See https://t.co/abc now'],
    ['mentions put in front', 'Sorry about that', '@ann @bob@elsewhere.example Sorry about that'],
    ['escaped characters', 'Sorry & thanks <3', 'Sorry &amp; thanks &lt;3'],
    ['emphasis', 'Sorry *really*', 'Sorry really'],
    ['composed letters', 'Cafe\u0301', 'Café'],
    ['line breaks', 'Sorry\n\nThanks', 'Sorry Thanks'],
  ])('are the same with %s', (_what, ours, theirs) => {
    expect(sameWords(ours, theirs)).toBe(true);
  });

  it.each([
    ['another text', 'Sorry about that', 'Thanks for that'],
    ['a longer text', 'Sorry', 'Sorry, more follows'],
    ['another number', 'Case 1234', 'Case 1235'],
  ])('are not %s', (_what, ours, theirs) => {
    expect(sameWords(ours, theirs)).toBe(false);
  });
});
