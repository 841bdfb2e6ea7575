import { describe, expect, it } from 'vitest';
import { wordNumbers, wordOf } from '../../../lib/classifier/word.ts';

describe('remembered words', () => {
  it('computes the numbers of a word once', () => {
    let computed = 0;
    const lengths = wordNumbers(1, ({ form }, { numbers, at }) => {
      computed += 1;
      numbers[at] = form.length;
    });
    const read = (form: string) => lengths.numbers[lengths.at(wordOf('word', form))];
    expect([read('slow'), read('delayed'), read('slow')]).toEqual([4, 7, 4]);
    expect(computed).toBe(2);
  });

  it('keeps the numbers of different tables apart', () => {
    const word = wordOf('word', 'late');
    const one = wordNumbers(2, (_, { numbers, at }) => numbers.set([1, 2], at));
    const other = wordNumbers(1, (_, { numbers, at }) => numbers.set([3], at));
    expect([one.numbers[one.at(word) + 1], other.numbers[other.at(word)]]).toEqual([2, 3]);
  });

  it('keeps words of different types apart', () => {
    const hashtag = wordOf('hashtag', '#fail');
    const unknown = wordOf('unk', '#fail');
    expect([hashtag.type, unknown.type]).toEqual(['hashtag', 'unk']);
    const types = wordNumbers(1, ({ type }, { numbers, at }) => numbers.set([type.length], at));
    expect([hashtag, unknown, hashtag].map((word) => types.numbers[types.at(word)])).toEqual([7, 3, 7]);
  });

  it('gives all handles one word', () => {
    expect(wordOf('mention', '@nimbus')).toBe(wordOf('mention', '@larkspur'));
  });

  it('computes right numbers again after it had to forget many words', () => {
    const lengths = wordNumbers(1, ({ form }, { numbers, at }) => numbers.set([form.length], at));
    const read = (form: string) => lengths.numbers[lengths.at(wordOf('word', form))];
    expect(read('parcel')).toBe(6);
    for (let i = 0; i < 45_000; i += 1) expect(read(`filler${i}`)).toBe(`filler${i}`.length);
    expect(read('parcel')).toBe(6);
  });
});
