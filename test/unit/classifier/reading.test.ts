import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText } from '../../../lib/classifier/reading.ts';

const forms = (text: string) => readText(text).tokens.map(({ word }) => word.form);

describe('reading a post', () => {
  it('reads handles, links, addresses and numbers as what they are, not by their letters', () => {
    expect(forms('@NimbusHelp see https://example.org/x or write to a@example.org, 3 weeks')).toEqual([
      '<handle>',
      'see',
      '<link>',
      'or',
      'write',
      'to',
      '<email>',
      ',',
      '<number>',
      'weeks',
    ]);
  });

  it('reads a handle as one word, on networks whose handles are domains or name a server, too', () => {
    const same = ['<handle>', 'my', 'refund', 'is', 'late', '.'];
    for (const handle of ['@bo', '@bo.social.example.org', '@bo@social.example.org', '@bo-and-co.example.org']) {
      const text = `${handle} my refund is late.`;
      expect(forms(text)).toEqual(same);
      const [first] = readText(text).tokens;
      expect(text.slice(first?.start, first?.end)).toBe(handle);
    }
    expect(forms('thanks @bo. Late again, bo @ the shop')).toEqual([
      'thanks',
      '<handle>',
      '.',
      'late',
      'again',
      ',',
      'bo',
      '@',
      'the',
      'shop',
    ]);
  });

  it('keeps punctuation, emoji and stop words', () => {
    expect(forms('It is down! 😡')).toEqual(['it', 'is', 'down', '!', '😡']);
  });

  it('opens contractions, straight or curly', () => {
    expect(forms("can't")).toEqual(['can', 'not']);
    expect(forms('won’t')).toEqual(['will', 'not']);
  });

  it('marks the words inside a negation, up to the end of the sentence', () => {
    const { tokens } = readText('It does not work. Help me');
    expect(tokens.filter(({ negated }) => negated).map(({ normal }) => normal)).toEqual(['work']);
  });

  it('leaves out the mark of truncation before a link, and no other dots', () => {
    expect(forms('still waiting… https://example.org/x')).toEqual(['still', 'waiting', '<link>']);
    expect(forms('still waiting…')).toEqual(['still', 'waiting', '…']);
  });

  it('reads a wrongly decoded emoji as some emoji', () => {
    expect(forms('great \uFFFD\uFFFD')).toContain('<emoji>');
  });

  it('reads the same word alike wherever it stands', () => {
    const [first, , second] = readText('slow and Slow').tokens;
    expect(first?.word).toBe(second?.word);
  });

  it('knows what a part of a contraction means from the whole', () => {
    expect(forms("let's go, it's late, Anna's parcel")).toEqual([
      'let',
      'us',
      'go',
      ',',
      'it',
      'is',
      'late',
      ',',
      'anna',
      "'s",
      'parcel',
    ]);
  });

  it('cuts a text into its tokens and the spaces between them, of whatever kind', () => {
    const text = 'Still\u00a0WAITING  for\u2003my\u202frefund,\u3000 3\u2009weeks!\n\tWhy? 😡';
    const { tokens } = readText(text);
    expect(tokens.map(({ start, end }) => text.slice(start, end).toLowerCase())).toEqual(
      tokens.map(({ normal }) => normal),
    );
    expect(tokens.map(({ normal }) => normal).join('')).toBe(text.toLowerCase().replace(/[\s]/g, ''));
  });

  it('gives every token its place in the original text, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        let end = 0;
        for (const token of readText(text).tokens) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.end).toBeLessThanOrEqual(text.length);
          end = token.end;
        }
      }),
    );
  });
});
