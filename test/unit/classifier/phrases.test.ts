import { describe, expect, it } from 'vitest';
import { phraseFinder } from '../../../lib/classifier/phrases.ts';
import { readText } from '../../../lib/classifier/reading.ts';

const find = phraseFinder({ hold: ['on hold'], fire: ['caught|catches fire'], court: ['take _ to court'] });
const labels = (text: string) => find(readText(text).tokens).map(({ label }) => label);

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

  it('stops at the end of the post', () => {
    expect(labels('on')).toEqual([]);
  });
});
