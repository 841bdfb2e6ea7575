import { describe, expect, it } from 'vitest';
import { perWord, wordOf } from '../../../lib/classifier/word.ts';

describe('remembered words', () => {
  it('computes once for each word', () => {
    let computed = 0;
    const lengthOf = perWord(({ form }) => {
      computed += 1;
      return form.length;
    });
    expect([lengthOf(wordOf('word', 'slow')), lengthOf(wordOf('word', 'slow'))]).toEqual([4, 4]);
    expect(computed).toBe(1);
  });

  it('keeps different computations on the same word apart', () => {
    const word = wordOf('word', 'late');
    const shout = perWord(({ form }) => form.toUpperCase());
    const whisper = perWord(({ form }) => `(${form})`);
    expect([shout(word), whisper(word), shout(word)]).toEqual(['LATE', '(late)', 'LATE']);
  });

  it('keeps words of different types apart', () => {
    expect(wordOf('hashtag', '#fail').type).toBe('hashtag');
    expect(wordOf('unk', '#fail').type).toBe('unk');
  });

  it('gives all handles one word', () => {
    expect(wordOf('mention', '@nimbus')).toBe(wordOf('mention', '@larkspur'));
  });

  it('knows a word alike after it had to forget many', () => {
    const before = wordOf('word', 'parcel');
    for (let i = 0; i < 31_000; i += 1) wordOf('word', `filler${i}`);
    const after = wordOf('word', 'parcel');
    expect(after).not.toBe(before);
    expect(after).toEqual({ ...before, notes: after.notes });
  });
});
