import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phraseFinder } from '../../../lib/classifier/phrases.ts';
import { readText } from '../../../lib/classifier/reading.ts';

const find = phraseFinder({ hold: ['on hold'], fire: ['caught|catches fire'], court: ['take _ to court'] });
const labels = (text: string) => find(readText(text).tokens).map(({ label }) => label);

/** The phrase as a regular expression over words between spaces. */
function patternOf(phrase: string): RegExp {
  const steps = phrase.split(' ').map((step) => (step === '_' ? '(?:\\S+ ){0,3}' : `(?:${step}) `));
  return new RegExp(`(?<= )${steps.join('')}`);
}

describe('listed phrases', () => {
  it('finds words that follow one another, in any case', () => {
    expect(labels('I am ON HOLD again')).toEqual(['hold']);
    expect(labels('hold on')).toEqual([]);
  });

  it('takes any of the words divided by a bar', () => {
    expect(labels('it caught fire, it catches fire')).toEqual(['fire', 'fire']);
  });

  it('leaves room for none to three words at a gap', () => {
    expect(labels('we take to court')).toEqual(['court']);
    expect(labels('we take you all there to court')).toEqual(['court']);
    expect(labels('we take you and all of them to court')).toEqual([]);
  });

  it('says which tokens it covers', () => {
    expect(find(readText('now on hold').tokens)).toEqual([{ label: 'hold', from: 1, to: 3 }]);
  });

  it('finds among very many phrases those that stand there, as a plain search does', () => {
    const words = Array.from({ length: 12 }, (_, i) => `w${i}`);
    const word = fc.constantFrom(...words);
    const step = fc.oneof(
      word,
      fc.constant('_'),
      fc.tuple(word, word).map(([a, b]) => `${a}|${b}`),
    );
    const phrase = fc.tuple(word, fc.array(step, { maxLength: 3 }), word).map(([a, b, c]) => [a, ...b, c].join(' '));
    const lists = fc.array(fc.oneof(word, phrase), { minLength: 40, maxLength: 60 });
    fc.assert(
      fc.property(lists, fc.array(word, { maxLength: 20 }), (many, post) => {
        const listed = Object.fromEntries(many.map((each, i) => [`phrase ${i}`, [each]]));
        const found = new Set(phraseFinder(listed)(readText(post.join(' ')).tokens).map(({ label }) => label));
        const text = ` ${post.join(' ')} `;
        const expected = Object.keys(listed).filter((label) => patternOf(listed[label]?.[0] ?? '').test(text));
        expect([...found].toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('stops at the end of the post', () => {
    expect(labels('on')).toEqual([]);
  });
});
